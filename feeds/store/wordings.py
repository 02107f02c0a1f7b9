"""How the reports of the last days were worded, so that a copy of one is found.

Every look-up goes through an index and has a time bound; what is older is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, select

from feeds.merge import Known, Wording
from feeds.store.schema import wording as table
from feeds.store.schema import wording_band as bands

COPIED_WITHIN = timedelta(hours=72)
"""So long after a text a copy of it is looked for."""
KEPT = timedelta(days=14)
MOST = 200
"""The newest texts: those of a day of war, or of more than a quiet week."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a stored entry told of: its incidents, each with the origin of who said it."""

    entry_row: int
    origins: Mapping[int, str]
    said: Wording
    at: datetime


def add(connection: Connection, told: Told) -> None:
    """Keep how an entry that tells of incidents is worded, and the hashes that find its copies."""
    words = " ".join(told.said.words)
    rows = [
        {"entry": told.entry_row, "incident": one, "origin": origin, "at": told.at, "words": words}
        for one, origin in told.origins.items()
    ]
    connection.execute(insert(table), rows)
    hashes = [
        {"hash": band, "at": told.at, "entry": told.entry_row}
        for band in dict.fromkeys(told.said.bands)
    ]
    if hashes:
        connection.execute(insert(bands), hashes)


def known(connection: Connection, said: Wording, now: datetime) -> tuple[Known, ...]:
    """Read the newest texts, and all that a text may be a copy of, oldest first."""
    proposed = _proposed(connection, said, now)
    recent = select(table.c.entry).where(table.c.at > now - COPIED_WITHIN)
    newest = recent.order_by(table.c.at.desc(), table.c.entry.desc()).limit(MOST)
    entries = proposed.union(connection.scalars(newest))
    query = (
        select(table.c.entry, table.c.incident, table.c.origin, table.c.words)
        .where(table.c.entry.in_(sorted(entries)))
        .order_by(table.c.at, table.c.entry, table.c.incident)
    )
    return tuple(
        Known(row.incident, row.origin, _split(row.words), row.entry in proposed)
        for row in connection.execute(query)
    )


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete what no look-up reaches any more."""
    connection.execute(delete(table).where(table.c.at < now - KEPT))
    connection.execute(delete(bands).where(bands.c.at < now - KEPT))


def _proposed(connection: Connection, said: Wording, now: datetime) -> frozenset[int]:
    is_alike = bands.c.hash.in_(said.bands), bands.c.at > now - COPIED_WITHIN
    query = select(bands.c.entry).where(*is_alike).distinct().limit(MOST)
    return frozenset(connection.scalars(query)) if said.bands else frozenset()


@lru_cache(maxsize=1_000)
def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())
