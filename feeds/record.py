"""What one poll read becomes incidents and alerts: merge, tell, store.

Plain functions on one connection; the caller's transaction makes a poll's entries, reports,
incidents and alerts stand or fall together. ``poll`` and ``replay`` both come through here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feeds import merge
from feeds.config import FeedSettings
from feeds.model import Alert, AlertReason, Source
from feeds.store import Connection, alerts, entries, incidents
from feeds.store.entries import Fate, Item
from feeds.telling import Reading, Telling, telling


@dataclass(frozen=True, slots=True)
class Batch:
    """What one poll of one feed read, known entries included, and under which circumstances.

    ``reissued_until`` is set where the document looks re-issued: what is dated up to then is old.
    """

    feed: FeedSettings
    items: Sequence[Item]
    is_baseline: bool
    max_age: timedelta
    now: datetime
    reissued_until: datetime | None = None

    def is_reissued(self, published_at: datetime | None) -> bool:
        """Tell whether an entry of this date is one that the feed brings again."""
        until = self.reissued_until
        return until is not None and published_at is not None and published_at <= until


@dataclass(frozen=True, slots=True)
class Decision:
    """What some events of a report did: to which incident, merge's word, and who hears of it."""

    events: tuple[int, ...]
    incident_id: int
    change: AlertReason | None
    telling: Telling
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry that was new, with what was decided about its events (none: it was silent)."""

    item: Item
    decisions: tuple[Decision, ...]


def record(connection: Connection, batch: Batch) -> tuple[Recorded, ...]:
    """Store what is new of a batch, in the order of (published, id), and decide about it.

    An entry that is stored already is passed over, so a batch can be recorded twice without harm.
    """
    items = entries.unseen(connection, batch.feed.name, batch.items)
    items.sort(key=lambda item: (item.entry.published_at or batch.now, item.entry.id))
    rows = entries.add(connection, batch.feed.name, items, batch.now)
    return tuple(_apply(connection, batch, item, rows[item.key]) for item in items)


def _apply(connection: Connection, batch: Batch, item: Item, entry_row: int) -> Recorded:
    """Merge one entry's report into the incidents that it may belong to."""
    if not item.report.events:
        return Recorded(item, ())
    source = _source(batch, item)
    report_row = entries.add_report(connection, entry_row, item.report)
    found = incidents.candidates(connection, merge.blocks(item.report, source))
    decisions = []
    for merged in merge.merge(item.report, source, found):
        decision = _decide(connection, batch, item, merged)
        incidents.link(connection, report_row, merged.events, decision.incident_id, merged.reason)
        decisions.append(decision)
    if decisions:
        entries.set_fate(connection, entry_row, *_fate(decisions))
    return Recorded(item, tuple(decisions))


def _decide(connection: Connection, batch: Batch, item: Item, merged: merge.Merged) -> Decision:
    """Store what merge made of an incident, and the alert that it is worth."""
    reading = Reading(
        published_at=item.entry.published_at or batch.now,
        first_read_at=batch.now,
        is_baseline=batch.is_baseline,
        is_news=item.report.alert,
        max_age=batch.max_age,
        is_reissued=batch.is_reissued(item.entry.published_at),
    )
    told = telling(merged.alert, merged.incident, reading)
    incident = incidents.save(
        connection,
        replace(merged.incident, is_told=merged.incident.is_told or told.is_told),
        by=f"feed:{batch.feed.name}",
        what=merged.note or merged.reason,
        at=batch.now,
    )
    if told.alert is not None:
        alert = Alert(
            id=0,
            incident_id=incident.id,
            version=incident.version,
            reason=told.alert,
            created_at=batch.now,
            note=merged.note,
            held_reason=told.held or "",
        )
        alerts.add(connection, alert)
    return Decision(merged.events, incident.id, merged.alert, told, merged.reason)


def _source(batch: Batch, item: Item) -> Source:
    return Source(
        outlet=batch.feed.name,
        origin=batch.feed.spoken_for,
        url=item.entry.url,
        published_at=item.entry.published_at or batch.now,
        first_read_at=batch.now,
        is_linkable=not batch.feed.restricted_in,
    )


def _fate(decisions: Sequence[Decision]) -> tuple[Fate, str]:
    """Name the loudest thing that an entry did, and why."""
    for decision in decisions:
        if decision.telling.is_told:
            return Fate.TOLD, decision.reason
    for decision in decisions:
        if decision.telling.held is not None:
            return Fate.HELD, decision.telling.held.value
    return Fate.JOINED, decisions[0].reason
