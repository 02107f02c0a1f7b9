"""What was told to whom is forgotten after 30 days (product.md, section 6), strangers at once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from bot.model import DeliveryState
from bot.store.schema import chat, chat_mute, chat_pace, delivery

KEPT = timedelta(days=30)
OLDEST = 500
"""Rows looked at in one go, by age: looking often is cheap, looking at all is not."""
OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)


def forget_old(connection: Connection, now: datetime) -> int:
    """Delete deliveries that ended 30 days ago, and what else has ended; count the deliveries.

    An alert stays marked as fanned out, so nothing is told again; what is older than this is no
    longer edited or corrected.
    """
    connection.execute(delete(chat_mute).where(chat_mute.c.until_at <= now))
    _forget_strangers(connection, now)
    oldest = select(delivery.c.id).order_by(delivery.c.id).limit(OLDEST)
    ended = delete(delivery).where(
        delivery.c.id.in_(oldest.scalar_subquery()),
        delivery.c.updated_at < now - KEPT,
        delivery.c.state.not_in(OPEN),
    )
    return connection.execute(ended).rowcount


def _forget_strangers(connection: Connection, now: datetime) -> None:
    """Delete the pace of chats that we keep nothing else of: who only asked, or had all deleted.

    As long as it holds them back, a flood wait above all, it stays.
    """
    pace = chat_pace.c
    connection.execute(
        delete(chat_pace).where(
            pace.chat_id.not_in(select(chat.c.chat_id)),
            pace.next_ok_at <= now,
            pace.group_ok_at <= now,
            or_(pace.not_before.is_(None), pace.not_before <= now),
        )
    )
