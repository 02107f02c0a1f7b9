"""A desk at which a handler can be asked without Telegram."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import config as bot_config
from bot.asking import Ask, Desk, Reply
from bot.model import Chat, ChatKind, ChatSettings
from bot.store import chats
from bot.words import words
from feeds.config import Config
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, alerts, feeds, incidents
from tests.bot.made import NOW, incident
from tests.bot.workflows.stage import CONFIG

ANNA = Chat(7)


def config_in(folder: Path) -> Config:
    """Write and read the configuration of two feeds."""
    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return bot_config.load(path, {})


@dataclass
class Counter:
    """Where Anna asks, and what is stored there."""

    connection: Connection
    config: Config
    languages: tuple[str, ...] = field(default=("en",))

    def __post_init__(self) -> None:
        feeds.sync(self.connection, self.config.feeds, NOW)

    def desk(self, arguments: str = "", user_id: int = ANNA.id) -> Desk:
        """Give the desk for one question."""
        return Desk(
            connection=self.connection,
            ask=Ask(1, ANNA, ChatKind.PRIVATE, user_id, arguments=arguments),
            known=self.anna,
            words=words("en"),
            config=self.config,
            now=NOW,
            user_name="bot",
            languages=self.languages,
        )

    @property
    def anna(self) -> ChatSettings | None:
        """Anna's chat as it is stored."""
        return chats.load(self.connection, ANNA.id)

    def subscribed(self, **choices: Any) -> ChatSettings:
        """Let Anna be told."""
        return chats.subscribe(self.connection, ChatSettings(ANNA, **choices), NOW)

    def report(self, **changes: Any) -> Incident:
        """Store an incident that nobody has to be alerted of."""
        made = incident(**{"id": 0, **changes})
        return incidents.save(self.connection, made, "feed:Herald", "first report", NOW)

    def alert(self, about: Incident, **changes: Any) -> int:
        """Store an alert of it; give its id."""
        values = {"reason": AlertReason.NEW, "created_at": NOW, **changes}
        return alerts.add(self.connection, Alert(0, about.id, about.version, **values)).id


def plain(reply: Reply) -> str:
    """Give what an answer says."""
    return reply.message.plain if reply.message else reply.notice
