"""Whole fetches from a local server, whatever it does."""

import asyncio
import gzip
from dataclasses import replace

import pytest

from feeds.fetch import AnswerKind, Fetcher, FetchError, FetchProblem, FetchRequest
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import COMPRESS, LIMITS, RSS, problem


async def test_it_gives_the_document_and_what_to_ask_with_next_time(
    server: FeedServer, fetcher: Fetcher
) -> None:
    headers = {"Last-Modified": "odd, but verbatim", "Cache-Control": "max-age=60"}
    server.document("/rss", RSS, headers=headers, etag='W/"1"')

    answer = await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert answer.kind is AnswerKind.DOCUMENT
    assert (answer.body, answer.etag) == (RSS, 'W/"1"')
    assert answer.last_modified == "odd, but verbatim"
    assert answer.max_age_seconds == 60.0
    assert answer.moved_to is None


async def test_it_says_who_asks(server: FeedServer, fetcher: Fetcher) -> None:
    server.document("/rss", RSS)

    await fetcher.fetch(FetchRequest(server.url("/rss"), headers={"X-Key": "k"}))

    sent = server.requests[0].headers
    assert sent["user-agent"] == "caucasus-alerts (+desk@example.org)"
    assert sent["x-key"] == "k"


async def test_a_304_is_unchanged(server: FeedServer, fetcher: Fetcher) -> None:
    server.document("/rss", RSS, etag='"1"')

    answer = await fetcher.fetch(FetchRequest(server.url("/rss"), etag='"1"', body_hash="h"))

    assert answer.kind is AnswerKind.UNCHANGED
    assert (answer.etag, answer.body_hash) == ('"1"', "h")


async def test_the_same_bytes_are_unchanged(server: FeedServer, fetcher: Fetcher) -> None:
    server.document("/rss", RSS)
    first = await fetcher.fetch(FetchRequest(server.url("/rss")))

    second = await fetcher.fetch(FetchRequest(server.url("/rss"), body_hash=first.body_hash))

    assert (second.kind, second.body) == (AnswerKind.UNCHANGED, b"")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
async def test_it_undoes_what_it_says_it_takes(
    server: FeedServer, fetcher: Fetcher, encoding: str
) -> None:
    body = COMPRESS[encoding](RSS)
    server.document("/rss", body, headers={"Content-Encoding": encoding})

    answer = await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert answer.body == RSS
    assert encoding in server.requests[0].headers["accept-encoding"].split(", ")


async def test_it_keeps_the_connection(server: FeedServer, fetcher: Fetcher) -> None:
    server.document("/rss", RSS)

    for _ in range(3):
        await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert len(server._connections) == 1


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((301, 308), "/new"), ((302,), None), ((301, 302), "/1"), ((307, 301), None)],
)
async def test_it_says_where_permanent_redirects_lead(
    server: FeedServer, fetcher: Fetcher, statuses: tuple[int, ...], expected: str | None
) -> None:
    stops = ["/old", *(f"/{number}" for number in range(1, len(statuses))), "/new"]
    for status, stop, following in zip(statuses, stops, stops[1:], strict=False):
        server.redirect(stop, following, status)
    server.document("/new", RSS)

    answer = await fetcher.fetch(FetchRequest(server.url("/old")))

    assert answer.final_url == server.url("/new")
    assert answer.moved_to == (server.url(expected) if expected else None)


async def test_a_circle_of_redirects_ends(server: FeedServer) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")

    error = await problem(FetchRequest(server.url("/a")))

    assert error.reason is FetchProblem.REDIRECT_LOOP


async def test_it_follows_five_redirects_and_no_more(server: FeedServer) -> None:
    for number in range(10):
        server.redirect(f"/{number}", f"/{number + 1}")

    error = await problem(FetchRequest(server.url("/0")))

    assert error.reason is FetchProblem.REDIRECT_LOOP
    assert len(server.requests) == 6


async def test_the_headers_of_a_feed_do_not_follow_it_to_another_host(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.redirect("/rss", server.url("/other", host="localhost"))
    server.document("/other", RSS)

    await fetcher.fetch(FetchRequest(server.url("/rss"), headers={"Authorization": "secret"}))

    assert "authorization" in server.requests[0].headers
    assert "authorization" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (403, {}, b"", FetchProblem.BLOCKED),
        (503, {"cf-mitigated": "challenge"}, b"", FetchProblem.BLOCKED),
        (200, {}, b"<!doctype html><title>Just a moment...</title>", FetchProblem.BLOCKED),
        (429, {"Retry-After": "90"}, b"", FetchProblem.LIMITED),
        (410, {}, b"", FetchProblem.GONE),
        (404, {}, b"", FetchProblem.BAD_STATUS),
        (500, {}, b"oops", FetchProblem.BAD_STATUS),
        (304, {}, b"", FetchProblem.BAD_STATUS),
        (302, {}, b"", FetchProblem.BAD_STATUS),
        (200, {}, b" \n", FetchProblem.EMPTY),
        (200, {"Content-Encoding": "br"}, RSS, FetchProblem.UNREADABLE),
    ],
)
async def test_it_names_what_a_status_means(
    server: FeedServer, status: int, headers: dict[str, str], body: bytes, expected: FetchProblem
) -> None:
    server.document("/rss", body, status, headers)

    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is expected
    assert error.retry_after_seconds == (90.0 if "Retry-After" in headers else None)


async def test_a_server_that_drips_is_left_when_time_is_up(server: FeedServer) -> None:
    server.drip("/rss", 0.01)

    error = await problem(
        FetchRequest(server.url("/rss")), replace(LIMITS, total_timeout_seconds=0.2)
    )

    assert error.reason is FetchProblem.TIMED_OUT


async def test_a_server_that_hangs_holds_up_no_other_fetch(server: FeedServer) -> None:
    server.hang("/hang")
    server.document("/rss", RSS)
    limits = replace(LIMITS, total_timeout_seconds=0.3)

    async with Fetcher(limits) as fetcher:
        hanging = asyncio.create_task(fetcher.fetch(FetchRequest(server.url("/hang"))))
        answer = await fetcher.fetch(FetchRequest(server.url("/rss")))
        was_pending = not hanging.done()
        (error,) = await asyncio.gather(hanging, return_exceptions=True)

    assert answer.body == RSS
    assert was_pending
    assert isinstance(error, FetchError)
    assert error.reason is FetchProblem.TIMED_OUT


async def test_a_body_that_breaks_off_is_cut_short(server: FeedServer) -> None:
    server.cut("/rss", RSS[:30], promised=len(RSS))

    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is FetchProblem.CUT_SHORT


async def test_a_whole_document_under_a_wrong_length_is_read_without_validators(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.cut("/rss", RSS, promised=len(RSS) + 100)

    answer = await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert answer.body == RSS
    assert (answer.is_whole, answer.body_hash) == (False, "")


async def test_a_bomb_is_too_large(server: FeedServer) -> None:
    bomb = gzip.compress(bytes(10_000_000))
    server.document("/rss", bomb, headers={"Content-Encoding": "gzip"})

    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason is FetchProblem.TOO_LARGE


@pytest.mark.parametrize(
    "answer", [b"\x00\x01\x02 nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", b""]
)
async def test_an_answer_that_is_no_http_is_named(server: FeedServer, answer: bytes) -> None:
    server.raw("/rss", answer)

    error = await problem(FetchRequest(server.url("/rss")))

    assert error.reason in (FetchProblem.UNREADABLE, FetchProblem.CUT_SHORT)
