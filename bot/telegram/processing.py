"""The order in which updates are handled: one after the other in a chat, side by side otherwise.

PTB's own choices are one at a time for everybody, where one slow chat stops all, or all at once,
where two taps of one person overtake each other.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 16
WAITING = 10_000
"""Updates that may wait for their chat's turn. Who waits takes no place from other chats."""


class PerChatProcessor(BaseUpdateProcessor):
    """Handles up to ``AT_ONCE`` updates at a time, of one chat in the order in which they came."""

    __slots__ = ("_places", "_queues")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(WAITING)
        self._places = asyncio.Semaphore(at_once)
        self._queues: dict[int, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates, then handle this one."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                await coroutine
            return
        async with self._turn(chat.id), self._places:
            await coroutine

    @asynccontextmanager
    async def _turn(self, chat_id: int) -> Any:
        lock, waiting = self._queues.get(chat_id, (asyncio.Lock(), 0))
        self._queues[chat_id] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._queues.pop(chat_id)
            if waiting > 1:
                self._queues[chat_id] = (lock, waiting - 1)

    async def initialize(self) -> None:
        """Have nothing to open."""

    async def shutdown(self) -> None:
        """Have nothing to close."""
