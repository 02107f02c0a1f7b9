"""The ledger: which alert goes to which chat, and how it went.

Telegram has no idempotency key, so ``sending`` is committed before the call: what a crash leaves
there may have arrived. It gets one retry marked as a repeat and is then ``unknown``; so nothing
is lost, and there are two copies at most (design.md, section 6).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from bot.model import Chat, Delivery, DeliveryKind, DeliveryState, Ending, Outcome
from bot.store.schema import delivery as table
from bot.store.schema import delivery_cursor as cursors
from feeds.model import Alert
from feeds.store import alerts

LEASE = timedelta(minutes=2)
"""How long a call to a sender may take before another process thinks that it was cut short."""
ALERTS_PER_FAN_OUT = 500
FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 300.0
TELLING = (DeliveryKind.MESSAGE.value, DeliveryKind.REPLY.value)
NEVER_ARRIVED = (
    DeliveryState.FAILED.value,
    DeliveryState.EXPIRED.value,
    DeliveryState.CANCELLED.value,
)
CUT_SHORT = Outcome(Ending.UNCLEAR, detail="cut short by a crash")


@dataclass(frozen=True, slots=True)
class Step:
    """What an outcome makes of a delivery. ``wait_seconds`` is until the next call, if any."""

    state: DeliveryState
    is_repeat: bool
    wait_seconds: float = 0.0


def after(delivery: Delivery, outcome: Outcome) -> Step:
    """Decide what becomes of a delivery whose call ended so. Pure.

    A definite failure is tried again, later and later; an end that isn't known once more, marked.
    An edit says the same when it is done twice, so it needs no mark and never ends ``unknown``.
    """
    if outcome.ending is Ending.SENT:
        return Step(DeliveryState.SENT, delivery.is_repeat)
    if outcome.ending is Ending.REFUSED:
        return Step(DeliveryState.FAILED, delivery.is_repeat)
    wait_seconds = outcome.retry_after_seconds or min(
        FIRST_WAIT_SECONDS * 2 ** min(delivery.attempts - 1, 20), LONGEST_WAIT_SECONDS
    )
    if outcome.ending is Ending.NOT_SENT or delivery.kind is DeliveryKind.EDIT:
        return Step(DeliveryState.PENDING, delivery.is_repeat, wait_seconds)
    if delivery.is_repeat:
        return Step(DeliveryState.UNKNOWN, is_repeat=True)
    return Step(DeliveryState.PENDING, is_repeat=True, wait_seconds=wait_seconds)


def fan_out(connection: Connection, chat: Chat, now: datetime) -> int:
    """Give a chat every alert that it hasn't been given yet, each at most once; count them.

    Held alerts are passed over. The first alert of an incident that reaches the chat is a
    ``MESSAGE``, every later one a ``REPLY`` to it.
    """
    position = _position(connection, chat)
    added = 0
    while batch := alerts.after(connection, position, ALERTS_PER_FAN_OUT):
        for alert in batch:
            if not alert.held_reason:
                connection.execute(insert(table).values(_new_row(connection, chat, alert, now)))
                added += 1
        position = batch[-1].id
        _move(connection, chat, position)
    return added


def claim(connection: Connection, chat: Chat, now: datetime) -> Delivery | None:
    """Take the chat's next delivery to send; None: nothing is due, or one is in flight.

    It is ``sending`` once the caller's transaction has committed, and must not be sent before.
    """
    is_chats = and_(table.c.chat_id == chat.id, table.c.thread_id == chat.thread_id)
    in_flight = select(table.c.id).where(table.c.state == DeliveryState.SENDING.value, is_chats)
    if connection.execute(in_flight.limit(1)).one_or_none() is not None:
        return None
    oldest = select(func.min(table.c.id)).where(
        table.c.state == DeliveryState.PENDING.value, is_chats
    )
    taken = (
        update(table)
        .where(table.c.id == oldest.scalar_subquery(), table.c.not_before <= now)
        .values(
            state=DeliveryState.SENDING.value,
            attempts=table.c.attempts + 1,
            lease_until=now + LEASE,
            updated_at=now,
        )
        .returning(*table.c)
    )
    row = connection.execute(taken).one_or_none()
    return None if row is None else _delivery(connection, row, chat)


def settle(
    connection: Connection, delivery: Delivery, outcome: Outcome, now: datetime
) -> DeliveryState:
    """Write down how the call of a claimed delivery ended; give its state from now on."""
    step = after(delivery, outcome)
    connection.execute(
        update(table)
        .where(table.c.id == delivery.id, table.c.state == DeliveryState.SENDING.value)
        .values(
            state=step.state.value,
            is_repeat=step.is_repeat,
            not_before=now + timedelta(seconds=step.wait_seconds),
            lease_until=None,
            message_id=outcome.message_id,
            detail=outcome.detail,
            updated_at=now,
        )
    )
    return step.state


def recover(connection: Connection, now: datetime, *, is_start: bool) -> int:
    """Settle what was cut short: calls past their lease, or all of them; count them.

    ``is_start`` is for a service that has just taken the service lock: nobody else sends.
    """
    query = select(table).where(table.c.state == DeliveryState.SENDING.value)
    if not is_start:
        query = query.where(table.c.lease_until <= now)
    rows = connection.execute(query).all()
    for row in rows:
        delivery = _delivery(connection, row, Chat(row.chat_id, row.thread_id))
        settle(connection, delivery, CUT_SHORT, now)
    return len(rows)


def _new_row(connection: Connection, chat: Chat, alert: Alert, now: datetime) -> dict[str, object]:
    told = select(table.c.id).where(
        table.c.chat_id == chat.id,
        table.c.thread_id == chat.thread_id,
        table.c.incident == alert.incident_id,
        table.c.kind == DeliveryKind.MESSAGE.value,
        table.c.state.not_in(NEVER_ARRIVED),
    )
    is_first = connection.execute(told).first() is None
    return {
        "chat_id": chat.id,
        "thread_id": chat.thread_id,
        "alert": alert.id,
        "incident": alert.incident_id,
        "version": alert.version,
        "kind": (DeliveryKind.MESSAGE if is_first else DeliveryKind.REPLY).value,
        "state": DeliveryState.PENDING.value,
        "attempts": 0,
        "is_repeat": False,
        "not_before": now,
        "detail": "",
        "updated_at": now,
    }


def _delivery(connection: Connection, row: Row[*tuple[Any, ...]], chat: Chat) -> Delivery:
    """Make a claimed row a delivery, with what the chat was told of the incident before."""
    earlier = (
        select(table.c.message_id, table.c.updated_at)
        .where(
            table.c.chat_id == chat.id,
            table.c.thread_id == chat.thread_id,
            table.c.incident == row.incident,
            table.c.kind.in_(TELLING),
            table.c.state == DeliveryState.SENT.value,
            table.c.id < row.id,
        )
        .order_by(table.c.id)
    )
    told = connection.execute(earlier).all()
    return Delivery(
        id=row.id,
        chat=chat,
        alert_id=row.alert,
        incident_id=row.incident,
        version=row.version,
        kind=DeliveryKind(row.kind),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        told_at=told[-1].updated_at if told else None,
        reply_to=told[0].message_id if told else None,
        is_repeat=row.is_repeat,
    )


def _position(connection: Connection, chat: Chat) -> int:
    query = select(cursors.c.alert).where(_is_cursor_of(chat))
    position: int | None = connection.scalar(query)
    if position is None:
        row = {"chat_id": chat.id, "thread_id": chat.thread_id, "alert": 0}
        connection.execute(insert(cursors).values(row))
    return position or 0


def _move(connection: Connection, chat: Chat, position: int) -> None:
    connection.execute(update(cursors).where(_is_cursor_of(chat)).values(alert=position))


def _is_cursor_of(chat: Chat) -> ColumnElement[bool]:
    return and_(cursors.c.chat_id == chat.id, cursors.c.thread_id == chat.thread_id)
