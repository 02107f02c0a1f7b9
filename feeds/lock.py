"""The service lock: one service per embedded database.

``flock`` on ``<database>.lock``: the kernel drops it when its holder dies, however it dies, so a
file that is left behind is no obstacle. The text in it says who holds it, and is only for people.
"""

import fcntl
import os
import socket
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO


class LockHeldError(Exception):
    """Another service holds the lock; the text says which."""


class ServiceLock:
    """Held from ``with`` to its end, by the service role only (``run`` and ``poll``).

    Raises, on entering:
        LockHeldError: Another service runs on this database.
        OSError: The lock file can't be written.
    """

    def __init__(self, database: Path, now: datetime) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._started_at = now
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = " ".join(file.read(500).split()) or "somebody unknown"
            file.close()
            raise LockHeldError(f"already in use by {holder} (lock: {self._path})") from error
        file.truncate(0)
        started = self._started_at.strftime("%Y-%m-%d %H:%M:%S UTC")
        file.write(f"process {os.getpid()} on {socket.gethostname()}, started {started}\n")
        file.flush()
        self._file = file
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go. The file stays: to remove it would let two services lock two files."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None
