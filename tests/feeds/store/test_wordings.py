"""The words of reports are kept as long as copies are looked for, and found by hash or by age."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from feeds.config import FeedSettings
from feeds.merge import Known, Wording, wording
from feeds.model import Entry, Report, Severity
from feeds.store import entries, feeds, incidents, wordings
from feeds.store.entries import Item
from feeds.store.schema import wording as table
from feeds.store.schema import wording_band as bands
from tests.feeds.merge.made import DAY, HOUR, NOON, opened

WIRE = "Two soldiers were wounded near the gold mine of Sotk on Tuesday, the ministry said"
OTHER = "A truce was signed in the evening by both sides after long talks at the border"
UNSAVED = replace(opened(), id=0)
SILENT = Report("", alert=False, reason="no_event", language="en", severity=Severity.LOW)


@pytest.fixture(autouse=True)
def feed(connection: Connection) -> None:
    feeds.sync(connection, [FeedSettings(name="a", url="https://a.example/", language="en")], NOON)


def worded(text: str) -> Wording:
    return wording(Entry("x", title=text))


def tell(connection: Connection, key: str, text: str, at: datetime = NOON) -> int:
    """Store an entry of these words, and that it tells of an incident; give that one's id."""
    rows = entries.add(connection, "a", [Item(Entry(key, title=text), key, SILENT)], NOON)
    incident = incidents.save(connection, UNSAVED, by="feed:a", what="", at=NOON)
    told = wordings.Told(rows[key], {incident.id: key}, worded(text), at)
    wordings.Recent(connection, at).add(told)
    return incident.id


def known(connection: Connection, text: str, now: datetime) -> list[Known]:
    return list(wordings.known(connection, worded(text), now))


def test_a_copy_is_proposed_and_anything_else_only_known(connection: Connection) -> None:
    first = tell(connection, "wire", WIRE)
    second = tell(connection, "other", OTHER, NOON + HOUR)

    assert [
        Known(first, "wire", worded(WIRE).words, is_proposed=True),
        Known(second, "other", worded(OTHER).words, is_proposed=False),
    ] == known(connection, WIRE, NOON + HOUR)


def test_a_text_of_two_incidents_is_known_for_each(connection: Connection) -> None:
    first = tell(connection, "wire", WIRE)
    second = incidents.save(connection, UNSAVED, by="feed:a", what="", at=NOON)
    row = connection.scalar(select(table.c.entry))
    assert row is not None
    told = wordings.Told(row, {second.id: "wire"}, worded(""), NOON)
    wordings.Recent(connection, NOON).add(told)

    assert [one.incident_id for one in known(connection, WIRE, NOON)] == [first, second.id]


@pytest.mark.parametrize(("hours", "count"), [(71, 1), (73, 0)])
def test_only_the_texts_of_three_days_are_looked_at(
    connection: Connection, hours: int, count: int
) -> None:
    tell(connection, "wire", WIRE)

    assert count == len(known(connection, WIRE, NOON + hours * HOUR))


def test_a_copy_is_found_behind_any_number_of_newer_texts(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordings, "MOST", 2)
    tell(connection, "wire", WIRE)
    for number in range(3):
        tell(connection, f"{number}", f"{OTHER} {number}", NOON + HOUR)

    assert [one.origin for one in known(connection, WIRE, NOON + HOUR)] == ["wire", "1", "2"]


def test_a_text_without_words_is_kept_and_found_by_age(connection: Connection) -> None:
    tell(connection, "empty", "")

    assert [one.is_proposed for one in known(connection, "", NOON)] == [False]


def test_what_no_look_up_reaches_is_forgotten(connection: Connection) -> None:
    tell(connection, "wire", WIRE)
    tell(connection, "late", OTHER, NOON + timedelta(days=10))
    wordings.forget_old(connection, NOON + 15 * DAY)

    assert connection.scalars(select(table.c.origin)).all() == ["late"]
    count = select(func.count(bands.c.entry.distinct()))
    assert connection.scalar(count) == 1
