"""Documents as publishers change them, polled one after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.intake import ends_baseline
from feeds.model import Entry
from feeds.parse import ParsedFeed
from feeds.store import feeds
from feeds.window import Turn
from tests.feeds.desk import Desk
from tests.news import CLASH, MATCH, NOW, News, clashes, fillers, rss

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def renamed(items: list[News], mark: str = "v2") -> list[News]:
    """Give every item another guid, and with it another link."""
    return [replace(item, guid=f"{item.guid}-{mark}") for item in items]


async def turn_of(desk: Desk) -> Turn | None:
    return (await desk.database.run(feeds.load, "Herald")).state.turn


async def test_a_guid_that_changes_alone_makes_no_entry_new(desk: Desk) -> None:
    desk.server.document("/rss", rss(CLASH, MATCH, *fillers(8)))
    await desk.poll()
    desk.server.document("/rss", rss(*renamed([CLASH]), MATCH, *fillers(8)))
    changed = await desk.poll(after=HOUR)
    desk.server.document("/rss", rss(*renamed([CLASH]), *fillers(8)))
    again = await desk.poll(after=HOUR)

    assert (changed.new, again.new) == (0, 0)
    assert "clash-v2" in await desk.stored()
    assert await turn_of(desk) is None


async def test_a_guid_that_is_used_again_for_a_new_story_is_told(desk: Desk) -> None:
    desk.server.document("/rss", rss(replace(MATCH, guid="1"), *fillers(8)))
    await desk.poll()
    desk.server.document("/rss", rss(replace(CLASH, guid="1"), *fillers(8)))

    assert (await desk.poll(after=HOUR)).alerts == 1


async def test_a_bulletin_that_says_the_same_another_day_is_another_entry(desk: Desk) -> None:
    bulletin = News("monday", "No change along the border", at=NOW)
    desk.server.document("/rss", rss(bulletin, *fillers(8)))
    await desk.poll()
    tuesday = replace(bulletin, guid="tuesday", at=NOW + 24 * HOUR)
    desk.server.document("/rss", rss(tuesday, bulletin, *fillers(8)))

    assert (await desk.poll(after=25 * HOUR)).new == 1


@pytest.mark.parametrize("shift", [0 * HOUR, 8 * HOUR])
async def test_a_feed_that_is_issued_anew_is_known_by_its_words(
    desk: Desk, shift: timedelta
) -> None:
    old = clashes(10)
    desk.server.document("/rss", rss(*old))
    await desk.poll()
    anew = [replace(item, at=NOW + shift) for item in renamed(old)]
    desk.server.document("/rss", rss(*anew))
    result = await desk.poll(after=8 * HOUR)

    assert (result.new, result.alerts, len(await desk.stored())) == (0, 0, 10)
    assert "10 are known by their text" in result.turn
    assert await turn_of(desk) is Turn.REISSUED


async def test_what_an_issue_anew_has_rewritten_is_held_and_what_is_fresh_is_told(
    desk: Desk,
) -> None:
    *old, fresh = clashes(8, first_at_minutes=-60)
    desk.server.document("/rss", rss(*fillers(7)))
    await desk.poll()
    desk.server.document("/rss", rss(*old, replace(fresh, at=NOW + 7 * HOUR)))
    result = await desk.poll(after=8 * HOUR)

    assert (result.new, result.alerts, result.held) == (8, 1, 7)
    assert {held for _, held in await desk.alerts()} == {"", "reissued"}


async def test_thirty_of_thirty_fresh_ones_after_an_outage_are_all_told(desk: Desk) -> None:
    desk.server.document("/rss", rss(*fillers(30)))
    await desk.poll()
    desk.server.document("/rss", b"", 500)
    for _ in range(8):
        await desk.poll(after=HOUR)
    desk.server.document("/rss", rss(*clashes(30, first_at_minutes=30)))
    result = await desk.poll(after=MINUTE)
    row = await desk.database.run(feeds.load, "Herald")

    assert (result.new, result.alerts, result.held) == (30, 30, 0)
    assert "all 30 of its 30 entries are new" in result.turn
    assert "30 alerts told, 0 held" in row.state.turn_words
    assert (row.state.turn, row.state.possible_missed, row.state.hurry) == (Turn.ALL_NEW, 1, 0)


async def test_a_window_that_moves_too_fast_is_looked_at_more_often(desk: Desk) -> None:
    desk.server.document("/rss", rss(*fillers(5)))
    await desk.poll()
    usual = await desk.next_poll()
    desk.server.document("/rss", rss(*clashes(5, first_at_minutes=1)))
    await desk.poll(after=HOUR)

    assert await desk.next_poll() <= 0.56 * usual


async def test_a_feed_that_moved_for_good_is_asked_where_it_is(desk: Desk) -> None:
    desk.server.document("/new", rss(MATCH))
    desk.server.redirect("/rss", desk.server.url("/new"), 301)
    await desk.poll()
    desk.server.document("/new", rss(replace(CLASH, at=NOW + 7 * 24 * HOUR), MATCH))
    await desk.poll(after=7 * 24 * HOUR)
    desk.server.document("/rss", b"", 404)
    asked_before = desk.server.count("/rss")
    kept = await desk.poll(after=HOUR)
    desk.server.document("/new", b"", 500)
    failed = await desk.poll(after=HOUR)
    back = await desk.poll(after=HOUR)

    assert kept.state == "moved"
    assert (failed.state, asked_before) == ("unreachable", 2)
    assert (desk.server.count("/rss"), "404" in back.reason) == (3, True)


def document(total: int, known: int, read: int, *, is_truncated: bool = False) -> ParsedFeed:
    """Make what a worker gives of so many entries: known ones, ones read now, and the rest."""
    entries = tuple(Entry(str(number)) for number in range(read))
    return ParsedFeed("Herald", entries, total, known, is_truncated=is_truncated)


@pytest.mark.parametrize(
    ("sentence", "parsed", "stored", "ends"),
    [
        ("all is read", document(3, 0, 3), 3, True),
        ("there is nothing yet", document(0, 0, 0), 0, False),
        ("all is known", document(3, 3, 0), 0, True),
        ("time ran out", document(9, 0, 3, is_truncated=True), 3, False),
        ("and again", document(9, 3, 3, is_truncated=True), 3, False),
        ("the rest is read", document(9, 6, 3), 3, True),
        ("a half entry is lost", document(4, 0, 3, is_truncated=True), 3, True),
        ("it gets no further", document(9, 3, 3, is_truncated=True), 0, True),
    ],
)
def test_the_baseline_ends_when_all_of_the_first_document_is_stored(
    sentence: str, parsed: ParsedFeed, stored: int, ends: bool
) -> None:
    assert ends is ends_baseline(parsed, stored), sentence
