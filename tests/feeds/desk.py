"""One feed with its server and a clock that a test sets, to poll it by hand."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from feeds.config import (
    Config,
    DatabaseSettings,
    ExtractSettings,
    FeedSettings,
    HttpSettings,
    ServiceSettings,
)
from feeds.poll import PollResult, Services, poll
from feeds.store import alerts, feeds
from feeds.store.database import Database
from feeds.store.schema import entry
from tests.feed_server import FeedServer
from tests.news import NOW


@dataclass
class Desk:
    """One feed, its server, and a clock that a test sets."""

    server: FeedServer
    services: Services
    now: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def database(self) -> Database:
        return self.services.database

    async def poll(self, name: str = "Herald", after: timedelta = timedelta()) -> PollResult:
        self.now[0] += after
        (feed,) = (feed for feed in self.services.config.feeds if feed.name == name)
        return await poll(feed, self.services)

    async def stored(self) -> list[str]:
        return await self.database.run(lambda c: list(c.scalars(select(entry.c.entry_id))))

    async def alerts(self) -> list[tuple[str, str]]:
        found = await self.database.run(alerts.after, 0, 99)
        return [(alert.reason.value, alert.held_reason) for alert in found]

    async def next_poll(self) -> timedelta:
        row = await self.database.run(feeds.load, "Herald")
        assert row.state.next_poll_at is not None
        return row.state.next_poll_at - self.now[0]


def config(server: FeedServer) -> Config:
    addresses = {"Herald": "/rss", "Other": "/other"}
    return Config(
        path=Path("config.toml"),
        service=ServiceSettings(),
        database=DatabaseSettings(),
        http=HttpSettings(),
        extract=ExtractSettings(),
        feeds=tuple(
            FeedSettings(name=name, url=server.url(path), language="en")
            for name, path in addresses.items()
        ),
        extra={},
    )
