"""How the reports of the last days were worded, so that a copy of one is found.

Every look-up goes through an index and has a time bound; what is older is forgotten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from feeds.merge import Known, Wording
from feeds.store import merges
from feeds.store.schema import wording as table
from feeds.store.schema import wording_band as bands

COPIED_WITHIN = timedelta(hours=72)
"""So long after a text a copy of it is looked for."""
KEPT = timedelta(days=14)
ADD, ADD_BANDS = insert(table), insert(bands)
MOST = 200
"""The newest texts: those of a day of war, or of more than a quiet week."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a stored entry told of: its incidents, each with the origin of who said it."""

    entry_row: int
    origins: Mapping[int, str]
    said: Wording
    at: datetime


class _Text(NamedTuple):
    """A stored text, in the order of what is known."""

    at: datetime
    entry: int
    incident: int
    known: Known


class Recent:
    """The texts of the last days as one transaction sees them: read once, and kept up to date."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        """Read nothing before somebody asks."""
        self._connection = connection
        self._now = now
        self._texts: list[_Text] | None = None

    def known(self, said: Wording) -> tuple[Known, ...]:
        """Return the newest texts, and all that a text may be a copy of, oldest first."""
        proposed = _proposed(self._connection, said, self._now)
        texts = self._newest()
        older = proposed.difference(text.entry for text in texts)
        if older:
            texts = sorted((*texts, *_read(self._connection, older)))
        return tuple(
            [replace(t.known, is_proposed=True) if t.entry in proposed else t.known for t in texts]
        )

    def add(self, told: Told) -> None:
        """Keep how an entry that tells of incidents is worded, and the hashes that find copies."""
        words = " ".join(told.said.words)
        rows = [
            {"entry": told.entry_row, "incident": one, "origin": by, "at": told.at, "words": words}
            for one, by in told.origins.items()
        ]
        self._connection.execute(ADD, rows)
        hashes = [
            {"hash": band, "at": told.at, "entry": told.entry_row}
            for band in dict.fromkeys(told.said.bands)
        ]
        if hashes:
            self._connection.execute(ADD_BANDS, hashes)
        if self._texts is not None:
            self._texts.extend(
                _Text(told.at, told.entry_row, one, Known(one, by, told.said.words))
                for one, by in told.origins.items()
            )
            self._texts = _cut(sorted(self._texts))

    def _newest(self) -> list[_Text]:
        if self._texts is None:
            recent = select(table.c.entry).where(table.c.at > self._now - COPIED_WITHIN)
            newest = recent.order_by(table.c.at.desc(), table.c.entry.desc()).limit(MOST)
            self._texts = _read(self._connection, self._connection.scalars(newest))
        return self._texts


def known(connection: Connection, said: Wording, now: datetime) -> tuple[Known, ...]:
    """Read the newest texts, and all that a text may be a copy of, oldest first."""
    return Recent(connection, now).known(said)


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete what no look-up reaches any more."""
    connection.execute(delete(table).where(table.c.at < now - KEPT))
    connection.execute(delete(bands).where(bands.c.at < now - KEPT))


def _proposed(connection: Connection, said: Wording, now: datetime) -> frozenset[int]:
    is_alike = bands.c.hash.in_(said.bands), bands.c.at > now - COPIED_WITHIN
    query = select(bands.c.entry).where(*is_alike).distinct().limit(MOST)
    return frozenset(connection.scalars(query)) if said.bands else frozenset()


def _read(connection: Connection, entries: Iterable[int]) -> list[_Text]:
    query = (
        select(table.c.at, table.c.entry, table.c.incident, table.c.origin, table.c.words)
        .where(table.c.entry.in_(sorted(set(entries))))
        .order_by(table.c.at, table.c.entry, table.c.incident)
    )
    rows = connection.execute(query).all()
    merged = merges.current_ids(connection, sorted({row.incident for row in rows}))
    return [_text(row, merged.get(row.incident, row.incident)) for row in rows]


def _text(row: Row[*tuple[Any, ...]], incident_id: int) -> _Text:
    known = Known(incident_id, row.origin, _split(row.words))
    return _Text(row.at, row.entry, incident_id, known)


def _cut(texts: list[_Text]) -> list[_Text]:
    """Return the texts of the newest entries, oldest first, as they came."""
    kept = {text.entry for text in texts[-MOST:]}
    return [text for text in texts if text.entry in kept]


@lru_cache(maxsize=1_000)
def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())
