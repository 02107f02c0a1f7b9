"""The judge of requests: a wrong one of each kind is caught, and right ones pass."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.judge import Upload, Value, canonical, decode, judge, table

MESSAGE: dict[str, Value] = {"chat_id": "1", "text": "Hello"}


def _button(**fields: Any) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "Go", **fields}]]})


def _commands(*rows: tuple[str, str]) -> str:
    return json.dumps([{"command": name, "description": text} for name, text in rows])


RIGHT: list[tuple[str, Mapping[str, Value]]] = [
    ("getMe", {}),
    ("sendMessage", MESSAGE),
    ("SENDMESSAGE", {**MESSAGE, "chat_id": "@caucasus_alerts"}),
    ("sendMessage", {**MESSAGE, "text": "😀" * 4096}),
    ("sendMessage", {**MESSAGE, "text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"}),
    ("sendMessage", {**MESSAGE, "disable_notification": "true", "message_thread_id": "7"}),
    ("sendMessage", {**MESSAGE, "link_preview_options": '{"is_disabled": true}'}),
    ("sendMessage", {**MESSAGE, "reply_markup": _button(callback_data="я" * 32)}),
    ("sendMessage", {**MESSAGE, "reply_markup": _button(url="https://t.me/some_bot?start=a_1-B")}),
    ("sendMessage", {**MESSAGE, "reply_parameters": '{"message_id": 5}'}),
    ("sendPhoto", {"chat_id": "1", "photo": Upload("map.png", 9), "caption": "x" * 1024}),
    ("sendPhoto", {"chat_id": "1", "photo": "123"}),
    ("editMessageText", {**MESSAGE, "message_id": "5"}),
    ("answerCallbackQuery", {"callback_query_id": "5", "text": ""}),
    ("setMyCommands", {"commands": _commands(*[("start", "x" * 256)] * 100)}),
    ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat", "chat_id": -1}'}),
    ("getUpdates", {"timeout": "50", "limit": "100", "allowed_updates": '["message"]'}),
]

WRONG: list[tuple[str, Mapping[str, Value], str]] = [
    # unknown
    ("sendTelegram", {}, "sendTelegram: unknown method"),
    ("sendMessage", {**MESSAGE, "silent": "true"}, "sendMessage: silent: unknown parameter"),
    # missing
    ("sendMessage", {"chat_id": "1"}, "sendMessage: text: required, but missing"),
    ("editMessageText", MESSAGE, "editMessageText: chat_id and message_id, or inline"),
    # mistyped
    ("sendMessage", {**MESSAGE, "disable_notification": "yes"}, "expected Boolean, got 'yes'"),
    ("sendMessage", {**MESSAGE, "message_thread_id": "general"}, "expected Integer, got 'general'"),
    ("sendMessage", {**MESSAGE, "message_thread_id": "7.5"}, "expected Integer, got 7.5"),
    ("sendMessage", {**MESSAGE, "entities": "{}"}, "entities: expected an array, got {}"),
    ("sendMessage", {**MESSAGE, "reply_parameters": "5"}, "expected ReplyParameters, got 5"),
    ("sendPhoto", {"chat_id": "1", "photo": "x", "caption": Upload("x", 1)}, "expected String"),
    # nested
    (
        "sendMessage",
        {**MESSAGE, "reply_markup": _button(callback="x")},
        "reply_markup.inline_keyboard[0][0].callback: unknown field of InlineKeyboardButton",
    ),
    (
        "sendMessage",
        {**MESSAGE, "reply_markup": '{"inline_keyboard": [[{"url": "https://t.me"}]]}'},
        "reply_markup.inline_keyboard[0][0].text: required, but missing",
    ),
    (
        "sendMessage",
        {**MESSAGE, "reply_markup": '{"inline_keyboard": [{"text": "Go"}]}'},
        "reply_markup.inline_keyboard[0]: expected an array",
    ),
    (
        "sendMessage",
        {**MESSAGE, "link_preview_options": '{"is_disabled": "true"}'},
        "link_preview_options.is_disabled: expected Boolean, got 'true'",
    ),
    (
        "sendMessage",
        {**MESSAGE, "entities": '[{"type": "bold", "offset": 0}]'},
        "entities[0].length: required, but missing",
    ),
    (
        "setMyCommands",
        {"commands": "[]", "scope": '{"type": "chat"}'},
        "scope.chat_id: required, but missing",
    ),
    (
        "setMyCommands",
        {"commands": "[]", "scope": '{"type": "all_groups"}'},
        "scope.type: expected",
    ),
    ("sendMessage", {**MESSAGE, "reply_markup": _button()}, "exactly one thing, got 0"),
    (
        "sendMessage",
        {**MESSAGE, "reply_markup": _button(url="https://x.example", callback_data="x")},
        "inline_keyboard[0][0]: a button does exactly one thing, got 2",
    ),
    (
        "sendMessage",
        {**MESSAGE, "reply_parameters": '{"allow_sending_without_reply": true}'},
        "reply_parameters: message_id: required, but missing",
    ),
    # limits
    ("sendMessage", {**MESSAGE, "text": " "}, "text: 1-4096 characters, got 0"),
    ("sendMessage", {**MESSAGE, "text": "x" * 4097}, "text: 1-4096 characters, got 4097"),
    ("sendMessage", {**MESSAGE, "text": "<i>", "parse_mode": "HTML"}, "text: can't parse entities"),
    ("sendMessage", {**MESSAGE, "parse_mode": "Markdown"}, "parse_mode: this bot writes HTML only"),
    ("sendPhoto", {"chat_id": "1", "photo": "x", "caption": "x" * 1025}, "caption: 0-1024"),
    ("sendMessage", {**MESSAGE, "reply_markup": _button(callback_data="я" * 33)}, "1-64 bytes"),
    ("sendMessage", {**MESSAGE, "reply_markup": _button(callback_data="")}, "1-64 bytes, got 0"),
    (
        "sendMessage",
        {**MESSAGE, "reply_markup": _button(url="https://t.me/some_bot?start=a.b")},
        "url: a start parameter is 1-64",
    ),
    ("answerCallbackQuery", {"callback_query_id": "5", "text": "x" * 201}, "text: 0-200"),
    ("setMyCommands", {"commands": _commands(("x" * 33, "y"))}, "command: 1-32 characters"),
    ("setMyCommands", {"commands": _commands(("x", "y" * 257))}, "description: 1-256 characters"),
    ("setMyCommands", {"commands": _commands(("Start", "y"))}, "'Start': a-z, 0-9, _ only"),
    ("setMyCommands", {"commands": _commands(*[("x", "y")] * 101)}, "0-100 items, got 101"),
    ("getUpdates", {"limit": "101"}, "limit: 1-100"),
    ("setWebhook", {"url": "https://x.example", "secret_token": "a b"}, "secret_token: A-Z"),
]


@pytest.mark.parametrize(("method", "fields"), RIGHT)
def test_a_right_request_passes(method: str, fields: Mapping[str, Value]) -> None:
    assert judge(method, fields) == []


@pytest.mark.parametrize(("method", "fields", "expected"), WRONG)
def test_a_wrong_request_is_caught_once_and_named(
    method: str, fields: Mapping[str, Value], expected: str
) -> None:
    found = judge(method, fields)

    assert len(found) == 1
    assert expected in found[0]


def test_the_table_is_the_newest_bot_api_and_whole() -> None:
    assert table().version == "10.3"
    assert len(table().methods) == 185
    assert len(table().types) + len(table().unions) == 400


def test_methods_are_known_in_any_case() -> None:
    assert canonical("SENDmessage") == "sendMessage"
    assert canonical("sendMessages") is None


def test_fields_are_read_as_their_kinds() -> None:
    fields = {"chat_id": "-5", "text": "12", "disable_notification": "true"}

    expected = {"chat_id": -5, "text": "12", "disable_notification": True}
    assert decode("sendMessage", fields) == expected
