"""``feeds list`` puts settings and states together."""

import json
from pathlib import Path

import pytest

from bot import config as bot_config
from bot.cli.feeds import DISABLED
from feeds.health import FeedState, Health
from feeds.store import feeds
from feeds.store.database import open_database
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW


def test_it_lists_feeds_before_any_poll_and_why_one_is_off(run: Run, config: Path) -> None:
    ended = run("feeds", "list", "-c", config)

    assert ended.code == 0
    assert "not polled yet" in ended.out
    assert "refuses programs" in ended.out


def test_it_shows_the_state_of_the_last_poll(run: Run, config: Path) -> None:
    settings = bot_config.load(config, {})
    database = open_database(settings.database.url)
    with database.transaction() as connection:
        feeds.sync(connection, settings.feeds, NOW)
        state = FeedState(Health.BLOCKED, "403", since_at=NOW, next_poll_at=NOW)
        feeds.save_state(connection, "Herald", state)
    database.close()

    (row,) = json.loads(run("feeds", "list", "--state", "blocked", "--json", "-c", config).out)

    assert (row["name"], row["reason"]) == ("Herald", "403")
    assert row["since_at"] == "2031-03-05T02:32:00+00:00"


def test_a_disabled_feed_is_never_due(run: Run, config: Path) -> None:
    (row,) = json.loads(run("feeds", "list", "--state", "disabled", "--json", "-c", config).out)

    assert (row["name"], row["next_poll_at"]) == ("Gazette", None)


@pytest.mark.parametrize("state", ["blokced", "OK", "[red]", "\x1b[2J"])
def test_a_state_that_there_is_not_is_wrong_use_and_no_empty_list(
    run: Run, config: Path, state: str
) -> None:
    ended = run("feeds", "list", "--state", state, "-c", config)

    assert (ended.code, ended.out) == (2, "")
    assert "blocked" in ended.err
    assert "\x1b[2J" not in ended.err


@pytest.mark.parametrize("state", [Health.NEW, Health.BLOCKED, DISABLED])
def test_every_state_can_be_asked_for(run: Run, config: Path, state: str) -> None:
    ended = run("feeds", "list", "--state", state, "--json", "-c", config)

    assert ended.code == 0
    assert all(row["state"] == state for row in json.loads(ended.out))


def test_what_a_server_says_is_no_markup(run: Run, config: Path) -> None:
    settings = bot_config.load(config, {})
    database = open_database(settings.database.url)
    with database.transaction() as connection:
        feeds.sync(connection, settings.feeds, NOW)
        state = FeedState(Health.BLOCKED, "[red]no[/red] [/b]", since_at=NOW, next_poll_at=NOW)
        feeds.save_state(connection, "Herald", state)
    database.close()

    assert "[red]no[/red] [/b]" in run("feeds", "list", "-c", config).out
