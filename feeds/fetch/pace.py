"""How often one host is asked: so many fetches at once, and a gap with jitter between two."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

FORGET_ABOVE = 1_000
"""Hosts remembered before the idle ones are dropped: redirects can name any number of hosts."""


@dataclass(slots=True)
class _Host:
    gate: asyncio.Semaphore
    free_at: float = 0.0
    users: int = 0


def _jitter() -> float:
    return random.SystemRandom().uniform(1.0, 1.5)


class Pace:
    """The turns of all hosts. Times are seconds of the event loop's clock.

    Args:
        connections: fetches of one host at the same time.
        gap_seconds: least time between the starts of two fetches of one host.
        jitter: factor of the gap, at least 1, drawn anew each time so that no herd forms.
        clock: now, in seconds.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        connections: int,
        gap_seconds: float,
        jitter: Callable[[], float] = _jitter,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._connections = connections
        self._gap_seconds = gap_seconds
        self._jitter = jitter
        self._clock = clock or asyncio.get_running_loop().time
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self.waiting = 0
        """How many wait for a turn now."""

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at ``host`` and hold it."""
        state = self._hosts.setdefault(host, _Host(asyncio.Semaphore(self._connections)))
        state.users += 1
        try:
            async with AsyncExitStack() as held:
                await self._wait(state, held)
                yield
        finally:
            state.users -= 1
            self._forget_idle()

    async def _wait(self, state: _Host, held: AsyncExitStack) -> None:
        self.waiting += 1
        try:
            await held.enter_async_context(state.gate)
            now = self._clock()
            start = max(now, state.free_at)
            state.free_at = start + self._gap_seconds * self._jitter()
            if start > now:
                await self._sleep(start - now)
        finally:
            self.waiting -= 1

    def _forget_idle(self) -> None:
        if len(self._hosts) <= FORGET_ABOVE:
            return
        now = self._clock()
        self._hosts = {
            name: host for name, host in self._hosts.items() if host.users or host.free_at > now
        }
