"""The service is killed with SIGKILL while it reads an article: the next one reads it, once."""

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.config import FeedSettings
from feeds.store import alerts, feeds
from feeds.store.database import open_database
from tests.feed_server import FeedServer
from tests.feeds.reading_desk import DENIAL, HTML, SAME, SCENE, page
from tests.news import CLASH, rss

ROOT = Path(__file__).parents[1]


def written(folder: Path, server: FeedServer) -> Path:
    path = folder / "config.toml"
    path.write_text(
        '[service]\nworkers = 1\n[database]\nurl = "sqlite:///alerts.db"\n'
        "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
        f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n',
        encoding="utf-8",
    )
    return path


def end_baseline(folder: Path, server: FeedServer) -> None:
    """Let the feed have been polled once already: whatever it brings is news."""
    database = open_database(f"sqlite:///{folder}/alerts.db")
    feed = FeedSettings(name="Herald", url=server.url("/rss"), language="en")
    with database.transaction() as connection:
        feeds.sync(connection, [feed], datetime.now(UTC))
        feeds.end_baseline(connection, "Herald", datetime.now(UTC))
    database.close()


def told(folder: Path) -> list[str]:
    database = open_database(f"sqlite:///{folder}/alerts.db")
    with database.transaction() as connection:
        found = [alert.reason.value for alert in alerts.after(connection, 0, 99)]
    database.close()
    return found


async def poll(config: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "poll", "--json", "--config", config),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
    )


async def test_an_article_is_read_by_the_next_service_and_told_once(tmp_path: Path) -> None:
    async with FeedServer() as server, asyncio.timeout(120):
        news = rss(replace(CLASH, at=datetime.now(UTC) - timedelta(minutes=5)))
        server.document("/rss", news.replace(b"https://herald.example", server.url("").encode()))
        server.hang("/clash")
        config = written(tmp_path, server)
        end_baseline(tmp_path, server)
        service = await poll(config)
        await server.asked("/clash")
        service.kill()
        await service.wait()
        before = told(tmp_path)
        server.document("/clash", page(SAME, DENIAL, SCENE), headers=HTML)
        await (await poll(config)).wait()

    assert before == ["new"]
    assert told(tmp_path) == ["new", "disputed"]
    assert server.count("/clash") == 2
