"""Days in the life of many feeds, by a clock that is set: what was missed, what was told twice.

Each feed has a habit from ``HABITS``. Every eight hours all publish, and what is due is polled by
the real schedule, fetcher, workers and database.
"""

import errno
import os
import re
import socket
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from feeds.config import (
    Config,
    DatabaseSettings,
    ExtractSettings,
    FeedSettings,
    HttpSettings,
    ServiceSettings,
)
from feeds.fetch import Fetcher, HttpLimits
from feeds.health import Health
from feeds.poll import PollResult, Services, poll
from feeds.schedule import Due, poll_due
from feeds.store import Connection, feeds
from feeds.store.database import Database
from feeds.store.feeds import Claimant
from feeds.store.schema import entry
from feeds.workers import Workers
from tests.feed_server import FeedServer
from tests.habits import HABITS, Habit
from tests.news import NOW
from tests.publisher import Publisher, Story, village

STEP = timedelta(hours=8)
STEPS_A_DAY = 3
DAYS = 8
OUTAGE = range(16, 17)
"""Steps in which our own network is down: eight hours of the sixth day."""
NUMBER = re.compile(r"story/(\d+)")
AddrInfo = tuple[Any, Any, int, str, Any]
GOOD = frozenset({Health.OK, Health.SLOW, Health.STALE, Health.MOVED})


@dataclass
class Feed:
    """A publisher with its habit, and what polls got to see of it."""

    name: str
    habit: Habit
    publisher: Publisher
    baseline: set[int] | None = None
    seen: dict[int, Story] = field(default_factory=dict)

    def look(self, result: PollResult) -> None:
        """Note what a good poll could see."""
        if result.state not in GOOD or result.entries is None:
            return
        visible = {story.number: story for story in self.publisher.visible}
        if self.baseline is None:
            self.baseline = set(visible)
        self.seen.update(visible)


@dataclass(frozen=True)
class Account:
    """What became of all news: what nobody was told, what was told twice, and wrong states."""

    news: int
    polls: int
    missed: Sequence[str]
    twice: Sequence[str]
    wrong_states: Sequence[str]
    stored_twice: Sequence[str]


class Days:
    """The feeds, their server, and the clock."""

    def __init__(
        self, server: FeedServer, database: Database, workers: Workers, count: int
    ) -> None:
        self.now = NOW
        self.polls = 0
        self.database, self.workers = database, workers
        self.is_cut = False
        self.feeds: dict[str, Feed] = {}
        for number in range(count):
            name, habit = f"feed {number}", HABITS[number % len(HABITS)]
            publisher = Publisher(server, f"/{number}", number, **habit.traits)
            self.feeds[name] = Feed(name, habit, publisher)

    async def live(self, days: int) -> Account:
        """Let so many days pass, then count."""
        limits = HttpLimits(
            allow_private_networks=True, per_host_gap_seconds=0, per_host_connections=50
        )
        config = self._config()
        await self.database.run(feeds.sync, config.feeds, self.now)
        async with Fetcher(limits, new_socket=self._socket) as fetcher:
            services = Services(config, self.database, fetcher, self.workers, lambda: self.now)
            due = Due(self.database, config.feeds, Claimant("days", STEP / 2), lambda: self.now)
            for step in range(days * STEPS_A_DAY):
                if self.is_cut != (step in OUTAGE):
                    self.is_cut = step in OUTAGE
                    fetcher.change(limits)  # with new connections
                for number, feed in enumerate(self.feeds.values()):
                    self._publish(feed, number, step)
                await poll_due(due, lambda settings: poll(settings, services), 20, self._note)
                self.now += STEP
        return await self.database.run(self._account)

    def _config(self) -> Config:
        minutes = STEP / timedelta(minutes=1)
        settings = [
            FeedSettings(name=f.name, url=f.publisher.url, language="en", poll_minutes=minutes)
            for f in self.feeds.values()
        ]
        return Config(
            path=Path("config.toml"),
            service=ServiceSettings(),
            database=DatabaseSettings(),
            http=HttpSettings(),
            extract=ExtractSettings(full_text=False),
            feeds=tuple(settings),
            extra={},
        )

    def _socket(self, address: AddrInfo) -> socket.socket:
        """Make a socket, where we have a network."""
        if self.is_cut:
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
        return socket.socket(*address[:3])

    def _publish(self, feed: Feed, number: int, step: int) -> None:
        """Let a feed publish a filler each time and news once a day, and do as it does."""
        day, hour = divmod(step, STEPS_A_DAY)
        publisher = feed.publisher
        if feed.habit.publishes(step):
            publisher.publish(step, self.now - timedelta(minutes=50))
            if hour == (number + 3) % STEPS_A_DAY:
                place = village(number, day)
                publisher.publish(1000 + step, self.now - timedelta(minutes=40), place)
        feed.habit.act(publisher, step)

    def _note(self, result: PollResult) -> None:
        self.polls += 1
        self.feeds[result.feed].look(result)

    def _account(self, connection: Connection) -> Account:
        """Compare what was stored and told with what polls could see."""
        columns = (entry.c.feed, entry.c.url, entry.c.content_hash, entry.c.fate)
        fates: dict[tuple[str, int], list[str]] = {}
        stored: Counter[tuple[str, int, str]] = Counter()
        for row in connection.execute(select(*columns)):
            number = int(NUMBER.findall(row.url)[0])
            fates.setdefault((row.feed, number), []).append(row.fate)
            stored[row.feed, number, row.content_hash] += 1
        news = [
            (feed, story)
            for feed in self.feeds.values()
            for story in feed.seen.values()
            if story.number not in (feed.baseline or ())
        ]
        missed, twice = [], []
        for feed, story in news:
            found = fates.get((feed.name, story.number), [])
            name = f"{feed.habit.name}: {story.number} {found}"
            is_told = not story.village or {"told", "joined"} & set(found)
            missed += [] if found and is_told else [name]
            twice += [name] if found.count("told") > 1 else []
        states = {row.name: row.state for row in feeds.every(connection)}
        return Account(
            news=sum(bool(story.village) for _, story in news),
            polls=self.polls,
            missed=missed,
            twice=twice,
            wrong_states=[
                f"{feed.habit.name}: {states[name].state}, {states[name].reason}"
                for name, feed in self.feeds.items()
                if states[name].state is not feed.habit.state
            ],
            stored_twice=[f"{key}: {count}" for key, count in stored.items() if count > 1],
        )
