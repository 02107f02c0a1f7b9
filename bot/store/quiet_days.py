"""For digests of nothing: when we last looked whose hour has come, and who has news anyway."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, insert, or_, select, update

from bot.model import Chat, DeliveryState
from bot.store.schema import delivery as table
from bot.store.schema import revision_cursor

CURSOR = "quiet_days"
"""Its position is a time, in seconds since 1970."""
WITHIN = timedelta(hours=12)
"""A digest that went out so recently is today's, however late it was."""


def look(connection: Connection, now: datetime) -> datetime:
    """Give when we looked last, and note that we look now; the first time that is now."""
    is_ours = revision_cursor.c.name == CURSOR
    position = connection.scalar(select(revision_cursor.c.position).where(is_ours))
    seconds = int(now.timestamp())
    if position is None:
        connection.execute(insert(revision_cursor).values(name=CURSOR, position=seconds))
        return now
    connection.execute(update(revision_cursor).where(is_ours).values(position=seconds))
    return datetime.fromtimestamp(position, UTC)


def has_news(connection: Connection, chat: Chat, now: datetime) -> bool:
    """Tell whether a chat got something today, or is about to."""
    done = (DeliveryState.SENT.value, DeliveryState.UNKNOWN.value)
    ahead = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)
    query = select(table.c.id).where(
        table.c.chat_id == chat.id,
        table.c.thread_id == chat.thread_id,
        or_(
            and_(table.c.state.in_(done), table.c.updated_at > now - WITHIN),
            and_(table.c.state.in_(ahead), table.c.not_before <= now),
        ),
    )
    return connection.execute(query.limit(1)).first() is not None
