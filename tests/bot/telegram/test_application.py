"""The application put together: it connects, keeps trying, and names a wrong token."""

import asyncio
import traceback
from datetime import UTC, datetime

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.telegram.application import App, Link, WrongTokenError, build, connected
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram

WRONG = "700000:AAEotherOtherOtherOtherOtherOther"


async def test_it_answers_through_its_bot(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    anna.writes("/start")

    async with connected(_build(telegram)) as application:
        await application.bot.send_message(anna.id, "Hello")

    assert anna.chat.texts == ["Hello"]


async def test_it_keeps_trying_while_telegram_is_down(telegram: FakeTelegram) -> None:
    telegram.fail(Trouble.BAD_GATEWAY, "getMe", times=2)

    async with connected(_build(telegram), first_retry_seconds=0.001) as application:
        username = application.bot.username

    assert username == "caucasus_alerts_test_bot"
    assert [call.method for call in telegram.calls] == ["getMe"] * 3


@pytest.mark.parametrize("token", [WRONG, "nonsense"])
async def test_a_refused_token_is_named_but_never_shown(telegram: FakeTelegram, token: str) -> None:
    application = build(Link(token, telegram.api_url))

    with pytest.raises(WrongTokenError) as caught:
        async with connected(application):
            pass

    assert "BotFather" in str(caught.value)
    assert token not in "".join(traceback.format_exception(caught.value))


def test_a_link_does_not_show_its_secrets() -> None:
    link = Link(WRONG, proxy_url="http://user:secret@proxy.example:8080")

    assert WRONG not in repr(link)
    assert "secret" not in repr(link)


async def test_updates_of_one_chat_are_handled_in_order(telegram: FakeTelegram) -> None:
    told: list[str] = []
    gate, others_are_served = asyncio.Event(), asyncio.Event()

    async def slow(update: Update, _context: object) -> None:
        text = update.message.text if update.message else ""
        if text == "/go 1":
            await gate.wait()
        told.append(text or "")
        others_are_served.set()

    application = _build(telegram)
    application.add_handler(CommandHandler("go", slow))
    async with connected(application):
        for user_id, text in ((1, "/go 1"), (1, "/go 2"), (2, "/go 3")):
            await application.update_queue.put(_update(application, user_id, text))
        await others_are_served.wait()
        gate.set()

    assert told == ["/go 3", "/go 1", "/go 2"]


def _build(telegram: FakeTelegram) -> App:
    return build(Link(telegram.token, telegram.api_url))


def _update(application: App, user_id: int, text: str) -> Update:
    message = {
        "message_id": 1,
        "date": int(datetime(2031, 3, 5, tzinfo=UTC).timestamp()),
        "chat": {"id": user_id, "type": "private", "first_name": "Anna"},
        "from": {"id": user_id, "is_bot": False, "first_name": "Anna"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": 3}],
    }
    return Update.de_json({"update_id": user_id, "message": message}, application.bot)
