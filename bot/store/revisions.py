"""What changed since we last looked, and the edits that show it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.store.schema import delivery as table
from bot.store.schema import revision_cursor
from feeds.store.schema import incident_history


def changed(connection: Connection, name: str, limit: int) -> Sequence[int]:
    """Read which incidents changed since the cursor ``name``, and move it past them."""
    position = connection.scalar(
        select(revision_cursor.c.position).where(revision_cursor.c.name == name)
    )
    if position is None:
        connection.execute(insert(revision_cursor).values(name=name, position=0))
    query = (
        select(incident_history.c.id, incident_history.c.incident)
        .where(incident_history.c.id > (position or 0))
        .order_by(incident_history.c.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    if rows:
        moved = update(revision_cursor).where(revision_cursor.c.name == name)
        connection.execute(moved.values(position=rows[-1].id))
    return list(dict.fromkeys(row.incident for row in rows))


def renew(connection: Connection, row_id: int, version: int, now: datetime) -> None:
    """Let a pending edit show a newer version."""
    change = update(table).where(table.c.id == row_id)
    connection.execute(change.values(version=version, updated_at=now))
