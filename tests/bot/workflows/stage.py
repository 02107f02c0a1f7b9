"""A stage for workflows: people on the fake Telegram, our handlers behind the real PTB application.

A workflow is a table of steps: who does what, and what the bot answers. ``who`` is a name, with the
place where it isn't the private chat: "Anna", "Anna in Watch", "Anna in Watch/News" (a topic).
``does`` is a text to send, or a button in brackets: "[Next]". What the bot answers is a list of
fragments, each in a message that is new or changed, or in the notice of a press; an empty list
means that it stays silent.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import config as bot_config
from bot import limits
from bot.answering import handlers
from bot.context import BotContext
from bot.model import ChatSettings
from bot.store import chats
from bot.store.pace import Account
from bot.telegram.application import App, Link, build, connected
from bot.telegram.limiter import SharedLimiter
from bot.telegram.polling import ALLOWED_UPDATES
from feeds.model import Incident
from feeds.store import feeds, incidents
from feeds.store.database import Database, open_database
from tests.bot.made import incident
from tests.bot.telegram.made import Clock
from tests.telegram_server.people import ChatHandle, PersonHandle
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import Message, Query, Topic

CONFIG = """
[http]
contact = "desk@alerts.example"

[[feeds]]
name = "Herald"
url = "https://herald.example/rss"
language = "en"
areas = ["armenia-azerbaijan", "georgia"]

[[feeds]]
name = "Mountain Post"
url = "https://mountain.example/rss"
language = "en"
areas = ["north-caucasus"]
"""

Step = tuple[str, str, Sequence[str]]


@dataclass
class Stage:
    """One bot with its database, and the people who talk to it."""

    telegram: FakeTelegram
    application: App
    database: Database
    clock: Clock
    context: BotContext
    places: dict[str, ChatHandle] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    taps: int = 0
    _offset: int = 0

    async def play(self, *steps: Step) -> None:
        """Play a workflow; the first step that goes otherwise fails the test."""
        for who, does, expected in steps:
            answers = await self.step(who, does)

            said = "\n".join(answers)
            missing = [text for text in expected if text not in said]
            assert not missing, f"{who}: {does}: {missing} not in:\n{said}"
            assert bool(answers) == bool(expected), f"{who}: {does}: said:\n{said}"

    async def step(self, who: str, does: str) -> list[str]:
        """Do one thing, and give what the bot says to it."""
        name, _, where = who.partition(" in ")
        person, place = self.telegram.person(name), None
        if where:
            place = self.place(where.partition("/")[0])
        before = self._seen()
        query: Query | None = None
        if does.startswith("["):
            self.taps += 1
            query = person.taps(self._with_button(place or person.chat, does[1:-1]), does[1:-1])
        else:
            person.writes(does, place, self.topics.get(where))
        await self.handle()
        return [*self._news(before), *_notice(query)]

    async def handle(self) -> None:
        """Let the bot handle every update that waits, one after the other."""
        bot = self.application.bot
        while found := await bot.get_updates(
            offset=self._offset, timeout=0, allowed_updates=ALLOWED_UPDATES
        ):
            for update in found:
                self._offset = update.update_id + 1
                await self.application.process_update(update)

    async def press(
        self, who: str, message: Message, data: str, *, is_out_of_reach: bool = False
    ) -> list[str]:
        """Press with any data, as a client may that isn't Telegram's own."""
        before = self._seen()
        person = self.telegram.person(who)
        query = person.presses(message, data, is_out_of_reach=is_out_of_reach)
        await self.handle()
        return [*self._news(before), *_notice(query)]

    def report(self, **changes: Any) -> Incident:
        """Store an incident that was reported, changed as a test needs."""
        made = incident(id=0, **changes)
        with self.database.transaction() as connection:
            return incidents.save(
                connection, made, "feed:Herald", "first report", made.last_reported_at
            )

    def place(self, title: str, kind: str = "supergroup", **settings: Any) -> ChatHandle:
        """Give a group or channel of that title, new or known."""
        if title not in self.places:
            self.places[title] = self.telegram.chat(title, kind, **settings)
        return self.places[title]

    def topic(self, title: str, name: str) -> Topic:
        """Open a topic in a forum."""
        self.topics[f"{title}/{name}"] = self.place(title, is_forum=True).topic(name)
        return self.topics[f"{title}/{name}"]

    def admin(self, name: str, title: str, *, anonymous: bool = False) -> PersonHandle:
        """Make somebody an admin of a group or channel."""
        person = self.telegram.person(name)
        self.place(title).add(person, "administrator", anonymous=anonymous)
        return person

    def stored(self, chat: ChatHandle | PersonHandle, topic: Topic | None = None) -> ChatSettings:
        """Read what is stored of a chat that is known."""
        with self.database.transaction() as connection:
            found = chats.load(connection, chat.id, topic.id if topic else 0)
        assert found is not None
        return found

    def _with_button(self, chat: ChatHandle, label: str) -> Message:
        """Find the newest message that has this button."""
        return next(
            message
            for message in reversed(chat.sent)
            if label in [button["text"] for button in message.buttons]
        )

    def _seen(self) -> dict[int, int]:
        return {message.id: message.edits for message in self.telegram.sent}

    def _news(self, before: dict[int, int]) -> list[str]:
        return [
            message.text or message.document
            for message in self.telegram.sent
            if before.get(message.id) != message.edits
        ]


@asynccontextmanager
async def stage(
    telegram: FakeTelegram,
    folder: Path,
    database: Database | None = None,
    languages: tuple[str, ...] = ("en",),
) -> AsyncIterator[Stage]:
    """Set the stage; with a ``database`` of before, the bot is one that was started again.

    With one language there is no question for it.
    """
    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    config = bot_config.load(path, {})
    kept = database or open_database(":memory:")
    clock = Clock()
    with kept.transaction() as connection:
        feeds.sync(connection, config.feeds, clock())
    limiter = SharedLimiter(kept, Account("bot", limits.LIFTED), clock)
    application = build(Link(telegram.token, telegram.api_url), limiter)
    try:
        async with connected(application):
            context = BotContext(kept, config, clock, application.bot, languages)
            application.add_handlers(handlers(context))
            yield Stage(telegram, application, kept, clock, context)
    finally:
        if database is None:
            kept.close()


def _notice(query: Query | None) -> list[str]:
    """Give what flashed up; a press that is never answered fails the test."""
    if query is None:
        return []
    assert query.answer is not None, "the press was not answered"
    text = query.answer.get("text", "")
    return [text] if text else []
