"""Tell whether the service is alive: exit 0 if it takes feeds in time, else 1 with the reason.

A running service claims every feed when it is due. So the database, read only, shows a stopped or
hanging one: an enabled feed that nobody has taken for long. Standard library only, one query.
"""

import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

LATE = timedelta(minutes=15)
"""How long after its due time a feed may wait before the service counts as hanging."""

PREFIX = "sqlite:///"

QUERY = "SELECT name, next_poll_at FROM feed WHERE is_enabled ORDER BY next_poll_at LIMIT 1"


def problem(url: str, now: datetime) -> str:
    """Say what is wrong with the service behind the database at ``url``; empty is good."""
    path = url.removeprefix(PREFIX).partition("?")[0]
    try:
        address = f"file:{quote(path)}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as connection:
            row = connection.execute(QUERY).fetchone()
    except sqlite3.Error as error:
        return f"the database cannot be read: {error}"
    if row is None:
        return ""
    name, due = row
    late = now - datetime.fromisoformat(due).replace(tzinfo=UTC)
    return f"{name} has been due for {late.total_seconds():.0f} s" if late > LATE else ""


def main() -> int:
    """Check the database that DATABASE_URL names; return the exit code."""
    text = problem(os.environ.get("DATABASE_URL", ""), datetime.now(UTC))
    sys.stdout.write(f"{text or 'alive'}\n")
    return 1 if text else 0


if __name__ == "__main__":
    sys.exit(main())
