"""The worker processes: everything CPU-bound runs there, by its dotted name.

A dotted name instead of a function keeps the heavy libraries out of the main process. Spawned,
never forked; a call that hangs costs its worker, which is replaced; none outlives the parent.
"""

import asyncio
import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

MAX_CALLS = 2_000
"""Calls after which a worker is replaced: feedparser's and spaCy's memory only ever grows."""

PR_SET_PDEATHSIG = 1
"""Linux's prctl option (sys/prctl.h): the signal a process gets when its parent dies."""


class WorkerError(Exception):
    """A call gave no result, through no fault of its arguments that the worker could name."""


class WorkerTimeout(WorkerError):  # noqa: N818 - named after what happened, as a caller reads it
    """A call took too long; its worker was killed and replaced."""


class WorkerCrashed(WorkerError):  # noqa: N818 - named after what happened, as a caller reads it
    """A worker ended in the middle of a call, or couldn't start; it was replaced."""


class Workers:
    """A pool of worker processes; they start with the first call. An async context manager.

    Args:
        count: processes.
        timeout_seconds: wall time of a call that sets none of its own; waiting doesn't count.
        preload: dotted name of a function without arguments that each worker runs at its start,
            or "".
        max_calls: calls after which a worker is replaced.
    """

    def __init__(
        self,
        count: int = 2,
        timeout_seconds: float = 30.0,
        preload: str = "feeds.reading:load",
        max_calls: int = MAX_CALLS,
    ) -> None:
        self._count = count
        self._timeout_seconds = timeout_seconds
        self._preload = preload
        self._max_calls = max_calls
        self._pool: ProcessPool | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def warm_up(self) -> None:
        """Start the workers and wait until one of them is ready to work.

        Raises:
            WorkerCrashed: they can't start.
        """
        await self.call("os:getpid")

    async def call(self, function: str, *args: Any, timeout_seconds: float | None = None) -> Any:
        """Run ``function`` ("package.module:name") in a worker and give its result.

        Raises:
            WorkerTimeout: it took longer than ``timeout_seconds``.
            WorkerCrashed: its process ended.
            Exception: whatever the function raised.
        """
        limit = timeout_seconds or self._timeout_seconds
        reason = ""
        for _ in range(2):
            pool = self._pool = self._pool or self._new_pool()
            try:
                return await _call(pool, function, args, limit)
            except BrokenProcessPool as error:
                # All workers were gone before one took this call: it harmed none, so ask again.
                self._discard(pool)
                reason = str(error)
        raise WorkerCrashed(f"the workers can't start or stay: {reason}")

    async def close(self) -> None:
        """End the workers, also in the middle of calls, and wait until they have ended."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            max_tasks=self._max_calls,
            initializer=_begin,
            initargs=(os.getpid(), self._preload),
            context=get_context("spawn"),
        )

    def _discard(self, pool: ProcessPool) -> None:
        """Drop a broken pool, unless another call has done so."""
        if self._pool is pool:
            self._pool = None
            Thread(target=_end, args=(pool,), daemon=True, name="broken pool").start()


async def _call(pool: ProcessPool, function: str, args: tuple[Any, ...], limit: float) -> Any:
    try:
        future: Future[Any] = pool.schedule(_run, args=(function, args), timeout=limit)
    except RuntimeError as error:  # it has given up on itself
        raise BrokenProcessPool(str(error)) from error
    try:
        return await asyncio.wrap_future(future)
    except TimeoutError:
        raise WorkerTimeout(f"{function} took more than {limit:g} s") from None
    except ProcessExpired as error:
        raise WorkerCrashed(f"a worker ended ({_exit_words(error.exitcode)})") from error


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # Pebble annotates all but this
    pool.join()


def _begin(parent_pid: int, preload: str) -> None:
    """Prepare a worker: tie its life to the parent's, then load.

    What is loaded stays for good: the collector neither walks over it while it grows, which took
    a sixth of the time, nor ever after.
    """
    _die_with_parent(parent_pid)
    gc.disable()
    if preload:
        _function(preload)()
    gc.freeze()
    gc.enable()


def _run(function: str, args: tuple[Any, ...]) -> Any:
    return _function(function)(*args)


def _function(dotted: str) -> Callable[..., Any]:
    module, _, name = dotted.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _die_with_parent(parent_pid: int) -> None:
    """See to it that this process ends when its parent does, even by SIGKILL.

    On Linux the kernel does it, also in the middle of C code. Elsewhere a thread waits for the
    end of the pipe that the parent holds open.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:  # it died before the line above
        os._exit(1)
    Thread(target=_watch_parent, daemon=True, name="parent watch").start()


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _exit_words(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:  # most real-time signals have no name
        return f"killed by signal {-code}"
