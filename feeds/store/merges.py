"""Which incidents were merged into which by operators, and which of their reports were moved.

A merge moves nothing: the old number leads to the new one, for ever or until it is undone, and the
reports keep the number under which they came. ``incident_history`` keeps who did what, and why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from feeds.model import Incident
from feeds.store.codec import decode, encode
from feeds.store.schema import incident_alias as table
from feeds.store.schema import incident_report as reports
from feeds.store.schema import report, wording


@dataclass(frozen=True, slots=True)
class Merge:
    """One incident that went into another.

    ``survivor`` is the other as it was before; None where that was not kept.
    """

    old: int
    new: int
    survivor: Incident | None


def current_id(connection: Connection, incident_id: int) -> int:
    """Return the number under which an incident goes on now: its own, where nobody merged it."""
    new: int | None = incident_id
    while new is not None:
        incident_id = new
        new = connection.scalar(select(table.c.new).where(table.c.old == incident_id))
    return incident_id


def current_ids(connection: Connection, incident_ids: Collection[int]) -> Mapping[int, int]:
    """Return for those that were merged away the number under which each goes on."""
    gone = select(table.c.old).where(table.c.old.in_(incident_ids))
    return {old: current_id(connection, old) for old in connection.scalars(gone)}


def ids(connection: Connection, incident_id: int) -> tuple[int, ...]:
    """Return an incident's number and those of all that were merged into it."""
    return tuple(members(connection, (incident_id,)))


def members(connection: Connection, incident_ids: Collection[int]) -> Mapping[int, int]:
    """Return of incidents every number, merged ones included, with the one that it leads to."""
    found = {number: number for number in incident_ids}
    layer = list(found)
    while layer:
        query = select(table.c.old, table.c.new).where(table.c.new.in_(layer))
        rows = connection.execute(query.order_by(table.c.old)).all()
        layer = [row.old for row in rows]
        found |= {row.old: found[row.new] for row in rows}
    return found


def add(connection: Connection, merge: Merge, by: str, at: datetime) -> None:
    """Let ``merge.old`` lead to ``merge.new`` from now on."""
    row = {
        "old": merge.old,
        "new": merge.new,
        "at": at,
        "by": by,
        "survivor": encode(merge.survivor) if merge.survivor else "",
    }
    connection.execute(insert(table), row)


def into(connection: Connection, incident_id: int) -> tuple[Merge, ...]:
    """Read what was merged right into an incident, the last first."""
    query = select(table).where(table.c.new == incident_id)
    found = connection.execute(query.order_by(table.c.at.desc(), table.c.old.desc()))
    return tuple(
        Merge(
            row.old,
            row.new,
            decode(Incident, row.survivor) if row.survivor else None,
        )
        for row in found
    )


def undo(connection: Connection, old: int) -> None:
    """Let an incident that was merged away stand for itself again."""
    connection.execute(delete(table).where(table.c.old == old))


def move(connection: Connection, report_ids: Collection[int], of: Collection[int], to: int) -> None:
    """Let these reports, with their wordings, tell of incident ``to`` and no more of ``of``."""
    moved = reports.c.report.in_(report_ids), reports.c.incident.in_(of)
    connection.execute(update(reports).where(*moved).values(incident=to))
    entries = select(report.c.entry).where(report.c.id.in_(report_ids))
    worded = wording.c.entry.in_(entries), wording.c.incident.in_(of)
    connection.execute(update(wording).where(*worded).values(incident=to))
