"""What the fake knows: people, chats with their topics and members, messages, commands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.telegram_server.entities import Entity

BOT_ID = 700_000
BOT_USERNAME = "caucasus_alerts_test_bot"
ANONYMOUS_ADMIN_ID = 1_087_968_824
"""From whom the posts of an anonymous admin come (tdlib/telegram-bot-api#667)."""

Json = dict[str, Any]
Clock = Callable[[], datetime]


class ApiError(Exception):
    """A refusal: HTTP status, Telegram's description, and its ``parameters``."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass
class Person:
    """A user. ``blocked``: has blocked the bot; ``started``: has written to it once."""

    id: int
    name: str
    language: str = "en"
    blocked: bool = False
    started: bool = False
    deactivated: bool = False


@dataclass
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass
class Member:
    """Somebody in a chat: ``status`` as in ChatMember, and the rights that are true."""

    status: str = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}


@dataclass
class Version:
    """What a message said at one time; ``entities`` as parsed from ``source``."""

    text: str
    entities: list[Entity]
    source: str
    markup: Json | None


@dataclass
class Message:
    """A message, of the bot or of a person; the newest of ``versions`` is what is seen."""

    id: int
    chat_id: int
    sender_id: int
    at: datetime
    versions: list[Version]
    thread_id: int = 0
    silent: bool = False
    reply_to: int = 0
    photo: bool = False
    document: str = ""
    """The name of the file that it brings, if any."""
    preview_off: bool = False
    deleted: bool = False

    @property
    def text(self) -> str:
        return self.versions[-1].text

    @property
    def source(self) -> str:
        """The text with its markup, as the bot sent it."""
        return self.versions[-1].source

    @property
    def edits(self) -> int:
        return len(self.versions) - 1

    @property
    def buttons(self) -> list[Json]:
        markup = self.versions[-1].markup or {}
        return [button for row in markup.get("inline_keyboard", ()) for button in row]

    @property
    def is_bots(self) -> bool:
        return self.sender_id == BOT_ID


@dataclass
class Chat:
    """A chat of one of the four types; ``is_closed`` is the General topic's."""

    id: int
    type: str
    title: str
    username: str = ""
    is_forum: bool = False
    is_closed: bool = False
    is_deleted: bool = False
    is_muted: bool = False
    migrated_to: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def bot(self) -> Member:
        return self.members.get(BOT_ID, Member("left"))

    @property
    def sent(self) -> list[Message]:
        """What the bot has in this chat, oldest first."""
        return [m for m in self.messages.values() if m.is_bots and not m.deleted]


@dataclass
class Call:
    """One request of the bot: what it asked, and the HTTP status of the answer (0: none)."""

    method: str
    fields: Json
    at: datetime
    status: int = 0
    description: str = ""


@dataclass
class Query:
    """A button that was tapped, and what the bot answered to it (None: nothing yet)."""

    id: str
    answer: Json | None = None


@dataclass
class World:
    """Everything there is. One lock (the server's) guards it."""

    clock: Clock
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    last_id: int = 100
    """Chats number their messages for themselves; one counter is enough to tell them apart."""

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def find(self, chat_id: int | str) -> Chat:
        """Find a chat by id or @username.

        Raises:
            ApiError: there is none.
        """
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        named = (c for c in self.chats.values() if c.username and chat_id == f"@{c.username}")
        if (chat := next(named, None)) is None:
            raise ApiError(400, "Bad Request: chat not found")
        return chat

    def store(self, message: Message) -> Message:
        self.chats[message.chat_id].messages[message.id] = message
        if message.is_bots:
            self.sent.append(message)
        return message


def user_json(world: World, user_id: int) -> Json:
    """Give a User."""
    if user_id == BOT_ID:
        return {"id": BOT_ID, "is_bot": True, "first_name": "Test", "username": BOT_USERNAME}
    if user_id == ANONYMOUS_ADMIN_ID:
        names = {"first_name": "Group", "username": "GroupAnonymousBot"}
        return {"id": user_id, "is_bot": True, **names}
    person = world.people[user_id]
    shown = {"first_name": person.name, "language_code": person.language}
    return {"id": user_id, "is_bot": False, **shown}


def chat_json(chat: Chat) -> Json:
    """Give a Chat."""
    name = {"first_name" if chat.type == "private" else "title": chat.title}
    optional = {"username": chat.username, "is_forum": chat.is_forum}
    return {"id": chat.id, "type": chat.type, **name, **{k: v for k, v in optional.items() if v}}


def message_json(world: World, message: Message) -> Json:
    """Give a Message as the Bot API does."""
    chat = world.chats[message.chat_id]
    version = message.versions[-1]
    made: Json = {
        "message_id": message.id,
        "date": int(message.at.timestamp()),
        "chat": chat_json(chat),
    }
    if chat.type == "channel":
        made["sender_chat"] = chat_json(chat)
    else:
        made["from"] = user_json(world, message.sender_id)
    if message.sender_id == ANONYMOUS_ADMIN_ID:
        made["sender_chat"] = chat_json(chat)
    if message.thread_id:
        made |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.edits:
        made["edit_date"] = made["date"]
    if version.markup and "inline_keyboard" in version.markup:
        made["reply_markup"] = version.markup
    replied = chat.messages.get(message.reply_to)
    if replied is not None and not replied.deleted:
        made["reply_to_message"] = message_json(world, replied)
    return made | _content(message, version)


def _content(message: Message, version: Version) -> Json:
    if message.document:
        file = {"file_id": f"file{message.id}", "file_unique_id": f"u{message.id}"}
        return {"document": {**file, "file_name": message.document}}
    if not message.photo:
        return {"text": version.text} | ({"entities": version.entities} if version.entities else {})
    size = {"file_id": f"photo{message.id}", "file_unique_id": f"u{message.id}"}
    made: Json = {"photo": [{**size, "width": 90, "height": 90}]}
    if version.text:
        made |= {"caption": version.text, "caption_entities": version.entities}
    return made
