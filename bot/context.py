"""What every handler of a person's message needs, in one bundle."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot

from bot.asking import Ask, Reply
from bot.config_changes import Reload
from bot.telegram import dialogue
from bot.words import Words, languages, words
from feeds.config import Config
from feeds.store.database import Database

Clock = Callable[[], datetime]


@dataclass(slots=True)
class BotContext:
    """The running bot, as handlers see it. ``clock`` gives aware UTC times.

    ``bot`` must be connected before anything is asked of this. ``config`` is replaced when an
    edited one is applied, and ``untold`` is what operators have still to hear about an edit.
    """

    database: Database
    config: Config
    clock: Clock
    bot: Bot
    languages: tuple[str, ...] = field(default_factory=languages)
    """Those that people can choose among."""
    untold: Reload | None = None

    @property
    def user_name(self) -> str:
        """The bot's @name, without the @."""
        return self.bot.username

    def take(self, reload: Reload) -> None:
        """Work by an edited configuration, and keep for operators what became of it."""
        self.config = reload.config or self.config
        self.untold = reload

    def words(self, language: str) -> Words:
        """Give the words of a language; English where we don't speak it."""
        return words(language)

    async def reply(self, ask: Ask, reply: Reply) -> None:
        """Answer a person. What Telegram refuses is logged, never raised."""
        await dialogue.answer(self.bot, ask, reply)
