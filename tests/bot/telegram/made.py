"""What tests of the Telegram seam need: a bot on the fake, a delivery, a message."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot

from bot.model import Chat, Delivery, DeliveryKind, Message
from bot.telegram.request import AiohttpRequest, Timeouts
from tests.telegram_server.server import FakeTelegram

NOW = datetime(2031, 3, 5, 2, 32, tzinfo=UTC)
MESSAGE = Message(html="<b>Fighting</b> reported", plain="Fighting reported")
LONG = Timeouts()
SHORT = Timeouts(pool_seconds=0.05, connect_seconds=1.0, write_seconds=1.0, read_seconds=0.05)


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def delivery(
    chat_id: int, kind: DeliveryKind = DeliveryKind.MESSAGE, thread_id: int = 0, **changes: Any
) -> Delivery:
    """A delivery to that chat."""
    return Delivery(
        id=1,
        chat=Chat(chat_id, thread_id),
        alert_id=7,
        incident_id=1042,
        version=1,
        kind=kind,
        **changes,
    )


@asynccontextmanager
async def bot_on(
    fake: FakeTelegram, timeouts: Timeouts = LONG, connections: int = 4
) -> AsyncIterator[Bot]:
    """PTB's bot with our requests, on the fake."""
    bot = Bot(
        fake.token,
        base_url=f"{fake.api_url}/bot",
        request=AiohttpRequest(connections, timeouts),
        get_updates_request=AiohttpRequest(1, timeouts),
    )
    async with bot:
        yield bot
