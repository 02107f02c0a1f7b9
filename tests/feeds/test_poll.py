"""Whole polls: a local server, real workers, a database in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from feeds.breaker import Suspicion
from feeds.health import Health
from feeds.store import Connection, conducts, feeds
from feeds.workers import Workers
from tests.feeds.desk import Desk
from tests.news import CLASH, MATCH, NOW, News, fillers, rss

HOUR = timedelta(hours=1)


async def test_the_first_poll_is_the_baseline(desk: Desk) -> None:
    desk.server.document("/rss", rss(CLASH, MATCH))
    result = await desk.poll()

    assert (
        result.entries,
        result.new,
        result.reports,
        result.alerts,
        result.held,
    ) == (2, 2, 1, 0, 1)
    assert await desk.alerts() == [("new", "baseline")]
    assert result.state is Health.OK


async def test_what_comes_later_is_told(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH))
    await desk.poll()
    desk.server.document("/rss", rss(CLASH, MATCH))
    result = await desk.poll(after=HOUR)

    assert (result.entries, result.new, result.alerts) == (2, 1, 1)
    assert await desk.alerts() == [("new", "")]


async def test_the_same_document_again_stores_nothing(desk: Desk) -> None:
    desk.server.document("/rss", rss(CLASH, MATCH))
    await desk.poll()
    again = await desk.poll(after=HOUR)
    rewritten = rss(MATCH, CLASH)
    desk.server.document("/rss", rewritten)
    turned = await desk.poll(after=HOUR)

    assert (again.entries, again.new) == (None, 0)
    assert (turned.entries, turned.new) == (2, 0)
    assert sorted(await desk.stored()) == ["clash", "match"]


async def test_validators_are_sent_until_they_are_a_day_old(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH), etag='W/"1"')
    for after in (0 * HOUR, HOUR, 23 * HOUR):
        await desk.poll(after=after)
    sent = [request.headers.get("if-none-match") for request in desk.server.requests]

    assert sent == [None, 'W/"1"', None]


async def test_an_edited_entry_is_read_again(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH))
    await desk.poll()
    desk.server.document("/rss", rss(replace(MATCH, title="Football: they lost after all")))

    assert (await desk.poll(after=HOUR)).new == 1


async def test_an_empty_document_is_no_baseline(desk: Desk) -> None:
    desk.server.document("/rss", rss())
    empty = await desk.poll()
    desk.server.document("/rss", rss(CLASH))
    await desk.poll(after=HOUR)

    assert (empty.state, empty.entries) == (Health.EMPTY, 0)
    assert await desk.alerts() == [("new", "baseline")]


@pytest.mark.parametrize(
    ("body", "status", "state", "words"),
    [
        (b"", 200, Health.EMPTY, ""),
        (b"<html><body>Welcome</body></html>", 200, Health.BROKEN, "page"),
        (b"no feed at all", 200, Health.BROKEN, ""),
        (b"", 404, Health.UNREACHABLE, "404"),
        (b"", 500, Health.UNREACHABLE, "500"),
        (b"", 403, Health.BLOCKED, "403"),
        (b"", 410, Health.UNREACHABLE, "410"),
        (b"", 429, Health.LIMITED, "429"),
    ],
)
async def test_a_sick_feed_says_so_in_its_state(
    desk: Desk, body: bytes, status: int, state: Health, words: str
) -> None:
    desk.server.document("/rss", body, status)
    result = await desk.poll()
    row = await desk.database.run(feeds.load, "Herald")

    assert (state, result.reason, 1) == (row.state.state, row.state.reason, row.state.failures)
    assert words in result.reason


async def test_a_hanging_feed_is_unreachable_and_polled_again(desk: Desk) -> None:
    desk.server.hang("/rss")
    result = await desk.poll()

    assert result.state is Health.UNREACHABLE
    assert timedelta(minutes=4) <= await desk.next_poll() <= timedelta(minutes=6)


async def test_retry_after_is_obeyed(desk: Desk) -> None:
    desk.server.document("/rss", b"", 429, {"Retry-After": "7200"})
    await desk.poll()

    assert await desk.next_poll() == 2 * HOUR


async def test_after_a_failure_the_document_is_asked_for_as_before(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH), etag='"1"')
    await desk.poll()
    desk.server.document("/rss", b"", 500)
    await desk.poll(after=HOUR)
    desk.server.document("/rss", rss(MATCH), etag='"1"')
    back = await desk.poll(after=HOUR)

    assert (back.state, back.entries) == (Health.OK, None)


async def test_a_bug_of_ours_breaks_one_feed_and_leaves_nothing_half_done(desk: Desk) -> None:
    def sabotage(connection: Connection) -> None:
        connection.execute(
            text(
                "CREATE TRIGGER bug BEFORE INSERT ON entry WHEN new.entry_id = 'clash' "
                "BEGIN SELECT RAISE(ABORT, 'sabotaged'); END"
            )
        )

    await desk.database.run(sabotage)
    desk.server.document("/rss", rss(MATCH, CLASH))
    desk.server.document("/other", rss(MATCH))
    broken, other = await desk.poll(), await desk.poll("Other")

    assert broken.state is Health.BROKEN
    assert broken.reason.startswith("our fault: IntegrityError")
    assert broken.reason.endswith("sabotaged")  # and neither the statement nor its values
    assert (other.state, await desk.stored()) == (Health.OK, ["match"])


async def test_a_long_document_is_stored_whole(desk: Desk) -> None:
    desk.server.document("/rss", rss(*fillers(1_000)))
    result = await desk.poll()

    assert (result.new, len(set(await desk.stored()))) == (1_000, 1_000)


async def test_hostile_text_is_stored_and_the_rest_goes_on(desk: Desk) -> None:
    hostile = News("hostile", "<b>Clash</b> \u202e\U0001f4a5 & " + "A" * 10_000, "\ufffe\u200f")
    desk.server.document("/rss", rss(hostile, MATCH))
    result = await desk.poll()

    assert (result.new, result.state) == (2, Health.OK)


async def test_when_nothing_answers_it_is_held_against_no_feed(desk: Desk) -> None:
    for name in "abcd":
        desk.services.outage.note_silence(name, NOW)
    desk.server.hang("/rss")
    result = await desk.poll()
    row = await desk.database.run(feeds.load, "Herald")

    assert "is our own network up?" in result.reason
    assert (row.state.state, row.state.failures) == (Health.NEW, 0)


async def test_an_outage_is_forgiven_also_to_the_feeds_that_showed_it(desk: Desk) -> None:
    desk.server.document("/rss", b"", 404)
    await desk.poll()
    desk.server.hang("/rss")
    desk.server.hang("/other")
    blamed = await desk.poll(after=HOUR)
    for name in "abc":
        desk.services.outage.note_silence(name, NOW)
    await desk.poll("Other")
    row = await desk.database.run(feeds.load, "Herald")

    assert "404" not in blamed.reason
    assert (row.state.problem, row.state.failures) == ("bad_status 404", 1)


async def test_a_document_that_takes_too_long_to_read_breaks_its_feed_only(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH))
    async with Workers(1, timeout_seconds=0.01, preload="") as slow:
        desk.services = replace(desk.services, workers=slow)
        result = await desk.poll()

    assert result.state is Health.BROKEN
    assert "took more than 0.01 s" in result.reason


async def test_a_feed_that_another_host_answers_for_becomes_suspicious(desk: Desk) -> None:
    desk.server.document("/rss", rss(MATCH))
    await desk.poll()
    desk.server.document("/elsewhere", rss(CLASH, MATCH))
    desk.server.redirect("/rss", desk.server.url("/elsewhere", host="localhost"))
    result = await desk.poll(after=HOUR)
    found = await desk.database.run(conducts.suspicious)

    assert result.alerts == 1
    assert {name: conduct.suspicion for name, conduct in found.items()} == {
        "Herald": Suspicion.OTHER_HOST
    }


async def test_a_baseline_is_no_flood_and_news_is_counted(desk: Desk) -> None:
    desk.server.document("/rss", rss(CLASH))
    await desk.poll()
    quiet = await desk.database.run(conducts.load, "Herald")
    later = News("later", CLASH.title.replace("Nerkin Hand", "Sotk"), CLASH.summary, NOW)
    desk.server.document("/rss", rss(later, CLASH))
    result = await desk.poll(after=HOUR)
    told = await desk.database.run(conducts.load, "Herald")

    assert quiet.lately_per_hour == 0
    assert told.lately_per_hour == result.alerts
