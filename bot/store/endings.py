"""How the calls of the ledger ended, and what follows for their chats, in one transaction.

``bot/ledger.py`` decides; here its steps are written and its effects carried out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from bot import ledger, limits
from bot.ledger import Effect, Event, Flood, LeaveChat, MoveChat, Wait, WaitAll
from bot.model import Chat, ChatState, DeliveryKind, DeliveryState, Ending, Outcome
from bot.store import chats, pace
from bot.store.deliveries import LEASE, PENDING, SENDING, Parcel
from bot.store.pace import Account
from bot.store.schema import chat as chat_table
from bot.store.schema import delivery as table

CUT_SHORT = "cut short by a crash"
STEADY_SECONDS = 5.0
"""A service that has just started may be about to die again, as one does that dies of what it does
at a start. A message that has had one call cut short has a last try: it isn't risked so soon."""

_ROWS = select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
_SETTLED = ("state", "is_repeat", "message_id", "detail", "updated_at")
_END = (
    update(table)
    .where(table.c.id == bindparam("row"))
    .values(lease_until=None, **{name: bindparam(name) for name in _SETTLED})
)
"""Built once, as every message runs them."""
_LAST_TRIES = select(table.c.chat_id).where(table.c.state == PENDING, table.c.is_repeat).distinct()

Stored = Row[*tuple[Any, ...]]


def settle(
    connection: Connection, account: Account, parcel: Parcel, outcome: Outcome, now: datetime
) -> tuple[Effect, ...]:
    """Write down how a call ended and do what follows; give that, for the log.

    A call that somebody else has settled meanwhile, as it took too long, changes nothing.
    """
    attempts = parcel.attempts
    rows = connection.execute(_ROWS, {"ids": list(attempts)}).all()
    events = [(row, ledger.Ended(outcome, attempts[row.id])) for row in rows]
    effects = _apply(connection, account, events, outcome, now)
    if outcome.ending is Ending.SENT:
        pace.went_through(connection, parcel.chat.id)
    return effects


def recover(
    connection: Connection,
    account: Account,
    now: datetime,
    *,
    is_start: bool,
    ours: frozenset[int] = frozenset(),
) -> int:
    """Settle what was cut short: calls past their lease, or all of them; count them.

    ``is_start`` is for a service that has just taken the service lock: nobody else sends. ``ours``
    are the deliveries that this process is sending: however late, it will settle them itself.
    """
    query = select(table).where(table.c.state == SENDING, table.c.id.not_in(ours))
    if not is_start:
        until = table.c.lease_until
        # A lease that is too long was given before the clock was set back.
        query = query.where(or_(until <= now, until > now + LEASE + limits.LONGEST_PACE))
    events = [(row, ledger.CutShort()) for row in connection.execute(query)]
    _apply(connection, account, events, Outcome(Ending.UNCLEAR, detail=CUT_SHORT), now)
    if is_start:
        for chat_id in connection.scalars(_LAST_TRIES):
            pace.wait(connection, chat_id, STEADY_SECONDS, now)
    return len(events)


def _apply(
    connection: Connection,
    account: Account,
    events: Sequence[tuple[Stored, Event]],
    outcome: Outcome,
    now: datetime,
) -> tuple[Effect, ...]:
    """Step every row, then do each effect, once for each chat."""
    effects: dict[tuple[Chat, Effect], None] = {}
    for row, event in events:
        before = ledger.Row(
            DeliveryKind(row.kind), DeliveryState(row.state), row.attempts, row.is_repeat
        )
        after, caused = ledger.step(before, event)
        if after.state is DeliveryState.PENDING and not _is_told(connection, row):
            after, _ = ledger.step(after, ledger.Dropped())
        if after != before:
            _write(connection, row.id, after, outcome, now)
        effects |= dict.fromkeys((Chat(row.chat_id, row.thread_id), effect) for effect in caused)
    for chat, effect in effects:
        _do(connection, account, chat, effect, now)
    return tuple(effect for _, effect in effects)


def _is_told(connection: Connection, row: Stored) -> bool:
    """Tell whether the chat still wants it: people unsubscribe while a call is under way."""
    query = select(chat_table.c.state).where(
        chat_table.c.chat_id == row.chat_id, chat_table.c.thread_id == row.thread_id
    )
    return connection.scalar(query) in (None, ChatState.ACTIVE.value)


def _write(
    connection: Connection, row_id: int, after: ledger.Row, outcome: Outcome, now: datetime
) -> None:
    values = {
        "row": row_id,
        "state": after.state.value,
        "is_repeat": after.is_repeat,
        "message_id": outcome.message_id,
        "detail": outcome.detail,
        "updated_at": now,
    }
    connection.execute(_END, values)


def _do(
    connection: Connection, account: Account, chat: Chat, effect: Effect, now: datetime
) -> None:
    match effect:
        case Wait(seconds):
            pace.wait(connection, chat.id, seconds, now)
        case Flood(seconds):
            pace.flood(connection, account, chat.id, seconds, now)
        case WaitAll(seconds):
            pace.wait_all(connection, account, seconds, now)
        case LeaveChat(reason, is_topic):
            thread_id = chat.thread_id if is_topic else None
            chats.pause(connection, chat.id, reason.value, now, thread_id)
        case MoveChat(new_chat_id):
            chats.migrate(connection, chat.id, new_chat_id, now)
