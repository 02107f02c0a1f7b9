"""A pusher alone, as a process to be killed: ``python -m tests.pusher_process DATABASE API_URL``.

It plans and sends what the database holds until SIGTERM, faster than Telegram would let it, so
that a kill hits several calls. The token comes in TELEGRAM_TOKEN.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime

from telegram import Bot

from bot.config import PolicySettings
from bot.limits import Rates
from bot.plan import planner
from bot.push import AT_ONCE, Pusher
from bot.store.pace import Account
from bot.telegram.request import AiohttpRequest, Timeouts
from bot.telegram.sender import TelegramSender
from feeds.store.database import open_database

RATES = Rates(per_second=200.0, chat_per_second=5.0, group_per_minute=300.0)
READ_SECONDS = 1.5
"""How long an answer may take: the fake hangs on purpose, and a test can't wait for minutes."""


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


async def push(path: str, api_url: str, token: str) -> None:
    """Send until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = open_database(f"sqlite:///{path}")
    request = AiohttpRequest(AT_ONCE, Timeouts(read_seconds=READ_SECONDS))
    async with Bot(token, base_url=f"{api_url}/bot", request=request) as bot:
        account = Account(token.partition(":")[0], RATES)
        plan = planner(PolicySettings())
        pusher = Pusher(database, TelegramSender(bot), plan, utc_now, account=account)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await pusher.run(stop)
    database.close()


if __name__ == "__main__":
    asyncio.run(push(sys.argv[1], sys.argv[2], os.environ["TELEGRAM_TOKEN"]))
