"""What every handler of a person's message needs, in one frozen bundle."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot

from bot.asking import Ask, Reply
from bot.telegram import dialogue
from bot.words import Words, languages, words
from feeds.config import Config
from feeds.store.database import Database

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class BotContext:
    """The running bot, as handlers see it. ``clock`` gives aware UTC times.

    ``bot`` must be connected before anything is asked of this.
    """

    database: Database
    config: Config
    clock: Clock
    bot: Bot
    languages: tuple[str, ...] = field(default_factory=languages)
    """Those that people can choose among."""

    @property
    def user_name(self) -> str:
        """The bot's @name, without the @."""
        return self.bot.username

    def words(self, language: str) -> Words:
        """Give the words of a language; English where we don't speak it."""
        return words(language)

    async def reply(self, ask: Ask, reply: Reply) -> None:
        """Answer a person. What Telegram refuses is logged, never raised."""
        await dialogue.answer(self.bot, ask, reply)
