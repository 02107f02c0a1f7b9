"""Switches that operators set, and the few times that must outlive a restart: named values."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.store.schema import switch as table

PUSHES_STOPPED = "pushes_stopped"
"""While this is set, nothing is sent to subscribers."""
ON = "on"
OFF = ""


def value(connection: Connection, name: str) -> str:
    """Read a switch; empty where it was never set."""
    found: str | None = connection.scalar(select(table.c.value).where(table.c.name == name))
    return found or OFF


def is_on(connection: Connection, name: str) -> bool:
    """Tell whether a switch is set."""
    return value(connection, name) != OFF


def put(connection: Connection, name: str, new: str, by: int, now: datetime) -> bool:
    """Set a switch on the word of a user (0: our own); tell whether that changed it."""
    if value(connection, name) == new:
        return False
    row = {"value": new, "by": by, "at": now}
    changed = connection.execute(update(table).where(table.c.name == name).values(row))
    if not changed.rowcount:
        connection.execute(insert(table).values(name=name, **row))
    return True
