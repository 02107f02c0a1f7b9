"""A feed at hand: its server, a database in memory, one worker for all tests of a module."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from feeds.fetch import Fetcher, HttpLimits
from feeds.poll import Services
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.workers import Workers
from tests.feed_server import FeedServer
from tests.feeds.desk import Desk, config
from tests.news import NOW


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Give one worker process."""
    pool = Workers(1)
    yield pool
    asyncio.run(pool.close())


@pytest.fixture
async def desk(workers: Workers) -> AsyncIterator[Desk]:
    """Give two feeds with their server, to be polled by hand."""
    limits = HttpLimits(
        allow_private_networks=True, per_host_gap_seconds=0, total_timeout_seconds=0.5
    )
    database = open_database(":memory:")
    async with FeedServer() as server, Fetcher(limits) as fetcher:
        settings = config(server)
        await database.run(feeds.sync, settings.feeds, NOW)
        now = [NOW]
        services = Services(settings, database, fetcher, workers, lambda: now[0])
        yield Desk(server, services, now)
    database.close()
