"""Replaying applies reports by time, whatever their order in the file, and always alike."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.entry_json import DatedEntry
from feeds.model import (
    AlertReason,
    Casualty,
    Entry,
    Event,
    EventType,
    Harm,
    Place,
    Precision,
    Report,
    Severity,
    Side,
    Status,
    Theatre,
    Who,
)
from feeds.replay import NO_OUTLET, Replayed, Told, replay
from feeds.store import Connection, incidents
from feeds.store.database import MEMORY, open_database

START = datetime(2031, 3, 5, 2, 0, tzinfo=UTC)
TEGH = Place("Tegh", Precision.VILLAGE, Theatre.ARMENIA_AZERBAIJAN, within=("Syunik",))
GORI = Place("Gori", Precision.TOWN, Theatre.GEORGIA, within=("Shida Kartli",))

Line = tuple[DatedEntry, Report]


def dated(entry_id: str, minutes: int, url: str = "") -> DatedEntry:
    at = START + timedelta(minutes=minutes)
    return DatedEntry(Entry(entry_id, title=entry_id, url=url, published_at=at), at)


def report(entry_id: str, *events: Event, killed: int = 0) -> Report:
    loss = Casualty(0, Side.ARM, Who.MIL, Harm.KILLED, killed, killed, claimed_by=("ARM_MOD",))
    losses = (loss,) if killed else ()
    return Report(entry_id, bool(events), "x", "en", Severity.HIGH, events, losses)


def clash(place: Place = TEGH, status: Status = Status.ALLEGED) -> Event:
    by = ("ARM_MOD",)
    return Event(
        EventType.ARMED_CLASH, status, (place,), Side.AZE, Side.ARM, by, happened_on=START.date()
    )


FIRST: Line = (dated("first", 0), report("first", clash(), killed=2))
COPY: Line = (dated("copy", 5, "https://www.herald.example/1"), report("copy", clash(), killed=2))
TOLL: Line = (dated("toll", 60), report("toll", clash(), killed=4))
OTHER: Line = (dated("other", 30), report("other", clash(GORI)))
SILENT: Line = (dated("silent", 10), report("silent"))


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(MEMORY)
    with database.transaction() as opened:
        yield opened
    database.close()


def replayed(lines: Sequence[Line]) -> list[Replayed]:
    database = open_database(MEMORY)
    with database.transaction() as connection:
        done = replay(connection, lines)
    database.close()
    return done


def test_it_answers_in_the_order_of_the_lines(connection: Connection) -> None:
    done = replay(connection, [TOLL, SILENT, FIRST, COPY])

    assert [one.entry_id for one in done] == ["toll", "silent", "first", "copy"]
    assert [one.main for one in done] == [
        Told(0, 1, AlertReason.TOLL),
        None,
        Told(0, 1, AlertReason.NEW),
        Told(0, 1, None),
    ]


def test_lines_of_one_time_are_applied_by_their_id(connection: Connection) -> None:
    same = [
        (dated(name, 0), report(name, clash(place))) for name, place in (("b", TEGH), ("a", GORI))
    ]

    b, a = replay(connection, same)

    assert (a.main, b.main) == (Told(0, 1, AlertReason.NEW), Told(0, 2, AlertReason.NEW))


def test_two_lines_with_one_id_are_two_lines(connection: Connection) -> None:
    twice = replay(connection, [FIRST, FIRST])

    assert [one.main and one.main.change for one in twice] == [AlertReason.NEW, None]


def test_the_main_event_is_the_first_that_is_live(connection: Connection) -> None:
    past, now = clash(GORI, Status.BACKGROUND), clash(TEGH)
    line = (dated("x", 0), report("x", past, now))

    (done,) = replay(connection, [line])

    assert done.main is not None
    assert done.main.event == 1


def test_the_outlet_is_the_host_of_the_address(connection: Connection) -> None:
    broken = (dated("broken", 9, "https://[x"), report("broken", clash(), killed=2))

    replay(connection, [FIRST, COPY, broken])

    incident = incidents.get(connection, 1)
    assert incident is not None
    assert {source.outlet for source in incident.sources} == {NO_OUTLET, "herald.example"}


def test_nothing_gives_nothing(connection: Connection) -> None:
    assert replay(connection, []) == []


@settings(max_examples=10, deadline=None)
@given(st.permutations([FIRST, COPY, TOLL, OTHER, SILENT]))
def test_the_order_of_the_lines_changes_nothing(lines: list[Line]) -> None:
    expected = {one.entry_id: one for one in replayed([FIRST, COPY, TOLL, OTHER, SILENT])}

    assert expected == {one.entry_id: one for one in replayed(lines)}


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("", NO_OUTLET),
        ("no address", NO_OUTLET),
        ("https://www./", NO_OUTLET),
        ("https:///path", NO_OUTLET),
        ("https:// /path", NO_OUTLET),
        ("https://WWW.Herald.example:8443/1?x", "herald.example"),
        ("https://user:secret@herald.example/1", "herald.example"),
        ("https://news.herald.example/1", "news.herald.example"),
        ("https://[2001:db8::1]/1", "2001:db8::1"),
        ("https://" + "x" * 200 + ".example/1", "x" * 60),
    ],
)
def test_any_address_gives_an_outlet(connection: Connection, url: str, outlet: str) -> None:
    replay(connection, [(dated("first", 0, url), report("first", clash()))])

    incident = incidents.get(connection, 1)
    assert incident is not None
    assert [source.outlet for source in incident.sources] == [outlet]


def test_the_events_of_a_line_are_told_in_their_order() -> None:
    two = (dated("two", 0), report("two", clash(GORI), clash(TEGH)))

    (done,) = replayed([two])

    assert [told.event for told in done.events] == [0, 1]


def test_a_line_of_long_ago_is_told_too(connection: Connection) -> None:
    old = (dated("old", -60 * 24 * 365 * 3), report("old", clash()))

    (done, _) = replay(connection, [old, TOLL])

    assert done.main is not None
    assert done.main.change is AlertReason.NEW


def test_a_copy_in_which_no_event_was_read_is_told_without_one() -> None:
    wire = "Two soldiers were wounded by fire near Tegh on Tuesday, the defence ministry said today"
    first, copy = (
        (replace(one, entry=replace(one.entry, title=wire)), told)
        for one, told in (FIRST, (COPY[0], replace(SILENT[1], reason="no_event")))
    )

    done = replayed([first, copy])

    assert [one.main for one in done] == [Told(0, 1, AlertReason.NEW), Told(None, 1, None)]
    assert done[1].events == ()
