"""Servers that lie, stall and break off: each is named, and ends in time."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import replace

import pytest

from feeds.fetch import Fetcher, FetchProblem, FetchRequest
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import COMPRESS, LIMITS, RSS, problem

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
IMPATIENT = replace(LIMITS, total_timeout_seconds=0.3)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@pytest.mark.parametrize(
    "stall",
    [
        lambda server: server.hang("/rss"),
        lambda server: server.drip("/rss", 0.01),
        lambda server: server.drip_head("/rss", 0.01),
    ],
)
async def test_whoever_stalls_is_left_when_time_is_up(
    server: FeedServer, stall: Callable[[FeedServer], None]
) -> None:
    stall(server)
    began = asyncio.get_running_loop().time()
    error = await problem(FetchRequest(server.url("/rss")), IMPATIENT)

    assert error.reason is FetchProblem.TIMED_OUT
    assert asyncio.get_running_loop().time() - began < 3


async def test_redirects_share_one_budget_of_time(server: FeedServer) -> None:
    server.latency_seconds = 0.12
    for number in range(5):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.document("/5", RSS)
    error = await problem(FetchRequest(server.url("/0")), IMPATIENT)

    assert error.reason is FetchProblem.TIMED_OUT
    assert len(server.requests) < 5


async def test_a_connection_that_is_reset_in_the_middle_is_cut_short(server: FeedServer) -> None:
    server.reset("/rss", RSS[:30], promised=len(RSS))
    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is FetchProblem.CUT_SHORT


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (CHUNKED + chunk(RSS[:20]), FetchProblem.CUT_SHORT),
        (CHUNKED + b"zz\r\n" + RSS, None),
        (CHUNKED + b"ffffffffffffffff\r\n" + RSS[:20], FetchProblem.CUT_SHORT),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", None),
        (HEAD + b"Content-Length: -5\r\n\r\nabcdef", FetchProblem.UNREADABLE),
        (HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n", FetchProblem.UNREADABLE),
        (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 100_000, None),
        (b"HTTP/9.9 200 OK\r\n\r\n", None),
        (b"HTTP/1.1 999999 What\r\n\r\n", FetchProblem.UNREADABLE),
        (b"SSH-2.0-OpenSSH_9.6\r\n", FetchProblem.UNREADABLE),
    ],
)
async def test_what_is_no_sound_http_is_no_document(
    server: FeedServer, answer: bytes, expected: FetchProblem | None
) -> None:
    server.raw("/rss", answer)
    error = await problem(FetchRequest(server.url("/rss")))

    named = {FetchProblem.UNREADABLE, FetchProblem.CUT_SHORT, FetchProblem.EMPTY}
    assert error.reason in ({expected} if expected else named)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
async def test_a_bomb_in_any_compression_is_too_large(server: FeedServer, encoding: str) -> None:
    bomb = COMPRESS[encoding](bytes(10_000_000))
    server.document("/rss", bomb, headers={"Content-Encoding": encoding})
    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is FetchProblem.TOO_LARGE


async def test_fifty_megabytes_are_not_read_to_their_end(server: FeedServer) -> None:
    limits = replace(LIMITS, max_download_bytes=100_000)
    server.cut("/rss", b"<rss>" + b"x" * 1_000_000, promised=50_000_000)
    error = await problem(FetchRequest(server.url("/rss")), limits)

    assert (error.reason, error.detail) == (FetchProblem.TOO_LARGE, "more than 100,000 bytes sent")


async def test_one_that_says_nothing_has_changed_is_not_believed_unasked(
    server: FeedServer,
) -> None:
    server.raw("/rss", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is FetchProblem.BAD_STATUS


async def test_a_feed_may_have_a_proxy_of_its_own(server: FeedServer, fetcher: Fetcher) -> None:
    server.document("http://news.example/rss", gzip.compress(RSS))
    request = FetchRequest("http://news.example/rss", proxy_url=server.url(""))
    answer = await fetcher.fetch(request)

    assert answer.body == RSS


async def test_not_even_a_proxy_is_asked_for_a_private_address(server: FeedServer) -> None:
    guarded = replace(LIMITS, allow_private_networks=False)
    request = FetchRequest("http://169.254.169.254/latest", proxy_url=server.url(""))
    error = await problem(request, guarded)

    assert (error.reason, server.connected) == (FetchProblem.REFUSED_ADDRESS, 0)
