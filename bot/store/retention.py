"""What was told to whom is forgotten after 30 days (product.md, section 6)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.model import DeliveryState
from bot.store.schema import chat_mute, delivery

KEPT = timedelta(days=30)
OLDEST = 500
"""Rows looked at in one go, by age: looking often is cheap, looking at all is not."""
OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)


def forget_old(connection: Connection, now: datetime) -> int:
    """Delete deliveries that ended 30 days ago, and mutes that have ended; count the deliveries.

    An alert stays marked as fanned out, so nothing is told again; what is older than this is no
    longer edited or corrected.
    """
    connection.execute(delete(chat_mute).where(chat_mute.c.until_at <= now))
    oldest = select(delivery.c.id).order_by(delivery.c.id).limit(OLDEST)
    ended = delete(delivery).where(
        delivery.c.id.in_(oldest.scalar_subquery()),
        delivery.c.updated_at < now - KEPT,
        delivery.c.state.not_in(OPEN),
    )
    return connection.execute(ended).rowcount
