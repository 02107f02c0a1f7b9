"""What a test does as a person: write, tap, block, add the bot, upgrade a group.

Each act changes the world and tells the bot by the updates that Telegram would send.
"""

import threading
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.chat_methods import member_json
from tests.telegram_server.entities import commands
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import (
    ANONYMOUS_ADMIN_ID,
    BOT_ID,
    BOT_USERNAME,
    Chat,
    Json,
    Member,
    Message,
    Person,
    Query,
    Topic,
    Version,
    World,
    chat_json,
    message_json,
    user_json,
)


@dataclass
class Scene:
    """The world with its lock and its updates: what every act needs."""

    world: World
    updates: Updates
    changed: threading.Condition
    last_person: int = 1000
    last_chat: int = 0
    _people: dict[str, "PersonHandle"] = field(default_factory=dict)

    def person(self, name: str, language: str) -> "PersonHandle":
        with self.changed:
            if name not in self._people:
                self.last_person += 1
                person = Person(self.last_person, name, language)
                self.world.people[person.id] = person
                chat = Chat(person.id, "private", name)
                self.world.chats[chat.id] = chat
                self._people[name] = PersonHandle(self, person, ChatHandle(self, chat))
            return self._people[name]

    def chat(self, title: str, kind: str, settings: Json) -> "ChatHandle":
        with self.changed:
            self.last_chat += 1
            base = 0 if kind == "group" else 1_000_000_000_000
            chat = Chat(-(base + self.last_chat), kind, title, **settings)
            posts = Member("administrator", frozenset({"can_post_messages", "can_edit_messages"}))
            chat.members[BOT_ID] = posts if kind == "channel" else Member()
            self.world.chats[chat.id] = chat
            return ChatHandle(self, chat)

    def bot_becomes(self, chat: Chat, by: int, new: Member) -> None:
        """Change the bot's membership and tell it (my_chat_member)."""
        with self.changed:
            old, chat.members[BOT_ID] = chat.bot, new
            change = {
                "chat": chat_json(chat),
                "from": user_json(self.world, by),
                "date": int(self.world.clock().timestamp()),
                "old_chat_member": member_json(self.world, chat, BOT_ID, old),
                "new_chat_member": member_json(self.world, chat, BOT_ID, new),
            }
            self.updates.add("my_chat_member", change)
            self.changed.notify_all()

    def post(
        self,
        chat: Chat,
        sender_id: int,
        text: str,
        thread_id: int = 0,
        content: Json | None = None,
    ) -> Message:
        """Store what somebody writes, and tell the bot if it may read it.

        ``content`` stands in the place of the text, such as a ``location``.
        """
        with self.changed:
            version = Version(text, commands(text), text, None)
            now = self.world.clock()
            message = Message(
                self.world.next_id(), chat.id, sender_id, now, [version], thread_id=thread_id
            )
            self.world.store(message)
            if self._reads(chat, message):
                kind = "channel_post" if chat.type == "channel" else "message"
                told = message_json(self.world, message)
                if content is not None:
                    del told["text"]
                self.updates.add(kind, told | (content or {}))
            return message

    def service(self, chat: Chat, **content: Any) -> None:
        """Tell the bot of a service message, such as ``migrate_to_chat_id``."""
        with self.changed:
            message = Message(
                self.world.next_id(), chat.id, ANONYMOUS_ADMIN_ID, self.world.clock(), []
            )
            made = {
                "message_id": message.id,
                "date": int(message.at.timestamp()),
                "chat": chat_json(chat),
                **content,
            }
            self.updates.add("message", made)

    def _reads(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: in groups only commands, replies and what an administrator sees."""
        if chat.type == "private":
            return True
        if chat.bot.status in {"left", "kicked"}:
            return False
        first = message.text.split(maxsplit=1)[0] if message.text.strip() else ""
        name = first.partition("@")[2].lower()
        is_command = first.startswith("/") and name in {"", BOT_USERNAME}
        return is_command or chat.bot.is_admin or chat.type == "channel"


@dataclass
class ChatHandle:
    """A chat, as a test sees it."""

    scene: Scene
    record: Chat

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def sent(self) -> list[Message]:
        """The bot's messages here, oldest first."""
        with self.scene.changed:
            return self.record.sent

    @property
    def texts(self) -> list[str]:
        """What the bot's messages say now."""
        return [message.text for message in self.sent]

    def add(
        self, who: "PersonHandle", status: str = "member", *, anonymous: bool = False
    ) -> "ChatHandle":
        """Put somebody in: member, administrator, creator, restricted, kicked."""
        with self.scene.changed:
            self.record.members[who.id] = Member(status, frozenset(), anonymous)
            return self

    def topic(self, name: str) -> Topic:
        """Open a topic; set ``closed`` or ``deleted`` on what comes back."""
        with self.scene.changed:
            topic = Topic(self.scene.world.next_id(), name)
            self.record.topics[topic.id] = topic
            return topic

    def migrates(self) -> "ChatHandle":
        """Upgrade this group to a supergroup: give the new chat, and tell the bot both ways."""
        new = self.scene.chat(self.record.title, "supergroup", {})
        with self.scene.changed:
            new.record.members = self.record.members
            self.record.migrated_to = new.id
            self.scene.service(self.record, migrate_to_chat_id=new.id)
            self.scene.service(new.record, migrate_from_chat_id=self.id)
            return new


@dataclass
class PersonHandle:
    """A person, as a test plays them."""

    scene: Scene
    record: Person
    chat: ChatHandle
    """Their private chat with the bot."""

    @property
    def id(self) -> int:
        return self.record.id

    def writes(self, text: str, chat: ChatHandle | None = None, topic: Topic | None = None) -> int:
        """Write into a chat, by default to the bot; an anonymous administrator as the group.

        Gives the id of the message. Who had blocked the bot unblocks it by this.
        """
        place = chat or self.chat
        if place is self.chat:
            self._turns_to_bot()
        member = place.record.members.get(self.id, Member())
        is_anonymous = member.anonymous and place.record.type != "private"
        sender_id = ANONYMOUS_ADMIN_ID if is_anonymous else self.id
        return self.scene.post(place.record, sender_id, text, topic.id if topic else 0).id

    def shares_location(self, latitude: float, longitude: float) -> int:
        """Send a place to the bot; gives the id of the message."""
        self._turns_to_bot()
        place = {"location": {"latitude": latitude, "longitude": longitude}}
        return self.scene.post(self.chat.record, self.id, "", content=place).id

    def _turns_to_bot(self) -> None:
        if self.record.blocked:
            self.unblocks()
        self.record.started = True

    def taps(self, message: Message, label: str) -> Query:
        """Tap the button of that label; what comes back shows the bot's answer.

        Raises:
            LookupError: no button of the message says that.
        """
        button = next((b for b in message.buttons if b["text"] == label), None)
        if button is None or "callback_data" not in button:
            labels = [b["text"] for b in message.buttons]
            raise LookupError(f"no button {label!r} to tap among {labels}")
        return self.presses(message, button["callback_data"])

    def presses(self, message: Message, data: str, *, is_out_of_reach: bool = False) -> Query:
        """Press with any data, as a client of another make can.

        Of a message that is out of reach, too old for Telegram, only the ids are told.
        """
        world = self.scene.world
        with self.scene.changed:
            query = Query(str(world.next_id()))
            world.queries[query.id] = query
            shown = message_json(world, message)
            if is_out_of_reach:
                shown = {key: shown[key] for key in ("chat", "message_id")} | {"date": 0}
            tapped = {
                "id": query.id,
                "from": user_json(world, self.id),
                "message": shown,
                "chat_instance": str(message.chat_id),
                "data": data,
            }
            self.scene.updates.add("callback_query", tapped)
            return query

    def blocks(self) -> None:
        """Block the bot."""
        self.record.blocked = True
        self.scene.bot_becomes(self.chat.record, self.id, Member("kicked"))

    def unblocks(self) -> None:
        """Unblock the bot."""
        self.record.blocked = False
        self.scene.bot_becomes(self.chat.record, self.id, Member())

    def deactivates(self) -> None:
        """Delete the account: the bot hears nothing of it."""
        self.record.deactivated = True

    def adds_bot(self, chat: ChatHandle) -> None:
        """Add the bot to a chat."""
        self.scene.bot_becomes(chat.record, self.id, Member())

    def kicks_bot(self, chat: ChatHandle) -> None:
        """Remove the bot from a chat."""
        self.scene.bot_becomes(chat.record, self.id, Member("kicked"))

    def promotes_bot(self, chat: ChatHandle, *rights: str) -> None:
        """Make the bot an administrator with these rights, such as ``can_manage_topics``."""
        self.scene.bot_becomes(chat.record, self.id, Member("administrator", frozenset(rights)))

    def demotes_bot(self, chat: ChatHandle) -> None:
        """Make the bot a plain member."""
        self.scene.bot_becomes(chat.record, self.id, Member())
