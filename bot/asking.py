"""What a person asks of the bot and what it answers: the types between Telegram and ``replies/``.

A handler is a function ``Desk -> Reply`` that runs in one database transaction and knows nothing
of Telegram: who may ask, whether it was asked before, and how the answer travels is decided around
it (``answering.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.buttons import press
from bot.config import PolicySettings, section
from bot.model import Chat, ChatKind, ChatSettings, Message, Preset
from bot.words import Words
from feeds.config import Config
from feeds.store import Connection

EVERYWHERE = frozenset(ChatKind)


class Who(StrEnum):
    """Who may ask: anybody, or in groups and channels their admins alone."""

    ANYBODY = "anybody"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Ask:
    """One command, or one press of a button.

    ``user_id`` is None where a channel or an anonymous admin speaks; ``is_as_chat`` says that the
    chat itself speaks, as only its admins can make it do. ``client_language`` is that of the
    person's app. ``message_id`` is the command's message, or the one whose button was pressed;
    ``query_id`` is the press itself, empty for a command. ``location`` is a point that was shared,
    latitude and longitude: it is used once and never stored.
    """

    update_id: int
    chat: Chat
    kind: ChatKind
    user_id: int | None = None
    is_as_chat: bool = False
    client_language: str = ""
    arguments: str = ""
    message_id: int = 0
    query_id: str = ""
    location: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: ``data`` comes back when it is pressed, ``url`` opens a page."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. To a press it takes the place of the message that had the button.

    ``notice`` (at most 200 characters) is what flashes up after a press.
    """

    message: Message | None = None
    keyboard: Keyboard = ()
    notice: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a handler works. ``known`` is the chat as it is stored; None: it is a stranger."""

    connection: Connection
    ask: Ask
    known: ChatSettings | None
    words: Words
    config: Config
    now: datetime
    user_name: str
    languages: tuple[str, ...]
    commands: "tuple[Command, ...]" = ()

    @property
    def settings(self) -> ChatSettings:
        """The chat as it is stored, or as it starts."""
        return self.known or fresh(self.ask, self.words.language, self.config)

    @property
    def zone(self) -> str:
        """The chat's time zone, an IANA name; empty where it has chosen none."""
        return self.known.chat.time_zone if self.known else ""

    def button(self, label: str, verb: str, *values: str) -> Button:
        """Make a button that says ``label`` (a word id) and asks for ``verb``."""
        return Button(self.words.say(label), press(verb, *values))


Handler = Callable[[Desk], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of COMMANDS. ``word`` is the id of its line in /help and in Telegram's menu."""

    name: str
    handler: Handler
    word: str
    who: Who = Who.ANYBODY
    kinds: frozenset[ChatKind] = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Press:
    """A row of PRESSES: what a button with this verb does."""

    verb: str
    handler: Handler
    who: Who = Who.ADMINS


def fresh(ask: Ask, language: str, config: Config) -> ChatSettings:
    """Give the settings with which a chat starts."""
    policy = section(config, PolicySettings)
    return ChatSettings(
        chat=replace(ask.chat, language=language),
        kind=ask.kind,
        preset=Preset(policy.preset),
        quiet_from=policy.quiet_from,
        quiet_to=policy.quiet_to,
        digest_at=policy.digest_at,
    )
