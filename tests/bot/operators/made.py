"""A bot with two operators, an admin chat and a subscriber, on the fake Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import answering
from bot import config as bot_config
from bot.context import BotContext
from bot.messenger import planner_of
from bot.model import ALL_AREAS, Chat, ChatSettings, Preset
from bot.operators import answering as operators
from bot.operators.watch import Watch
from bot.push import Pusher
from bot.store import chats, operator_log
from bot.telegram.application import Link, build, connected
from bot.telegram.sender import TelegramSender
from feeds.model import Alert, AlertReason, Incident
from feeds.store import alerts, feeds, incidents
from feeds.store.database import Database, open_database
from tests.bot.made import NOW, incident
from tests.bot.telegram.made import Clock
from tests.bot.workflows.stage import CONFIG, Stage
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram

DAY_NOW = NOW.replace(hour=8)
"""Noon in Yerevan: nobody's quiet hours."""


@dataclass
class Desk:
    """The stage with its admin chat, the watch, and what pushes to subscribers."""

    stage: Stage
    admins: ChatHandle
    reader: ChatHandle
    watch: Watch
    pusher: Pusher

    @property
    def database(self) -> Database:
        return self.stage.database

    def report(self, feed: str = "Herald", *, maybe_of: int = 0, **changes: Any) -> Incident:
        """Store an incident that this feed reports, with the alert that it is worth."""
        now = self.stage.clock.now
        times = {"first_reported_at": now, "last_reported_at": now}
        with self.database.transaction() as connection:
            made = incident(**{"id": 0, "is_told": True, **times, **changes})
            saved = incidents.save(connection, made, f"feed:{feed}", "first report", now)
            alert = Alert(0, saved.id, saved.version, AlertReason.NEW, now, maybe_of=maybe_of)
            alerts.add(connection, alert)
        return saved

    async def passes(self, seconds: float = 5) -> None:
        """Let time pass: what is due is planned and pushed, operators are shown what is new."""
        self.stage.clock.now += timedelta(seconds=seconds)
        await self.pusher.push()
        await self.watch.show_held()

    def deeds(self) -> list[tuple[str, str]]:
        """Give what operators did, the oldest first."""
        with self.database.transaction() as connection:
            done = operator_log.newest(connection, 50)
        return [(deed.what, deed.subject) for deed in reversed(done)]


@asynccontextmanager
async def desk(
    telegram: FakeTelegram, folder: Path, mode: str = "live", database: Database | None = None
) -> AsyncIterator[Desk]:
    """Set it up; Olga operates, in the chat "Desk" where Vera reads along. Anna subscribes."""
    olga, anna = telegram.person("Olga"), telegram.person("Anna")
    admins = _admin_chat(telegram)
    path = folder / "config.toml"
    path.write_text(
        f'[telegram]\nmode = "{mode}"\nadmin_users = [{olga.id}]\nadmin_chats = [{admins.id}]\n'
        + CONFIG,
        encoding="utf-8",
    )
    config = bot_config.load(path, {})
    kept, clock = database or open_database(":memory:"), Clock(DAY_NOW)
    anna.record.started = True
    everything = ChatSettings(Chat(anna.id), areas=ALL_AREAS, preset=Preset.EVERYTHING)
    with kept.transaction() as connection:
        feeds.sync(connection, config.feeds, clock.now)
        chats.subscribe(connection, everything, clock.now)
    application = build(Link(telegram.token, telegram.api_url))
    async with connected(application):
        context = BotContext(kept, config, clock, application.bot)
        application.add_handlers([*operators.handlers(context), *answering.handlers(context)])
        stage = Stage(telegram, application, kept, clock, context, {"Desk": admins})
        sender = TelegramSender(application.bot)
        pusher = Pusher(kept, sender, planner_of(config), clock)
        yield Desk(stage, admins, anna.chat, Watch(context), pusher)


def _admin_chat(telegram: FakeTelegram) -> ChatHandle:
    known = [chat for chat in telegram.world.chats.values() if chat.title == "Desk"]
    if known:
        return ChatHandle(telegram._scene, known[0])
    made = telegram.chat("Desk")
    for name in ("Olga", "Vera"):
        made.add(telegram.person(name))
    return made
