"""Who may change what a chat hears: in groups and channels their admins, and nobody else.

An anonymous admin speaks as the group, a channel's post as the channel: only admins can. A press
always comes from the real user, so it is checked against Telegram's list, which is asked for at
most once a minute and chat.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from telegram import Bot
from telegram.error import TelegramError

from bot.asking import Ask
from bot.model import ChatKind

KEPT_FOR = timedelta(seconds=60)
MOST_CHATS = 1_000


class Right(StrEnum):
    """Whether somebody may. ``UNKNOWN``: Telegram does not say who the admins are."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Rights:
    """Knows the admins of chats, for a minute each."""

    def __init__(self, bot: Bot, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._clock = clock
        self._admins: OrderedDict[int, tuple[datetime, frozenset[int]]] = OrderedDict()

    async def may_change(self, ask: Ask) -> Right:
        """Tell whether whoever asks may change what this chat hears."""
        if ask.kind is ChatKind.PRIVATE or ask.is_as_chat:
            return Right.YES
        if ask.user_id is None:
            return Right.NO
        try:
            admins = await self._admins_of(ask.chat.id)
        except TelegramError:
            return Right.UNKNOWN
        return Right.YES if ask.user_id in admins else Right.NO

    async def _admins_of(self, chat_id: int) -> frozenset[int]:
        """Give the admins' user ids. Raises TelegramError where we may not know them."""
        now = self._clock()
        read_at, admins = self._admins.get(chat_id, (None, frozenset()))
        if read_at is None or now - read_at >= KEPT_FOR:
            members = await self._bot.get_chat_administrators(chat_id)
            admins = frozenset(member.user.id for member in members)
            self._admins[chat_id] = (now, admins)
            self._admins.move_to_end(chat_id)
            if len(self._admins) > MOST_CHATS:
                self._admins.popitem(last=False)
        return admins
