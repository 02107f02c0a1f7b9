"""Rows of the ledger that wait, and what time or newer news makes of them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from bot.model import Chat, DeliveryKind, DeliveryState, Lane
from bot.store.outbox import DEAD, PUSH_VALUES, Key, NewRow, add, again
from bot.store.schema import delivery as table

HELD_UP = timedelta(minutes=5)
"""What could not go out for so long is looked at again: it may be night by now."""


def move_overdue(connection: Connection, reason: str, round_up_at: datetime, now: datetime) -> int:
    """Move every push that has become too old into a round-up; return how many."""
    is_late = and_(
        table.c.state == DeliveryState.PENDING.value,
        table.c.kind.in_(PUSH_VALUES),
        table.c.expires_at <= now,
    )
    change = {"state": DeliveryState.EXPIRED.value, "detail": "too old", "updated_at": now}
    late = connection.execute(update(table).where(is_late).values(change).returning(*table.c)).all()
    for row in late:
        _into_round_up(connection, row, reason, round_up_at, now)
    return len(late)


def ringing(connection: Connection, now: datetime) -> Sequence[tuple[int, Key, str]]:
    """Read the pushes with a sound that should have left a while ago: id, chat, why they sound."""
    query = select(table.c.id, table.c.chat_id, table.c.thread_id, table.c.policy_reason).where(
        table.c.state == DeliveryState.PENDING.value,
        table.c.not_before <= now - HELD_UP,
        table.c.kind.in_(PUSH_VALUES),
        table.c.is_silent.is_(False),
    )
    rows = connection.execute(query)
    return [(row.id, (row.chat_id, row.thread_id), row.policy_reason) for row in rows]


def hush(connection: Connection, ids: Collection[int], reason: str, now: datetime) -> None:
    """Let pushes go out without a sound."""
    if ids:
        change = {"is_silent": True, "policy_reason": reason, "updated_at": now}
        connection.execute(update(table).where(table.c.id.in_(ids)).values(change))


def _into_round_up(
    connection: Connection, row: Row[*tuple[Any, ...]], reason: str, at: datetime, now: datetime
) -> None:
    """Give an expired row its place in a round-up, unless this version is in one already."""
    chat = Chat(row.chat_id, row.thread_id)
    new = NewRow(
        chat=chat,
        alert_id=row.alert,
        incident_id=row.incident,
        version=row.version,
        kind=DeliveryKind.DIGEST,
        is_silent=True,
        lane=Lane.DIGEST,
        not_before=at,
        expires_at=None,
        reason=reason,
    )
    is_same = and_(
        table.c.chat_id == chat.id,
        table.c.thread_id == chat.thread_id,
        table.c.incident == row.incident,
        table.c.version == row.version,
        table.c.kind == DeliveryKind.DIGEST.value,
    )
    state = connection.scalar(select(table.c.state).where(is_same))
    if state is None:
        add(connection, [new], now)
    elif state in DEAD:
        again(connection, is_same, new, now)
