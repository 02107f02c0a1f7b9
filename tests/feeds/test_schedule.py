import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.poll import PollResult
from feeds.schedule import Due, Schedule, poll_due
from feeds.store import feeds
from feeds.store.database import Database, open_database
from feeds.store.feeds import Claimant

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEEDS = [
    FeedSettings(name=name, url=f"https://{name}.example/", language="en") for name in "abcdef"
]


class Polls:
    """Polls that end when a test says so, and remember how many there were at once."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.started: list[str] = []
        self.ended: list[str] = []
        self.at_once = self.most_at_once = 0
        self.may_end = asyncio.Event()
        self.has_started = asyncio.Event()

    async def __call__(self, feed: FeedSettings) -> PollResult:
        self.started.append(feed.name)
        self.has_started.set()
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            await self.may_end.wait()
            state = FeedState(Health.OK, next_poll_at=NOW + MINUTE)
            await self.database.run(feeds.save_state, feed.name, state)
        finally:
            self.at_once -= 1
        self.ended.append(feed.name)
        return PollResult(feed.name, Health.OK, "", 0.1)


@pytest.fixture
async def due() -> AsyncIterator[Due]:
    database = open_database(":memory:")
    await database.run(feeds.sync, FEEDS, NOW)
    yield Due(database, FEEDS, Claimant("me", 10 * MINUTE), lambda: NOW)
    database.close()


@pytest.fixture
def polls(due: Due) -> Polls:
    return Polls(due.database)


def count_hours() -> Iterator[datetime]:
    """Give a clock by which an hour passes whenever it is looked at."""
    return (NOW + hours * timedelta(hours=1) for hours in itertools.count())


def ignore(_: PollResult) -> None:
    """Take a result and do nothing."""


async def test_every_due_feed_is_polled_once(due: Due, polls: Polls) -> None:
    polls.may_end.set()
    results: list[str] = []
    await poll_due(due, polls, 2, lambda result: results.append(result.feed))

    assert sorted(results) == list("abcdef")
    assert polls.most_at_once == 2


async def test_a_feed_that_falls_due_meanwhile_waits_for_the_next_round(
    due: Due, polls: Polls
) -> None:
    polls.may_end.set()
    clock = count_hours()
    await poll_due(replace(due, clock=lambda: next(clock)), polls, 1, ignore)

    assert sorted(polls.ended) == list("abcdef")


async def test_nothing_due_is_nothing_to_do(due: Due, polls: Polls) -> None:
    await due.claim(99)
    await poll_due(due, polls, 2, ignore)

    assert polls.started == []


async def test_a_cancelled_run_cancels_its_polls(due: Due, polls: Polls) -> None:
    run = asyncio.create_task(poll_due(due, polls, 3, ignore))
    await polls.has_started.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run

    assert (polls.ended, polls.at_once) == ([], 0)


async def test_a_feed_that_left_the_config_meanwhile_is_passed_over(due: Due) -> None:
    fewer = Due(due.database, FEEDS[:2], due.claimant, due.clock)

    assert sorted(feed.name for feed in await fewer.claim(99)) == ["a", "b"]


async def test_a_tick_starts_only_what_there_is_room_for(due: Due, polls: Polls) -> None:
    schedule = Schedule(due, polls, 4, ignore)
    for _ in range(3):
        await schedule.tick()
    await polls.has_started.wait()
    at_once = len(polls.started)
    polls.may_end.set()
    await schedule.stop(drain_seconds=9)

    assert (at_once, len(polls.ended)) == (4, 4)


async def test_it_ticks_by_itself_and_at_once(due: Due, polls: Polls) -> None:
    schedule = Schedule(due, polls, 9, ignore)
    schedule.start()
    async with asyncio.timeout(5):
        await polls.has_started.wait()
    polls.may_end.set()
    await schedule.stop(drain_seconds=9)

    assert sorted(polls.ended) == list("abcdef")


async def test_stopping_gives_polls_time_to_end(due: Due, polls: Polls) -> None:
    schedule = Schedule(due, polls, 9, ignore)
    await schedule.tick()
    stopping = asyncio.create_task(schedule.stop(drain_seconds=9))
    await polls.has_started.wait()
    polls.may_end.set()
    await stopping

    assert len(polls.ended) == 6


async def test_stopping_cancels_what_takes_too_long(due: Due, polls: Polls) -> None:
    schedule = Schedule(due, polls, 9, ignore)
    await schedule.tick()
    await schedule.stop(drain_seconds=0.01)

    assert (len(polls.started), polls.ended, polls.at_once) == (6, [], 0)


async def test_a_stopped_schedule_starts_nothing(due: Due, polls: Polls) -> None:
    schedule = Schedule(due, polls, 9, ignore)
    await schedule.stop(drain_seconds=0)
    await schedule.tick()

    assert polls.started == []


async def test_a_poll_that_cannot_store_its_failure_is_logged_and_harms_no_other(
    due: Due, polls: Polls, caplog: pytest.LogCaptureFixture
) -> None:
    polls.may_end.set()

    async def poll(feed: FeedSettings) -> PollResult:
        if feed.name == "a":
            raise OSError("disk full")
        return await polls(feed)

    schedule = Schedule(due, poll, 9, ignore)
    await schedule.tick()
    await schedule.stop(drain_seconds=9)

    assert "not even the failure could be stored" in caplog.text
    assert len(polls.ended) == 5
