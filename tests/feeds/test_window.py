from datetime import UTC, datetime, timedelta

import pytest

from feeds.window import NO_WINDOW, Turn, Window, is_worth_telling

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("sentence", "window", "turn", "is_thin"),
    [
        ("there was no document", NO_WINDOW, None, False),
        ("all is old", Window(30, 30, old=30), None, False),
        ("some is new", Window(30, 30, old=20), None, False),
        ("nearly all is new", Window(30, 30, old=3), None, True),
        ("all is new", Window(30, 30), Turn.ALL_NEW, True),
        ("all is new, but not all was read", Window(30, 30, is_whole=False), None, True),
        ("all has new names", Window(30, 30, renamed=30), Turn.REISSUED, False),
        ("one has a new name", Window(30, 30, old=29, renamed=1), None, False),
        ("one of two is new", Window(2, 2, old=1), None, False),
        ("there are too many", Window(12_000, 10_000, old=9_000), Turn.TOO_LONG, False),
    ],
)
def test_a_window_is_named_by_what_it_shares(
    sentence: str, window: Window, turn: Turn | None, is_thin: bool
) -> None:
    assert (window.turn, window.is_thin) == (turn, is_thin), sentence


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(30, 30, told=28, held=2), "all 30 of its 30 entries are new"),
        (Window(30, 30, told=28, held=2), "28 alerts told, 2 held"),
        (Window(30, 30, renamed=27, told=3), "27 are known by their text, 3 are new"),
        (Window(12_000, 10_000, old=1), "it has 12000 entries; the first 10000 are read"),
        (Window(30, 30, old=30), ""),
    ],
)
def test_operators_hear_the_count(window: Window, words: str) -> None:
    assert words in window.words


@pytest.mark.parametrize(
    ("last", "hours_ago", "expected"),
    [(None, 0, True), (Turn.ALL_NEW, 1, False), (Turn.ALL_NEW, 6, True), (Turn.REISSUED, 1, True)],
)
def test_the_same_is_told_once_in_six_hours(
    last: Turn | None, hours_ago: int, expected: bool
) -> None:
    last_at = None if last is None else NOW - hours_ago * HOUR

    assert expected is is_worth_telling(Turn.ALL_NEW, last, last_at, NOW)
