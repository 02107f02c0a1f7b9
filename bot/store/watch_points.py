"""Places that chats watch. They say where somebody lives: they never reach a log."""

from collections.abc import Mapping
from itertools import groupby

from sqlalchemy import Connection, Row, delete, insert, select

from bot.model import Chat, Level, WatchPoint
from bot.store.schema import watch_point as table

_ORDERED = select(table).order_by(table.c.chat_id, table.c.thread_id, table.c.place)


def of(connection: Connection, chat_id: int, thread_id: int = 0) -> tuple[WatchPoint, ...]:
    """Read what one chat watches, by name."""
    is_chats = (table.c.chat_id == chat_id) & (table.c.thread_id == thread_id)
    return tuple(map(_point, connection.execute(_ORDERED.where(is_chats))))


def every(connection: Connection) -> Mapping[tuple[int, int], tuple[WatchPoint, ...]]:
    """Read what all chats watch, by chat and thread."""
    rows = groupby(connection.execute(_ORDERED), lambda row: (row.chat_id, row.thread_id))
    return {key: tuple(map(_point, points)) for key, points in rows}


def save(connection: Connection, chat: Chat, points: tuple[WatchPoint, ...]) -> None:
    """Let a chat watch these places and no others."""
    if points == of(connection, chat.id, chat.thread_id):
        return
    is_chats = (table.c.chat_id == chat.id) & (table.c.thread_id == chat.thread_id)
    connection.execute(delete(table).where(is_chats))
    if points:
        ids = {"chat_id": chat.id, "thread_id": chat.thread_id}
        connection.execute(insert(table), [{**ids, **_values(point)} for point in points])


def _values(point: WatchPoint) -> dict[str, object]:
    return {
        "place": point.place,
        "lat": point.lat,
        "lon": point.lon,
        "radius_km": point.radius_km,
        "level": point.level.value,
    }


def _point(row: Row[tuple[str, float, float, int, str]]) -> WatchPoint:
    return WatchPoint(row.place, row.lat, row.lon, row.radius_km, Level(row.level))
