"""One feed's life: what an outcome makes of its state, when it is polled next, and why. Pure.

A feed is never given up: failures make it rarer, up to once in 6 hours, and the reason stands in
words for the operator. An outage of our own network counts against no feed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from types import MappingProxyType
from urllib.parse import urlsplit

from feeds.config import FeedSettings
from feeds.fetch import FetchProblem
from feeds.states import Failed, FeedState, Good, Health, PollOutcome
from feeds.window import MOST_HURRY, RELAX_AFTER, Window, is_worth_telling

__all__ = ["Failed", "FeedState", "Good", "Health", "PollOutcome", "address", "after"]


LONGEST_WAIT = timedelta(hours=6)
"""The rarest that a failing feed is polled, unless its own interval is longer."""
LONGEST_RETRY_AFTER = timedelta(days=1)
"""A server that names a longer wait is taken to mean a day: no feed is given up."""
LONGEST_MAX_AGE = timedelta(minutes=30)
"""How far a server's cache hint may stretch the interval of a news feed."""
SLOW_SECONDS = 10.0
STALE_GAPS = 5
STALE_AFTER = timedelta(days=2)
"""A feed is stale after 5 times its usual gap between entries, and never sooner than this."""
GONE_AFTER: Mapping[int, timedelta] = MappingProxyType(
    {404: timedelta(days=7), 410: timedelta(days=1)}
)
"""How long a server must say so, by HTTP status, until we believe that there is no feed."""
MOVED_AFTER = timedelta(days=7)
"""A permanent redirect is believed after this long; from http to https of one host at once."""

NO_ANSWER = frozenset({FetchProblem.UNREACHABLE, FetchProblem.TIMED_OUT})
"""What an outage of our own network looks like."""
HEALTH: Mapping[str, Health] = MappingProxyType(
    {
        FetchProblem.UNREACHABLE: Health.UNREACHABLE,
        FetchProblem.UNTRUSTED: Health.UNREACHABLE,
        FetchProblem.TIMED_OUT: Health.UNREACHABLE,
        FetchProblem.CUT_SHORT: Health.UNREACHABLE,
        FetchProblem.BAD_STATUS: Health.UNREACHABLE,
        FetchProblem.GONE: Health.UNREACHABLE,
        FetchProblem.BLOCKED: Health.BLOCKED,
        FetchProblem.LIMITED: Health.LIMITED,
        FetchProblem.EMPTY: Health.EMPTY,
    }
)
"""The state that a problem means. Every other one is a broken feed (or address)."""
REFUSALS: Mapping[int, Health] = MappingProxyType(
    {401: Health.BLOCKED, 402: Health.BLOCKED, 406: Health.BLOCKED, 503: Health.LIMITED}
)
"""HTTP statuses with a state of their own; 503 only where the server says when to come back."""


def after(
    previous: FeedState, outcome: PollOutcome, feed: FeedSettings, now: datetime
) -> FeedState:
    """Decide what a poll's outcome makes of a feed, and when it is polled next."""
    interval = timedelta(minutes=feed.poll_minutes)
    if isinstance(outcome, Good):
        state = _after_window(_after_good(previous, outcome, feed, now), previous, outcome, now)
        interval = _hurried(interval, state.hurry, feed)
        wait = max(interval, min(_seconds(outcome.max_age_seconds), LONGEST_MAX_AGE))
        return replace(state, next_poll_at=now + wait * (1 - 0.1 * spread(feed.name, now)))
    if outcome.is_our_network:
        return replace(previous, next_poll_at=now + interval)
    state = _after_failed(previous, outcome, now)
    backoff = min(interval * 2 ** min(state.failures - 1, 20), LONGEST_WAIT)
    jittered = backoff * (0.8 + 0.4 * spread(feed.name, now))
    wait = max(min(jittered, LONGEST_WAIT), interval * 0.8)
    asked_for = min(_seconds(outcome.retry_after_seconds), LONGEST_RETRY_AFTER)
    return replace(state, next_poll_at=now + max(wait, asked_for))


def address(state: FeedState, feed: FeedSettings) -> str:
    """Give where to ask for a feed: a redirect that is believed is followed without asking.

    Not with headers: what they hold is for the configured host alone.
    """
    has_headers = feed.auth_env or feed.headers
    return state.moved_to if not has_headers and _is_moved(state, feed) else feed.url


def usual_gap_seconds(dates: Sequence[datetime]) -> float | None:
    """Give the median time between neighbouring entries, in seconds; None for less than three."""
    ordered = sorted(dates)
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(ordered)]
    return median(gaps) if len(gaps) > 1 else None


def spread(name: str, now: datetime) -> float:
    """Give a number from 0 to 1 that differs by feed and time but is always the same for both."""
    digest = hashlib.blake2b(f"{name} {now.isoformat()}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 0xFFFFFFFF


def is_no_answer(outcome: Failed) -> bool:
    """Tell whether our own network may be the reason that a poll gave nothing."""
    return outcome.problem in NO_ANSWER


def _with_dates(state: FeedState, dates: Sequence[datetime]) -> FeedState:
    newest_at = max(dates)
    return replace(
        state,
        newest_entry_at=max(newest_at, state.newest_entry_at or newest_at),
        usual_gap_seconds=usual_gap_seconds(dates) or state.usual_gap_seconds,
    )


def _after_good(previous: FeedState, outcome: Good, feed: FeedSettings, now: datetime) -> FeedState:
    moved_since_at = previous.moved_since_at if outcome.moved_to == previous.moved_to else now
    state = replace(
        previous,
        last_good_at=now,
        failures=0,
        problem="",
        problem_since_at=None,
        moved_to=outcome.moved_to,
        moved_since_at=moved_since_at if outcome.moved_to else None,
    )
    if outcome.dates:
        state = _with_dates(state, outcome.dates)
    if outcome.entries is None and previous.state is Health.EMPTY and not previous.problem:
        outcome = replace(outcome, entries=0)  # Unchanged: still nothing in it.
    health, reason = _name_good(state, outcome, feed, now)
    return _named(state, health, reason, now)


def _after_window(state: FeedState, previous: FeedState, outcome: Good, now: datetime) -> FeedState:
    """Note what the document's window says about our pace, and what operators should hear."""
    window = outcome.window
    # Whoever was away too long has missed entries however fast it comes now.
    was_on_time = not previous.failures
    is_hurry = window.is_thin and was_on_time
    if is_hurry or (state.hurry and state.hurry_at and now - state.hurry_at >= RELAX_AFTER):
        hurry = state.hurry + 1 if is_hurry else state.hurry - 1
        state = replace(state, hurry=min(hurry, MOST_HURRY), hurry_at=now)
    missed = state.possible_missed + window.has_no_overlap
    return _turned(replace(state, possible_missed=missed), window, now)


def _turned(state: FeedState, window: Window, now: datetime) -> FeedState:
    turn = window.turn
    if turn is None or not is_worth_telling(turn, state.turn, state.turn_at, now):
        return state
    return replace(state, turn=turn, turn_words=window.words, turn_at=now)


def _hurried(interval: timedelta, hurry: int, feed: FeedSettings) -> timedelta:
    """Halve the interval so many times, within the operator's bounds."""
    least = timedelta(minutes=feed.least_poll_minutes)
    return min(interval, max(interval / (1 << hurry), least))


def _name_good(
    state: FeedState, outcome: Good, feed: FeedSettings, now: datetime
) -> tuple[Health, str]:
    """Find the word for a feed that answers: the gravest that fits."""
    if outcome.entries == 0:
        return Health.EMPTY, "the feed has no entries"
    if _is_stale(state, now):
        return Health.STALE, f"its newest entry is of {state.newest_entry_at:%Y-%m-%d}"
    if _is_moved(state, feed):
        return Health.MOVED, f"moved to {state.moved_to}; please put that into the configuration"
    if outcome.seconds >= SLOW_SECONDS:
        return Health.SLOW, f"took {outcome.seconds:.0f} s to answer"
    return Health.OK, "answers, and can be read"


def _is_stale(state: FeedState, now: datetime) -> bool:
    if state.newest_entry_at is None:
        return False
    usual = timedelta(seconds=STALE_GAPS * (state.usual_gap_seconds or 0))
    return now - state.newest_entry_at > max(usual, STALE_AFTER)


def _is_moved(state: FeedState, feed: FeedSettings) -> bool:
    if state.moved_since_at is None or state.last_good_at is None:
        return False
    old, new = urlsplit(feed.url), urlsplit(state.moved_to)
    is_upgrade = (old.scheme, new.scheme, old.hostname) == ("http", "https", new.hostname)
    return is_upgrade or state.last_good_at - state.moved_since_at >= MOVED_AFTER


def _after_failed(previous: FeedState, outcome: Failed, now: datetime) -> FeedState:
    is_same = outcome.name == previous.problem
    since_at = previous.problem_since_at if is_same and previous.problem_since_at else now
    if outcome.is_at_new_address:
        previous = replace(previous, moved_to="", moved_since_at=None)
    state = replace(
        previous,
        failures=previous.failures + 1,
        problem=outcome.name,
        problem_since_at=since_at,
    )
    return _named(state, _name_failed(outcome, now - since_at), outcome.detail, now)


def _name_failed(outcome: Failed, lasting: timedelta) -> Health:
    """Find the word for a feed that has given nothing for so long."""
    status = outcome.status or 0
    if lasting >= GONE_AFTER.get(status, timedelta.max):
        return Health.GONE
    if status in REFUSALS and (status != 503 or outcome.retry_after_seconds):
        return REFUSALS[status]
    return HEALTH.get(outcome.problem, Health.BROKEN)


def _named(state: FeedState, health: Health, reason: str, now: datetime) -> FeedState:
    since_at = state.since_at if health is state.state else now
    return replace(state, state=health, reason=reason, since_at=since_at)


def _seconds(seconds: float | None) -> timedelta:
    """Make a server's word a duration; it may name more seconds than a timedelta can hold."""
    return timedelta(seconds=min(max(seconds or 0.0, 0.0), 1e9))
