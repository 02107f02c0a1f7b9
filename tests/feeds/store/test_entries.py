from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from feeds.config import FeedSettings
from feeds.model import (
    Casualty,
    Entry,
    Event,
    EventType,
    Harm,
    Report,
    Severity,
    Side,
    Status,
    Who,
)
from feeds.store import entries, feeds
from feeds.store.codec import decode
from feeds.store.entries import KEYS_PER_QUERY, Fate, Item
from feeds.store.schema import entry, report

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
SILENT = Report("", alert=False, reason="no_event", language="en", severity=Severity.LOW)
CLASH = Report(
    "1", True, "clash", "en", Severity.HIGH, (Event(EventType.ARMED_CLASH, Status.ALLEGED),)
)


def item(number: int, content: str = "", report: Report = SILENT) -> Item:
    made = Entry(str(number), f"title {number}", "summary", "text", content_hash=content)
    return Item(made, key=f"{number} {content}", report=report)


def add(connection: Connection, *items: Item, feed: str = "a") -> dict[str, int]:
    settings = FeedSettings(name=feed, url="https://a.example/rss", language="en")
    feeds.sync(connection, [settings], NOW)
    return dict(entries.add(connection, feed, items, NOW))


def test_what_is_stored_is_known_and_not_unseen(connection: Connection) -> None:
    add(connection, item(1), item(2))

    assert entries.known(connection, "a", 99) == {"1 ", "2 "}
    assert [item(3)] == entries.unseen(connection, "a", [item(2), item(3), item(1)])


def test_an_edited_entry_is_unseen(connection: Connection) -> None:
    add(connection, item(1, "before"))

    assert [item(1, "after")] == entries.unseen(connection, "a", [item(1, "after")])


def test_another_feeds_entry_is_unseen(connection: Connection) -> None:
    add(connection, item(1))
    add(connection, item(2), feed="b")

    assert [item(1)] == entries.unseen(connection, "b", [item(1)])


def test_an_entry_that_a_document_repeats_is_unseen_once(connection: Connection) -> None:
    add(connection)

    assert [item(1), item(2)] == entries.unseen(connection, "a", [item(1), item(2), item(1)])


def test_only_the_newest_keys_are_read(connection: Connection) -> None:
    add(connection, *(item(number) for number in range(5)))

    assert entries.known(connection, "a", 2) == {"3 ", "4 "}


def test_a_thousand_entries_are_stored_at_once_each_with_its_row(connection: Connection) -> None:
    many = [item(number) for number in range(1500)]
    ids = add(connection, *many)
    rows = connection.execute(select(entry.c.item_key, entry.c.id))

    assert ids == {row.item_key: row.id for row in rows}
    assert entries.unseen(connection, "a", many) == []


def test_text_is_kept_only_where_a_report_stands_on_it(connection: Connection) -> None:
    add(connection, item(1), item(2, report=CLASH))
    texts = connection.execute(select(entry.c.title, entry.c.text).order_by(entry.c.id))

    assert [tuple(row) for row in texts] == [("title 1", ""), ("title 2", "text")]


def test_an_entrys_fate_begins_silent_and_can_be_told(connection: Connection) -> None:
    ids = add(connection, item(1), item(2))
    entries.set_fate(connection, ids["2 "], Fate.TOLD, "opened an incident")
    fates = connection.execute(select(entry.c.fate, entry.c.reason).order_by(entry.c.id))

    assert [tuple(r) for r in fates] == [("silent", "no_event"), ("told", "opened an incident")]


def test_a_report_is_kept_whole(connection: Connection) -> None:
    ids = add(connection, item(1, report=CLASH))
    entries.add_report(connection, ids["1 "], CLASH)

    assert decode(Report, connection.scalar(select(report.c.body)) or "") == CLASH


@pytest.mark.parametrize("count", [0, 1, KEYS_PER_QUERY, KEYS_PER_QUERY + 1])
def test_any_number_of_entries_can_be_asked_about(connection: Connection, count: int) -> None:
    many = [item(number) for number in range(count)]
    add(connection, *many)

    assert entries.unseen(connection, "a", [*many, item(-1)]) == [item(-1)]
    assert entries.unseen(connection, "a", []) == []


def test_nothing_to_store_stores_nothing(connection: Connection) -> None:
    assert add(connection) == {}
    assert entries.known(connection, "a", 99) == frozenset()


def test_of_two_entries_with_one_key_the_first_is_kept(connection: Connection) -> None:
    add(connection)
    other = replace(item(1), report=CLASH)

    assert [item(1)] == entries.unseen(connection, "a", [item(1), other])


def test_one_feed_cannot_hold_a_key_twice(connection: Connection) -> None:
    add(connection, item(1))

    with pytest.raises(IntegrityError):
        add(connection, item(1))


def test_an_entry_of_a_feed_that_is_not_there_is_refused(connection: Connection) -> None:
    with pytest.raises(IntegrityError):
        entries.add(connection, "nobody", [item(1)], NOW)


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_is_kept_and_touches_one_entry_alone(connection: Connection, fate: Fate) -> None:
    ids = add(connection, item(1), item(2))
    entries.set_fate(connection, ids["1 "], fate, "why")
    rows = connection.execute(select(entry.c.fate, entry.c.reason).order_by(entry.c.id))

    assert [tuple(row) for row in rows] == [(fate.value, "why"), ("silent", "no_event")]


@pytest.mark.parametrize("published_at", [None, NOW, NOW - timedelta(days=400)])
def test_an_entry_keeps_the_time_of_its_publisher(
    connection: Connection, published_at: datetime | None
) -> None:
    dated = replace(item(1).entry, published_at=published_at, url="https://a.example/1")
    add(connection, replace(item(1), entry=dated))
    row = connection.execute(select(entry.c.published_at, entry.c.first_read_at)).one()

    assert tuple(row) == (published_at, NOW)


def test_the_text_is_kept_for_a_figure_without_an_event(connection: Connection) -> None:
    killed = Casualty(0, Side.ARM, Who.MIL, Harm.KILLED, 1, 1)
    add(connection, item(1, report=replace(SILENT, casualties=(killed,))))

    assert connection.scalars(select(entry.c.text)).all() == ["text"]
