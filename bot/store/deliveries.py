"""The ledger of deliveries as a queue: what to send next.

A claim is ``sending`` once its transaction has committed, and must not be sent before;
``endings.py`` writes how its call ended. One call is in flight per chat; within a chat the lane
decides, then the order in which the rows were written, and two messages of one incident never
overtake each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    not_,
    or_,
    select,
    update,
)

from bot import limits
from bot.model import Chat, ChatState, Delivery, DeliveryKind, DeliveryState
from bot.store import pace, switches
from bot.store.pace import Account
from bot.store.schema import chat as chat_table
from bot.store.schema import chat_pace
from bot.store.schema import delivery as table

LEASE = timedelta(minutes=2)
"""How long a call to a sender may take before another process thinks that it was cut short."""
ROUND_UP_ROWS = 30
"""More than so many go into the next round-up."""
TELLING = (DeliveryKind.MESSAGE.value, DeliveryKind.REPLY.value)
PENDING, SENDING, SENT = (
    state.value for state in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT)
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one call carries: one delivery, or the rows of one round-up.

    Nothing leaves before ``send_at``, which keeps the pace, nor after ``lease_until``.
    """

    deliveries: tuple[Delivery, ...]
    send_at: datetime
    lease_until: datetime

    @property
    def chat(self) -> Chat:
        """Where it goes."""
        return self.deliveries[0].chat


def claim(
    connection: Connection, account: Account, now: datetime, limit: int
) -> tuple[Parcel, ...]:
    """Take up to ``limit`` parcels that are due, the most urgent first, each with its slot."""
    if switches.is_on(connection, switches.PUSHES_STOPPED):
        return ()
    budget = pace.budget(connection, account)
    parcels: list[Parcel] = []
    while len(parcels) < limit and limits.is_free(budget, now):
        heads = tuple(_heads(connection, now, limit))
        if not heads:
            break
        for head in heads:
            if len(parcels) == limit or not limits.is_free(budget, now):
                break
            at, budget = limits.reserve(budget, account.rates, now)
            parcels.append(_taken(connection, head, at, now))
            pace.count(connection, account, head.chat_id, at)
    if parcels:
        pace.save_budget(connection, account, budget)
    return tuple(parcels)


def _heads(connection: Connection, now: datetime, limit: int) -> Iterator[Row[*tuple[Any, ...]]]:
    """Give the first row of each chat that may be sent to, the most urgent first."""
    seen: set[int] = set()
    asked = {"now": now, "beyond": now + limits.LONGEST_PACE, "limit": 4 * limit}
    for row in connection.execute(_DUE, asked).all():
        if row.chat_id not in seen:
            seen.add(row.chat_id)
            yield row


def _due() -> Select[*tuple[Any, ...]]:
    """Rows that may be sent now, in the order of their lanes."""
    flying, earlier = table.alias("flying"), table.alias("earlier")
    now, beyond = (bindparam(name, type_=table.c.not_before.type) for name in ("now", "beyond"))
    is_told = or_(chat_table.c.state.is_(None), chat_table.c.state == ChatState.ACTIVE.value)
    is_busy = exists().where(flying.c.state == SENDING, flying.c.chat_id == table.c.chat_id)
    would_overtake = exists().where(
        earlier.c.chat_id == table.c.chat_id,
        earlier.c.thread_id == table.c.thread_id,
        earlier.c.incident == table.c.incident,
        earlier.c.kind.in_(TELLING),
        earlier.c.state == PENDING,
        earlier.c.id < table.c.id,
    )
    return (
        select(table, chat_table.c.language, chat_table.c.time_zone)
        .outerjoin(chat_pace, chat_pace.c.chat_id == table.c.chat_id)
        .outerjoin(
            chat_table,
            and_(
                chat_table.c.chat_id == table.c.chat_id,
                chat_table.c.thread_id == table.c.thread_id,
            ),
        )
        .where(
            table.c.state == PENDING,
            table.c.not_before <= now,
            or_(table.c.expires_at.is_(None), table.c.expires_at > now),
            is_told,
            pace.is_open(now, beyond),
            not_(is_busy),
            or_(table.c.kind.not_in(TELLING), not_(would_overtake)),
        )
        .order_by(table.c.lane, table.c.id)
        .limit(bindparam("limit", type_=Integer()))
    )


_DUE = _due()


def _taken(
    connection: Connection, head: Row[*tuple[Any, ...]], send_at: datetime, now: datetime
) -> Parcel:
    """Mark a row, or the round-up that it heads, as being sent."""
    lease_until = send_at + LEASE
    chat = Chat(head.chat_id, head.thread_id, head.language or "en", head.time_zone or "")
    rows = [head] if head.kind != DeliveryKind.DIGEST.value else _round_up(connection, head, now)
    made = [_delivery(connection, row, chat) for row in rows]
    connection.execute(
        update(table)
        .where(table.c.id.in_([delivery.id for delivery in made]))
        .values(
            state=SENDING, attempts=table.c.attempts + 1, lease_until=lease_until, updated_at=now
        )
    )
    return Parcel(tuple(made), send_at, lease_until)


def _round_up(
    connection: Connection, head: Row[*tuple[Any, ...]], now: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read what goes out with ``head``. A repeat holds what its first try held, nothing else."""
    query = (
        select(table)
        .where(
            table.c.chat_id == head.chat_id,
            table.c.thread_id == head.thread_id,
            table.c.kind == DeliveryKind.DIGEST.value,
            table.c.state == PENDING,
            table.c.not_before <= now,
            table.c.is_repeat == head.is_repeat,
        )
        .order_by(table.c.id)
        .limit(ROUND_UP_ROWS)
    )
    return connection.execute(query).all()


def _delivery(connection: Connection, row: Row[*tuple[Any, ...]], chat: Chat) -> Delivery:
    """Make a row that is being taken a delivery, with what the chat was told before."""
    kind = DeliveryKind(row.kind)
    is_later = kind in (DeliveryKind.REPLY, DeliveryKind.EDIT)
    told = _told(connection, row) if is_later else ()
    return Delivery(
        id=row.id,
        chat=chat,
        alert_id=row.alert,
        incident_id=row.incident,
        version=row.version,
        kind=kind,
        state=DeliveryState.SENDING,
        attempts=row.attempts + 1,
        told_at=told[-1].updated_at if told else None,
        reply_to=row.target_message_id or (told[0].message_id if told else None),
        is_repeat=row.is_repeat,
        is_silent=row.is_silent,
    )


def _told(connection: Connection, row: Row[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read what told this chat of the incident so far, the first message first."""
    query = (
        select(table.c.message_id, table.c.updated_at)
        .where(
            table.c.chat_id == row.chat_id,
            table.c.thread_id == row.thread_id,
            table.c.incident == row.incident,
            table.c.kind.in_(TELLING),
            table.c.state == SENT,
            table.c.id != row.id,
        )
        .order_by(table.c.id)
    )
    return connection.execute(query).all()
