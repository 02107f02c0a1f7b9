"""What went wrong, by what a library raised or a status said -> a named problem with words."""

import ssl
from collections.abc import Mapping
from datetime import datetime

import aiohttp

from feeds.fetch.addresses import RefusedAddressError
from feeds.fetch.answers import FetchError, FetchProblem
from feeds.fetch.headers import is_challenge, retry_after_seconds

STATUS_PROBLEMS: Mapping[int, FetchProblem] = {
    403: FetchProblem.BLOCKED,
    451: FetchProblem.BLOCKED,
    410: FetchProblem.GONE,
    429: FetchProblem.LIMITED,
}
"""Statuses that are more than a bad status."""

EXPECTED = (TimeoutError, aiohttp.ClientError, OSError, ValueError)
"""All that a request may raise. ValueError: an address or a header that HTTP can't carry."""

_REASONS: tuple[tuple[tuple[type[Exception], ...], FetchProblem, str], ...] = (
    ((RefusedAddressError,), FetchProblem.REFUSED_ADDRESS, "it leads to a private network"),
    ((aiohttp.ConnectionTimeoutError,), FetchProblem.UNREACHABLE, "it takes no connection in time"),
    ((TimeoutError,), FetchProblem.TIMED_OUT, "it gave no whole answer in time"),
    (
        (ssl.SSLCertVerificationError, aiohttp.ClientConnectorCertificateError),
        FetchProblem.UNTRUSTED,
        "its certificate doesn't prove who it is",
    ),
    ((aiohttp.ClientConnectorDNSError,), FetchProblem.UNREACHABLE, "there is no such name"),
    (
        (aiohttp.ServerDisconnectedError, ConnectionResetError, aiohttp.ClientPayloadError),
        FetchProblem.CUT_SHORT,
        "it ended the connection",
    ),
    ((aiohttp.InvalidURL,), FetchProblem.BAD_ADDRESS, "the address can't be used"),
    ((aiohttp.ClientResponseError,), FetchProblem.UNREADABLE, "it doesn't speak HTTP"),
    ((OSError, aiohttp.ClientConnectionError), FetchProblem.UNREACHABLE, ""),
    ((ValueError,), FetchProblem.BAD_ADDRESS, "the address or a header can't be sent"),
)
"""What was raised, or lies beneath it -> the problem and its words (none: the system's own)."""


def from_exception(error: Exception, host: str) -> FetchError:
    """Name the problem behind one of EXPECTED. The words carry no query, user or password."""
    cause = getattr(error, "os_error", None) or error.__cause__ or error
    for kinds, reason, words in _REASONS:
        if isinstance(error, kinds) or isinstance(cause, kinds):
            said = words or getattr(cause, "strerror", None) or type(cause).__name__
            return FetchError(reason, f"{host}: {said}")
    return FetchError(FetchProblem.UNREADABLE, f"{host}: {type(error).__name__}")


def from_status(
    status: int, headers: Mapping[str, str], start_of_body: bytes, now: datetime
) -> FetchError:
    """Name the problem of a status; a challenge page is a block under any status."""
    wait = retry_after_seconds(headers.get("Retry-After", ""), now)
    if is_challenge(headers, start_of_body):
        return FetchError(
            FetchProblem.BLOCKED, f"HTTP {status}, asks whether we are human", wait, status
        )
    reason = STATUS_PROBLEMS.get(status, FetchProblem.BAD_STATUS)
    return FetchError(reason, f"HTTP {status}", wait, status)
