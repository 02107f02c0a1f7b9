"""What one reading of a feed's document becomes in the database: recognized, recorded, counted.

One transaction of the caller. Entries that are old ones under a new name get that name; all others
are recorded, and how the document meets what was stored is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from feeds.parse import ParsedFeed, item_key
from feeds.parse.found import MAX_ITEMS
from feeds.readings import Reading
from feeds.recognition import recognize, told_before
from feeds.record import Batch, Recorded, record
from feeds.store import Connection, entries, feeds
from feeds.store.entries import Item
from feeds.store.feeds import FeedRow
from feeds.window import NO_WINDOW, Window

LEAST_MEMORY = 500
WINDOWS = 4
"""Stored entries among which old ones are looked for: so many documents' worth, or the least."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was recorded of a document, what was ``renamed`` instead, and its window."""

    recorded: tuple[Recorded, ...] = ()
    renamed: tuple[Item, ...] = ()
    window: Window = NO_WINDOW


def take(connection: Connection, circumstances: Batch, row: FeedRow, reading: Reading) -> Taken:
    """Store what is new of a reading, and decide about it.

    Args:
        connection: in a transaction that also stores the validators of the document.
        circumstances: a batch that has no items yet.
        row: the feed as it was before the poll.
        reading: what a worker made of the document.
    """
    items = [
        Item(entry, item_key(entry.id, entry.content_hash), report)
        for entry, report in reading.entries
    ]
    batch = replace(circumstances, items=items)
    if batch.is_baseline:
        taken = Taken(record(connection, batch))
    else:
        taken = _take_later(connection, batch, row, reading.parsed)
    if ends_baseline(reading.parsed, len(taken.recorded)):
        feeds.end_baseline(connection, row.name, batch.now)
    return taken


def ends_baseline(parsed: ParsedFeed, stored: int) -> bool:
    """Tell whether a feed's first entries are all stored, so that later ones are news.

    A document that takes several polls to read isn't stored yet; one that is cut short, where
    the last half entry is lost anyway, is. ``stored`` counts what this poll stored.
    """
    left = parsed.total_entries - parsed.known_entries - len(parsed.entries)
    is_unfinished = parsed.is_truncated and left > 1 and stored > 0
    return parsed.total_entries > 0 and not is_unfinished


def _take_later(connection: Connection, batch: Batch, row: FeedRow, parsed: ParsedFeed) -> Taken:
    """Take a document of a feed whose first entries are stored."""
    unseen = entries.unseen(connection, row.name, batch.items)
    seen = parsed.known_entries + len(batch.items) - len(unseen)
    memory = max(LEAST_MEMORY, WINDOWS * parsed.total_entries)
    stored = entries.newest(connection, row.name, memory) if unseen else []
    found = recognize(unseen, stored, seen)
    for item, of in found.renamed:
        if of is not None:
            entries.rename(connection, of, item)
    if found.is_reissue:
        until = told_before(row.state.last_good_at, row.state.newest_entry_at)
        batch = replace(batch, reissued_until=until)
    recorded = record(connection, replace(batch, items=found.items))
    window = Window(
        total=parsed.total_entries if stored or seen else 0,
        read=min(parsed.total_entries, MAX_ITEMS),
        old=seen + found.old,
        renamed=len(found.renamed),
        is_whole=not parsed.is_truncated,
    )
    renamed = tuple(item for item, _ in found.renamed)
    return Taken(recorded, renamed, _with_tellings(window, recorded))


def _with_tellings(window: Window, recorded: Iterable[Recorded]) -> Window:
    """Count what of the recorded is told, and what is held back."""
    tellings = [decision.telling for entry in recorded for decision in entry.decisions]
    return replace(
        window,
        told=sum(telling.is_told for telling in tellings),
        held=sum(telling.held is not None for telling in tellings),
    )
