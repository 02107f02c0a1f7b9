"""What headers and first bytes of an answer say."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.headers import (
    MAX_WAIT_SECONDS,
    is_challenge,
    max_age_seconds,
    retry_after_seconds,
)

NOW = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 05 Mar 2031 12:05:00 GMT", 300.0),
        ("Wed, 05 Mar 2031 11:00:00 GMT", 0.0),
        ("99999999", 604_800.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("9" * 5_000, None),
    ],
)
def test_it_reads_when_to_come_again(value: str, expected: float | None) -> None:
    assert expected == retry_after_seconds(value, NOW)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600.0),
        ({"Cache-Control": "max-age=600", "Age": "500"}, 100.0),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0.0),
        ({"Cache-Control": "no-cache, max-age=600"}, 0.0),
        ({"Cache-Control": "s-maxage=5"}, None),
        ({}, None),
    ],
)
def test_it_reads_how_long_an_answer_is_fresh(
    headers: dict[str, str], expected: float | None
) -> None:
    assert expected == max_age_seconds(headers)


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        ({"cf-mitigated": "challenge"}, b""),
        ({}, b"<!DOCTYPE html><html><title>Just a moment...</title>"),
        ({}, b"<!-- a --> <HTML><script src='/cdn-cgi/challenge-platform/x'></script>"),
    ],
)
def test_it_recognises_a_page_that_asks_for_a_human(headers: dict[str, str], page: bytes) -> None:
    assert is_challenge(headers, page)


@pytest.mark.parametrize(
    "page",
    [
        b"<rss><item><title>Just a moment...</title></item></rss>",
        b"<!DOCTYPE html><html><title>Our feeds</title>",
        b"<!-- x -->" * 800 + b"<p>captcha",
    ],
)
def test_other_documents_are_no_challenge(page: bytes) -> None:
    assert not is_challenge({}, page)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.5", None),
        ("1e3", None),
        ("+30", None),
        ("1" * 9, MAX_WAIT_SECONDS),
        ("1" * 10, None),
        ("Wed, 05 Mar 2031 14:05:00 +0200", 300.0),
        ("Wed, 05 Mar 2031 12:05:00 -0000", 300.0),
        ("Wed, 05 Mar 2031 12:05:00", 300.0),
        ("Wednesday, 05-Mar-31 12:05:00 GMT", 300.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_WAIT_SECONDS),
        ("Wed, 05 Mar 2031 25:05:00 GMT", None),
        ("Wed, 05 Mar 2031 12:05:00 +9999", None),
        ("Wed, 31 Feb 2031 12:05:00 GMT", None),
    ],
)
def test_it_reads_odd_times_to_come_again(value: str, expected: float | None) -> None:
    assert expected == retry_after_seconds(value, NOW)


@given(st.one_of(st.text(max_size=40), st.datetimes().map(format_datetime)))
def test_no_header_keeps_us_away_for_longer_than_a_week(value: str) -> None:
    wait = retry_after_seconds(value, NOW)

    assert wait is None or 0 <= wait <= MAX_WAIT_SECONDS


@given(st.integers(-5_000, int(MAX_WAIT_SECONDS)))
def test_a_date_to_come_again_is_read_to_the_second(seconds: int) -> None:
    text = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)

    assert max(float(seconds), 0.0) == retry_after_seconds(text, NOW)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Cache-Control": "MAX-AGE = 60"}, 60.0),
        ({"Cache-Control": 'max-age="60"'}, 60.0),
        ({"Cache-Control": "max-age=60, stale-while-revalidate=600"}, 60.0),
        ({"Cache-Control": "no-store"}, 0.0),
        ({"Cache-Control": "max-age=60", "Age": "old"}, 60.0),
        ({"Cache-Control": "max-age=60", "Age": "-5"}, 60.0),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age="}, None),
        ({"Cache-Control": ""}, None),
        ({"Age": "5"}, None),
    ],
)
def test_it_reads_odd_words_about_freshness(
    headers: dict[str, str], expected: float | None
) -> None:
    assert expected == max_age_seconds(headers)


@pytest.mark.parametrize("value", ["bypass", "", "challenged"])
def test_other_words_of_the_front_server_are_no_challenge(value: str) -> None:
    assert not is_challenge({"cf-mitigated": value}, b"<html>news</html>")
