"""Whole readings of articles: a local server, a real worker, a database in memory."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from feeds import article
from feeds.fetch import Fetcher, HttpLimits
from feeds.model import Standing
from feeds.poll import Services
from feeds.store import articles, feeds
from feeds.store.database import open_database
from feeds.workers import Workers
from tests.feed_server import FeedServer
from tests.feeds.desk import config
from tests.feeds.reading_desk import (
    DENIAL,
    HOUR,
    HTML,
    LIMITS,
    SAME,
    SCENE,
    ReadingDesk,
    library,
    page,
)
from tests.news import CLASH, MATCH, NOW


@pytest.fixture
async def desk(workers: Workers) -> AsyncIterator[ReadingDesk]:
    database = open_database(":memory:")
    async with (
        FeedServer() as server,
        Fetcher(LIMITS) as fetcher,
        Fetcher(article.limits(LIMITS)) as pages,
    ):
        settings = config(server)
        await database.run(feeds.sync, settings.feeds, NOW)
        now = [NOW]
        services = Services(settings, database, fetcher, workers, lambda: now[0])
        yield ReadingDesk(server, library(services, pages), now)
    database.close()


async def test_an_article_that_knows_more_revises_what_was_told(desk: ReadingDesk) -> None:
    await desk.tell(CLASH)
    before = await desk.told()
    desk.publish(SAME, DENIAL, SCENE)
    (result,) = await desk.read()
    (incident,) = await desk.incidents()

    assert before == [("new", "")]
    assert await desk.told() == [("new", ""), ("disputed", "")]
    assert (incident.standing, incident.version) == (Standing.DISPUTED, 2)
    assert incident.denied_by == ("AZE_MOD",)
    assert (result.is_used, result.reason) == (True, "disputed")


async def test_an_article_that_knows_the_same_is_no_news(desk: ReadingDesk) -> None:
    await desk.tell(CLASH)
    desk.publish(SAME, SCENE)
    (result,) = await desk.read()

    assert result.reason == "a silent edit"
    assert await desk.told() == [("new", "")]


async def test_what_a_page_teases_is_not_its_article(desk: ReadingDesk) -> None:
    await desk.tell(CLASH)
    desk.publish(SAME, SCENE)
    await desk.read()
    texts = await desk.texts()

    assert "half past five" in texts["clash"]
    assert "Sotk" not in texts["clash"]


async def test_an_article_is_read_once(desk: ReadingDesk) -> None:
    await desk.tell(CLASH)
    desk.publish(SAME, SCENE)
    await desk.read()

    assert await desk.read(after=HOUR) == []
    assert desk.server.count("/clash") == 1


@pytest.mark.parametrize("settings", [{"full_text": False}, {"quote": "link"}, {"enabled": False}])
async def test_a_feed_whose_articles_may_not_be_read_is_left_alone(
    desk: ReadingDesk, settings: dict[str, object]
) -> None:
    await desk.tell(CLASH)
    desk.settle_for(**settings)
    (result,) = await desk.read()

    assert result.reason == "the configuration does not allow it"
    assert desk.server.count("/clash") == desk.server.count("/robots.txt") == 0


async def test_nothing_waits_to_be_read_where_it_is_forbidden_from_the_start(
    desk: ReadingDesk,
) -> None:
    desk.settle_for(full_text=False)
    await desk.tell(CLASH)

    assert await desk.rows() == []


async def test_what_was_there_at_the_first_poll_is_not_read(desk: ReadingDesk) -> None:
    await desk.tell(MATCH)
    await desk.tell(replace(CLASH, at=NOW - timedelta(days=3)))

    assert await desk.rows() == []


async def test_a_page_that_robots_txt_forbids_is_not_asked_for(desk: ReadingDesk) -> None:
    desk.server.document("/robots.txt", b"User-agent: caucasus-alerts\nDisallow: /cl\n")
    await desk.tell(CLASH)
    (result,) = await desk.read()

    assert (result.is_used, result.reason) == (False, "robots.txt forbids it")
    assert desk.server.count("/clash") == 0


async def test_a_page_that_redirects_to_where_robots_txt_forbids_it_is_not_used(
    desk: ReadingDesk,
) -> None:
    desk.server.document("/robots.txt", b"User-agent: *\nDisallow: /inner\n")
    desk.server.redirect("/clash", "/inner")
    desk.publish(SAME, DENIAL, SCENE, path="/inner")
    await desk.tell(CLASH)
    (result,) = await desk.read()

    assert result.reason == "robots.txt forbids it"
    assert await desk.told() == [("new", "")]


@pytest.mark.parametrize(
    ("body", "status", "headers", "reason"),
    [
        (page("<p>Read on for 2 euros a month.</p>"), 200, HTML, "no article, "),
        (b"<html></html>", 200, HTML, "no article, 0 words"),
        (b"%PDF-1.7", 200, {"Content-Type": "application/pdf"}, "no page but 'application/pdf'"),
        (page("<p>x</p>"), 403, HTML, "HTTP 403"),
        (b"", 404, HTML, "HTTP 404"),
        (b"", 410, HTML, "HTTP 410"),
        (b"", 200, HTML, "the answer has no content"),
        (b"<html>Just a moment...", 200, HTML, "a page asks whether we are human"),
        (b"<p>" + b"x" * 4_200_000, 200, HTML, "more than 4,194,304 bytes sent"),
    ],
)
async def test_what_is_no_article_leaves_the_summary_in_use(
    desk: ReadingDesk, body: bytes, status: int, headers: dict[str, str], reason: str
) -> None:
    desk.server.document("/clash", body, status, headers)
    await desk.tell(CLASH)
    before = await desk.incidents()
    (result,) = await desk.read()

    assert reason in result.reason
    assert not result.is_used
    assert (await desk.rows(), await desk.read(after=HOUR)) == ([("left", result.reason)], [])
    assert await desk.incidents() == before


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_what_may_pass_is_tried_three_times(desk: ReadingDesk, status: int) -> None:
    desk.server.document("/clash", b"", status)
    await desk.tell(CLASH)
    tries = [len(await desk.read(after=HOUR)) for _ in range(4)]

    assert tries == [1, 1, 1, 0]
    assert await desk.rows() == [("left", f"HTTP {status}")]


async def test_a_host_that_says_when_to_come_back_is_asked_then(desk: ReadingDesk) -> None:
    desk.server.document("/clash", b"", 503, {"Retry-After": "7200"})
    await desk.tell(CLASH)
    await desk.read()

    assert await desk.claim(after=HOUR) == []
    assert len(await desk.claim(after=HOUR)) == 1


async def test_a_page_that_hangs_is_tried_again(desk: ReadingDesk) -> None:
    desk.server.hang("/clash")
    await desk.tell(CLASH)
    patient = desk.library
    async with Fetcher(replace(LIMITS, total_timeout_seconds=0.2)) as hasty:
        desk.library = library(desk.services, hasty)
        (result,) = await desk.read()
    desk.library = patient
    desk.publish(SAME, DENIAL, SCENE)
    (again,) = await desk.read(after=HOUR)

    assert "no whole answer in time" in result.reason
    assert again.is_used


async def test_a_link_into_a_private_network_is_refused(desk: ReadingDesk) -> None:
    listed = (f"127.0.0.1:{desk.server.port}",)
    guarded = replace(LIMITS, allow_private_networks=False, allow_hosts=listed)
    desk.publish(SAME, DENIAL, SCENE)
    await desk.tell(CLASH)
    asked = len(desk.server.requests)
    async with Fetcher(article.limits(guarded)) as pages:
        desk.library = library(desk.services, pages)
        (result,) = await desk.read()

    assert result.reason == "127.0.0.1 is an address of a private network"
    assert len(desk.server.requests) == asked


def test_pages_have_a_pace_of_their_own_and_no_private_service() -> None:
    limits = article.limits(HttpLimits(allow_hosts=("127.0.0.1:1200",), per_host_connections=9))

    assert (limits.allow_hosts, limits.per_host_connections) == ((), 1)
    assert limits.per_host_gap_seconds == 2.0


async def test_a_page_that_takes_a_worker_too_long_is_left(desk: ReadingDesk) -> None:
    desk.publish(SAME, SCENE)
    await desk.tell(CLASH)
    async with Workers(1, preload="") as slow:
        services = replace(desk.services, workers=slow)
        desk.library = replace(desk.library, services=services, read_seconds=0.01)
        (result,) = await desk.read()

    assert "took more than 0.01 s" in result.reason
    assert await desk.told() == [("new", "")]


async def test_a_reading_that_is_killed_begins_anew_when_its_lease_ends(
    desk: ReadingDesk,
) -> None:
    desk.server.hang("/clash")
    await desk.tell(CLASH)
    (claimed,) = await desk.claim()
    task = asyncio.create_task(article.read(claimed, desk.library))
    await desk.server.asked("/clash")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    desk.publish(SAME, DENIAL, SCENE)
    early = await desk.read(after=articles.LEASE / 2)
    (late,) = await desk.read(after=articles.LEASE)

    assert early == []
    assert late.is_used
    assert await desk.told() == [("new", ""), ("disputed", "")]


async def test_two_feeds_that_name_one_page_ask_for_it_once(desk: ReadingDesk) -> None:
    desk.publish(SAME, DENIAL, SCENE)
    await desk.tell(CLASH)
    await desk.tell(CLASH, feed="Other")
    results = await desk.read()

    assert [result.is_used for result in results] == [True, True]
    assert desk.server.count("/clash") == 1
    assert await desk.told() == [("new", ""), ("disputed", "")]
