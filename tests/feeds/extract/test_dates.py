from datetime import UTC, date, datetime

import pytest

from feeds.extract.dates import Day, clock_of, days_of, is_overnight, is_stale, local_day
from feeds.model import Side, Theatre
from tests.feeds.extract.english import TODAY, line


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It began on Tuesday", date(2031, 3, 4), date(2031, 3, 4)),
        ("It began on Wednesday", date(2031, 3, 5), date(2031, 3, 5)),
        ("It began yesterday", date(2031, 3, 4), date(2031, 3, 4)),
        ("It began on February 27", date(2031, 2, 27), date(2031, 2, 27)),
        ("It began on 27 February", date(2031, 2, 27), date(2031, 2, 27)),
        ("It began on 12 September 2022", date(2022, 9, 12), date(2022, 9, 12)),
        ("It began on November 9", date(2030, 11, 9), date(2030, 11, 9)),
        ("It began in September 2022", date(2022, 9, 1), date(2022, 9, 30)),
        ("It began in November", date(2030, 11, 1), date(2030, 11, 30)),
        ("The war of 2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("They fought in the 1990s", date(1990, 1, 1), date(1999, 12, 31)),
    ],
)
def test_days_are_resolved_against_the_day_of_publishing(
    text: str, first: date, last: date
) -> None:
    (found,) = days_of(line(text), TODAY)

    assert (first, last) == (found.first, found.last)


@pytest.mark.parametrize("text", ["It begins next Tuesday", "By Friday it ends", "31 February"])
def test_what_is_no_past_day_is_none(text: str) -> None:
    found = [day for day in days_of(line(text), TODAY) if day.is_single]

    assert [] == found


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2031, 3, 5), False),
        (date(2031, 2, 23), False),
        (date(2031, 2, 22), True),
        (date(2020, 12, 31), True),
    ],
)
def test_news_goes_stale_after_ten_days(last: date, expected: bool) -> None:
    found = is_stale(Day(last, last, 0, (0, 1)), TODAY)

    assert expected == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at about 5:30 a.m.", "05:30"),
        ("at 5 p.m. local time", "17:00"),
        ("at 12 a.m.", "00:00"),
        ("from 20:00", "20:00"),
        ("at 25:10", None),
        ("in the morning", None),
    ],
)
def test_an_hour_is_read_in_both_ways_of_writing(text: str, expected: str | None) -> None:
    found = clock_of(text)

    assert expected == (found[0] if found else None)


@pytest.mark.parametrize(
    ("theatre", "side", "expected"),
    [
        (Theatre.ARMENIA_AZERBAIJAN, None, date(2031, 3, 5)),
        (Theatre.ARMENIA_AZERBAIJAN, Side.AZE, date(2031, 3, 5)),
        (Theatre.GEORGIA, None, date(2031, 3, 5)),
        (Theatre.NORTH_CAUCASUS, None, date(2031, 3, 4)),
        (None, None, date(2031, 3, 5)),
    ],
)
def test_a_day_is_local_to_its_theatre(
    theatre: Theatre | None, side: Side | None, expected: date
) -> None:
    found = local_day(datetime(2031, 3, 4, 20, 30, tzinfo=UTC), theatre, side)

    assert expected == found


def test_the_last_day_of_all_does_not_overflow() -> None:
    found = local_day(datetime.max.replace(tzinfo=UTC), None)

    assert date.max == found


@pytest.mark.parametrize(
    ("text", "ended", "expected"),
    [
        ("Overnight to Wednesday they shelled Sotk", date(2031, 3, 5), True),
        ("They shelled Sotk on the night of March 3-4", date(2031, 3, 4), True),
        ("They shelled Sotk in the night of 3 to 4 March", date(2031, 3, 4), True),
        ("They shelled Sotk on the night of March 3", date(2031, 3, 3), False),
        ("They shelled Sotk on Tuesday", date(2031, 3, 4), False),
    ],
)
def test_a_night_is_of_the_day_on_which_it_ended(text: str, ended: date, expected: bool) -> None:
    read = line(text)
    (day,) = days_of(read, TODAY)

    assert (ended, expected) == (day.first, is_overnight(read, 0, day))


def test_a_night_without_a_day_ended_today() -> None:
    assert is_overnight(line("They shelled Sotk overnight"), 0, None)
