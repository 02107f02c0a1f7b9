"""Date strings as feeds write them."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.dates import EARLIEST, clamp, parse_date
from feeds.parse.months import STEMS, month_of

AT_TEN = datetime(2031, 3, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 20 Mar 2031 10:00:00 GMT",
        "Thu, 20 Mar 2031 13:00:00 MSK",
        "20 Mar 2031 14:00:00 AMT",
        "20 Mar 2031 14:00 AZT",
        "Thu, 20 March 31 14:00:00 GET",
        "Thu, 20 Mar 2031 14:00:00 +0400",
        "Thu, 20 Mar 2031 14:00:00 +04:00",
        "Thu, 20 Mar 2031 14:00:00 GMT+4",
        "Thu Mar 20 2031 14:00:00 GMT+0400 (Armenia Standard Time)",
        "Thu Mar 20 14:00:00 2031",
        "Thu Mar 20 14:00:00 AZT 2031",
        "Mar 20, 2031, 2:00 PM",
        "March 20, 2031 02:00 p.m.",
        "20-Mar-2031 14:00",
        "2031-03-20T10:00:00Z",
        "2031-03-20T14:00:00.123+04:00",
        "2031-03-20T06:00:00\u221204:00",
        "2031-03-20T10:00Z",
        "2031-03-20 14:00",
        "20310320T100000Z",
        "2031/3/20 14:00:00",
        "20.03.2031 14:00",
        "20/03/2031 14:00",
        "03/20/2031 14:00",
        "14:00 20.03.2031",
        "20 марта 2031, 14:00",
        "Чт, 20 мар 2031 13:00:00 +0300",
        "20 mart 2031 14:00",
        "20 Mart 2031 Perşembe 14:00",
        "20 մարտի 2031 14:00",
        "20 მარტი 2031 14:00",
        "1931767200",
        "1931767200000",
    ],
)
def test_it_reads_a_date(text: str) -> None:
    assert parse_date(text, "Asia/Tbilisi") == AT_TEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "31 Feb 2031 10:00",
        "20 Mar 2031 25:61",
        "20 Mar 2031 13:00 PM",
        "04/03/2031 10:00",
        "1970-01-01T00:00:00Z",
        "0",
        "9" * 500,
        "20 Brumaire 2031",
        "2031-13-01",
    ],
)
def test_it_gives_none_rather_than_a_guess(text: str) -> None:
    assert parse_date(text, "UTC") is None


def test_a_day_without_a_time_begins_in_the_zone_of_the_feed() -> None:
    expected = datetime(2031, 3, 19, 20, 0, tzinfo=UTC)

    assert expected == parse_date("2031-03-20", "Asia/Yerevan")


def test_midnight_may_be_written_as_the_end_of_a_day() -> None:
    assert parse_date("2031-03-20T24:00:00Z", "UTC") == datetime(2031, 3, 21, tzinfo=UTC)


def test_a_clock_that_is_ahead_is_set_back() -> None:
    assert clamp(AT_TEN + timedelta(days=400), AT_TEN) == AT_TEN + timedelta(minutes=10)
    assert clamp(AT_TEN, AT_TEN) == AT_TEN
    assert clamp(None, AT_TEN) is None


@pytest.mark.parametrize("language", STEMS)
def test_every_language_names_twelve_months(language: str) -> None:
    months = [month_of(row.split("|")[0] + "xyz") for row in STEMS[language]]

    assert months == list(range(1, 13))


@pytest.mark.parametrize(
    ("word", "expected"), [("İyul", 7), ("ИЮНЯ", 6), ("май", 5), ("հունիսի", 6), ("Monday", None)]
)
def test_it_reads_a_month_in_any_form(word: str, expected: int | None) -> None:
    assert expected == month_of(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 Mar 2031 12:00 AM", datetime(2031, 3, 20, 0, 0, tzinfo=UTC)),
        ("20 Mar 2031 12:30 pm", datetime(2031, 3, 20, 12, 30, tzinfo=UTC)),
        ("20 Mar 2031 23:59:60", datetime(2031, 3, 20, 23, 59, 59, tzinfo=UTC)),
        ("20 Mar 2031 10:00:00 +400", datetime(2031, 3, 20, 6, 0, tzinfo=UTC)),
        ("20 Mar 2031 10:00:00 +0530", datetime(2031, 3, 20, 4, 30, tzinfo=UTC)),
        ("20 Mar 2031 01:00:00 +04", datetime(2031, 3, 19, 21, 0, tzinfo=UTC)),
        ("20 Mar 2031 22:00:00 EST", datetime(2031, 3, 21, 3, 0, tzinfo=UTC)),
        ("2031-03-20T10:00:00,5Z", AT_TEN),
        ("20310320T1000Z", AT_TEN),
        ("29 Feb 2032 10:00 GMT", datetime(2032, 2, 29, 10, 0, tzinfo=UTC)),
        ("05/05/2031", datetime(2031, 5, 5, tzinfo=UTC)),
        ("1931767200.75", AT_TEN.replace(microsecond=750_000)),
        ("  20\u00a0Mar\n2031  10:00 GMT ", AT_TEN),
    ],
)
def test_it_reads_an_odd_date(text: str, expected: datetime) -> None:
    assert expected == parse_date(text, "UTC")


@pytest.mark.parametrize(
    "text",
    [
        "29 Feb 2031",
        "20 Mar 2031 24:01",
        "20 Mar 2031 10:60",
        "20 Mar 2031 0:30 PM",
        "20 Mar 2031 10:00 +9900",
        "13.13.2031",
        "20.13.2031",
        "2031",
        "Mar 2031",
        "10:00",
        "20 Mar 20 2031 5",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "-1931767200",
    ],
)
def test_an_odd_date_that_is_none_gives_none(text: str) -> None:
    assert parse_date(text, "UTC") is None


ZONES = st.integers(-12 * 4, 14 * 4).map(
    lambda quarters: timezone(quarters * timedelta(minutes=15))
)
TIMES = st.builds(
    lambda seconds, zone: (EARLIEST + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 3_000_000_000),
    ZONES,
)


@given(TIMES)
def test_what_other_programs_write_is_read_as_it_was_meant(at: datetime) -> None:
    assert at == parse_date(format_datetime(at), "Asia/Baku")
    assert at == parse_date(at.isoformat(), "Asia/Baku")
    assert at == parse_date(at.isoformat(" "), "Asia/Baku")


@given(at=TIMES, language=st.sampled_from(sorted(STEMS)))
def test_a_month_may_be_named_in_any_language(at: datetime, language: str) -> None:
    at = at.astimezone(UTC)
    month = STEMS[language][at.month - 1].split("|")[0]

    assert at == parse_date(f"{at.day} {month} {at.year} {at:%H:%M:%S} GMT", "Asia/Baku")


@given(st.text(st.sampled_from("0123456789 :-/.,+TZMarGMT"), max_size=40) | st.text(max_size=120))
def test_any_text_gives_a_date_that_can_be_or_none(text: str) -> None:
    at = parse_date(text, "Asia/Tbilisi")

    assert at is None or (at >= EARLIEST and at.utcoffset() == timedelta(0))
