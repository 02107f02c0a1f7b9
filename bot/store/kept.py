"""Everything that is kept of one chat, for its people to read or to delete: every row with its id.

A table that is still to come is in it as soon as it has the column ``chat_id``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from bot.store.schema import chat, chat_pace
from feeds.store.schema import metadata

CHAT_ID = "chat_id"


def kept(connection: Connection, chat_id: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Read all rows of a chat and its topics, by table; tables without any are left out.

    Nothing but its pace is nothing: an answer makes that row, and ``retention.py`` takes it away.
    """
    found = {
        table.name: [
            dict(row)
            for row in connection.execute(select(table).where(_is(table, chat_id))).mappings()
        ]
        for table in _tables()
    }
    kept_of_it = {name: rows for name, rows in found.items() if rows}
    return kept_of_it if kept_of_it.keys() - {chat_pace.name} else {}


def forget(connection: Connection, chat_id: int) -> None:
    """Delete all rows of a chat and its topics."""
    for table in _tables():
        connection.execute(delete(table).where(_is(table, chat_id)))


def _tables() -> list[Table]:
    """Give the tables about chats, those first that refer to others."""
    return [table for table in reversed(metadata.sorted_tables) if CHAT_ID in table.c]


def _is(table: Table, chat_id: int) -> ColumnElement[bool]:
    return table.c[CHAT_ID] == chat_id


def reasons(connection: Connection, chat_id: int) -> Mapping[int, str]:
    """Read why each topic of a chat is in its state, by thread id."""
    query = select(chat.c.thread_id, chat.c.state_reason).where(chat.c.chat_id == chat_id)
    return {row.thread_id: row.state_reason for row in connection.execute(query)}
