"""The service takes its database for itself, polls, pushes and lets go."""

import asyncio
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from bot import config as bot_config
from bot.config import PolicySettings
from bot.plan import planner
from bot.push import Pusher, TerminalSender
from bot.service import http_limits, serving
from bot.store import chats
from feeds.config import Config, HttpSettings
from feeds.lock import LockHeldError
from feeds.model import AlertReason
from feeds.poll import PollResult
from feeds.store import alerts, feeds, incidents
from feeds.store.database import open_database
from tests.bot.made import NOW, alert, incident
from tests.feed_server import FeedServer
from tests.feeds.reading_desk import DENIAL, HTML, SAME, SCENE, page
from tests.news import CLASH, MATCH, rss


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(
        "[http]\nallow_private_networks = true\n"
        '[[feeds]]\nname = "Herald"\nurl = "http://127.0.0.1:9/rss"\nlanguage = "en"\n',
        encoding="utf-8",
    )
    return bot_config.load(path, {})


async def test_a_second_service_is_refused_and_the_first_lets_go(config: Config) -> None:
    async with serving(config, lambda: NOW):
        with pytest.raises(LockHeldError, match="already in use by process"):
            async with serving(config, lambda: NOW):
                pass

    async with serving(config, lambda: NOW) as service:
        assert service.services.clock() == NOW


async def test_it_knows_the_configured_feeds_and_frees_what_a_crash_left_claimed(
    config: Config,
) -> None:
    async with serving(config, lambda: NOW) as service:
        assert [feed.name for feed in await service.due.claim(5)] == ["Herald"]

    later = NOW + timedelta(minutes=6)
    async with serving(config, lambda: later) as service:
        assert [feed.name for feed in await service.due.claim(5)] == ["Herald"]


async def test_a_claimed_feed_is_not_claimed_again_while_its_poll_may_run(config: Config) -> None:
    async with serving(config, lambda: NOW) as service:
        await service.due.claim(5)
        await service.services.database.run(feeds.make_due, NOW)

        assert await service.due.claim(5) == []


async def test_polling_what_is_due_hands_over_each_result(config: Config) -> None:
    results: list[PollResult] = []
    async with serving(config, lambda: NOW) as service:
        await service.poll_due(results.append)
        await service.poll_due(results.append)

    assert [(result.feed, result.state) for result in results] == [("Herald", "unreachable")]


async def test_a_running_service_pushes_what_waits_and_stops_when_told(config: Config) -> None:
    database = open_database(config.database.url)
    with database.transaction() as connection:
        incidents.save(connection, incident(id=0), "test", "made", NOW)
        alerts.add(connection, replace(alert(), incident_id=1))
        chats.open_terminal(connection, NOW)
    database.close()
    out, stop = io.StringIO(), asyncio.Event()

    async with serving(config, lambda: NOW) as service:
        sender = TerminalSender(Console(file=out))
        pusher = Pusher(service.services.database, sender, planner(PolicySettings()), lambda: NOW)
        running = asyncio.create_task(service.run(pusher, stop))
        while not out.getvalue():
            await asyncio.wait([running], timeout=0.05)
        stop.set()
        await running

    assert out.getvalue().startswith("Fighting reported near Nerkin Hand")


async def test_a_round_of_polls_reads_the_articles_behind_its_news(tmp_path: Path) -> None:
    path, now = tmp_path / "config.toml", [NOW]
    async with FeedServer() as server:
        path.write_text(
            "[service]\nworkers = 1\n"
            "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
            f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n',
            encoding="utf-8",
        )
        server.document("/clash", page(SAME, DENIAL, SCENE), headers=HTML)
        async with serving(bot_config.load(path, {}), lambda: now[0]) as service:
            for items in ((MATCH,), (CLASH, MATCH)):
                body = rss(*items).replace(b"https://herald.example", server.url("").encode())
                server.document("/rss", body)
                now[0] += timedelta(hours=1)
                await service.poll_due(lambda _: None)
            told = await service.services.database.run(alerts.after, 0, 9)

    assert [alert.reason for alert in told] == [AlertReason.NEW, AlertReason.DISPUTED]


async def test_the_service_polls_by_itself(tmp_path: Path) -> None:
    async with FeedServer() as server:
        server.document("/rss", b"", status=500)
        path = tmp_path / "config.toml"
        path.write_text(
            "[http]\nallow_private_networks = true\n"
            f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n',
            encoding="utf-8",
        )
        async with serving(bot_config.load(path, {}), lambda: NOW) as service:
            sender = TerminalSender(Console(file=io.StringIO()))
            pusher = Pusher(
                service.services.database, sender, planner(PolicySettings()), lambda: NOW
            )
            running = asyncio.create_task(service.run(pusher, asyncio.Event()))
            while not server.count("/rss"):
                await asyncio.wait([running], timeout=0.05)
            running.cancel()
            (ended,) = await asyncio.gather(running, return_exceptions=True)

    assert isinstance(ended, asyncio.CancelledError)


def test_every_http_setting_reaches_the_fetcher(config: Config) -> None:
    http = HttpSettings(contact="me@example.org", total_timeout_seconds=7, allow_hosts=("a:1",))

    limits = http_limits(replace(config, http=http))

    assert {name: getattr(limits, name) for name in HttpSettings.model_fields} == http.model_dump()
