"""What operators were told last about each feed, so that they hear of changes alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.store.schema import health_told as table


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one feed, and when. ``quiet_until``: an operator wants no word before."""

    state: str
    at: datetime
    quiet_until: datetime | None = None


def every(connection: Connection) -> Mapping[str, Told]:
    """Read what was told, by feed."""
    query = select(table.c.feed, table.c.state, table.c.at, table.c.quiet_until)
    return {name: Told(*rest) for name, *rest in connection.execute(query)}


def note(connection: Connection, feed: str, state: str, now: datetime) -> None:
    """Note that operators were told of a state."""
    _put(connection, feed, now, {"state": state})


def hush(connection: Connection, feed: str, until: datetime, now: datetime) -> None:
    """Tell operators nothing about a feed until then."""
    _put(connection, feed, now, {"quiet_until": until})


def _put(connection: Connection, feed: str, now: datetime, values: dict[str, object]) -> None:
    row = {**values, "at": now}
    changed = connection.execute(update(table).where(table.c.feed == feed).values(row))
    if not changed.rowcount:
        connection.execute(insert(table).values({"feed": feed, "state": "", **row}))
