from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert

from bot.store.outbox import NEWEST
from bot.store.schema import alert_fan_out, alert_hold
from bot.store.shown import delay_seconds, hidden
from feeds.config import FeedSettings
from feeds.model import Entry, Report, Severity
from feeds.store import alerts, entries, feeds, incidents, merges
from feeds.store.database import open_database
from feeds.store.entries import Fate, Item
from feeds.store.merges import Merge
from tests.bot.made import NOW, alert, incident

DAY = timedelta(days=1)
HERALD = FeedSettings(name="Herald", url="https://herald.example/", language="en")


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as opened:
        yield opened
    database.close()


def told(connection: Connection, what: str, held_reason: str = "", age: timedelta = DAY) -> int:
    """Store an incident, and an alert: held, dropped, released, told, new or none."""
    number = incidents.save(connection, incident(id=0), "feed:a", "first", NOW).id
    if what == "none":
        return number
    about = replace(alert(), id=0, incident_id=number, created_at=NOW - age)
    alert_id = alerts.add(connection, replace(about, held_reason=held_reason)).id
    if what in ("held", "dropped", "released"):
        decision = "" if what == "held" else what
        row = {"alert": alert_id, "reason": "review", "since_at": NOW, "decision": decision}
        connection.execute(insert(alert_hold).values(row))
    if what == "told":
        connection.execute(insert(alert_fan_out).values(alert=alert_id, at=NOW, chats=0))
    return number


@pytest.mark.parametrize(
    ("what", "is_hidden"),
    [
        ("held", True),
        ("dropped", True),
        ("new", True),
        ("released", False),
        ("told", False),
        ("none", False),
    ],
)
def test_what_is_held_back_is_not_shown(connection: Connection, what: str, is_hidden: bool) -> None:
    number = told(connection, what)

    assert hidden(connection, [number], NOW) == ({number} if is_hidden else set())


def test_a_baseline_and_what_is_too_old_to_be_told_may_be_shown(connection: Connection) -> None:
    numbers = [told(connection, "new", "baseline"), told(connection, "new", age=NEWEST)]

    assert hidden(connection, numbers, NOW) == frozenset()


def test_what_was_told_once_stays_shown(connection: Connection) -> None:
    number = told(connection, "told")
    later = replace(alert(), id=0, incident_id=number, version=2, created_at=NOW)
    row = {"alert": alerts.add(connection, later).id, "reason": "review"}
    connection.execute(insert(alert_hold).values({**row, "since_at": NOW, "decision": ""}))

    assert hidden(connection, [number], NOW) == frozenset()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [([], None), ([4], 240.0), ([2, 60, 4], 240.0), ([-5, 6], 360.0), ([2 * 24 * 60, 6], 360.0)],
    ids=["nothing", "one", "the middle one", "before its time", "found late"],
)
def test_it_measures_the_usual_delay(
    connection: Connection, minutes: list[int], expected: float | None
) -> None:
    feeds.sync(connection, [HERALD], NOW)
    for number, late in enumerate(minutes):
        read(connection, f"e{number}", timedelta(minutes=late), Fate.TOLD)
    read(connection, "silent", timedelta(hours=9), Fate.SILENT)

    assert delay_seconds(connection, NOW - DAY) == expected


def read(connection: Connection, name: str, late: timedelta, fate: Fate) -> None:
    """Store an entry that was read so long after it was published."""
    report = Report(name, alert=True, reason="news", language="en", severity=Severity.LOW)
    item = Item(Entry(name, title=name, published_at=NOW - late), name, report)
    rows = entries.add(connection, HERALD.name, [item], NOW)
    entries.set_fate(connection, rows[name], fate, "because")


def test_who_was_told_of_one_that_was_merged_was_told_of_the_whole(
    connection: Connection,
) -> None:
    kept, gone = told(connection, "held"), told(connection, "told")
    alone = told(connection, "held")
    merges.add(connection, Merge(gone, kept, None), "operator", NOW)

    assert {alone} == hidden(connection, [kept, alone], NOW)
