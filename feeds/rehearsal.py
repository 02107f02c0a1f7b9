"""A poll that changes nothing: what would become of each entry of a document, and why.

All of it happens as in a real poll, on the real database, in a transaction that is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.config import Config, FeedSettings
from feeds.intake import Taken, take
from feeds.model import Entry
from feeds.parse import item_key
from feeds.readings import Reading
from feeds.record import Batch
from feeds.store import Connection, entries, feeds
from feeds.store.entries import Item

KNOWN, RENAMED = "known", "renamed"
"""What becomes of entries that are stored already, besides the fates of ``entries.Fate``."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one entry: a ``Fate``, ``known`` or ``renamed``, with its reason."""

    entry: Entry
    fate: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a poll would do: each entry's fate, in the order of the document, and its turn."""

    entries: tuple[Foreseen, ...]
    turn: str
    is_baseline: bool


def rehearse(
    connection: Connection, config: Config, feed: FeedSettings, reading: Reading, now: datetime
) -> Rehearsal:
    """Tell what a poll would do with a reading for which nothing was known.

    Nothing is stored, whatever the caller's transaction does afterwards.
    """
    with connection.begin_nested() as savepoint:
        feeds.sync(connection, config.feeds, now)
        row = feeds.load(connection, feed.name)
        items = [Item(e, item_key(e.id, e.content_hash), report) for e, report in reading.entries]
        unseen = {item.key for item in entries.unseen(connection, feed.name, items)}
        max_age = timedelta(hours=config.extract.max_age_hours)
        batch = Batch(feed, (), row.first_polled_at is None, max_age, now)
        taken = take(connection, batch, row, reading)
        savepoint.rollback()
    return Rehearsal(_foresee(items, unseen, taken), taken.window.words, batch.is_baseline)


def _foresee(items: Sequence[Item], unseen: set[str], taken: Taken) -> tuple[Foreseen, ...]:
    fates = {one.item.key: one.fate for one in taken.recorded}
    renamed = {item.key for item in taken.renamed}
    found = []
    for item in items:
        if item.key in fates:
            fate, reason = fates[item.key]
            found.append(Foreseen(item.entry, fate.value, reason))
        elif item.key in renamed:
            found.append(Foreseen(item.entry, RENAMED, "its words are stored under another name"))
        elif item.key not in unseen:
            found.append(Foreseen(item.entry, KNOWN, "stored, words and all"))
    return tuple(found)
