"""What became of entries, for a person who asks why nothing was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from feeds.store.entries import Fate
from feeds.store.schema import entry


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that told nobody anything, and the named reason."""

    feed: str
    title: str
    fate: Fate
    reason: str


def left_out(connection: Connection, since: datetime) -> Sequence[LeftOut]:
    """Read the entries first read after ``since`` that touched no reader, in that order."""
    columns = (entry.c.feed, entry.c.title, entry.c.fate, entry.c.reason)
    query = (
        select(*columns)
        .where(entry.c.fate != Fate.TOLD.value, entry.c.first_read_at > since)
        .order_by(entry.c.first_read_at, entry.c.id)
    )
    return [
        LeftOut(row.feed, row.title, Fate(row.fate), row.reason)
        for row in connection.execute(query)
    ]
