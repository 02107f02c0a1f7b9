"""Feeds that an operator has stopped: none of them is polled until an operator lets it go on."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from feeds.store.schema import feed_pause as table


def stop(connection: Connection, feed: str, by: int, now: datetime) -> bool:
    """Stop a feed on the word of a user; tell whether it was going on."""
    if feed in stopped(connection):
        return False
    connection.execute(insert(table).values(feed=feed, by=by, at=now))
    return True


def resume(connection: Connection, feed: str) -> bool:
    """Let a feed go on; tell whether it was stopped."""
    return connection.execute(delete(table).where(table.c.feed == feed)).rowcount > 0


def stopped(connection: Connection) -> frozenset[str]:
    """Read the names of the feeds that are stopped."""
    return frozenset(connection.scalars(select(table.c.feed)))
