"""Everything that is kept of one chat, for its people to read: every row of every table with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from bot.store.schema import chat
from feeds.store.schema import metadata

CHAT_ID = "chat_id"


def kept(connection: Connection, chat_id: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Read all rows of a chat and its topics, by table; tables without any are left out.

    A table that is still to come is in it as soon as it has the column ``chat_id``.
    """
    tables = [table for table in metadata.sorted_tables if CHAT_ID in table.c]
    found = {
        table.name: [dict(row) for row in connection.execute(_rows(table, chat_id)).mappings()]
        for table in tables
    }
    return {name: rows for name, rows in found.items() if rows}


def _rows(table: Any, chat_id: int) -> Any:
    return select(table).where(table.c[CHAT_ID] == chat_id).order_by(*table.primary_key)


def reasons(connection: Connection, chat_id: int) -> Mapping[int, str]:
    """Read why each topic of a chat is in its state, by thread id."""
    query = select(chat.c.thread_id, chat.c.state_reason).where(chat.c.chat_id == chat_id)
    return {row.thread_id: row.state_reason for row in connection.execute(query)}
