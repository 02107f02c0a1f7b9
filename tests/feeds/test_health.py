from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.config import FeedSettings
from feeds.fetch import FetchProblem
from feeds.health import (
    Failed,
    FeedState,
    Good,
    Health,
    PollOutcome,
    after,
    usual_gap_seconds,
)

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = FeedSettings(name="Sotk Herald", url="http://herald.example/rss", language="en")
NEW = FeedState(next_poll_at=NOW)
FRESH = Good(0.2, entries=3, dates=(NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR))
DOWN = Failed(FetchProblem.UNREACHABLE, "no such host")


def live(*steps: tuple[timedelta, PollOutcome], feed: FeedSettings = FEED) -> FeedState:
    """Give the state after these outcomes, each so long after NOW."""
    state = NEW
    for passed, outcome in steps:
        state = after(state, outcome, feed, NOW + passed)
    return state


def wait_of(state: FeedState, now: datetime = NOW) -> timedelta:
    assert state.next_poll_at is not None
    return state.next_poll_at - now


@pytest.mark.parametrize(
    ("problem", "status", "expected"),
    [
        (FetchProblem.UNREACHABLE, None, Health.UNREACHABLE),
        (FetchProblem.TIMED_OUT, None, Health.UNREACHABLE),
        (FetchProblem.UNTRUSTED, None, Health.UNREACHABLE),
        (FetchProblem.CUT_SHORT, None, Health.UNREACHABLE),
        (FetchProblem.BAD_STATUS, 500, Health.UNREACHABLE),
        (FetchProblem.BAD_STATUS, 503, Health.UNREACHABLE),
        (FetchProblem.BAD_STATUS, 404, Health.UNREACHABLE),
        (FetchProblem.GONE, 410, Health.UNREACHABLE),
        (FetchProblem.BLOCKED, 403, Health.BLOCKED),
        (FetchProblem.BAD_STATUS, 401, Health.BLOCKED),
        (FetchProblem.BAD_STATUS, 406, Health.BLOCKED),
        (FetchProblem.LIMITED, 429, Health.LIMITED),
        (FetchProblem.EMPTY, None, Health.EMPTY),
        (FetchProblem.TOO_LARGE, None, Health.BROKEN),
        (FetchProblem.REFUSED_ADDRESS, None, Health.BROKEN),
        ("not_a_feed", None, Health.BROKEN),
    ],
)
def test_every_problem_has_its_state(problem: str, status: int | None, expected: Health) -> None:
    state = live((0 * HOUR, Failed(problem, "in words", status)))

    assert (expected, "in words") == (state.state, state.reason)


def test_a_server_that_says_when_to_come_back_limits_us() -> None:
    busy = Failed(FetchProblem.BAD_STATUS, "503", 503, retry_after_seconds=120)

    assert Health.LIMITED is live((0 * HOUR, busy)).state


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (FRESH, Health.OK),
        (Good(0.1), Health.OK),
        (replace(FRESH, seconds=12), Health.SLOW),
        (Good(0.1, entries=0), Health.EMPTY),
        (Good(0.1, entries=2), Health.OK),
        (Good(0.1, 3, (NOW - 3 * DAY, NOW - 4 * DAY)), Health.STALE),
        (Good(0.1, 3, (NOW - 3 * DAY, NOW - 4 * DAY, NOW - 5 * DAY)), Health.OK),
        (replace(FRESH, moved_to="https://herald.example/rss"), Health.MOVED),
        (replace(FRESH, moved_to="https://elsewhere.example/rss"), Health.OK),
    ],
)
def test_a_feed_that_answers_has_its_state_too(outcome: Good, expected: Health) -> None:
    assert expected is live((0 * HOUR, outcome)).state


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (Good(0.1, entries=0), Health.EMPTY),
        (Failed(FetchProblem.EMPTY, "the answer has no content"), Health.OK),
    ],
)
def test_an_unchanged_feed_without_entries_is_still_empty(
    before: PollOutcome, expected: Health
) -> None:
    assert expected is live((0 * HOUR, before), (HOUR, Good(0.1))).state


def test_an_unchanged_feed_grows_stale() -> None:
    assert Health.STALE is live((0 * HOUR, FRESH), (3 * DAY, Good(0.1))).state


@pytest.mark.parametrize(
    ("status", "problem", "passed", "expected"),
    [
        (410, FetchProblem.GONE, 23 * HOUR, Health.UNREACHABLE),
        (410, FetchProblem.GONE, 24 * HOUR, Health.GONE),
        (404, FetchProblem.BAD_STATUS, 6 * DAY, Health.UNREACHABLE),
        (404, FetchProblem.BAD_STATUS, 7 * DAY, Health.GONE),
        (500, FetchProblem.BAD_STATUS, 70 * DAY, Health.UNREACHABLE),
    ],
)
def test_a_feed_is_gone_when_its_server_says_so_for_long(
    status: int, problem: str, passed: timedelta, expected: Health
) -> None:
    says_so = Failed(problem, "gone", status)

    assert expected is live((0 * HOUR, says_so), (passed, says_so)).state


def test_another_failure_between_begins_the_count_anew() -> None:
    gone = Failed(FetchProblem.GONE, "410", 410)

    assert Health.UNREACHABLE is live((0 * DAY, gone), (DAY, DOWN), (2 * DAY, gone)).state


def test_a_redirect_is_believed_after_a_week_of_one_target() -> None:
    moved = replace(FRESH, moved_to="https://elsewhere.example/rss")
    dates = tuple(date + 7 * DAY for date in FRESH.dates)

    state = live((0 * DAY, moved), (7 * DAY, replace(moved, dates=dates)))

    assert Health.MOVED is state.state
    assert "https://elsewhere.example/rss" in state.reason


def test_it_remembers_since_when_and_the_last_good_poll() -> None:
    state = live((0 * HOUR, FRESH), (HOUR, DOWN), (2 * HOUR, DOWN))

    assert (state.since_at, state.last_good_at, state.failures) == (NOW + HOUR, NOW, 2)


def test_one_good_poll_forgives_all_failures() -> None:
    state = live((0 * HOUR, DOWN), (HOUR, DOWN), (2 * HOUR, replace(FRESH)))

    assert (
        state.state,
        state.failures,
        state.problem,
        state.problem_since_at,
    ) == (Health.OK, 0, "", None)


def test_failures_make_it_rarer_but_never_stop_it() -> None:
    state = NEW
    waits = []
    for _ in range(40):
        state = after(state, DOWN, FEED, NOW)
        waits.append(wait_of(state))

    assert 4 * MINUTE <= waits[0] <= 6 * MINUTE
    assert 8 * MINUTE <= waits[1] <= 12 * MINUTE
    assert all(4.8 * HOUR <= wait <= 6 * HOUR for wait in waits[8:])


def test_a_feed_polled_once_a_day_is_not_polled_more_often_when_it_fails() -> None:
    daily = FeedSettings(name="a", url="http://a.example/", language="en", poll_minutes=1440)

    assert wait_of(live((0 * HOUR, DOWN), feed=daily)) >= 19 * HOUR


@pytest.mark.parametrize(
    ("seconds", "at_least", "at_most"),
    [
        (7200.0, 2 * HOUR, 2 * HOUR),
        (1.0, 4 * MINUTE, 6 * MINUTE),
        (1e12, DAY, DAY),
        (float("inf"), DAY, DAY),
    ],
)
def test_retry_after_is_obeyed(seconds: float, at_least: timedelta, at_most: timedelta) -> None:
    limited = Failed(FetchProblem.LIMITED, "429", 429, retry_after_seconds=seconds)

    assert at_least <= wait_of(live((0 * HOUR, limited))) <= at_most


@pytest.mark.parametrize(
    ("max_age_seconds", "longest"),
    [(None, 5 * MINUTE), (60, 5 * MINUTE), (900, 15 * MINUTE), (1e9, 30 * MINUTE)],
)
def test_a_cache_hint_stretches_the_interval_up_to_a_cap(
    max_age_seconds: float | None, longest: timedelta
) -> None:
    wait = wait_of(live((0 * HOUR, replace(FRESH, max_age_seconds=max_age_seconds))))

    assert 0.9 * longest <= wait <= longest


def test_an_outage_of_our_network_counts_against_no_feed() -> None:
    healthy = live((0 * HOUR, FRESH))

    state = after(healthy, replace(DOWN, is_our_network=True), FEED, NOW)

    assert replace(healthy, next_poll_at=NOW + 5 * MINUTE) == state


def test_the_usual_gap_is_the_median_one() -> None:
    dates = [NOW, NOW + HOUR, NOW + 3 * HOUR, NOW + 99 * HOUR]

    assert usual_gap_seconds(dates) == 7200.0
    assert usual_gap_seconds(dates[:2]) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("https://a.example/", "https://a.example/", Health.MOVED),
        ("https://a.example/", "https://b.example/", Health.OK),
        ("https://a.example/", "", Health.OK),
    ],
)
def test_a_redirect_that_changes_its_mind_is_not_believed(
    first: str, second: str, expected: Health
) -> None:
    good = Good(0.1)

    state = live(
        (0 * DAY, replace(good, moved_to=first)), (7 * DAY, replace(good, moved_to=second))
    )

    assert expected is state.state


def test_an_older_document_does_not_make_the_newest_entry_older() -> None:
    older = replace(FRESH, dates=(NOW - 9 * HOUR,))

    state = live((0 * HOUR, FRESH), (HOUR, older))

    assert (state.newest_entry_at, state.usual_gap_seconds) == (NOW - HOUR, 3600.0)


@pytest.mark.parametrize(("gap", "expected"), [(HOUR, Health.STALE), (DAY, Health.OK)])
def test_a_feed_that_writes_seldom_is_stale_later(gap: timedelta, expected: Health) -> None:
    dates = tuple(NOW - n * gap for n in range(4))

    assert expected is live((0 * DAY, replace(FRESH, dates=dates)), (4 * DAY, Good(0.1))).state
