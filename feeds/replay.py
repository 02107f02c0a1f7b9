"""Reports applied in the order of their publication, as the service would have read them.

Merge's own decisions, before baseline, hold, policy and pacing: what ``replay`` prints, and what
clusters and alerts are measured by (design.md, section 5.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from feeds.config import FeedSettings
from feeds.entry_json import DatedEntry
from feeds.model import AlertReason, Report
from feeds.record import Batch, Decision, record
from feeds.store import Connection, feeds
from feeds.store.entries import Item

NO_OUTLET = "unknown"
"""The outlet of lines without an address."""
_NEVER_TOO_OLD = timedelta.max


@dataclass(frozen=True, slots=True)
class Told:
    """What one event of a report did: the incident it joined or opened, and merge's word.

    ``event`` is None for a copy in which no event was read.
    """

    event: int | None
    incident_id: int
    change: AlertReason | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a line did, event by event.

    ``main`` is what its first live event did, else what the line did, None if it did nothing.
    """

    entry_id: str
    events: tuple[Told, ...]
    main: Told | None


def replay(connection: Connection, lines: Sequence[tuple[DatedEntry, Report]]) -> list[Replayed]:
    """Apply each line on an empty database; give what each did, in the order of ``lines``."""
    outlets = {_outlet(dated) for dated, _ in lines}
    settings = {name: _settings(name) for name in sorted(outlets)}
    if lines:
        feeds.sync(connection, list(settings.values()), min(dated.now for dated, _ in lines))
    order = sorted(range(len(lines)), key=lambda at: (lines[at][0].now, lines[at][0].entry.id, at))
    done = {at: _apply(connection, settings, at, *lines[at]) for at in order}
    return [done[at] for at in range(len(lines))]


def _apply(
    connection: Connection,
    settings: dict[str, FeedSettings],
    at: int,
    dated: DatedEntry,
    report: Report,
) -> Replayed:
    batch = Batch(
        feed=settings[_outlet(dated)],
        # Keyed by its place in the file: two lines with one id are two lines.
        items=(Item(dated.entry, str(at), report),),
        is_baseline=False,
        max_age=_NEVER_TOO_OLD,
        now=dated.now,
    )
    (recorded,) = record(connection, batch)
    by_event = {event: one for one in recorded.decisions for event in one.events}
    told = tuple(_told(event, by_event[event]) for event in sorted(by_event))
    live = [_told(n, by_event[n]) for n in sorted(by_event) if report.events[n].status.is_live]
    copies = [_told(None, one) for one in recorded.decisions if not one.events]
    return Replayed(dated.entry.id, told, next(iter([*live, *told, *copies]), None))


def _told(event: int | None, decision: Decision) -> Told:
    return Told(event, decision.incident_id, decision.change)


def _outlet(dated: DatedEntry) -> str:
    """Return the host of an entry's address: the outlet, as far as a line tells it."""
    try:
        host = urlsplit(dated.entry.url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.").strip()[:60] or NO_OUTLET


def _settings(outlet: str) -> FeedSettings:
    return FeedSettings(name=outlet, url="https://replay.invalid/", language="en")
