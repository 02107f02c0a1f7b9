"""Where and how often a feed is asked, by what its answers were."""

from dataclasses import replace

import pytest

from feeds.health import Good, address
from feeds.window import NO_WINDOW, Window
from tests.feeds.test_health import DAY, DOWN, FEED, FRESH, HOUR, MINUTE, live, wait_of


@pytest.mark.parametrize(
    ("days", "changes", "expected"),
    [
        (6, {}, FEED.url),
        (7, {}, "https://elsewhere.example/rss"),
        (7, {"auth_env": "HERALD_AUTH"}, FEED.url),
        (7, {"headers": {"X-Key": "1"}}, FEED.url),
    ],
)
def test_a_believed_redirect_is_asked_directly_but_never_with_what_is_secret(
    days: int, changes: dict[str, object], expected: str
) -> None:
    moved = Good(0.1, moved_to="https://elsewhere.example/rss")
    state = live((0 * DAY, moved), (days * DAY, moved))

    assert expected == address(state, FEED.model_copy(update=changes))


def test_a_redirect_that_leads_nowhere_is_forgotten() -> None:
    moved = Good(0.1, moved_to="https://elsewhere.example/rss")
    state = live(
        (0 * DAY, moved), (7 * DAY, moved), (8 * DAY, replace(DOWN, is_at_new_address=True))
    )

    assert address(state, FEED) == FEED.url


@pytest.mark.parametrize(
    ("windows", "least", "longest"),
    [
        ([Window(9, 9, old=9)], 1, 5),
        ([Window(9, 9)], 1, 2.5),
        ([Window(9, 9, old=1)] * 2, 1, 1.25),
        ([Window(9, 9)] * 9, 1, 1),
        ([Window(9, 9)] * 9, 3, 3),
        ([Window(9, 9)] * 2 + [NO_WINDOW], 1, 1.25),
    ],
)
def test_a_window_that_shares_little_shortens_the_interval_within_bounds(
    windows: list[Window], least: float, longest: float
) -> None:
    feed = FEED.model_copy(update={"least_poll_minutes": least})
    state = live(*((0 * HOUR, replace(FRESH, window=window)) for window in windows), feed=feed)

    assert 0.9 * longest * MINUTE <= wait_of(state) <= longest * MINUTE


def test_the_interval_goes_back_when_all_is_quiet() -> None:
    state = live((0 * HOUR, replace(FRESH, window=Window(9, 9))), (6 * HOUR, FRESH))

    assert (state.hurry, state.possible_missed) == (0, 1)
