"""Lines of a file or of standard input as they arrive, and work on them kept in their order."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.cli.shared import UsageError
from feeds.entry_json import MAX_LINE_BYTES

STANDARD_INPUT = Path("-")
CHUNK_BYTES = 65_536
CHUNKS_AHEAD = 4
LOOK_SECONDS = 1.0
"""Pause between two looks whether the reader has gone without a word."""

T = TypeVar("T")
R = TypeVar("R")


async def lines_of(path: Path) -> AsyncGenerator[bytes]:
    """Give each line that is not blank, without its end, as soon as it has come.

    Of a line longer than an entry may be, no more is kept than shows that it is too long.

    Raises:
        UsageError: the file cannot be read.
    """
    chunks: asyncio.Queue[bytes | OSError] = asyncio.Queue()
    room = threading.Semaphore(CHUNKS_AHEAD)
    # A daemon, and on the bare descriptor: no lock of sys.stdin is held when the program ends.
    pump = _Pump(_open(path), chunks, room, asyncio.get_running_loop())
    threading.Thread(target=pump.run, daemon=True, name="input").start()
    line = bytearray()
    while chunk := await chunks.get():
        room.release()
        if isinstance(chunk, OSError):
            raise UsageError(f"{path}: {chunk.strerror}")
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            if (whole := bytes(line + end)).strip():
                yield whole
            line.clear()
        if len(line) <= MAX_LINE_BYTES:
            line += rest
    if line.strip():
        yield bytes(line)


@dataclass(frozen=True, slots=True)
class _Pump:
    """Reads in a thread: a pipe may be silent for hours, and Ctrl-C must still work."""

    descriptor: int
    chunks: "asyncio.Queue[bytes | OSError]"
    room: threading.Semaphore
    loop: asyncio.AbstractEventLoop

    def run(self) -> None:
        """Hand over every chunk, last an empty one or what went wrong."""
        chunk: bytes | OSError = b"?"
        while chunk and not isinstance(chunk, OSError):
            try:
                chunk = os.read(self.descriptor, CHUNK_BYTES)
            except OSError as error:
                chunk = error
            if not self._hand_over(chunk):
                return

    def _hand_over(self, chunk: bytes | OSError) -> bool:
        """Wait until there is room for a chunk; tell whether anybody still reads."""
        while not self.room.acquire(timeout=LOOK_SECONDS):
            if self.loop.is_closed():
                return False
        try:
            self.loop.call_soon_threadsafe(self.chunks.put_nowait, chunk)
        except RuntimeError:  # the loop has ended
            return False
        return True


def _open(path: Path) -> int:
    if path == STANDARD_INPUT:
        return sys.stdin.fileno()
    try:
        return os.open(path, os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


async def in_order(
    items: AsyncIterator[T], work: Callable[[T], Awaitable[R]], ahead: int
) -> AsyncGenerator[R]:
    """Work on up to ``ahead`` items at once; give the results in the order of the items.

    A result is given as soon as it and all before it are there, even while no new item comes.
    """
    started: asyncio.Queue[asyncio.Future[R] | None] = asyncio.Queue()
    room = asyncio.Semaphore(ahead)

    async def start() -> None:
        try:
            async for item in items:
                await room.acquire()
                started.put_nowait(asyncio.ensure_future(work(item)))
        finally:
            started.put_nowait(None)

    starter = asyncio.create_task(start())
    try:
        while (task := await started.get()) is not None:
            yield await task
            room.release()
        await starter
    finally:
        starter.cancel()
        while not started.empty():
            if (left := started.get_nowait()) is not None:
                left.cancel()
