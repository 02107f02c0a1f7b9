"""When feeds are polled, and articles read: one tick claims what is due and starts on it.

One APScheduler job for all feeds, not one for each: with 5,000 feeds the tick costs 0.04 ms a
poll, and a job store falls behind by a minute. Due times live in the database. Articles have a
schedule of their own, with a room of its own, so that no feed ever waits for one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from feeds.config import FeedSettings
from feeds.poll import PollResult
from feeds.store import feeds
from feeds.store.database import Database
from feeds.store.feeds import Claimant

TICK_SECONDS = 1.0
MOST_WAITING = 10
"""Pieces of work under way and waiting, for each that may be under way."""

W = TypeVar("W")
"""What is claimed: a feed, an article."""
W_co = TypeVar("W_co", covariant=True)
R = TypeVar("R")
"""How it went."""

Poll = Callable[[FeedSettings], Awaitable[PollResult]]

log = logging.getLogger(__name__)


class Claims(Protocol[W_co]):
    """Where work comes from."""

    async def claim(self, limit: int) -> Sequence[W_co]:
        """Take up to ``limit`` of what is due, the longest due first."""


@dataclass(frozen=True, slots=True)
class Due:
    """The feeds that are due: claimed for ``claimant`` by the ``clock``'s time."""

    database: Database
    feeds: Sequence[FeedSettings]
    claimant: Claimant
    clock: Callable[[], datetime]

    async def claim(self, limit: int) -> list[FeedSettings]:
        """Take up to ``limit`` of them, the longest due first."""
        by_name = {feed.name: feed for feed in self.feeds}
        names = await self.database.run(feeds.claim_due, self.claimant, self.clock(), limit)
        return [by_name[name] for name in names if name in by_name]


class Schedule(Generic[W, R]):
    """Does what falls due, so much of it at once at most, until it is stopped.

    Args:
        due: where work is claimed.
        work: does a piece of it.
        at_once: pieces under way at the same time.
        on_result: hears how each went.
        waiting: how many of them wait for a turn somewhere and need no room: a host that hangs
            would hold all of it with its queue.
    """

    def __init__(
        self,
        due: Claims[W],
        work: Callable[[W], Awaitable[R]],
        at_once: int,
        on_result: Callable[[R], None],
        *,
        waiting: Callable[[], int] = int,
    ) -> None:
        self._due = due
        self._work = work
        self._at_once = at_once
        self._on_result = on_result
        self._waiting = waiting
        self._running: dict[asyncio.Task[R], W] = {}
        self._is_stopping = False
        self._room_to_refill = 0
        self._refill: asyncio.Future[None] | None = None
        self._ticking = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Tick every second from now on. Needs a running event loop."""
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=TICK_SECONDS, timezone=UTC),
            next_run_time=datetime.now(UTC),
            misfire_grace_time=None,  # the default drops a tick that a busy loop delays by 1 s
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def change(self, due: Claims[W], at_once: int) -> None:
        """Claim from elsewhere, another number, from the next tick on; what is under way ends."""
        self._due = due
        self._at_once = at_once

    async def tick(self) -> None:
        """Claim what is due, as far as there is room, and start on it.

        Where that is all that there was room for, more may be due: then the next tick comes as
        soon as a quarter of the room is free again.
        """
        async with self._ticking:
            room = self._room
            if room <= 0 or self._is_stopping:
                return
            claimed = await self._due.claim(room)
            is_full = len(claimed) == room
            self._room_to_refill = min(room, max(1, self._at_once // 4)) if is_full else 0
            for due in claimed:
                if due in self._running.values():  # it waits for so long that it is due again
                    continue
                task = asyncio.ensure_future(self._work(due))
                self._running[task] = due
                task.add_done_callback(self._finish)

    @property
    def _room(self) -> int:
        working = len(self._running) - self._waiting()
        return min(self._at_once - working, self._at_once * MOST_WAITING - len(self._running))

    async def stop(self, drain_seconds: float) -> None:
        """Start nothing new, give what is under way ``drain_seconds``, then cancel it.

        A cancelled poll has stored all of its entries or none of them, and so has a reading.
        """
        self._is_stopping = True
        async with self._ticking:  # APScheduler would cancel a tick that has just claimed feeds
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
        if self._refill is not None:
            await asyncio.wait([self._refill])
        if self._running:
            await asyncio.wait(self._running, timeout=drain_seconds)
        await _cancel(self._running)

    def _finish(self, task: asyncio.Task[R]) -> None:
        self._running.pop(task, None)
        if self._room_to_refill and self._room >= self._room_to_refill and not self._is_stopping:
            self._room_to_refill = 0
            self._refill = asyncio.ensure_future(self.tick())
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("not even the failure could be stored", exc_info=error)
            return
        self._on_result(task.result())


async def poll_due(
    due: Due, poll: Poll, polls_at_once: int, on_result: Callable[[PollResult], None]
) -> None:
    """Poll what is due now, every feed once; each result is handed over as it comes.

    What is under way is cancelled with the caller.
    """
    started_at = due.clock()
    due = replace(due, clock=lambda: started_at)  # who falls due meanwhile waits for the next time
    await work_off(due, poll, polls_at_once, on_result)


async def work_off(
    due: Claims[W],
    work: Callable[[W], Awaitable[R]],
    at_once: int,
    on_result: Callable[[R], None],
) -> None:
    """Do what is due until nothing is left; each result is handed over as it comes.

    What is under way is cancelled with the caller.
    """
    running: set[asyncio.Task[R]] = set()
    try:
        while True:
            claimed = await due.claim(at_once - len(running))
            running |= {asyncio.ensure_future(work(one)) for one in claimed}
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                on_result(task.result())
    finally:
        await _cancel(running)


async def _cancel(tasks: Iterable[asyncio.Task[R]]) -> None:
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
