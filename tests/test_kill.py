"""The service is killed with SIGKILL again and again while there is news, and loses nothing."""

import asyncio
import random
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement, select

from bot.store.schema import delivery
from feeds.config import FeedSettings
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.store.schema import alert, entry, incident
from tests.feed_server import FeedServer
from tests.news import News, fillers, rss

SEED = 20310305
ROOT = Path(__file__).parents[1]
PLACES = ("Nerkin Hand", "Sotk", "Jermuk", "Yeraskh")
"""One clash is reported from each, in turn; the service is killed over each but the last."""
CARRIED_BY = (1, 3, 4)
"""How many of the outlets' news is stored when the service is killed: amid polls, amid pushes."""
OUTLETS = ("a", "b", "c", "d")
START_SECONDS = 30.0
"""A busy machine starts slowly, but a lease of a dead service would keep its feeds for minutes."""


def clash(place: str) -> News:
    text = f"Two Armenian soldiers were killed when Azerbaijani forces shelled {place} on "
    text += f"{datetime.now(UTC):%A}, the Defense Ministry of Armenia said."
    return News(place, f"Two Armenian soldiers killed in shelling of {place}", text, None)


async def until(is_done: Callable[[], bool], seconds: float) -> None:
    """Look at another process until it is so far, which no event of ours can tell."""
    async with asyncio.timeout(seconds):
        while not is_done():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.02)


def children(parent: int) -> list[int]:
    names = (folder.name for folder in Path("/proc").iterdir())
    return [int(name) for name in names if name.isdigit() and parent_of(int(name)) == parent]


def parent_of(process: int) -> int | None:
    """Give the parent of a process that runs; None: it has ended."""
    try:
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(parent)


@dataclass
class World:
    """A server with four outlets, and the service that reads them, run after run."""

    folder: Path
    server: FeedServer
    services: list[asyncio.subprocess.Process] = field(default_factory=list)
    told: list[News] = field(default_factory=lambda: fillers(10))

    def publish(self, *items: News) -> None:
        """Let every outlet carry these, too."""
        self.told = [*items, *self.told]
        for outlet in OUTLETS:
            self.server.document(f"/{outlet}", rss(*self.told))

    def configure(self) -> None:
        outlets = "".join(
            f'[[feeds]]\nname = "{name}"\nurl = "{self.server.url("/" + name)}"\n'
            'language = "en"\npoll_minutes = 0.05\n'
            for name in OUTLETS
        )
        http = "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
        http += "[extract]\nfull_text = false\n"
        database = '[service]\nworkers = 1\n[database]\nurl = "sqlite:///alerts.db"\n'
        (self.folder / "config.toml").write_text(database + http + outlets)

    def end_baselines(self) -> None:
        """Let all outlets have been polled once already: whatever they bring is news."""
        database = open_database(f"sqlite:///{self.folder}/alerts.db")
        with database.transaction() as connection:
            for name in OUTLETS:
                outlet = FeedSettings(name=name, url=self.server.url(f"/{name}"), language="en")
                feeds.sync(connection, [outlet], datetime.now(UTC))
                feeds.end_baseline(connection, name, datetime.now(UTC))
        database.close()

    async def start(self) -> asyncio.subprocess.Process:
        arguments = (sys.executable, "-m", "bot", "run", "--config", self.folder / "config.toml")
        with (self.folder / f"output-{len(self.services)}").open("wb") as output:
            service = await asyncio.create_subprocess_exec(
                *arguments, cwd=ROOT, stdout=output, stderr=output
            )
        self.services.append(service)
        return service

    async def run_and_kill(self, place: str, carried_by: int, then_seconds: float) -> list[int]:
        """Run until so many outlets' news from there is stored; give the workers left behind."""
        service = await self.start()
        await until(lambda: self.stored(place) >= carried_by, START_SECONDS)
        await asyncio.sleep(then_seconds)
        left = children(service.pid)
        service.kill()
        await service.wait()
        return left

    def stored(self, place: str) -> int:
        """Count the outlets whose news from there is stored."""
        return [guid for (guid,) in self.rows(entry.c.entry_id)].count(place)

    def end(self) -> None:
        """Leave no service behind, also where a test failed."""
        for service in self.services:
            if service.returncode is None:
                service.kill()

    def rows(self, *columns: ColumnElement[Any]) -> list[tuple[Any, ...]]:
        """Read columns of a table beside the service, without a lock."""
        query = str(select(*columns))
        uri = f"file:{self.folder}/alerts.db?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return connection.execute(query).fetchall()

    def is_all_sent(self) -> bool:
        """Tell whether every outlet's last news is stored and nothing waits to be sent."""
        if self.stored(PLACES[-1]) < len(OUTLETS):
            return False
        states = [state for (state,) in self.rows(delivery.c.state)]
        return len(states) >= len(PLACES) and set(states) <= {"sent", "unknown"}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with FeedServer() as server:
        world = World(tmp_path, server)
        world.configure()
        world.end_baselines()
        yield world
        world.end()


async def test_sigkill_loses_nothing_doubles_nothing_and_leaves_nobody_behind(
    world: World,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed makes the same kills again
    orphans: list[int] = []
    for number, place in enumerate(PLACES[:-1]):
        world.publish(clash(place), News(f"more {number}", f"Harvest, day {number}", "", None))
        orphans += await world.run_and_kill(place, CARRIED_BY[number], chance.uniform(0, 0.03))
    world.publish(clash(PLACES[-1]))
    last = await world.start()
    await until(world.is_all_sent, START_SECONDS)
    last.terminate()

    assert await last.wait() == 0
    await until(lambda: not any(map(parent_of, orphans)), 5)
    check(world)


def check(world: World) -> None:
    stored = world.rows(entry.c.feed, entry.c.entry_id)
    expected = [(outlet, item.guid) for outlet in OUTLETS for item in world.told]
    news = world.rows(alert.c.incident, alert.c.reason).count
    incidents = [number for (number,) in world.rows(incident.c.id)]
    deliveries = world.rows(delivery.c.incident, delivery.c.kind, delivery.c.attempts)
    messages = [number for number, kind, _ in deliveries if kind == "message"]

    assert sorted(expected) == sorted(stored)
    assert len(incidents) == len(PLACES)
    assert [news((number, "new")) for number in incidents] == [1] * len(PLACES)
    assert sorted(incidents) == sorted(messages)
    assert all(attempts in (1, 2) for *_, attempts in deliveries)
