"""Every incident for an export, a page at a time by number, merged ones included."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from feeds.model import Incident
from feeds.store import merges
from feeds.store.codec import decode
from feeds.store.schema import incident as table
from feeds.store.schema import incident_history as lines

OPERATOR = "operator"
"""How the author of a line of history begins where that is a person."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An incident; ``merged_into`` is the number under which it goes on, 0 where it is its own.

    ``is_human_reviewed``: an operator has changed something of it.
    """

    incident: Incident
    merged_into: int
    is_human_reviewed: bool


def page(connection: Connection, after_id: int, limit: int) -> tuple[Exported, ...]:
    """Read the next incidents past a number, in order of their numbers."""
    query = select(table.c.id, table.c.profile).where(table.c.id > after_id)
    rows = connection.execute(query.order_by(table.c.id).limit(limit)).all()
    ids = [row.id for row in rows]
    merged = merges.current_ids(connection, ids)
    by_hand = select(lines.c.incident).where(
        lines.c.incident.in_(ids), lines.c.by.startswith(OPERATOR)
    )
    reviewed = frozenset(connection.scalars(by_hand))
    return tuple(
        Exported(
            replace(decode(Incident, row.profile), id=row.id),
            merged.get(row.id, 0),
            row.id in reviewed,
        )
        for row in rows
    )
