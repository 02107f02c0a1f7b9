"""Certificates that prove nothing, from a local server that shows one."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feeds.fetch import Fetcher, FetchError, FetchProblem, FetchRequest
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import RSS

CERTIFICATE = Path(__file__).parents[2] / "data" / "tls"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE / "certificate.pem", CERTIFICATE / "key.pem")
    async with FeedServer(tls=context) as running:
        running.document("/rss", RSS)
        yield running


async def test_a_certificate_that_proves_nothing_is_not_believed(
    server: FeedServer, fetcher: Fetcher
) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert caught.value.reason is FetchProblem.UNTRUSTED
    assert server.requests == []


async def test_it_is_believed_where_the_operator_says_so(
    server: FeedServer, fetcher: Fetcher
) -> None:
    answer = await fetcher.fetch(FetchRequest(server.url("/rss"), verify_tls=False))

    assert answer.body == RSS


async def test_an_exception_for_one_host_is_none_for_where_it_redirects(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.redirect("/moved", server.url("/rss", host="localhost"))

    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(FetchRequest(server.url("/moved"), verify_tls=False))

    assert caught.value.reason is FetchProblem.UNTRUSTED
    assert server.count("/rss") == 0


async def test_an_exception_of_one_feed_is_none_for_another(
    server: FeedServer, fetcher: Fetcher
) -> None:
    await fetcher.fetch(FetchRequest(server.url("/rss"), verify_tls=False))

    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(FetchRequest(server.url("/rss")))

    assert caught.value.reason is FetchProblem.UNTRUSTED
