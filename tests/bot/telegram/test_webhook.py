"""Webhooks: only Telegram is heard, and nothing is confirmed before it was handled."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram import Update

from bot.telegram.polling import ALLOWED_UPDATES
from bot.telegram.webhook import (
    MAX_UPDATE_BYTES,
    SECRET_HEADER,
    HandOn,
    WebhookReceiver,
    register,
    serving,
    webhook_secret,
)
from tests.bot.telegram.made import bot_on
from tests.telegram_server.server import TOKEN, FakeTelegram

SECRET = webhook_secret(TOKEN)
UPDATE = b'{"update_id": 1}'


async def test_telegram_brings_what_people_write(telegram: FakeTelegram) -> None:
    told: asyncio.Queue[Update] = asyncio.Queue()

    async with bot_on(telegram) as bot, _serving(telegram, told.put) as url:
        await register(bot, url, SECRET)
        telegram.person("Anna").writes("/start")
        update = await told.get()

    assert update.effective_message is not None
    assert update.effective_message.text == "/start"
    assert tuple(telegram.updates.allowed) == ALLOWED_UPDATES


async def test_an_update_that_could_not_be_handled_comes_again(telegram: FakeTelegram) -> None:
    told: asyncio.Queue[Update] = asyncio.Queue()
    telegram.updates.retry_seconds = 0.001

    async def fail_once(update: Update) -> None:
        await told.put(update)
        if told.qsize() == 1:
            raise OSError("the database is away")

    async with bot_on(telegram) as bot, _serving(telegram, fail_once) as url:
        await register(bot, url, SECRET)
        telegram.person("Anna").writes("/start")
        await telegram.until(lambda: not telegram.updates.pending)

    assert telegram.updates.deliveries == [500, 200]


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, UPDATE, 200),
        ("", UPDATE, 403),
        (SECRET + "x", UPDATE, 403),
        ("ß", UPDATE, 403),
        (SECRET, b"{", 400),
        (SECRET, b"[]", 400),
        (SECRET, b'{"update_id": "1"}', 400),
        (SECRET, b" " * (MAX_UPDATE_BYTES + 1), 413),
    ],
)
async def test_it_hears_only_telegram(
    telegram: FakeTelegram, secret: str, body: bytes, status: int
) -> None:
    async def take(_update: Update) -> None:
        """Handle nothing."""

    async with _serving(telegram, take) as url, aiohttp.ClientSession() as session:
        headers = {SECRET_HEADER: secret} if secret else {}
        async with session.post(url, data=io.BytesIO(body), headers=headers) as answer:
            given = answer.status

    assert given == status


def test_the_secret_gives_no_token_away_and_fits_telegram() -> None:
    assert SECRET != webhook_secret("1:other")
    assert SECRET.isalnum()
    assert TOKEN.split(":")[1] not in SECRET


@asynccontextmanager
async def _serving(telegram: FakeTelegram, hand_on: HandOn) -> AsyncIterator[str]:
    async with bot_on(telegram) as bot:
        receiver = WebhookReceiver(bot, hand_on, SECRET)
        async with serving(receiver, "127.0.0.1", 0) as port:
            yield f"http://127.0.0.1:{port}/telegram"
