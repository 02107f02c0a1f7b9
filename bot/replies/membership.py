"""What Telegram says of a chat: it has closed itself to us, opened again, or moved.

Its choices stay, and who asked for silence keeps it.
"""

from datetime import datetime

from bot.replies.subscribing import UNSUBSCRIBED
from bot.store import chats
from bot.store.kept import reasons
from feeds.store import Connection

CLOSED = "closed to the bot"


def closed(connection: Connection, chat_id: int, now: datetime) -> None:
    """Pause a chat that has blocked us or thrown us out, with all its topics."""
    chats.pause(connection, chat_id, CLOSED, now)


def opened(connection: Connection, chat_id: int, now: datetime) -> bool:
    """Go on with a chat that lets us in again; True: it is a new one."""
    topics = reasons(connection, chat_id)
    for thread_id, reason in topics.items():
        if reason != UNSUBSCRIBED:
            chats.resume(connection, chat_id, now, thread_id)
    return not topics
