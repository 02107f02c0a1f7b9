"""The messages by which held alerts were shown to operators: one for each alert and admin chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, insert, not_, select, update

from bot.holds import Decision, Why
from bot.store.outbox import NEWEST
from bot.store.schema import alert_hold
from bot.store.schema import operator_card as table

UNSHOWN = (Why.ALL_STOPPED.value,)
"""Who has stopped everything doesn't need a message for each alert: /held lists them."""


@dataclass(frozen=True, slots=True)
class Card:
    """One message to one admin chat about one held alert."""

    alert_id: int
    chat_id: int
    message_id: int


def missing(
    connection: Connection, chat_ids: Sequence[int], now: datetime, limit: int
) -> tuple[tuple[int, int], ...]:
    """Read which alert is still to be shown in which admin chat, the oldest first."""
    found: list[tuple[int, int]] = []
    for chat_id in chat_ids:
        is_shown = exists().where(table.c.chat_id == chat_id, table.c.alert == alert_hold.c.alert)
        query = (
            select(alert_hold.c.alert)
            .where(
                alert_hold.c.since_at > now - NEWEST,
                alert_hold.c.reason.not_in(UNSHOWN),
                (alert_hold.c.decision == Decision.OPEN.value)
                | (alert_hold.c.reason == Why.SHADOW.value),
                not_(is_shown),
            )
            .order_by(alert_hold.c.alert)
            .limit(limit)
        )
        found += [(alert_id, chat_id) for alert_id in connection.scalars(query)]
    return tuple(sorted(found)[:limit])


def note(connection: Connection, card: Card, now: datetime, *, is_open: bool) -> None:
    """Note that a card was sent; ``is_open``: its buttons do something."""
    row = {"alert": card.alert_id, "chat_id": card.chat_id, "message_id": card.message_id}
    connection.execute(insert(table).values({**row, "at": now, "is_open": is_open}))


def outdated(connection: Connection, chat_ids: Sequence[int], limit: int) -> tuple[Card, ...]:
    """Read the cards of these chats that show buttons though all is decided, or undone."""
    is_held = exists().where(
        alert_hold.c.alert == table.c.alert, alert_hold.c.decision == Decision.OPEN.value
    )
    query = (
        select(table.c.alert, table.c.chat_id, table.c.message_id)
        .where(
            table.c.is_open,
            table.c.chat_id.in_(chat_ids),
            not_(is_held),
        )
        .order_by(table.c.alert)
        .limit(limit)
    )
    return tuple(Card(*row) for row in connection.execute(query))


def close(connection: Connection, card: Card) -> None:
    """Note that a card shows no buttons any more."""
    is_it = (table.c.alert == card.alert_id) & (table.c.chat_id == card.chat_id)
    connection.execute(update(table).where(is_it).values(is_open=False))
