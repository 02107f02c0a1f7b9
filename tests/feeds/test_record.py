from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from feeds.config import FeedSettings
from feeds.model import (
    Alert,
    Casualty,
    Entry,
    Event,
    EventType,
    Harm,
    Incident,
    Place,
    Precision,
    Report,
    Severity,
    Side,
    Status,
    Theatre,
    Who,
)
from feeds.record import Batch, Recorded, record
from feeds.store import Connection, alerts, feeds, incidents
from feeds.store.database import Database, open_database
from feeds.store.entries import Item
from feeds.store.schema import entry

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERALD = FeedSettings(name="Herald", url="https://herald.example/", language="en")
AGENCY = FeedSettings(name="Agency", url="https://agency.example/", language="en", origin="ARM_GOV")
SOTK = Place("Sotk", Precision.VILLAGE, Theatre.ARMENIA_AZERBAIJAN, 40.2, 45.87, ("Gegharkunik",))
GORI = Place("Gori", Precision.TOWN, Theatre.GEORGIA, 41.98, 44.11, ("Shida Kartli",))
SILENT = Report("", alert=False, reason="no_event", language="en", severity=Severity.LOW)


def shelling(place: Place = SOTK, killed: int = 0, status: Status = Status.ALLEGED) -> Report:
    """Armenia's ministry says that Azerbaijan shelled a place, and how many it lost."""
    event = Event(
        EventType.SHELLING, status, (place,), Side.AZE, Side.ARM, ("ARM_MOD",), (), NOW.date()
    )
    loss = Casualty(0, Side.ARM, Who.MIL, Harm.KILLED, killed, killed, claimed_by=("ARM_MOD",))
    casualties = (loss,) if killed else ()
    return Report("", True, "new_event", "en", Severity.HIGH, (event,), casualties)


def item(name: str, report: Report = SILENT, at: datetime | None = NOW) -> Item:
    made = Entry(name, f"title of {name}", url=f"https://x.example/{name}", published_at=at)
    return Item(made, key=name, report=report)


class Desk:
    """A database that polls record into."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        feeds.sync(connection, [HERALD, AGENCY], NOW)

    def record(self, *items: Item, **changes: Any) -> tuple[Recorded, ...]:
        batch = Batch(HERALD, items, is_baseline=False, max_age=48 * HOUR, now=NOW)
        return record(self.connection, replace(batch, **changes))

    def alerts(self) -> list[tuple[str, str]]:
        return [(a.reason.value, a.held_reason) for a in alerts.after(self.connection, 0, 99)]

    def fates(self) -> dict[str, tuple[str, str]]:
        rows = self.connection.execute(select(entry.c.entry_id, entry.c.fate, entry.c.reason))
        return {row.entry_id: (row.fate, row.reason) for row in rows}

    def incidents(self) -> tuple[Incident, ...]:
        return tuple(reversed(incidents.newest(self.connection, 99)))


@pytest.fixture
def desk() -> Any:
    database = open_database(":memory:")
    with database.transaction() as connection:
        yield Desk(connection)
    database.close()


def test_news_becomes_an_entry_a_report_an_incident_and_an_alert(desk: Desk) -> None:
    (recorded,) = desk.record(item("a", shelling()))
    (incident,) = desk.incidents()
    (told,) = alerts.after(desk.connection, 0, 9)

    assert Alert(1, incident.id, 1, told.reason, NOW, told.note) == told
    assert (incident.id, True) == (recorded.decisions[0].incident_id, incident.is_told)
    assert desk.fates()["a"][0] == "told"


def test_a_silent_entry_is_stored_with_its_reason(desk: Desk) -> None:
    desk.record(item("a"))

    assert desk.fates() == {"a": ("silent", "no_event")}
    assert desk.incidents() == ()


def test_what_was_recorded_is_passed_over(desk: Desk) -> None:
    first = desk.record(item("a", shelling()), item("b"))
    again = desk.record(item("b"), item("a", shelling()), item("c"))

    assert (len(first), len(again)) == (2, 1)
    assert desk.alerts() == [("new", "")]


def test_a_second_outlet_joins_and_a_higher_toll_alerts(desk: Desk) -> None:
    desk.record(item("a", shelling(killed=1)))
    desk.record(item("b", shelling(killed=1)), feed=AGENCY)
    desk.record(item("c", shelling(killed=3)), feed=AGENCY)
    (incident,) = desk.incidents()

    assert {"Herald", "Agency"} == {source.outlet for source in incident.sources}
    assert desk.alerts() == [("new", ""), ("toll", "")]
    assert [fate for fate, _ in desk.fates().values()] == ["told", "joined", "told"]


def test_an_incident_is_a_draft_until_another_language_tells_of_it(desk: Desk) -> None:
    drafts = []
    for name, is_draft in (("a", True), ("b", True), ("c", False), ("d", True)):
        desk.record(item(name, replace(shelling(), is_draft=is_draft)))
        drafts.append(desk.incidents()[0].is_draft)

    assert [True, True, False, False] == drafts


def test_two_villages_are_two_incidents(desk: Desk) -> None:
    desk.record(item("a", shelling()), item("b", shelling(GORI)))

    assert len(desk.incidents()) == 2


def test_entries_are_applied_in_the_order_of_time_then_id(desk: Desk) -> None:
    late, early = item("a", at=NOW), item("c", at=NOW - HOUR)
    recorded = desk.record(late, early, item("b", at=NOW - HOUR), item("0", at=None))

    assert [each.item.entry.id for each in recorded] == ["b", "c", "0", "a"]


def test_the_baseline_is_stored_and_held(desk: Desk) -> None:
    desk.record(item("a", shelling()), is_baseline=True)
    (incident,) = desk.incidents()

    assert desk.alerts() == [("new", "baseline")]
    assert desk.fates() == {"a": ("held", "baseline")}
    assert not incident.is_told


def test_the_first_report_after_a_baseline_is_told_as_new(desk: Desk) -> None:
    desk.record(item("a", shelling()), is_baseline=True)
    desk.record(item("b", shelling()), feed=AGENCY)
    desk.record(item("c", shelling()), feed=AGENCY)

    assert desk.alerts() == [("new", "baseline"), ("new", "")]
    assert desk.incidents()[0].is_told


def test_old_entries_are_stored_and_held(desk: Desk) -> None:
    desk.record(item("a", shelling(), at=NOW - 49 * HOUR))

    assert desk.alerts() == [("new", "too_old")]


def test_an_undated_entry_counts_from_when_it_was_first_seen(desk: Desk) -> None:
    desk.record(item("a", shelling(), at=None))

    assert desk.alerts() == [("new", "")]
    assert desk.incidents()[0].first_reported_at == NOW


def test_a_retraction_tells_only_who_was_told(desk: Desk) -> None:
    desk.record(item("a", shelling()))
    desk.record(item("b", shelling(GORI)), is_baseline=True)
    back = Status.RETRACTED
    desk.record(item("c", replace(shelling(status=back), alert=False)))
    desk.record(item("d", replace(shelling(GORI, status=back), alert=False)))

    assert desk.alerts()[2:] == [("correction", ""), ("correction", "untold")]


def test_an_incident_knows_who_changed_it_and_why(desk: Desk) -> None:
    desk.record(item("a", shelling()))
    (change,) = incidents.history(desk.connection, desk.incidents()[0].id)
    (telling,) = incidents.tellings(desk.connection, desk.incidents()[0].id)

    assert (change.version, change.at, change.by) == (1, NOW, "feed:Herald")
    assert telling.reason.startswith("new: ")


def stored_ids(database: Database) -> list[str]:
    with database.transaction() as connection:
        return list(connection.scalars(select(entry.c.entry_id)))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.integers(1, 5))
def test_however_polls_cut_a_stream_each_entry_is_stored_once(names: list[str], size: int) -> None:
    database = open_database(":memory:")
    with database.transaction() as connection:
        desk = Desk(connection)
        for start in range(0, len(names), size):
            desk.record(*(item(name) for name in names[start : start + size]))
    assert sorted(set(names)) == sorted(stored_ids(database))
    database.close()


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (48 * HOUR, [("new", "")]),
        (48 * HOUR + timedelta(seconds=1), [("new", "too_old")]),
        (-HOUR, [("new", "")]),
    ],
)
def test_news_is_old_only_past_the_very_limit(
    desk: Desk, age: timedelta, expected: list[tuple[str, str]]
) -> None:
    desk.record(item("a", shelling(), NOW - age))

    assert expected == desk.alerts()


@pytest.mark.parametrize("items", [(), (item("a"), item("b"))])
def test_what_tells_nothing_makes_no_incident(desk: Desk, items: tuple[Item, ...]) -> None:
    recorded = desk.record(*items)

    assert [one.decisions for one in recorded] == [()] * len(items)
    assert (desk.incidents(), desk.alerts()) == ((), [])


@pytest.mark.parametrize(("restricted", "expected"), [((), True), (("RU",), False)])
def test_a_feed_that_is_punishable_somewhere_is_not_linked(
    desk: Desk, restricted: tuple[str, ...], expected: bool
) -> None:
    feed = HERALD.model_copy(update={"restricted_in": restricted})

    desk.record(item("a", shelling()), feed=feed)

    assert [s.is_linkable for i in desk.incidents() for s in i.sources] == [expected]


@pytest.mark.parametrize(("feed", "origin"), [(HERALD, "Herald"), (AGENCY, "ARM_GOV")])
def test_a_source_says_for_whom_the_outlet_speaks(
    desk: Desk, feed: FeedSettings, origin: str
) -> None:
    desk.record(item("a", shelling(), NOW - HOUR), feed=feed)

    ((source,),) = (incident.sources for incident in desk.incidents())
    assert (source.outlet, source.origin) == (feed.name, origin)
    assert (source.published_at, source.first_read_at) == (NOW - HOUR, NOW)


def test_one_id_in_two_feeds_is_two_entries_of_one_incident(desk: Desk) -> None:
    desk.record(item("a", shelling()))
    (again,) = desk.record(item("a", shelling()), feed=AGENCY)

    assert [decision.incident_id for decision in again.decisions] == [desk.incidents()[0].id]
    assert len(desk.incidents()) == 1


def test_a_silent_entry_between_two_of_one_batch_harms_neither(desk: Desk) -> None:
    recorded = desk.record(item("a", shelling()), item("b"), item("c", shelling(GORI)))

    assert [len(one.decisions) for one in recorded] == [1, 0, 1]
    assert [fate for fate, _ in desk.fates().values()] == ["told", "silent", "told"]
