"""``poll`` and ``run`` from outside: their tables, codes, and their end."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model import ALL_AREAS, Chat, ChatSettings
from bot.store import chats
from feeds.lock import ServiceLock
from feeds.store.database import open_database
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW


def test_poll_prints_a_row_a_feed_and_ends_with_1_where_none_answers(
    run: Run, config: Path
) -> None:
    ended = run("poll", "-c", config)

    assert ended.code == 1
    assert "Herald" in ended.out
    assert "unreachable" in ended.out
    assert "Gazette" not in ended.out


def test_what_opens_a_door_is_said_at_every_start(run: Run, config: Path) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write(
            '[[feeds]]\nname = "Courier"\nurl = "https://127.0.0.1:9/"\nlanguage = "en"\n'
            "verify_tls = false\n"
        )
    ended = run("poll", "-c", config)

    assert 'feeds "Courier": verify_tls = false' in ended.err
    assert "allow_private_networks = true" in ended.err


def test_a_feed_that_is_not_due_is_polled_by_force_only(run: Run, config: Path) -> None:
    run("poll", "-c", config)

    idle, forced = run("poll", "-c", config), run("poll", "--force", "--json", "-c", config)

    assert idle.out.strip() == "No feed is due; --force polls all."
    (row,) = json.loads(forced.out)
    assert (row["feed"], row["state"], row["new"]) == ("Herald", "unreachable", 0)


def test_a_second_service_is_refused_and_told_who_holds_the_database(
    run: Run, config: Path
) -> None:
    with ServiceLock(config.parent / "data" / "alerts.db", NOW):
        ended = run("poll", "-c", config)

    assert ended.code == 1
    assert f"already in use by process {os.getpid()}" in ended.err


def test_without_a_token_it_takes_nothing_from_chats_that_wait_in_telegram(
    run: Run, config: Path
) -> None:
    (config.parent / "data").mkdir()
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        chats.subscribe(connection, ChatSettings(Chat(7), areas=ALL_AREAS), NOW)
    database.close()

    ended = run("run", "-c", config)

    assert ended.code == 2
    assert "1 Telegram chats are subscribed in this database" in ended.err


@pytest.mark.parametrize(("how", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_run_ends_cleanly_when_it_is_told_to(
    config: Path, how: signal.Signals, expected: int
) -> None:
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:  # noqa: S603 - ours
        assert service.stderr is not None
        said = ""
        while "unreachable" not in said:
            said = service.stderr.readline()
            assert service.poll() is None
        service.send_signal(how)
        rest = service.stderr.read()

    assert service.returncode == expected
    assert "Traceback" not in rest
