"""The numbers by which operators see that the service works: of the last day, and of the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.holds import Decision
from bot.model import TERMINAL, ChatState, DeliveryState
from bot.store import switches
from bot.store.schema import alert_fan_out, alert_hold, delivery
from bot.store.schema import chat as chat_table

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Vitals:
    """``alerts`` told, and messages ``sent``, ``unknown`` and ``failed``, of the last day.

    ``held`` wait for an operator. ``oldest_waiting_at`` is since when the message that has waited
    longest could have left; None: nothing waits.
    """

    chats: int
    alerts: int
    sent: int
    unknown: int
    failed: int
    held: int
    oldest_waiting_at: datetime | None
    are_pushes_stopped: bool


def vitals(connection: Connection, now: datetime) -> Vitals:
    """Read them; the whole ledger of a day is counted, so not every minute."""
    active = chat_table.c.state == ChatState.ACTIVE.value
    subscribed = select(func.count()).where(active, chat_table.c.chat_id != TERMINAL.id)
    told = select(func.count()).where(alert_fan_out.c.at > now - DAY)
    held = select(func.count()).where(alert_hold.c.decision == Decision.OPEN.value)
    waiting = select(func.min(delivery.c.not_before)).where(
        delivery.c.state == DeliveryState.PENDING.value, delivery.c.not_before <= now
    )
    ended = (
        select(delivery.c.state, func.count().label("number"))
        .where(delivery.c.updated_at > now - DAY)
        .group_by(delivery.c.state)
    )
    counts = {row.state: row.number for row in connection.execute(ended)}
    return Vitals(
        chats=connection.scalar(subscribed) or 0,
        alerts=connection.scalar(told) or 0,
        sent=counts.get(DeliveryState.SENT.value, 0),
        unknown=counts.get(DeliveryState.UNKNOWN.value, 0),
        failed=counts.get(DeliveryState.FAILED.value, 0),
        held=connection.scalar(held) or 0,
        oldest_waiting_at=connection.scalar(waiting),
        are_pushes_stopped=switches.is_on(connection, switches.PUSHES_STOPPED),
    )
