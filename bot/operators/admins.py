"""The admin chats: posting into them, with patience for those that refuse us."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot

from bot.asking import Keyboard
from bot.model import Ending, Message, Outcome, Trouble
from bot.telegram.posting import change, post

WAIT_AFTER_REFUSAL = timedelta(minutes=5)

_log = logging.getLogger(__name__)


class AdminChats:
    """``[telegram] admin_chats``, as ``chat_ids`` gives them; a refusal is tried again later.

    One that moves is followed, until the configuration names its new id.
    """

    def __init__(
        self, bot: Bot, chat_ids: Callable[[], tuple[int, ...]], clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._ids = chat_ids
        self._clock = clock
        self._moved: dict[int, int] = {}
        self._wait_until: dict[int, datetime] = {}

    def open(self) -> tuple[int, ...]:
        """Give the ids, as configured, of those that can be posted to now."""
        now = self._clock()
        return tuple(one for one in self._ids() if self._wait_until.get(one, now) <= now)

    async def post(self, chat_id: int, message: Message, keyboard: Keyboard = ()) -> int | None:
        """Send a message to one of them; give the message's id, or None where it was refused."""
        outcome = await post(self._bot, self._moved.get(chat_id, chat_id), message, keyboard)
        if outcome.trouble is Trouble.MIGRATED and outcome.new_chat_id is not None:
            self._moved[chat_id] = outcome.new_chat_id
            _log.warning("an admin chat has become a supergroup: put its new id into admin_chats")
            outcome = await post(self._bot, outcome.new_chat_id, message, keyboard)
        self._look(chat_id, outcome)
        return outcome.message_id

    async def post_all(self, message: Message, keyboard: Keyboard = ()) -> bool:
        """Send a message to all that are open; tell whether any has it."""
        ids = [await self.post(chat_id, message, keyboard) for chat_id in self.open()]
        return any(message_id is not None for message_id in ids)

    async def change(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Change a message, and take its buttons off; tell whether there is nothing left to do."""
        outcome = await change(self._bot, self._moved.get(chat_id, chat_id), message_id, message)
        if outcome.trouble in (Trouble.MESSAGE_GONE, Trouble.BAD_REQUEST, Trouble.MIGRATED):
            return True
        self._look(chat_id, outcome)
        return outcome.ending is Ending.SENT

    def _look(self, chat_id: int, outcome: Outcome) -> None:
        if outcome.trouble is Trouble.FLOOD:
            seconds = outcome.retry_after_seconds or 0.0
            self._wait_until[chat_id] = self._clock() + timedelta(seconds=seconds)
        elif outcome.ending is not Ending.SENT:
            self._wait_until[chat_id] = self._clock() + WAIT_AFTER_REFUSAL
            _log.warning("an admin chat could not be told: %s", outcome.detail)
