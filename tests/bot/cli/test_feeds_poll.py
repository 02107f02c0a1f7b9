"""``feeds poll --dry-run`` shows what would become of each entry, and changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import config as bot_config
from bot.cli.feeds_poll import rehearse_poll
from bot.service import serving
from feeds.config import Config
from feeds.lock import ServiceLock
from feeds.poll import poll
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.store.schema import entry
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW
from tests.feed_server import FeedServer
from tests.news import CLASH, MATCH, rss


def configured(server: FeedServer, folder: Path) -> Config:
    path = folder / "config.toml"
    path.write_text(
        "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
        f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n',
        encoding="utf-8",
    )
    return bot_config.load(path, {})


async def test_each_entry_has_its_fate_and_nothing_is_stored(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old = replace(CLASH, guid="old", title=f"{CLASH.title} again", at=now - timedelta(days=9))
    fresh, match = replace(CLASH, at=now), replace(MATCH, at=now)
    async with FeedServer() as server:
        config = configured(server, tmp_path)
        server.document("/rss", rss(match))
        async with serving(config, lambda: now) as service:
            await poll(config.feeds[0], service.services)
        server.document("/rss", rss(fresh, match, replace(match, guid="again"), old))
        rehearsal, _ = await rehearse_poll(config, config.feeds[0])

    fates = [(one.entry.id, one.fate) for one in rehearsal.entries]
    database = open_database(config.database.url)
    with database.transaction() as connection:
        stored = connection.scalar(select(func.count()).select_from(entry))
    database.close()
    assert fates == [("clash", "told"), ("match", "known"), ("again", "renamed"), ("old", "held")]
    assert rehearsal.entries[-1].reason == "too_old"
    assert (stored, rehearsal.is_baseline) == (1, False)


async def test_a_feed_that_was_never_polled_is_foreseen_without_a_database(tmp_path: Path) -> None:
    async with FeedServer() as server:
        config = configured(server, tmp_path)
        server.document("/rss", rss(CLASH))
        rehearsal, _ = await rehearse_poll(config, config.feeds[0])

    assert [(one.fate, one.reason) for one in rehearsal.entries] == [("held", "baseline")]
    assert rehearsal.is_baseline
    assert not (tmp_path / "data").exists()


def test_one_feed_is_polled_by_its_name(run: Run, config: Path) -> None:
    ended = run("feeds", "poll", "herald", "-c", config)

    assert ended.code == 0
    assert "Herald: unreachable" in ended.out


def test_a_running_service_does_it_instead(run: Run, config: Path) -> None:
    settings = bot_config.load(config, {})
    run("feeds", "poll", "Herald", "-c", config)
    with ServiceLock(config.parent / "data" / "alerts.db", NOW):
        ended = run("feeds", "poll", "Herald", "-c", config)
    database = open_database(settings.database.url)
    with database.transaction() as connection:
        due_at = feeds.load(connection, "Herald").state.next_poll_at
    database.close()

    assert (ended.code, ended.out) == (0, "")
    assert "the running service polls it" in ended.err
    assert due_at is not None
    assert due_at <= datetime.now(UTC)


@pytest.mark.parametrize("arguments", [("Heraldo",), ("\x1b[2J", "--dry-run")])
def test_a_feed_that_there_is_not_is_wrong_use(
    run: Run, config: Path, arguments: tuple[str, ...]
) -> None:
    ended = run("feeds", "poll", *arguments, "-c", config)

    assert ended.code == 2
    assert "\x1b[2J" not in ended.err
