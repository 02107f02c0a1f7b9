"""Entries, the reports read out of them, and what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from feeds.model import Entry, Report
from feeds.store.codec import decode, encode
from feeds.store.schema import entry as table
from feeds.store.schema import incident_report
from feeds.store.schema import report as reports

KEYS_PER_QUERY = 500
"""Databases limit the parameters of one statement; SQLite's oldest limit is 999."""
SET_FATE = update(table).where(table.c.id == bindparam("of"))
RENAME = update(table).where(table.c.id == bindparam("of"))
ADD_REPORT = insert(reports).returning(reports.c.id)


class Fate(StrEnum):
    """What became of an entry; ``reason`` beside it says why."""

    SILENT = "silent"
    """No news in scope was found, or what was found touched no incident."""
    JOINED = "joined"
    """It joined an incident and changed nothing worth telling."""
    HELD = "held"
    """It changed an incident, and nobody is told."""
    TOLD = "told"
    """It changed an incident, and readers are told."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a worker hands it over: ``key`` stands for its identity *and* its text."""

    entry: Entry
    key: str
    report: Report


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored entry, as far as another one can be recognized by it."""

    row: int
    entry_id: str
    url: str
    content_hash: str
    published_at: datetime | None


def known(connection: Connection, feed: str, limit: int) -> frozenset[str]:
    """Read the keys of a feed's newest entries, so that a worker can skip them.

    More than ``limit`` are never needed: ``unseen`` decides in the end.
    """
    newest = select(table.c.item_key).where(table.c.feed == feed)
    query = newest.order_by(table.c.id.desc()).limit(limit)
    return frozenset(connection.scalars(query))


def unseen(connection: Connection, feed: str, items: Sequence[Item]) -> list[Item]:
    """Keep the items that are not stored yet, each key once, in their order."""
    by_key = {item.key: item for item in reversed(items)}
    stored: set[str] = set()
    for keys in _chunks(list(by_key), KEYS_PER_QUERY):
        query = select(table.c.item_key).where(table.c.feed == feed, table.c.item_key.in_(keys))
        stored.update(connection.scalars(query))
    return [item for item in items if item.key not in stored and by_key[item.key] is item]


def newest(connection: Connection, feed: str, limit: int) -> list[Stored]:
    """Read the newest ``limit`` entries of a feed."""
    columns = (table.c.id, table.c.entry_id, table.c.url, table.c.content_hash)
    query = select(*columns, table.c.published_at).where(table.c.feed == feed)
    rows = connection.execute(query.order_by(table.c.id.desc()).limit(limit))
    return [Stored(*row) for row in rows]


def rename(connection: Connection, row: int, item: Item) -> None:
    """Give a stored entry the name under which its publisher lists it now."""
    named = {"of": row, "entry_id": item.entry.id, "item_key": item.key}
    connection.execute(RENAME, named)


def add(
    connection: Connection, feed: str, items: Sequence[Item], first_read_at: datetime
) -> Mapping[str, int]:
    """Store unseen items, silent until something else is said; give each key's row id."""
    ids: dict[str, int] = {}
    if items:
        rows = [_row(feed, item, first_read_at) for item in items]
        added = connection.execute(insert(table).returning(table.c.item_key, table.c.id), rows)
        ids = {row.item_key: row.id for row in added}
    return ids


def set_fate(connection: Connection, entry_row: int, fate: Fate, reason: str) -> None:
    """Say what became of an entry, and why."""
    connection.execute(SET_FATE, {"of": entry_row, "fate": fate.value, "reason": reason})


def add_report(connection: Connection, entry_row: int, report: Report) -> int:
    """Store what was read out of an entry, for good; give its row id."""
    row = {"entry": entry_row, **_report_row(report)}
    added: int = connection.execute(ADD_REPORT, row).scalar_one()
    return added


def report_of(connection: Connection, entry_row: int) -> Report:
    """Read what was read out of an entry.

    Raises:
        sqlalchemy.exc.NoResultFound: nothing was.
    """
    query = select(reports.c.body).where(reports.c.entry == entry_row)
    return decode(Report, connection.execute(query).scalar_one())


def replace_report(connection: Connection, entry_row: int, report: Report) -> int:
    """Put a report in the place of an entry's first one, which no incident links to any more.

    Returns:
        Its row id, for new links.
    """
    changed = update(reports).where(reports.c.entry == entry_row).returning(reports.c.id)
    row: int = connection.execute(changed.values(_report_row(report))).scalar_one()
    connection.execute(delete(incident_report).where(incident_report.c.report == row))
    return row


def _report_row(report: Report) -> dict[str, object]:
    return {
        "alert": report.alert,
        "reason": report.reason,
        "severity": report.severity.value,
        "body": encode(report),
    }


def _row(feed: str, item: Item, first_read_at: datetime) -> dict[str, object]:
    entry = item.entry
    has_evidence = bool(item.report.events or item.report.casualties)
    return {
        "feed": feed,
        "entry_id": entry.id,
        "item_key": item.key,
        "content_hash": entry.content_hash,
        "title": entry.title,
        "summary": entry.summary if has_evidence else "",
        "text": entry.text if has_evidence else "",
        "url": entry.url,
        "language": entry.language,
        "published_at": entry.published_at,
        "first_read_at": first_read_at,
        "fate": Fate.SILENT.value,
        "reason": item.report.reason,
    }


def _chunks(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
