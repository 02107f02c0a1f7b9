"""Incidents: looking candidates up, keeping what merge made of them, and their history.

Every look-up is by family and days through an index, so that its cost grows with the news of
those days and not with the archive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    exists,
    insert,
    not_,
    or_,
    select,
    update,
)

from feeds.merge import Block
from feeds.model import Incident, Report
from feeds.store import merges
from feeds.store.codec import decode, encode
from feeds.store.schema import entry, incident_alias, incident_history, incident_report
from feeds.store.schema import incident as table
from feeds.store.schema import report as reports

LONGEST = timedelta(days=31)
"""How long an incident's days may reach past a block that still finds it (late reports: 30 d)."""
MOST_CANDIDATES = 500
"""More than a week of war brings to one look-up; the newest are the ones kept."""
MOST_REMEMBERED = 1_000
"""Profiles that a connection keeps decoded: more than one look-up gives, some 20 MB."""
_PROFILES = "profiles"
IS_CURRENT = not_(exists().where(incident_alias.c.old == table.c.id))
"""Not merged into another one."""
INSERT = insert(table).returning(table.c.id)
UPDATE = update(table).where(table.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an incident's history."""

    version: int
    at: datetime
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an incident: which of its events, where it was read, and why it joined.

    ``report_id`` and ``incident_id`` are as stored: the incident may be one that was merged away.
    """

    report_id: int
    incident_id: int
    report: Report
    event: int
    feed: str
    title: str
    url: str
    published_at: datetime
    first_read_at: datetime
    reason: str


def candidates(connection: Connection, blocks: Sequence[Block]) -> tuple[Incident, ...]:
    """Read the incidents that a report of these families and days may join, oldest id first."""
    if not blocks:
        return ()
    is_in_any = or_(*(_is_in(block) for block in blocks))
    found = select(table.c.id, table.c.profile).where(is_in_any, IS_CURRENT)
    newest = found.order_by(table.c.id.desc()).limit(MOST_CANDIDATES)
    rows = connection.execute(newest).all()
    return tuple(_incident(connection, row) for row in reversed(rows))


def as_stored(connection: Connection, incident_id: int) -> Incident | None:
    """Read one incident by its own number, as it was when it was merged away, if it was."""
    query = select(table.c.id, table.c.profile).where(table.c.id == incident_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _incident(connection, row)


def get(connection: Connection, incident_id: int) -> Incident | None:
    """Read one incident; an id that was merged away gives the incident it went into."""
    return as_stored(connection, merges.current_id(connection, incident_id))


def of_entry(connection: Connection, entry_row: int) -> tuple[Incident, ...]:
    """Read the incidents that the report of a stored entry tells of, oldest id first."""
    query = (
        select(incident_report.c.incident)
        .join(reports, incident_report.c.report == reports.c.id)
        .where(reports.c.entry == entry_row)
        .distinct()
    )
    current = {merges.current_id(connection, number) for number in connection.scalars(query).all()}
    found = (get(connection, number) for number in sorted(current))
    return tuple(incident for incident in found if incident is not None)


def newest(connection: Connection, limit: int) -> tuple[Incident, ...]:
    """Read the incidents that were reported last, the newest first."""
    query = (
        select(table.c.id, table.c.profile)
        .where(IS_CURRENT)
        .order_by(table.c.last_reported_at.desc(), table.c.id.desc())
        .limit(limit)
    )
    return tuple(_incident(connection, row) for row in connection.execute(query))


def save(connection: Connection, incident: Incident, by: str, what: str, at: datetime) -> Incident:
    """Store a new incident (id 0) or a changed one, with a line of history; give it with its id."""
    first_on, last_on = _days(incident)
    profile = encode(incident)
    row = {
        "family": incident.family,
        "first_on": first_on,
        "last_on": last_on,
        "first_reported_at": incident.first_reported_at,
        "last_reported_at": incident.last_reported_at,
        "standing": incident.standing.value,
        "severity": incident.severity.value,
        "version": incident.version,
        "is_told": incident.is_told,
        "profile": profile,
    }
    if incident.id:
        connection.execute(UPDATE, {"of": incident.id, **row})
    else:
        incident = replace(incident, id=connection.execute(INSERT, row).scalar_one())
    _remember(connection, incident, profile)
    line = {"incident": incident.id, "version": incident.version, "at": at, "by": by, "what": what}
    connection.execute(insert(incident_history), line)
    return incident


def link(
    connection: Connection, report_row: int, events: Sequence[int], incident_id: int, reason: str
) -> None:
    """Note that these events of a stored report are told by this incident, and why."""
    rows = [
        {"report": report_row, "event": event, "incident": incident_id, "reason": reason}
        for event in events
    ]
    if rows:
        connection.execute(insert(incident_report), rows)


def tellings(connection: Connection, incident_id: int) -> tuple[Telling, ...]:
    """Read every report of an incident with its source, in the order in which they came.

    Those of incidents that were merged into it are among them.
    """
    query = (
        select(
            reports.c.id,
            reports.c.body,
            incident_report.c.incident,
            incident_report.c.event,
            incident_report.c.reason,
            entry.c.feed,
            entry.c.title,
            entry.c.url,
            entry.c.published_at,
            entry.c.first_read_at,
        )
        .join_from(incident_report, reports, incident_report.c.report == reports.c.id)
        .join(entry, reports.c.entry == entry.c.id)
        .where(incident_report.c.incident.in_(merges.ids(connection, incident_id)))
        .order_by(reports.c.id, incident_report.c.event)
    )
    return tuple(
        Telling(
            report_id=row.id,
            incident_id=row.incident,
            report=decode(Report, row.body),
            event=row.event,
            feed=row.feed,
            title=row.title,
            url=row.url,
            published_at=row.published_at or row.first_read_at,
            first_read_at=row.first_read_at,
            reason=row.reason,
        )
        for row in connection.execute(query)
    )


def history(connection: Connection, incident_id: int) -> tuple[Change, ...]:
    """Read everything that happened to an incident, oldest first."""
    lines = incident_history.c
    query = (
        select(lines.version, lines.at, lines.by, lines.what)
        .where(lines.incident == incident_id)
        .order_by(lines.id)
    )
    return tuple(Change(*row) for row in connection.execute(query))


def _is_in(block: Block) -> ColumnElement[bool]:
    return and_(
        table.c.family == block.family,
        table.c.last_on.between(block.first_on, block.last_on + LONGEST),
        table.c.first_on <= block.last_on,
    )


def _days(incident: Incident) -> tuple[date, date]:
    """Give the first and last day on which a report may find this incident."""
    days = [incident.first_reported_at.date(), incident.last_reported_at.date()]
    if incident.happened_on is not None:
        days.append(incident.happened_on)
    return min(days), max(days)


def _incident(connection: Connection, row: Row[int, str]) -> Incident:
    """Decode a profile; the same few candidates come up for report after report of one day."""
    known: Incident | None = connection.info.get(_PROFILES, {}).get((row.id, row.profile))
    if known is None:
        known = replace(decode(Incident, row.profile), id=row.id)
        _remember(connection, known, row.profile)
    return known


def _remember(connection: Connection, incident: Incident, profile: str) -> None:
    """Keep what a stored profile reads as, by its own text: whatever is rolled back stays true."""
    profiles = connection.info.setdefault(_PROFILES, {})
    if len(profiles) >= MOST_REMEMBERED:
        profiles.clear()
    profiles[incident.id, profile] = incident
