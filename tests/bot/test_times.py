"""Every time is shown on a clock that people keep, with its offset."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import clock, day, happened, moment, offset, zone_of
from bot.words import words
from feeds.model import Place, Precision, Theatre
from tests.bot.made import NOW, incident

WORDS = words("en")


@pytest.mark.parametrize(
    ("theatre", "expected"),
    [
        (Theatre.ARMENIA_AZERBAIJAN, "UTC+4"),
        (Theatre.GEORGIA, "UTC+4"),
        (Theatre.NORTH_CAUCASUS, "UTC+3"),
        (None, "UTC+4"),
    ],
)
def test_it_keeps_the_clock_of_the_place(theatre: Theatre | None, expected: str) -> None:
    zone = zone_of((Place("Somewhere", Precision.REGION, theatre),))

    assert expected == offset(NOW, zone)


def test_it_takes_the_first_place_whose_area_is_known() -> None:
    places = (
        Place("A road", Precision.LINE),
        Place("Grozny", Precision.TOWN, Theatre.NORTH_CAUCASUS),
    )

    assert zone_of(places) == ZoneInfo("Europe/Moscow")


def test_it_writes_half_hours() -> None:
    assert offset(NOW, ZoneInfo("Asia/Kolkata")) == "UTC+5:30"


def test_it_writes_the_local_day_which_may_be_another() -> None:
    late = datetime(2031, 3, 4, 22, 30, tzinfo=UTC)

    assert moment(late, ZoneInfo("Asia/Baku"), NOW, WORDS) == "Wed 5 Mar 02:30 (UTC+4)"


def test_it_writes_the_year_where_it_is_another() -> None:
    old = datetime(2030, 12, 31, 12, 0, tzinfo=UTC)

    assert moment(old, ZoneInfo("UTC"), NOW, WORDS) == "Tue 31 Dec 2030 12:00 (UTC+0)"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Wed 5 Mar, about 05:30 (UTC+4)"),
        ({"local_time": None}, "Wed 5 Mar, hour not given (UTC+4)"),
        (
            {"local_time": None, "is_day_explicit": False},
            "Wed 5 Mar, hour not given (day inferred, UTC+4)",
        ),
        ({"local_time": None, "is_overnight": True}, "night to Wed 5 Mar (UTC+4)"),
        ({"happened_on": None}, "day not given"),
        ({"happened_on": date(2029, 8, 8)}, "Wed 8 Aug 2029, about 05:30 (UTC+4)"),
    ],
)
def test_it_says_when_it_happened_as_far_as_it_was_told(
    changes: dict[str, Any], expected: str
) -> None:
    assert expected == happened(incident(**changes), NOW, WORDS)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/St_Johns", "UTC-3:30"),
        ("America/New_York", "UTC-5"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("Pacific/Kiritimati", "UTC+14"),
    ],
)
def test_it_writes_offsets_on_both_sides_of_utc(zone: str, expected: str) -> None:
    assert expected == offset(NOW, ZoneInfo(zone))


@given(
    st.datetimes(NOW.replace(year=2000, tzinfo=None), NOW.replace(year=2099, tzinfo=None)),
    st.sampled_from(["Asia/Yerevan", "Europe/Moscow", "Asia/Kolkata", "America/St_Johns"]),
)
def test_clock_and_offset_lead_back_to_the_same_minute(naive: datetime, name: str) -> None:
    at, zone = naive.replace(second=0, microsecond=0, tzinfo=UTC), ZoneInfo(name)
    hours, _, minutes = offset(at, zone).removeprefix("UTC").partition(":")
    ahead = timedelta(hours=abs(int(hours)), minutes=int(minutes or 0))
    back = at + ahead if int(hours) >= 0 else at - ahead

    assert f"{back:%H:%M}" == clock(at, zone)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2031, 1, 1), "Wed 1 Jan"),
        (date(2031, 12, 31), "Wed 31 Dec"),
        (date(2032, 1, 1), "Thu 1 Jan 2032"),
    ],
)
def test_a_day_names_its_year_where_it_is_another(on: date, expected: str) -> None:
    assert expected == day(on, NOW, WORDS)


def test_where_no_place_is_known_the_clock_is_that_of_yerevan() -> None:
    assert zone_of(()) == ZoneInfo("Asia/Yerevan")
