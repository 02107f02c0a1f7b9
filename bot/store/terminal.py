"""Every alert for the terminal: the fan-out of a run without Telegram, each at most once."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.model import TERMINAL, DeliveryKind, DeliveryState, Lane
from bot.store.schema import alert_fan_out
from bot.store.schema import delivery as table
from feeds.model import Alert
from feeds.store import alerts

ALERTS_PER_FAN_OUT = 500
NEVER_ARRIVED = (
    DeliveryState.FAILED.value,
    DeliveryState.EXPIRED.value,
    DeliveryState.CANCELLED.value,
)


def fan_out(connection: Connection, now: datetime) -> int:
    """Give the terminal every alert that it hasn't been given yet; count them.

    Held alerts are passed over. The first alert of an incident is a ``MESSAGE``, every later one
    a ``REPLY`` to it.
    """
    done = connection.scalar(select(alert_fan_out.c.alert).order_by(alert_fan_out.c.alert.desc()))
    position, added = done or 0, 0
    while batch := alerts.after(connection, position, ALERTS_PER_FAN_OUT):
        for alert in batch:
            if not alert.held_reason:
                connection.execute(insert(table).values(_new_row(connection, alert, now)))
                connection.execute(insert(alert_fan_out).values(alert=alert.id, at=now, chats=1))
                added += 1
        position = batch[-1].id
    return added


def _new_row(connection: Connection, alert: Alert, now: datetime) -> dict[str, object]:
    told = select(table.c.id).where(
        table.c.chat_id == TERMINAL.id,
        table.c.incident == alert.incident_id,
        table.c.kind == DeliveryKind.MESSAGE.value,
        table.c.state.not_in(NEVER_ARRIVED),
    )
    is_first = connection.execute(told).first() is None
    return {
        "chat_id": TERMINAL.id,
        "thread_id": TERMINAL.thread_id,
        "alert": alert.id,
        "incident": alert.incident_id,
        "version": alert.version,
        "kind": (DeliveryKind.MESSAGE if is_first else DeliveryKind.REPLY).value,
        "state": DeliveryState.PENDING.value,
        "attempts": 0,
        "is_repeat": False,
        "lane": Lane.ALERT,
        "not_before": now,
        "detail": "",
        "updated_at": now,
    }
