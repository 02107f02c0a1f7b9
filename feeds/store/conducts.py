"""How each feed behaves, for the circuit breaker: one row a feed, changed with each document."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from feeds import breaker
from feeds.breaker import Conduct, Suspicion
from feeds.config import FeedSettings
from feeds.store.schema import feed_conduct as table


def load(connection: Connection, feed: str) -> Conduct:
    """Read how a feed behaves; one that was never read behaves well."""
    row = connection.execute(select(table).where(table.c.feed == feed)).one_or_none()
    return Conduct() if row is None else _conduct(row)


def suspicious(connection: Connection) -> Mapping[str, Conduct]:
    """Read the feeds whose reports are held, by name."""
    query = select(table).where(table.c.suspicion.is_not(None)).order_by(table.c.feed)
    return {row.feed: _conduct(row) for row in connection.execute(query)}


def note(
    connection: Connection, feed: FeedSettings, final_url: str, alerts: int, now: datetime
) -> Conduct:
    """Note from where a document of a feed came, and how many alerts it made."""
    conduct = breaker.after(load(connection, feed.name), feed.url, final_url, alerts, now)
    _save(connection, feed.name, conduct)
    return conduct


def trust(connection: Connection, feed: str) -> bool:
    """Take what a feed does now for usual; tell whether it was suspicious."""
    conduct = load(connection, feed)
    if conduct.suspicion is None:
        return False
    _save(connection, feed, breaker.trusted(conduct))
    return True


def _save(connection: Connection, feed: str, conduct: Conduct) -> None:
    values = asdict(conduct)
    changed = connection.execute(update(table).where(table.c.feed == feed).values(values))
    if not changed.rowcount:
        connection.execute(insert(table).values(feed=feed, **values))


def _conduct(row: Row[*tuple[Any, ...]]) -> Conduct:
    return Conduct(
        host=row.host,
        new_host=row.new_host,
        lately_per_hour=row.lately_per_hour,
        usually_per_hour=row.usually_per_hour,
        suspicion=None if row.suspicion is None else Suspicion(row.suspicion),
        since_at=row.since_at,
        seen_at=row.seen_at,
    )
