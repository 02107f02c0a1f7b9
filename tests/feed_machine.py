"""A state machine over one feed's life: whatever its publisher, server and we do, in any order.

The promise: what a good poll could see and is fresh is told, once; nothing old is told; the feed is
always polled again, and its state says how its last poll went.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from feeds.fetch import Fetcher, HttpLimits
from feeds.poll import PollResult, Services, poll
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.store.schema import entry
from feeds.workers import Workers
from tests.feed_server import FeedServer
from tests.feeds.desk import config
from tests.news import NOW, VILLAGES
from tests.publisher import SITE, Publisher, Story

MINUTE = timedelta(minutes=1)
GOOD = ("ok", "slow", "stale", "moved")
NUMBER = re.compile(r"story/(\d+)")
LONGEST_WAIT = timedelta(days=1)
T = TypeVar("T")

LATER = st.sampled_from([0, 0, 1, 5, 60, 480])
"""Minutes until the poll that follows a step; 0: none follows. A part of every step, for the
library leaves whole rules out of a run."""
FAILURES = st.sampled_from(
    [
        (b"", 500),
        (b"", 404),
        (b"", 410),
        (b"", 403),
        (b"", 429),
        (b"", 200),
        (b"<html></html>", 200),
        (b"<rss><channel><item><title>", 200),
        (b"{", 200),
    ]
)


def named(publisher: Publisher, story: Story, _slot: int) -> str:
    """Give a guid by the scheme that the issue's number stands for."""
    scheme = publisher.issue % 4
    schemes = (f"{publisher.issue}-{story.number}", "", "77", f"{story.number}-{publisher.renders}")
    return schemes[scheme]


def linked(publisher: Publisher, story: Story) -> str:
    """Give a link, another one with each issue."""
    return f"{SITE}/{publisher.issue}/story/{story.number}"


class FeedMachine(RuleBasedStateMachine):
    """One feed, polled by hand. ``workers`` is set by whoever runs it."""

    workers: Workers
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.number = 0
        self.baseline: set[int] | None = None
        self.seen: dict[int, Story] = {}
        self.late: set[int] = set()
        self.is_serving = True
        self.last: PollResult | None = None

    @initialize()
    def open(self) -> None:
        """Set up the feed with its first stories."""
        self.database = open_database(":memory:")
        self.server = self._wait(FeedServer().__aenter__())
        self.publisher = Publisher(self.server, "/rss", 1, guid=named, link=linked)
        limits = HttpLimits(allow_private_networks=True, per_host_gap_seconds=0)
        self.fetcher = self._wait(Fetcher(limits).__aenter__())
        settings = config(self.server)
        self.feed = settings.feeds[0]
        self._wait(self.database.run(feeds.sync, settings.feeds, self.now))
        self.services = Services(
            settings, self.database, self.fetcher, self.workers, lambda: self.now
        )
        for _ in range(3):
            self.publish(0, is_news=False)
        self._look(5)

    def teardown(self) -> None:
        """Let it come back and be polled once more; then count."""
        try:
            self.come_back(5)
        finally:
            self._wait(self.fetcher.__aexit__(None, None, None))
            self._wait(self.server.__aexit__(None, None, None))
            self.database.close()

    @rule(later=LATER, is_news=st.booleans())
    def publish(self, later: int, is_news: bool) -> None:
        """Write a story: of a village's shelling, or of nothing that concerns us."""
        village = VILLAGES[self.number % len(VILLAGES)] if is_news else ""
        self.now += MINUTE
        self.publisher.publish(self.number, self.now, village)
        self.now += MINUTE
        self.number += 1
        self._serve(later)

    @rule(later=LATER, slot=st.integers(0, 9))
    def edit(self, later: int, slot: int) -> None:
        """Rewrite one that is in the document."""
        self.publisher.edit(slot)
        self._serve(later)

    @rule(later=LATER)
    def reissue(self, later: int) -> None:
        """Name all stories anew, guids and links, by the next scheme."""
        self.publisher.issue += 1
        self._serve(later)

    @rule(later=LATER, window=st.sampled_from([5, 10, 30]))
    def resize(self, later: int, window: int) -> None:
        """Show more, or fewer: what was dropped may come back."""
        self.publisher.window = window
        self._serve(later)

    @rule(later=LATER)
    def shuffle(self, later: int) -> None:
        """List them in another order."""
        self._serve(later, is_shuffled=True)

    @rule(later=LATER, how=FAILURES)
    def fail(self, later: int, how: tuple[bytes, int]) -> None:
        """Answer something else, for one poll or until it comes back."""
        self.is_serving = False
        self.publisher.fail(*how)
        self._serve(later)

    @rule(later=LATER)
    def come_back(self, later: int) -> None:
        """Serve the document again."""
        self.is_serving = True
        self._serve(later)

    def _serve(self, later: int, *, is_shuffled: bool = False) -> None:
        """Put the document on the server, and poll it where that is meant to follow."""
        if self.is_serving:
            self.publisher.serve(is_shuffled=is_shuffled)
        if later:
            self._look(later)

    def _look(self, minutes: int) -> None:
        """Poll, so much later; note what could be seen, and see that the promise is kept."""
        self.now += minutes * MINUTE
        self.last = self._wait(poll(self.feed, self.services))
        if self.is_serving:
            visible = {story.number: story for story in self.publisher.visible}
            if self.baseline is None:
                self.baseline = set(visible)
            too_old = timedelta(hours=self.services.config.extract.max_age_hours)
            unseen = visible.keys() - self.seen.keys()
            self.late.update(n for n in unseen if self.now - visible[n].at > too_old)
            self.seen.update(visible)
        self._account()

    @invariant()
    def it_is_polled_again_and_says_how_it_is(self) -> None:
        """No outcome ends the polling; the state is that of the last poll."""
        if self.last is None:
            return
        state = self._wait(self.database.run(feeds.load, self.feed.name)).state
        assert state.next_poll_at is not None
        assert state.next_poll_at - self.now <= LONGEST_WAIT
        assert (state.state, state.reason) == (self.last.state, self.last.reason)
        assert bool(state.failures) == bool(state.problem)

    def _account(self) -> None:
        """What was seen after the baseline is told or joined; nothing is told or kept twice.

        What was two days old when it was first seen, as after a long failure, is never pushed.
        """
        columns = (entry.c.url, entry.c.content_hash, entry.c.fate)
        rows = self._wait(self.database.run(lambda c: list(c.execute(select(*columns)))))
        fates: dict[int, list[str]] = {}
        kept: Counter[tuple[int, str]] = Counter()
        for url, content_hash, fate in rows:
            number = int(NUMBER.findall(url)[0])
            fates.setdefault(number, []).append(fate)
            kept[number, content_hash] += 1
        old = self.baseline or set()
        news = {n: fates.get(n, []) for n, one in self.seen.items() if one.village}
        assert self.seen.keys() <= fates.keys()
        assert {n: f for n, f in news.items() if n in old and "told" in f} == {}
        assert {n: f for n, f in news.items() if f.count("told") > 1} == {}
        fresh = {n: f for n, f in news.items() if n not in old | self.late}
        assert {n: f for n, f in fresh.items() if not {"told", "joined"} & set(f)} == {}
        assert max(kept.values()) == 1

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)
