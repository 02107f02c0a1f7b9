"""Puts incidents, alerts and rows of the ledger into a database, as a test needs them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.model import Chat, ChatSettings, ChatState, DeliveryKind, DeliveryState, Lane
from bot.store import chats
from bot.store.schema import delivery as table
from feeds.store import Connection, alerts, incidents
from tests.bot.made import NOW, alert, incident


def news(connection: Connection, version: int = 1, incident_id: int = 0) -> tuple[int, int]:
    """Store an alert of a new incident, or of a version of a stored one: incident, alert."""
    told = incident(id=incident_id, version=version)
    saved = incidents.save(connection, told, "feed:a", "told", NOW)
    about = replace(alert(), id=0, incident_id=saved.id, version=version)
    return saved.id, alerts.add(connection, about).id


def row(connection: Connection, chat: Chat, about: tuple[int, int], **changes: Any) -> int:
    """Write a pending message about an incident and its alert; give its id."""
    values = {
        "chat_id": chat.id,
        "thread_id": chat.thread_id,
        "incident": about[0],
        "alert": about[1],
        "version": 1,
        "kind": DeliveryKind.MESSAGE.value,
        "state": DeliveryState.PENDING.value,
        "attempts": 0,
        "is_repeat": False,
        "lane": Lane.ALERT.value,
        "not_before": NOW,
        "detail": "",
        "updated_at": NOW,
        **changes,
    }
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def change(connection: Connection, row_id: int, **values: Any) -> None:
    """Change a row behind the ledger's back."""
    connection.execute(update(table).where(table.c.id == row_id).values(values))


def states(connection: Connection) -> list[str]:
    """Read every row's state, in the order in which they were written."""
    return list(connection.scalars(select(table.c.state).order_by(table.c.id)))


def chat_row(connection: Connection, chat: Chat, state: ChatState = ChatState.ACTIVE) -> None:
    """Let a chat be known."""
    at: datetime = NOW
    chats.save(connection, ChatSettings(chat, state=state), at)
