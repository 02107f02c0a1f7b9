from typing import Any

import pytest
from telegram import Update

from bot.asking import Ask
from bot.model import Chat, ChatKind
from bot.telegram.incoming import MAX_ARGUMENTS, ask_of

ANNA = {"id": 7, "is_bot": False, "first_name": "Anna", "language_code": "pt-br"}
GROUP_BOT = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Anna"}
FORUM = {"id": -100, "type": "supergroup", "title": "Forum", "is_forum": True}
CHANNEL = {"id": -200, "type": "channel", "title": "Alerts"}


def message(chat: dict[str, Any], text: str = "/start", **more: Any) -> dict[str, Any]:
    sender = {} if chat is CHANNEL else {"from": ANNA}
    return {"message_id": 5, "date": 1, "chat": chat, "text": text, **sender, **more}


def asked(kind: str, content: dict[str, Any]) -> Ask | None:
    return ask_of(Update.de_json({"update_id": 3, kind: content}, None))


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (
            "message",
            message(PRIVATE, "/latest  georgia "),
            Ask(3, Chat(7), ChatKind.PRIVATE, 7, False, "pt", "georgia", 5),
        ),
        (
            "message",
            message(FORUM, message_thread_id=9, is_topic_message=True),
            Ask(3, Chat(-100, 9), ChatKind.GROUP, 7, False, "pt", "", 5),
        ),
        (
            "message",
            message(FORUM, message_thread_id=1, is_topic_message=True),
            Ask(3, Chat(-100), ChatKind.GROUP, 7, False, "pt", "", 5),
        ),
        (
            "message",
            message(FORUM, message_thread_id=9),
            Ask(3, Chat(-100), ChatKind.GROUP, 7, False, "pt", "", 5),
        ),
        (
            "message",
            message(FORUM) | {"from": GROUP_BOT, "sender_chat": FORUM},
            Ask(3, Chat(-100), ChatKind.GROUP, None, True, "", "", 5),
        ),
        (
            "message",
            message(FORUM) | {"from": GROUP_BOT, "sender_chat": CHANNEL},
            Ask(3, Chat(-100), ChatKind.GROUP, None, False, "", "", 5),
        ),
        (
            "channel_post",
            message(CHANNEL, sender_chat=CHANNEL),
            Ask(3, Chat(-200), ChatKind.CHANNEL, None, True, "", "", 5),
        ),
        ("edited_message", message(PRIVATE), None),
    ],
    ids=[
        *("private", "topic", "General", "a thread of replies", "anonymous admin"),
        *("somebody's channel", "channel", "an edit"),
    ],
)
def test_it_reads_who_asks_what_where(
    kind: str, content: dict[str, Any], expected: Ask | None
) -> None:
    assert asked(kind, content) == expected


def test_it_caps_what_stands_behind_a_command() -> None:
    ask = asked("message", message(PRIVATE, "/subscribe " + "x" * 4000))

    assert ask is not None
    assert ask.arguments == "x" * MAX_ARGUMENTS


@pytest.mark.parametrize("date", [0, 1])
def test_a_press_is_its_persons_own_and_needs_its_message(date: int) -> None:
    topic = {"message_thread_id": 9, "is_topic_message": True}
    shown = message(FORUM) | topic | {"from": GROUP_BOT, "date": date}
    press = {"id": "q", "from": ANNA, "message": shown, "chat_instance": "c"}
    ask = asked("callback_query", {**press, "data": "s1:area:georgia:on"})

    pressed = Ask(3, Chat(-100, 9), ChatKind.GROUP, 7, False, "pt", "georgia on", 5, "q")
    assert ask == (pressed if date else None)
