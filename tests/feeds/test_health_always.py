"""What holds of a feed's state whatever happens to it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch import FetchProblem
from feeds.health import (
    Failed,
    Good,
    Health,
    PollOutcome,
    spread,
)
from tests.feeds.test_health import DAY, FEED, HOUR, MINUTE, NOW, live, wait_of


@settings(max_examples=50, deadline=None)
@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_the_spread_is_the_same_for_the_same_feed_and_time(name: str, at: datetime) -> None:
    assert spread(name, at) == spread(name, at)
    assert 0 <= spread(name, at) <= 1


def test_feeds_of_one_interval_drift_apart() -> None:
    assert len({spread(f"feed {n}", NOW) for n in range(100)}) > 95


PROBLEMS = st.sampled_from([*FetchProblem, "not_a_feed", "worker_timeout"])
SECONDS = st.none() | st.floats(0, 1e15) | st.just(float("inf"))
STATUSES = st.none() | st.sampled_from([401, 403, 404, 410, 429, 500, 503])
FAILURES = st.builds(Failed, PROBLEMS, st.just("in words"), STATUSES, SECONDS, st.booleans())
ANSWERS = st.builds(
    Good,
    st.floats(0, 30),
    st.none() | st.integers(0, 9),
    st.lists(st.integers(-99, 0).map(lambda hours: NOW + hours * HOUR), max_size=4),
    st.sampled_from(["", "https://herald.example/rss", "https://other.example/rss"]),
    SECONDS,
)


@settings(max_examples=40, deadline=None)
@given(
    outcomes=st.lists(FAILURES | ANSWERS, min_size=1, max_size=12),
    minutes=st.sampled_from([0.05, 5, 60, 400, 1440]),
)
def test_no_outcome_ever_ends_the_polling_of_a_feed_or_makes_it_hurry(
    outcomes: list[PollOutcome], minutes: float
) -> None:
    feed = FEED.model_copy(update={"poll_minutes": minutes})
    interval = timedelta(minutes=minutes)

    for number, outcome in enumerate(outcomes):
        state = live(
            *((n * HOUR, done) for n, done in enumerate(outcomes[: number + 1])), feed=feed
        )
        wait = wait_of(state, NOW + number * HOUR)
        longest = 30 * MINUTE if isinstance(outcome, Good) else DAY
        assert 0.79 * interval <= wait <= max(interval, longest)


@settings(max_examples=60, deadline=None)
@given(st.lists(FAILURES | ANSWERS, min_size=1, max_size=12))
def test_a_state_tells_one_story(outcomes: list[PollOutcome]) -> None:
    state = live(*((n * HOUR, outcome) for n, outcome in enumerate(outcomes)))

    counted = [o for o in outcomes if isinstance(o, Good) or not o.is_our_network]
    assert (state.state is Health.NEW) == (not counted)
    assert bool(state.failures) == bool(state.problem) == (state.problem_since_at is not None)
    assert bool(state.moved_to) == (state.moved_since_at is not None)
    assert state.failures <= len(counted)
    assert state.reason
