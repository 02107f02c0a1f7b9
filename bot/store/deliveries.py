"""The ledger of deliveries as a queue: what to send next.

``due`` looks and gives each parcel a slot; ``begin`` commits ``sending`` right before the call, so
that a crash leaves in doubt only what may have left; ``endings.py`` writes how the call ended. One
call is in flight per chat; within a chat the lane decides, then the order in which the rows were
written, and two messages of one incident never overtake each other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
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
from feeds.store import merges

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
    """What one call carries: one delivery, or the rows of one round-up, to go at ``send_at``."""

    deliveries: tuple[Delivery, ...]
    send_at: datetime

    @property
    def chat(self) -> Chat:
        """Where it goes."""
        return self.deliveries[0].chat

    @property
    def attempts(self) -> dict[int, int]:
        """The number of this call for each delivery, by id."""
        return {delivery.id: delivery.attempts for delivery in self.deliveries}


def due(
    connection: Connection,
    account: Account,
    now: datetime,
    limit: int,
    busy: frozenset[int] = frozenset(),
) -> tuple[Parcel, ...]:
    """Look up what may be sent next, the most urgent first, and take the bot's slots for it.

    One parcel per chat, none for those in ``busy``.
    """
    if switches.is_on(connection, switches.PUSHES_STOPPED):
        return ()
    budget = pace.budget(connection, account)
    parcels: list[Parcel] = []
    chosen = set(busy)
    while len(parcels) < limit and limits.is_free(budget, now):
        heads = _heads(connection, now, limit, chosen)
        if not heads:
            break
        for head in heads:
            if len(parcels) == limit or not limits.is_free(budget, now):
                break
            at, budget = limits.reserve(budget, account.rates, now)
            parcels.append(_parcel(connection, head, at, now))
            chosen.add(head.chat_id)
    if parcels:
        pace.save_budget(connection, account, budget)
    return tuple(parcels)


def begin(connection: Connection, account: Account, parcel: Parcel, now: datetime) -> bool:
    """Mark a parcel as being sent.

    False: it must not be, as something has changed meanwhile, or its slot is long past; then it
    is looked up again.
    """
    if now > parcel.send_at + limits.LATE:
        return False
    ids = list(parcel.attempts)
    found = {row.id: row.attempts + 1 for row in connection.execute(_WAITING, {"ids": ids})}
    is_busy = connection.execute(_FLYING, {"chat": parcel.chat.id}).first() is not None
    if is_busy or found != parcel.attempts:
        return False
    connection.execute(_BEGIN, {"ids": ids, "until": now + LEASE, "now": now})
    pace.count(connection, account, parcel.chat.id, now)
    return True


def _heads(
    connection: Connection, now: datetime, limit: int, busy: Collection[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Give the first row of each chat that may be sent to, the most urgent first."""
    asked = {
        "now": now,
        "beyond": now + limits.LONGEST_PACE,
        "limit": 4 * limit,
        "busy": list(busy),
    }
    heads: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in connection.execute(_DUE, asked):
        heads.setdefault(row.chat_id, row)
    return tuple(heads.values())


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
            table.c.chat_id.not_in(bindparam("busy", expanding=True)),
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
_THESE = table.c.id.in_(bindparam("ids", expanding=True))
_WAITING = select(table.c.id, table.c.attempts).where(_THESE, table.c.state == PENDING)
_FLYING = (
    select(table.c.id)
    .where(table.c.state == SENDING, table.c.chat_id == bindparam("chat", type_=BigInteger()))
    .limit(1)
)
_BEGIN = (
    update(table)
    .where(_THESE)
    .values(
        state=SENDING,
        attempts=table.c.attempts + 1,
        lease_until=bindparam("until"),
        updated_at=bindparam("now"),
    )
)
"""Built once: each message runs them, and building one takes longer than running it."""


def _parcel(
    connection: Connection, head: Row[*tuple[Any, ...]], send_at: datetime, now: datetime
) -> Parcel:
    """Make a parcel of a row, or of the round-up that it heads."""
    chat = Chat(head.chat_id, head.thread_id, head.language or "en", head.time_zone or "")
    rows = [head] if head.kind != DeliveryKind.DIGEST.value else _round_up(connection, head, now)
    return Parcel(tuple(_delivery(connection, row, chat) for row in rows), send_at)


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
    """Make a row that is due a delivery, with what the chat was told before."""
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
        reason=row.policy_reason,
    )


def _told(connection: Connection, row: Row[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read what told this chat of the incident so far, the first message first."""
    query = (
        select(table.c.message_id, table.c.updated_at)
        .where(
            table.c.chat_id == row.chat_id,
            table.c.thread_id == row.thread_id,
            table.c.incident.in_(merges.ids(connection, row.incident)),
            table.c.kind.in_(TELLING),
            table.c.state == SENT,
            table.c.id != row.id,
        )
        .order_by(table.c.id)
    )
    return connection.execute(query).all()
