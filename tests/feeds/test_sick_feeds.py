"""Feeds that hang and feeds that fail cost the well ones nothing."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.config import FeedSettings
from feeds.fetch import Fetcher, HttpLimits
from feeds.health import Health
from feeds.poll import PollResult, Services, poll
from feeds.schedule import Due, Schedule
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.store.feeds import Claimant
from feeds.workers import Workers
from tests.feed_server import FeedServer
from tests.feeds.desk import config
from tests.news import MATCH, NOW, rss

PATIENT = HttpLimits(
    allow_private_networks=True,
    per_host_gap_seconds=0,
    per_host_connections=500,
    total_timeout_seconds=600,
)
"""Who hangs would hang for as long as the test."""
STATUSES = (403, 404, 429, 500, 503)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        for number in range(5):
            running.hang(f"/a-hanging-{number}")
        for number in range(20):
            running.document(f"/b-failing-{number}", b"", STATUSES[number % len(STATUSES)])
        for number in range(10):
            running.document(f"/c-well-{number}", rss(MATCH))
        yield running


def settings(server: FeedServer) -> list[FeedSettings]:
    """Give every path as a feed of its name; the sick ones are asked first."""
    paths = list(server._routes)
    return [
        FeedSettings(name=path.removeprefix("/"), url=server.url(path), language="en")
        for path in paths
    ]


async def polled(
    server: FeedServer, known: list[FeedSettings], limits: HttpLimits, until: int
) -> list[PollResult]:
    """Poll these feeds, eight at once, until so many have been polled."""
    results: list[PollResult] = []
    is_over = asyncio.Event()

    def note(result: PollResult) -> None:
        results.append(result)
        if len(results) == until:
            is_over.set()

    database = open_database(":memory:")
    await database.run(feeds.sync, known, NOW)
    async with Fetcher(limits) as fetcher, Workers(1) as workers:
        services = Services(config(server), database, fetcher, workers, lambda: NOW)
        due = Due(database, known, Claimant("me", timedelta(minutes=9)), lambda: NOW)
        schedule = Schedule(
            due, lambda feed: poll(feed, services), 8, note, waiting=lambda: fetcher.waiting
        )
        schedule.start()
        await asyncio.wait_for(is_over.wait(), 120)
        await schedule.stop(drain_seconds=0)
    database.close()
    return results


async def test_five_that_hang_and_twenty_that_fail_delay_no_other(server: FeedServer) -> None:
    results = await polled(server, settings(server), PATIENT, until=30)
    well = [result for result in results if result.feed.startswith("c-well")]

    assert [result.state for result in well] == [Health.OK] * 10
    assert not [result for result in results if result.feed.startswith("a-hanging")]


async def test_a_host_with_many_feeds_that_hangs_delays_no_other_host() -> None:
    async with FeedServer() as hanging, FeedServer() as well:
        for number in range(14):
            hanging.hang(f"/a-{number}")
        for number in range(5):
            well.document(f"/b-{number}", rss(MATCH))
        limits = replace(PATIENT, per_host_connections=2)
        known = [*settings(hanging), *settings(well)]
        results = await polled(well, known, limits, until=5)

    assert sorted(result.feed for result in results) == [f"b-{number}" for number in range(5)]
    assert len(hanging.requests) == 2
