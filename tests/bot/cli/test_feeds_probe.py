"""``feeds probe`` finds the feeds behind an address."""

import tomllib

import pytest

from bot.cli.feeds_probe import probe_address
from bot.cli.shared import CommandError
from feeds.fetch import HttpLimits
from tests.bot.cli.conftest import Run
from tests.feed_server import FeedServer
from tests.news import CLASH, MATCH, rss

HTTP = HttpLimits(allow_private_networks=True, total_timeout_seconds=5)
PAGE = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/missing">
<link rel="alternate" type="application/rss+xml" href="/news"></head></html>"""


async def test_a_page_leads_to_its_feed_with_a_block_that_takes_it_in() -> None:
    async with FeedServer() as server:
        server.document("/", PAGE, headers={"Content-Type": "text/html"})
        server.document("/news", rss(CLASH, MATCH), etag='"1"')
        (found,) = await probe_address(server.url("/"), HTTP)

    assert (found.url, found.title, found.format) == (server.url("/news"), "Herald", "RSS 2.0")
    assert (found.entries, found.undated, found.language) == (2, 0, "en")
    assert (found.newest_at is not None, found.has_validators) == (True, True)
    assert (found.alerts, found.alert_titles) == (1, (CLASH.title,))
    (written,) = tomllib.loads(found.block)["feeds"]
    assert written == {"name": "Herald", "url": server.url("/news"), "language": "en"}


async def test_a_large_feed_that_can_not_say_unchanged_is_read_once_an_hour() -> None:
    async with FeedServer() as server:
        server.document("/rss", rss(MATCH) + b" " * 500_000)
        (found,) = await probe_address(server.url("/rss"), HTTP)

    assert "poll_minutes = 60" in found.block


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"no feed", "neither XML nor JSON"), (b"<html></html>", "no feed was found")],
)
async def test_an_address_without_a_feed_says_what_there_is(body: bytes, words: str) -> None:
    async with FeedServer() as server:
        server.document("/", body)
        with pytest.raises(CommandError, match=words):
            await probe_address(server.url("/"), HTTP)


@pytest.mark.parametrize("url", ["ftp://herald.example/", "https://me:word@herald.example/"])
def test_an_address_that_is_none_is_wrong_use(run: Run, url: str) -> None:
    assert run("feeds", "probe", url).code == 2


def test_a_private_address_is_refused_unless_the_configuration_allows_it(run: Run) -> None:
    ended = run("feeds", "probe", "http://127.0.0.1:9/rss")

    assert ended.code == 1
    assert "private" in ended.err
