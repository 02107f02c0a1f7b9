"""What robots.txt forbids is not asked for, and nobody is asked for it twice a day."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from feeds import article_robots
from feeds.article_robots import Robots
from feeds.fetch import Fetcher, FetchError, FetchRequest
from tests.feed_server import FeedServer
from tests.feeds.reading_desk import LIMITS
from tests.news import NOW

RULES = b"""User-agent: *
Disallow: /private/
Allow: /private/open

User-agent: caucasus-alerts
Disallow: /archive/*.pdf$

User-agent: OtherBot
Disallow: /
"""


@dataclass
class Asking:
    """Robots of one server, and a clock that a test sets."""

    server: FeedServer
    robots: Robots
    now: list[datetime] = field(default_factory=lambda: [NOW])

    async def allows(self, path: str) -> bool:
        return await self.robots.allow(FetchRequest(self.server.url(path)))


@pytest.fixture
async def asking() -> AsyncIterator[Asking]:
    now = [NOW]
    async with FeedServer() as server, Fetcher(LIMITS) as fetcher:
        yield Asking(server, Robots(fetcher, lambda: now[0]), now)


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        (RULES, "/news/1", True),
        (RULES, "/archive/1.pdf", False),
        (RULES, "/private/1", True),
        (b"User-agent: *\nDisallow: /", "/news/1", False),
        (b"User-agent: *\nDisallow:", "/news/1", True),
        (b"User-agent: *\nDisallow: /new\nAllow: /news/", "/news/1", True),
        (b"User-agent: Caucasus-Alerts\nDisallow: /news", "/news/1", False),
        (b"\xff\xfe no rules at all", "/news/1", True),
        (b"<html>Not found</html>", "/news/1", True),
    ],
)
async def test_the_rules_for_us_or_else_for_all_decide(
    asking: Asking, rules: bytes, path: str, *, expected: bool
) -> None:
    asking.server.document("/robots.txt", rules)

    assert expected is await asking.allows(path)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_host_that_has_no_rules_allows_everything(asking: Asking, status: int) -> None:
    asking.server.document("/robots.txt", b"", status)

    assert await asking.allows("/news/1")


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_host_that_cannot_say_now_is_not_taken_for_one_without_rules(
    asking: Asking, status: int
) -> None:
    asking.server.document("/robots.txt", b"", status)

    with pytest.raises(FetchError) as caught:
        await asking.allows("/news/1")

    assert caught.value.status == status


async def test_a_host_is_asked_once_a_day(asking: Asking) -> None:
    asking.server.document("/robots.txt", RULES)
    counts = []
    for after in (0, 1, 22, 1):
        asking.now[0] += timedelta(hours=after)
        await asking.allows("/news/1")
        counts.append(asking.server.count("/robots.txt"))

    assert counts == [1, 1, 1, 2]


async def test_many_pages_at_once_ask_for_the_rules_once(asking: Asking) -> None:
    asking.server.document("/robots.txt", RULES)

    await asyncio.gather(*(asking.allows(f"/news/{number}") for number in range(5)))

    assert asking.server.count("/robots.txt") == 1


async def test_each_host_has_its_own_rules(asking: Asking) -> None:
    asking.server.document("/robots.txt", b"User-agent: *\nDisallow: /")
    async with FeedServer() as open_server:
        elsewhere = FetchRequest(open_server.url("/news/1"))

        assert not await asking.allows("/news/1")
        assert await asking.robots.allow(elsewhere)


async def test_hosts_are_not_remembered_without_end(asking: Asking) -> None:
    for number in range(article_robots.MAX_HOSTS + 5):
        asking.robots._hosts[f"https://{number}.example"] = article_robots._Host()

    for _ in range(10):
        await asking.allows("/news/1")

    assert len(asking.robots._hosts) == article_robots.MAX_HOSTS
