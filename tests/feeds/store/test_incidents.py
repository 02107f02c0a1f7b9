from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from feeds.config import FeedSettings
from feeds.merge import Block
from feeds.model import Entry, Incident, Report, Severity
from feeds.store import entries, feeds, incidents, merges
from feeds.store.entries import Item
from feeds.store.incidents import Change
from feeds.store.merges import Merge
from tests.bot.made import NOW, incident

DAY = timedelta(days=1)
TODAY = NOW.date()


def save(connection: Connection, at: datetime = NOW, **changes: Any) -> Incident:
    """Store an incident that was reported, and happened, at this time."""
    times = {"first_reported_at": at, "last_reported_at": at, "happened_on": at.date()}
    made = incident(id=0, **{**times, **changes})
    return incidents.save(connection, made, "feed:a", "opened", NOW)


def block(first_on: date = TODAY, last_on: date = TODAY, family: str = "violence") -> Block:
    return Block(family=family, first_on=first_on, last_on=last_on)


def test_an_incident_gets_an_id_and_comes_back_whole(connection: Connection) -> None:
    saved = save(connection)

    assert saved == incidents.get(connection, saved.id)
    assert replace(saved, id=0) == incident(
        id=0, first_reported_at=NOW, last_reported_at=NOW, happened_on=TODAY
    )


def test_a_changed_incident_takes_the_place_of_the_old(connection: Connection) -> None:
    saved = save(connection)
    changed = replace(saved, version=2, severity=Severity.CRITICAL, is_told=True)
    incidents.save(connection, changed, "operator", "corrected", NOW + DAY)

    assert changed == incidents.get(connection, saved.id)
    assert incidents.history(connection, saved.id) == (
        Change(1, NOW, "feed:a", "opened"),
        Change(2, NOW + DAY, "operator", "corrected"),
    )


def test_an_unknown_incident_is_none(connection: Connection) -> None:
    assert incidents.get(connection, 9) is None


def test_ids_are_never_used_again(connection: Connection) -> None:
    gone = save(connection)
    connection.execute(text("DELETE FROM incident_history"))
    connection.execute(text("DELETE FROM incident"))

    assert save(connection).id > gone.id


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([block()], True),
        ([block(TODAY - DAY, TODAY + DAY)], True),
        ([block(TODAY - 3 * DAY, TODAY - DAY)], False),
        ([block(TODAY + DAY, TODAY + DAY)], False),
        ([block(family="ceasefire")], False),
        ([block(family="ceasefire"), block()], True),
        ([], False),
    ],
)
def test_candidates_are_of_the_family_and_the_days(
    connection: Connection, blocks: list[Block], found: bool
) -> None:
    saved = save(connection)

    assert ((saved,) if found else ()) == incidents.candidates(connection, blocks)


@pytest.mark.parametrize(("days", "found"), [(0, True), (2, True), (4, True), (5, False)])
def test_every_day_from_its_event_to_its_last_report_finds_it(
    connection: Connection, days: int, found: bool
) -> None:
    save(connection, NOW + 2 * DAY, happened_on=TODAY, last_reported_at=NOW + 4 * DAY)
    day = TODAY + days * DAY

    assert found is bool(incidents.candidates(connection, [block(day, day)]))


def test_candidates_come_oldest_first_and_each_once(connection: Connection) -> None:
    saved = [save(connection) for _ in range(3)]
    twice = [block(), block(TODAY - DAY, TODAY + DAY)]

    assert tuple(saved) == incidents.candidates(connection, twice)


def test_a_flood_in_one_block_gives_the_newest(connection: Connection) -> None:
    saved = [save(connection) for _ in range(incidents.MOST_CANDIDATES + 2)]

    assert tuple(saved[2:]) == incidents.candidates(connection, [block()])


def test_the_look_up_goes_through_the_index(connection: Connection) -> None:
    plan = connection.execute(
        text(
            "EXPLAIN QUERY PLAN SELECT id FROM incident WHERE family = 'violence' "
            "AND last_on BETWEEN '2031-03-04' AND '2031-04-05' AND first_on <= '2031-03-06'"
        )
    ).all()

    assert "USING INDEX ix_incident_family_last_on (family=? AND last_on>?" in str(plan)


def test_an_id_that_was_merged_away_leads_on_for_ever(connection: Connection) -> None:
    first, second, third = (save(connection) for _ in range(3))
    merges.add(connection, Merge(first.id, second.id, None), "operator", NOW)
    merges.add(connection, Merge(second.id, third.id, None), "operator", NOW)

    assert third == incidents.get(connection, first.id)
    assert third == incidents.get(connection, second.id)


def test_an_incident_that_was_merged_away_is_no_candidate(connection: Connection) -> None:
    first, second = save(connection), save(connection)
    merges.add(connection, Merge(first.id, second.id, None), "operator", NOW)

    assert (second,) == incidents.candidates(connection, [block()])
    assert (second,) == incidents.newest(connection, 9)


def test_the_newest_are_those_reported_last(connection: Connection) -> None:
    old, new = save(connection, NOW - DAY), save(connection, NOW)
    older = save(connection, NOW - 2 * DAY)

    assert (new, old) == incidents.newest(connection, 2)
    assert older not in incidents.newest(connection, 2)


def test_an_incidents_reports_are_listed_with_where_they_were_read(
    connection: Connection,
) -> None:
    saved = save(connection)
    feeds.sync(connection, [FeedSettings(name="a", url="https://a.example/", language="en")], NOW)
    report = Report("1", alert=True, reason="clash", language="en", severity=Severity.HIGH)
    made = Entry("1", "Clash at the border", url="https://a.example/1")
    ids = entries.add(connection, "a", [Item(made, "key", report)], NOW)
    stored = entries.add_report(connection, ids["key"], report)
    incidents.link(connection, stored, (0, 2), saved.id, "same village")
    first, second = incidents.tellings(connection, saved.id)

    assert (report, 0, "a", NOW) == (first.report, first.event, first.feed, first.first_read_at)
    assert (first.title, first.url) == ("Clash at the border", "https://a.example/1")
    assert (second.event, second.reason) == (2, "same village")
