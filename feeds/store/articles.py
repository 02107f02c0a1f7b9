"""Articles that are to be read after their alert: rows that are claimed, and how each went.

What is to be read stands in the database and not in memory, so a crash loses none and reads none
for ever: a lease frees it, and after three tries it is left.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, literal_column, or_, select, update

from feeds.model import Entry
from feeds.store.schema import article as table
from feeds.store.schema import entry

LEASE = timedelta(minutes=3)
"""How long one reading may take; after that another one may begin."""
MAX_TRIES = 3
WORTH_READING = timedelta(hours=24)
"""After so long, counted from the entry, an article that could not be read is left."""
SAME_PAGE = timedelta(hours=1)
"""So long the text of an address is used again: two feeds of one outlet name one page."""
KEPT = timedelta(days=30)
"""How long full texts are kept (product.md, section 6); spans and hashes stay."""
AT_A_TIME = 500
HAS_TEXT = entry.c.text != literal_column("''")
"""Written so that SQLite uses the index of the rows that have a text."""


class State(StrEnum):
    """Whether an article is still to be read; ``reason`` beside it says how it went."""

    WAITING = "waiting"
    READ = "read"
    LEFT = "left"
    """Title and summary stay what we know."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article to be read: of which stored entry of which feed, and at which try (from 1)."""

    entry_row: int
    feed: str
    entry: Entry
    tries: int = field(compare=False)  # the same article, claimed again, is the same


def want(connection: Connection, entry_row: int, now: datetime) -> None:
    """Let the article of an entry be read. Only in the transaction that stores the entry."""
    connection.execute(
        insert(table).values(
            entry=entry_row,
            state=State.WAITING.value,
            reason="",
            tries=0,
            due_at=now,
            text_hash="",
        )
    )


def claim(connection: Connection, now: datetime, limit: int) -> tuple[Article, ...]:
    """Take up to ``limit`` articles that are due, the longest due first, for ``LEASE``."""
    is_free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    due = (
        select(table.c.entry)
        .where(table.c.state == State.WAITING.value, table.c.due_at <= now, is_free)
        .order_by(table.c.due_at, table.c.entry)
        .limit(limit)
    )
    rows = connection.scalars(due).all()
    if not rows:  # nearly always: the question costs no writing
        return ()
    taken = update(table).where(table.c.entry.in_(rows))
    connection.execute(taken.values(lease_until=now + LEASE, tries=table.c.tries + 1))
    found = (
        select(entry, table.c.tries)
        .join(table, table.c.entry == entry.c.id)
        .where(table.c.entry.in_(rows))
        .order_by(table.c.due_at, table.c.entry)
    )
    claimed = []
    for row in connection.execute(found).all():
        if row.tries > MAX_TRIES or now - row.first_read_at > WORTH_READING:
            leave(connection, row.id, "not read in time", now)  # every try ended in a crash
        else:
            claimed.append(Article(row.id, row.feed, _entry(row), row.tries))
    return tuple(claimed)


def release(connection: Connection) -> None:
    """End all leases. For a service that has just taken the service lock: nobody else reads."""
    leased = update(table).where(table.c.state == State.WAITING.value)
    connection.execute(leased.values(lease_until=None))


def text_of_page(connection: Connection, url: str, now: datetime) -> str:
    """Give the text of a page that was read within the hour, for any feed, or ""."""
    query = (
        select(entry.c.text)
        .join(table, table.c.entry == entry.c.id)
        .where(
            table.c.read_at > now - SAME_PAGE,
            table.c.state == State.READ.value,
            entry.c.url == url,
            HAS_TEXT,
        )
        .order_by(table.c.read_at.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""


def read(connection: Connection, entry_row: int, text: str, reason: str, now: datetime) -> None:
    """Note that an article was read: its text becomes that of the entry."""
    connection.execute(update(entry).where(entry.c.id == entry_row).values(text=text))
    digest = hashlib.sha256(text.encode()).hexdigest()
    how = {"state": State.READ.value, "reason": reason, "text_hash": digest}
    _settle(connection, entry_row, now, how)


def leave(connection: Connection, entry_row: int, reason: str, now: datetime) -> None:
    """Note that an article will not be read, or told nothing that we can use."""
    _settle(connection, entry_row, now, {"state": State.LEFT.value, "reason": reason})


def try_later(connection: Connection, entry_row: int, reason: str, due_at: datetime) -> None:
    """Note that an article could not be read, and when it is tried again."""
    row = update(table).where(table.c.entry == entry_row)
    connection.execute(row.values(reason=reason, due_at=due_at, lease_until=None))


def drop_old_texts(connection: Connection, now: datetime) -> int:
    """Drop the full texts that are 30 days old, some at a time; count them."""
    old = (
        select(entry.c.id)
        .where(HAS_TEXT, entry.c.first_read_at < now - KEPT)
        .order_by(entry.c.first_read_at)
        .limit(AT_A_TIME)
    )
    rows = connection.scalars(old).all()
    if rows:
        connection.execute(update(entry).where(entry.c.id.in_(rows)).values(text=""))
    return len(rows)


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(
        id=row.entry_id,
        title=row.title,
        summary=row.summary,
        text=row.text,
        url=row.url,
        language=row.language,
        published_at=row.published_at,
        content_hash=row.content_hash,
    )


def _settle(connection: Connection, entry_row: int, now: datetime, how: dict[str, str]) -> None:
    row = update(table).where(table.c.entry == entry_row)
    connection.execute(row.values(how).values(lease_until=None, read_at=now))
