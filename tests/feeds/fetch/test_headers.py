"""What headers and first bytes of an answer say."""

from datetime import UTC, datetime

import pytest

from feeds.fetch.headers import is_challenge, max_age_seconds, retry_after_seconds

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
