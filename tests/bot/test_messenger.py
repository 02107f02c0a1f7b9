"""The service with Telegram: it waits out an outage, and ends where no patience helps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import config as bot_config
from bot.messenger import assemble
from bot.service import serving
from bot.telegram.application import WrongTokenError
from bot.telegram.polling import poller_lock
from bot.telegram.webhook import SECRET_HEADER, webhook_secret
from feeds.config import Config
from feeds.lock import LockHeldError
from tests.bot.made import NOW
from tests.bot.telegram.made import Clock
from tests.feed_server import FeedServer
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram

OTHER_TOKEN = "123456:" + "A" * 35


def written(folder: Path, telegram: FakeTelegram, feed_url: str = "", more: str = "") -> Config:
    path = folder / "config.toml"
    path.write_text(
        "[http]\nallow_private_networks = true\n[extract]\nfull_text = false\n"
        f'[telegram]\napi_url = "{telegram.api_url}"\n{more}'
        f'[[feeds]]\nname = "Herald"\nurl = "{feed_url or "http://127.0.0.1:9/rss"}"\n'
        'language = "en"\n',
        encoding="utf-8",
    )
    return bot_config.load(path, {})


async def serve(config: Config, token: str, stop: asyncio.Event) -> None:
    """Run the service to its end."""
    async with asyncio.timeout(20), serving(config, Clock()) as service:
        await assemble(service, token).serve(service, token, stop)


@asynccontextmanager
async def running(config: Config, token: str) -> AsyncIterator[None]:
    """Run the service until the caller leaves."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(config, token, stop))
    try:
        yield
    finally:
        stop.set()
        await task


def count(telegram: FakeTelegram, method: str) -> int:
    return sum(call.method == method for call in telegram.world.calls)


async def test_it_answers_people_and_ends_when_told(telegram: FakeTelegram, tmp_path: Path) -> None:
    anna = telegram.person("Anna")
    async with running(written(tmp_path, telegram), telegram.token):
        anna.writes("/help")
        await telegram.until(lambda: anna.chat.sent)

    assert "/subscribe" in anna.chat.texts[0]


async def test_it_gives_telegram_the_menus(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(written(tmp_path, telegram), telegram.token):
        await telegram.until(lambda: count(telegram, "setMyCommands") >= 3)


async def test_feeds_are_read_while_telegram_is_down(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    telegram.fail(Trouble.BAD_GATEWAY, "getMe", times=100)
    async with FeedServer() as server:
        config = written(tmp_path, telegram, server.url("/rss"))
        async with running(config, telegram.token), asyncio.timeout(20):
            await telegram.until(lambda: count(telegram, "getMe"))
            while not server.count("/rss"):  # noqa: ASYNC110 - no event of ours tells
                await asyncio.sleep(0.02)

    assert count(telegram, "getUpdates") == 0


async def test_a_refused_token_ends_it(telegram: FakeTelegram, tmp_path: Path) -> None:
    with pytest.raises(WrongTokenError, match="ask BotFather"):
        await serve(written(tmp_path, telegram), OTHER_TOKEN, asyncio.Event())


async def test_a_token_that_is_revoked_meanwhile_ends_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    task = asyncio.create_task(serve(written(tmp_path, telegram), telegram.token, asyncio.Event()))
    await telegram.until(lambda: count(telegram, "getUpdates"))
    telegram.token = OTHER_TOKEN
    telegram.person("Anna").writes("/start")

    with pytest.raises(WrongTokenError):
        await task


async def test_another_program_of_this_machine_with_the_token_is_named(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    config = written(tmp_path, telegram)
    folder = tmp_path / "data"
    with poller_lock(telegram.token, folder, NOW), pytest.raises(LockHeldError, match="process"):
        await serve(config, telegram.token, asyncio.Event())


async def test_by_webhook_updates_come_to_the_handlers(
    telegram: FakeTelegram, tmp_path: Path, unused_tcp_port: int
) -> None:
    more = f'webhook_url = "https://alerts.example/hook"\nwebhook_port = {unused_tcp_port}\n'
    telegram.fail(Trouble.BAD_GATEWAY, "setWebhook")
    anna = telegram.person("Anna")
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": int(NOW.timestamp()),
            "chat": {"id": anna.id, "type": "private", "first_name": "Anna"},
            "from": {"id": anna.id, "is_bot": False, "first_name": "Anna"},
            "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }
    anna.record.started = True
    headers = {SECRET_HEADER: webhook_secret(telegram.token)}
    async with running(written(tmp_path, telegram, more=more), telegram.token):
        await telegram.until(lambda: count(telegram, "setWebhook"))
        async with aiohttp.ClientSession() as session:
            url = f"http://127.0.0.1:{unused_tcp_port}/hook"
            answer = await session.post(url, json=update, headers=headers)
            refused = await session.post(url, json=update)

    assert (answer.status, refused.status) == (200, 403)
    assert "/subscribe" in anna.chat.texts[0]
    assert count(telegram, "getUpdates") == 0
