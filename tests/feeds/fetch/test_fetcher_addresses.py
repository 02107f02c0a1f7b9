"""Which addresses are asked, and which never."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.fetch import Fetcher, FetchError, FetchProblem, FetchRequest
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import LIMITS, RSS, problem


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://news.example/rss", FetchProblem.BAD_ADDRESS),
        ("file:///etc/passwd", FetchProblem.BAD_ADDRESS),
        ("http://", FetchProblem.BAD_ADDRESS),
        ("http://[", FetchProblem.BAD_ADDRESS),
        ("http://127.0.0.1:1/", FetchProblem.UNREACHABLE),
    ],
)
async def test_it_names_what_is_wrong_with_an_address(url: str, expected: FetchProblem) -> None:
    error = await problem(FetchRequest(url))

    assert error.reason is expected


async def test_a_header_that_http_cannot_carry_is_named(server: FeedServer) -> None:
    error = await problem(FetchRequest(server.url("/rss"), headers={"X-Key": "a\r\nb: c"}))

    assert error.reason is FetchProblem.BAD_ADDRESS


async def test_a_name_that_does_not_exist_is_unreachable() -> None:
    async def ask(host: str, _: int) -> Sequence[str]:
        raise OSError(f"no {host}")

    async with Fetcher(LIMITS, ask) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest("http://news.example/rss?key=secret"))

    assert caught.value.reason is FetchProblem.UNREACHABLE
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "rebound.example"]
)
async def test_nothing_is_sent_to_a_private_network(server: FeedServer, host: str) -> None:
    async def ask(_: str, __: int) -> Sequence[str]:
        return ("127.0.0.1",)

    server.document("/rss", RSS)

    async with Fetcher(replace(LIMITS, allow_private_networks=False), ask) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest(server.url("/rss", host=host)))

    assert caught.value.reason is FetchProblem.REFUSED_ADDRESS
    assert server.requests == []


async def test_a_listed_service_is_read_and_cannot_lead_elsewhere(server: FeedServer) -> None:
    listed = (f"127.0.0.1:{server.port}",)
    limits = replace(LIMITS, allow_private_networks=False, allow_hosts=listed)
    server.document("/rss", RSS)
    server.redirect("/lure", "http://169.254.169.254/latest/meta-data")

    async with Fetcher(limits) as fetcher:
        answer = await fetcher.fetch(FetchRequest(server.url("/rss")))
    error = await problem(FetchRequest(server.url("/lure")), limits)

    assert answer.body == RSS
    assert error.reason is FetchProblem.REFUSED_ADDRESS


async def test_a_proxy_is_asked_for_the_public_address(server: FeedServer) -> None:
    server.document("http://news.example/rss", RSS)
    limits = replace(LIMITS, allow_private_networks=False, proxy_url=server.url(""))

    async with Fetcher(limits) as fetcher:
        answer = await fetcher.fetch(FetchRequest("http://news.example/rss"))

    assert answer.body == RSS
