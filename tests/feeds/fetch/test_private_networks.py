"""No feed leads us into a private network: not a byte is sent, however the address is written.

A server listens on 127.0.0.1 and counts connections; the resolver of each test says what a name
leads to. Whatever would reach the server would be counted.
"""

import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import aiohttp
import pytest

from feeds.fetch import Fetcher, FetchError, FetchProblem, FetchRequest, HttpLimits
from feeds.fetch.addresses import LookUp
from tests.feed_server import FeedServer
from tests.feeds.fetch.fetching import LIMITS, RSS

GUARDED = replace(LIMITS, allow_private_networks=False)
PUBLIC = "93.184.216.34"

LITERALS = (
    "127.0.0.1",
    "127.0.0.1.",
    "127.255.255.254",
    "127.1",
    "127.0.1",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0X7F000001",
    "0x7f.1",
    "0177.0.0.1",
    "0177.0.0x0.1",
    "0000177.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127%2e0%2e0%2e1",
    "0",
    "0.0",
    "0.1.2.3",
    "10.0.0.1",
    "012.0.0.1",
    "167772161",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "0xc0a80001",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:0:127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
)
"""A private address in every form that some system takes for one."""

LEADING = (
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104 - an address that a name may lead to, nothing listens on it
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fe80::1",
    "fd00::1",
)
"""What a name may lead to."""


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        running.document("/rss", RSS)
        yield running


def leads_to(*answers: Sequence[str]) -> LookUp:
    """Make a look-up that gives one answer after the other, the last one again and again."""
    left = list(answers)

    async def ask(_: str, __: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return ask


async def refusal(url: str, ask: LookUp, limits: HttpLimits = GUARDED) -> FetchProblem:
    async with Fetcher(limits, ask) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest(url))
    return caught.value.reason


@pytest.mark.parametrize("host", LITERALS)
async def test_a_private_address_is_refused_in_every_form(server: FeedServer, host: str) -> None:
    reason = await refusal(f"http://{host}:{server.port}/rss", leads_to(["127.0.0.1"]))

    assert reason in (FetchProblem.REFUSED_ADDRESS, FetchProblem.BAD_ADDRESS)
    assert server.connected == 0


@pytest.mark.parametrize("address", LEADING)
async def test_a_name_that_leads_there_is_refused(server: FeedServer, address: str) -> None:
    reason = await refusal(server.url("/rss", host="news.example"), leads_to([address]))

    assert reason is FetchProblem.REFUSED_ADDRESS
    assert server.connected == 0


class Internet(socket.socket):
    """A socket for which the whole public internet is this machine."""

    def connect(self, address: tuple[str, int]) -> None:  # type: ignore[override]  # IPv4 alone
        super().connect(("127.0.0.1" if address[0] == PUBLIC else address[0], address[1]))


def dial(address: aiohttp.AddrInfoType) -> socket.socket:
    made = Internet(address[0], address[1], address[2])
    made.setblocking(False)
    return made


def abroad(*answers: Sequence[str]) -> Fetcher:
    """Make a fetcher whose public internet is the test's server."""
    return Fetcher(GUARDED, leads_to(*answers), dial)


async def test_a_public_address_is_asked(server: FeedServer) -> None:
    async with abroad([PUBLIC]) as fetcher:
        answer = await fetcher.fetch(FetchRequest(server.url("/rss", host="news.example")))

    assert answer.body == RSS


async def test_of_a_name_that_leads_both_ways_only_the_public_way_is_taken(
    server: FeedServer,
) -> None:
    ways = ["10.0.0.1", PUBLIC, "::1"]

    async with abroad(ways) as fetcher:
        answer = await fetcher.fetch(FetchRequest(server.url("/rss", host="news.example")))

    assert (answer.body, server.connected) == (RSS, 1)


@pytest.mark.parametrize("host", LITERALS)
async def test_a_redirect_to_a_private_address_is_refused(server: FeedServer, host: str) -> None:
    server.redirect("/lure", f"http://{host}:{server.port}/rss")

    async with abroad([PUBLIC], ["127.0.0.1"]) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest(server.url("/lure", host="news.example")))

    assert caught.value.reason in (FetchProblem.REFUSED_ADDRESS, FetchProblem.BAD_ADDRESS)
    assert [request.path for request in server.requests] == ["/lure"]


@pytest.mark.parametrize("scheme", ["file", "gopher", "ftp", "dict", "ldap", "data", "unix"])
async def test_a_redirect_out_of_the_web_is_refused(server: FeedServer, scheme: str) -> None:
    server.redirect("/lure", f"{scheme}://127.0.0.1:{server.port}/rss")

    async with abroad([PUBLIC]) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest(server.url("/lure", host="news.example")))

    assert (caught.value.reason, server.connected) == (FetchProblem.BAD_ADDRESS, 1)


async def test_a_name_that_changes_its_mind_is_refused_at_the_second_look(
    server: FeedServer,
) -> None:
    async with FeedServer() as inner, abroad([PUBLIC], ["127.0.0.1"]) as fetcher:
        inner.document("/secret", RSS)
        server.redirect("/lure", inner.url("/secret", host="news.example"))
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(FetchRequest(server.url("/lure", host="news.example")))

        assert inner.connected == 0

    assert caught.value.reason is FetchProblem.REFUSED_ADDRESS


async def test_a_listed_bridge_is_asked_and_its_neighbour_is_not(server: FeedServer) -> None:
    limits = replace(GUARDED, allow_hosts=(f"bridge.internal:{server.port}",))
    url = server.url("/rss", host="bridge.internal")

    async with Fetcher(limits, leads_to(["127.0.0.1"])) as fetcher:
        answer = await fetcher.fetch(FetchRequest(url))
    reason = await refusal(server.url("/rss", host="other.internal"), leads_to(["127.0.0.1"]))

    assert answer.body == RSS
    assert (reason, server.connected) == (FetchProblem.REFUSED_ADDRESS, 1)
