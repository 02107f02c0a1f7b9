"""The pace of sending, kept over restarts: a row for the bot, a row for each chat.

``bot/limits.py`` decides, this only reads and writes. Whoever sends (the pusher, handlers that
answer) reserves here first, so that all of them together keep the limits.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from bot import limits
from bot.limits import Budget, Pace, Rates
from bot.store.schema import chat_pace, send_budget


@dataclass(frozen=True, slots=True)
class Account:
    """Whose limits: ``key`` is the bot's id, never its token."""

    key: str
    rates: Rates


_IS_CHAT = chat_pace.c.chat_id == bindparam("chat", type_=BigInteger())
_ROW = select(chat_pace).where(_IS_CHAT)
_CHANGE = (
    update(chat_pace)
    .where(_IS_CHAT)
    .values({column: bindparam(column.name) for column in chat_pace.c if not column.primary_key})
)
_ADD = insert(chat_pace)
"""Built once, as every message runs them."""

TERMINAL_ACCOUNT = Account("terminal", limits.LIFTED)


def budget(connection: Connection, account: Account) -> Budget:
    """Read the bot's row."""
    query = select(send_budget).where(send_budget.c.token_key == account.key)
    row = connection.execute(query).one_or_none()
    return Budget() if row is None else Budget(row.tat, row.not_before)


def save_budget(connection: Connection, account: Account, saved: Budget) -> None:
    """Write the bot's row."""
    values = {"tat": saved.tat, "not_before": saved.not_before}
    is_it = send_budget.c.token_key == account.key
    if not connection.execute(update(send_budget).where(is_it).values(values)).rowcount:
        row = {"token_key": account.key, **values}
        connection.execute(insert(send_budget).values(row))


def of_chat(connection: Connection, chat_id: int) -> Pace:
    """Read a chat's row; one that has none is free."""
    row = connection.execute(_ROW, {"chat": chat_id}).one_or_none()
    return Pace() if row is None else _pace(row)


def save(connection: Connection, chat_id: int, pace: Pace) -> None:
    """Write a chat's row."""
    values = {
        "next_ok_at": pace.next_ok_at,
        "group_ok_at": pace.group_ok_at,
        "not_before": pace.not_before,
        "flood_count": pace.flood_count,
        "flooded_at": pace.flooded_at,
    }
    if not connection.execute(_CHANGE, {"chat": chat_id, **values}).rowcount:
        connection.execute(_ADD, {"chat_id": chat_id, **values})


def is_open(now: ColumnElement[Any], beyond: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell in SQL whether ``chat_pace`` lets its chat be sent to: ``limits.opens_at``.

    ``beyond`` is ``limits.LONGEST_PACE`` from now.
    """
    own = [or_(at <= now, at > beyond) for at in (chat_pace.c.next_ok_at, chat_pace.c.group_ok_at)]
    asked = or_(chat_pace.c.not_before.is_(None), chat_pace.c.not_before <= now)
    return or_(chat_pace.c.chat_id.is_(None), and_(*own, asked))


def count(connection: Connection, account: Account, chat_id: int, at: datetime) -> None:
    """Note that a chat is sent something at ``at``."""
    pace = of_chat(connection, chat_id)
    save(connection, chat_id, limits.sent(pace, account.rates, at, is_group=chat_id < 0))


def reserve(
    connection: Connection, account: Account, chat_id: int | None, now: datetime
) -> datetime:
    """Take a slot for an answer to a person; give when to send it, or when to ask again.

    It is taken if the time given is at most ``limits.AHEAD`` from ``now``. A chat of None is
    paced by the bot's budget alone.
    """
    of_bot = budget(connection, account)
    at, left = limits.reserve(of_bot, account.rates, now)
    if chat_id is not None:
        at = max(at, limits.opens_at(of_chat(connection, chat_id), now))
    if at > now + limits.AHEAD:
        return at
    save_budget(connection, account, left)
    if chat_id is not None:
        count(connection, account, chat_id, at)
    return at


def went_through(connection: Connection, chat_id: int) -> None:
    """Forget a chat's refusals."""
    pace = of_chat(connection, chat_id)
    if pace.flood_count:
        save(connection, chat_id, limits.went_through(pace))


def flood(
    connection: Connection, account: Account, chat_id: int, seconds: float, now: datetime
) -> bool:
    """Let a chat wait as Telegram says; give whether the whole bot must, as several have to."""
    save(connection, chat_id, limits.flooded(of_chat(connection, chat_id), seconds, now))
    since = now - limits.WIDENED_WITHIN
    lately = select(chat_pace).where(chat_pace.c.flooded_at >= since)
    until = limits.widened([_pace(row) for row in connection.execute(lately)], now)
    if until is None:
        return False
    _wait_all(connection, account, until)
    return True


def wait(connection: Connection, chat_id: int, seconds: float, now: datetime) -> None:
    """Send a chat nothing for so long."""
    save(connection, chat_id, limits.delayed(of_chat(connection, chat_id), seconds, now))


def wait_all(connection: Connection, account: Account, seconds: float, now: datetime) -> None:
    """Send nobody anything for so long."""
    _wait_all(connection, account, now + timedelta(seconds=seconds))


def _wait_all(connection: Connection, account: Account, until: datetime) -> None:
    known = budget(connection, account)
    not_before = max(until, known.not_before or until)
    save_budget(connection, account, Budget(known.tat, not_before))


def _pace(row: Row[*tuple[Any, ...]]) -> Pace:
    return Pace(row.next_ok_at, row.group_ok_at, row.not_before, row.flood_count, row.flooded_at)
