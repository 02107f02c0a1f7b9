"""Which updates were handled: Telegram may bring one again, and it must not count twice."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import update_seen as table

KEPT_FOR = timedelta(days=2)
"""Telegram itself keeps an update for 24 hours (#getupdates)."""


def is_first(connection: Connection, update_id: int, now: datetime) -> bool:
    """Note that an update is handled; False: it was before. What is too old is forgotten."""
    seen = select(table.c.update_id).where(table.c.update_id == update_id)
    if connection.execute(seen).one_or_none() is not None:
        return False
    connection.execute(delete(table).where(table.c.at < now - KEPT_FOR))
    connection.execute(insert(table).values(update_id=update_id, at=now))
    return True
