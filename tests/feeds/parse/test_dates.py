"""Date strings as feeds write them."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.parse.dates import clamp, parse_date
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
