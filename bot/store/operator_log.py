"""Everything that operators did, and who of them: kept for good."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.store.schema import operator_log as table


@dataclass(frozen=True, slots=True)
class Deed:
    """One line: a user id, the act, and what it was done to (empty: to everything)."""

    at: datetime
    user_id: int
    what: str
    subject: str


def note(connection: Connection, user_id: int, what: str, subject: str, now: datetime) -> None:
    """Add a line."""
    row = {"at": now, "user_id": user_id, "what": what, "subject": subject}
    connection.execute(insert(table).values(row))


def newest(connection: Connection, limit: int) -> tuple[Deed, ...]:
    """Read the last lines, the newest first."""
    columns = (table.c.at, table.c.user_id, table.c.what, table.c.subject)
    query = select(*columns).order_by(table.c.id.desc()).limit(limit)
    return tuple(Deed(*row) for row in connection.execute(query))
