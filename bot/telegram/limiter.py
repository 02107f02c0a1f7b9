"""Paces what handlers send, by the same rows of the database as the pusher's messages.

People who wait for an answer come first: they take the next slot, where alerts have to be claimed
first. python-telegram-bot's own limiter lets 59 calls through in a second, keeps no chat to one a
second, and stops all chats for the flood wait of one.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot import limits
from bot.store import pace
from bot.store.pace import Account
from bot.telegram.answers import FloodError
from feeds.store.database import Database

COUNTED = ("send", "edit", "copy", "forward")
"""What Telegram limits: the methods that begin so. Answers to button presses are free."""
PATIENCE = timedelta(seconds=20)
"""A person who gets no answer for so long asks again; an answer in an hour would puzzle."""

_is_reserved: ContextVar[bool] = ContextVar("is_reserved", default=False)


@contextmanager
def reserved() -> Iterator[None]:
    """Let calls pass whose slot the caller has taken already, as the pusher has."""
    before = _is_reserved.set(True)
    try:
        yield
    finally:
        _is_reserved.reset(before)


class SharedLimiter(BaseRateLimiter[None]):
    """Waits for a slot of the bot and of the chat, and remembers Telegram's refusals."""

    def __init__(self, database: Database, account: Account, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._account = account
        self._clock = clock

    async def initialize(self) -> None:
        """Have nothing to open."""

    async def shutdown(self) -> None:
        """Have nothing to close."""

    async def process_request(  # noqa: PLR0913, PLR0917 - PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the call when it may be made.

        Raises:
            FloodError: the chat has to wait for longer than a person would.
        """
        del rate_limit_args
        if _is_reserved.get() or not endpoint.startswith(COUNTED):
            return await callback(*args, **kwargs)
        asked = data.get("chat_id")
        chat_id = asked if isinstance(asked, int) else None
        await self._wait(chat_id)
        try:
            result = await callback(*args, **kwargs)
        except RetryAfter as error:
            if chat_id is not None:
                await self._flood(chat_id, error)
            raise
        if chat_id is not None:
            await self._database.run(pace.went_through, chat_id)
        return result

    async def _wait(self, chat_id: int | None) -> None:
        give_up_at = self._clock() + PATIENCE
        is_taken = False
        while not is_taken:
            now = self._clock()
            at = await self._database.run(pace.reserve, self._account, chat_id, now)
            if at > give_up_at:
                raise FloodError((at - now).total_seconds())
            is_taken = at <= now + limits.AHEAD
            await asyncio.sleep(max(0.0, (at - now).total_seconds()))

    async def _flood(self, chat_id: int, error: RetryAfter) -> None:
        told = error.retry_after
        seconds = told.total_seconds() if isinstance(told, timedelta) else float(told)
        await self._database.run(pace.flood, self._account, chat_id, seconds, self._clock())
