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
