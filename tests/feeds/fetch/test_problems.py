"""What libraries raise gets a name."""

import ssl
from datetime import UTC, datetime

import aiohttp
import pytest

from feeds.fetch.addresses import RefusedAddressError
from feeds.fetch.answers import FetchProblem
from feeds.fetch.problems import from_exception, from_status

NOW = datetime(2031, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RefusedAddressError("private"), FetchProblem.REFUSED_ADDRESS),
        (aiohttp.ConnectionTimeoutError(), FetchProblem.UNREACHABLE),
        (TimeoutError(), FetchProblem.TIMED_OUT),
        (ssl.SSLCertVerificationError("self-signed"), FetchProblem.UNTRUSTED),
        (aiohttp.ServerDisconnectedError(), FetchProblem.CUT_SHORT),
        (ConnectionResetError(104, "reset"), FetchProblem.CUT_SHORT),
        (aiohttp.InvalidURL("http://x?key=secret"), FetchProblem.BAD_ADDRESS),
        (OSError(113, "No route to host"), FetchProblem.UNREACHABLE),
        (ValueError("secret"), FetchProblem.BAD_ADDRESS),
    ],
)
def test_it_names_what_was_raised(error: Exception, expected: FetchProblem) -> None:
    named = from_exception(error, "news.example")

    assert named.reason is expected
    assert named.detail.startswith("news.example: ")
    assert "secret" not in str(named)


def test_it_gives_the_words_of_the_system_where_we_have_none() -> None:
    assert from_exception(OSError(113, "No route to host"), "a").detail == "a: No route to host"


def test_a_status_keeps_its_number() -> None:
    error = from_status(503, {"Retry-After": "7"}, b"", NOW)

    assert (error.status, error.retry_after_seconds) == (503, 7.0)
    assert str(error) == "bad_status: HTTP 503"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, FetchProblem.BAD_STATUS),
        (401, FetchProblem.BAD_STATUS),
        (403, FetchProblem.BLOCKED),
        (404, FetchProblem.BAD_STATUS),
        (410, FetchProblem.GONE),
        (429, FetchProblem.LIMITED),
        (451, FetchProblem.BLOCKED),
        (500, FetchProblem.BAD_STATUS),
    ],
)
def test_a_status_has_its_problem(status: int, expected: FetchProblem) -> None:
    error = from_status(status, {}, b"<html>sorry</html>", NOW)

    assert (error.reason, error.status, error.retry_after_seconds) == (expected, status, None)


@pytest.mark.parametrize("status", [200, 403, 410, 429, 503])
def test_a_page_that_asks_for_a_human_blocks_us_under_any_status(status: int) -> None:
    page = b"<!doctype html><title>Just a moment...</title>"

    error = from_status(status, {"Retry-After": "9"}, page, NOW)

    assert (error.reason, error.retry_after_seconds) == (FetchProblem.BLOCKED, 9.0)
    assert str(status) in error.detail


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(aiohttp.ClientError(), RefusedAddressError()), FetchProblem.REFUSED_ADDRESS),
        (caused(aiohttp.ClientError(), ssl.SSLCertVerificationError()), FetchProblem.UNTRUSTED),
        (caused(aiohttp.ClientConnectionError(), TimeoutError()), FetchProblem.TIMED_OUT),
        (caused(aiohttp.ClientError(), ConnectionResetError()), FetchProblem.CUT_SHORT),
        (aiohttp.ClientPayloadError("secret"), FetchProblem.CUT_SHORT),
        (aiohttp.ClientError("secret"), FetchProblem.UNREADABLE),
        (aiohttp.ServerTimeoutError("secret"), FetchProblem.TIMED_OUT),
        (ssl.SSLError(1, "wrong version number"), FetchProblem.UNREACHABLE),
        (OSError(), FetchProblem.UNREACHABLE),
        (UnicodeError("secret"), FetchProblem.BAD_ADDRESS),
    ],
)
def test_what_lies_beneath_an_error_names_it(error: Exception, expected: FetchProblem) -> None:
    named = from_exception(error, "news.example")

    assert named.reason is expected
    assert "secret" not in str(named)
    assert not named.detail.endswith(": ")
