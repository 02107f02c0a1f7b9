"""What one poll read becomes incidents and alerts: merge, tell, store.

Plain functions on one connection; the caller's transaction makes a poll's entries, reports,
incidents and alerts stand or fall together. ``poll`` and ``replay`` both come through here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feeds import article_need, merge
from feeds.config import FeedSettings
from feeds.model import Alert, AlertReason, Entry, Incident, Source
from feeds.store import Connection, alerts, articles, entries, incidents, wordings
from feeds.store.entries import Fate, Item
from feeds.telling import Reading, Telling, telling

_MAY_BE_COPY = frozenset({"no_event", "not_in_lead"})
"""Reasons of reports in which nothing was read: they may be copies of what was."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one poll of one feed read, known entries included, and under which circumstances.

    ``reissued_until`` is set where the document looks re-issued: what is dated up to then is old.
    ``reads_articles``: where title and summary are thin, the article shall be read afterwards.
    """

    feed: FeedSettings
    items: Sequence[Item]
    is_baseline: bool
    max_age: timedelta
    now: datetime
    reissued_until: datetime | None = None
    reads_articles: bool = False

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

    @property
    def fate(self) -> tuple[Fate, str]:
        """Name the loudest thing that the entry did, and why."""
        for decision in self.decisions:
            if decision.telling.is_told:
                return Fate.TOLD, decision.reason
        for decision in self.decisions:
            if decision.telling.held is not None:
                return Fate.HELD, decision.telling.held.value
        if self.decisions:
            return Fate.JOINED, self.decisions[0].reason
        return Fate.SILENT, self.item.report.reason


def record(connection: Connection, batch: Batch) -> tuple[Recorded, ...]:
    """Store what is new of a batch, in the order of (published, id), and decide about it.

    An entry that is stored already is passed over, so a batch can be recorded twice without harm.
    """
    items = entries.unseen(connection, batch.feed.name, batch.items)
    items.sort(key=lambda item: (item.entry.published_at or batch.now, item.entry.id))
    rows = entries.add(connection, batch.feed.name, items, batch.now)
    wordings.forget_old(connection, batch.now)
    recent = wordings.Recent(connection, batch.now)
    return tuple(_apply(connection, batch, item, rows[item.key], recent) for item in items)


def _apply(
    connection: Connection, batch: Batch, item: Item, entry_row: int, recent: wordings.Recent
) -> Recorded:
    """Merge one entry's report into the incidents that it may belong to."""
    report = item.report
    if not report.events and report.reason not in _MAY_BE_COPY:
        return Recorded(item, ())
    said = merge.wording(item.entry)
    kinship = merge.Kinship(said, recent.known(said))
    source = source_of(batch.feed, item.entry, batch.now, is_draft=report.is_draft)
    found = _candidates(connection, merge.blocks(report, source), kinship)
    report_row = entries.add_report(connection, entry_row, report) if report.events else None
    decisions, origins = [], {}
    for merged in merge.merge(report, source, found, kinship):
        decision = _decide(connection, batch, item, merged)
        if report_row is not None:
            incident_id, events = decision.incident_id, merged.events
            incidents.link(connection, report_row, events, incident_id, merged.reason)
        origins[decision.incident_id] = merged.origin
        decisions.append(decision)
    recorded = Recorded(item, tuple(decisions))
    if decisions:
        entries.set_fate(connection, entry_row, *recorded.fate)
        recent.add(wordings.Told(entry_row, origins, said, batch.now))
        if _wants_article(batch, item):
            articles.want(connection, entry_row, batch.now)
    return recorded


def _candidates(
    connection: Connection, blocks: Sequence[merge.Block], kinship: merge.Kinship
) -> tuple[Incident, ...]:
    """Read the incidents of these families and days, and those whose reports are copied."""
    found = {incident.id: incident for incident in incidents.candidates(connection, blocks)}
    for copied in kinship.copied():
        incident = incidents.get(connection, copied)
        if incident is not None:
            found.setdefault(incident.id, incident)
    return tuple(found.values())


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
            maybe_of=merged.maybe_of,
        )
        alerts.add(connection, alert)
    return Decision(merged.events, incident.id, merged.alert, told, merged.reason)


def _wants_article(batch: Batch, item: Item) -> bool:
    """Tell whether an entry that touched an incident is thin, and is news and no first reading."""
    age = batch.now - (item.entry.published_at or batch.now)
    is_current = batch.reads_articles and not batch.is_baseline and age <= batch.max_age
    return is_current and article_need.is_needed(item.entry, item.report)


def source_of(feed: FeedSettings, entry: Entry, now: datetime, *, is_draft: bool = False) -> Source:
    """Say where an entry was read."""
    return Source(
        outlet=feed.name,
        origin=feed.spoken_for,
        url=entry.url,
        published_at=entry.published_at or now,
        first_read_at=now,
        is_linkable=not feed.restricted_in,
        is_draft=is_draft,
    )
