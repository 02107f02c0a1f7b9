"""How fast a pusher sends to 1,000 chats, within Telegram's limits and without any.

``python -m bench.send_rate``: the fake Bot API server runs as a process of its own, spends 60 ms
on every call and, in the first part, enforces Telegram's limits. A digest goes to all chats at
25 a second; one chat is told to wait for an hour, and a critical alert comes in the middle. In the
second part two alerts are fanned out to all chats with limits lifted.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from telegram import Bot

from bot.config import PolicySettings
from bot.limits import LIFTED, Rates
from bot.model import ALL_AREAS, Chat, ChatSettings, DeliveryKind, Lane, Preset
from bot.plan import planner
from bot.push import AT_ONCE, Plan, Pusher
from bot.store import chats
from bot.store.pace import Account
from bot.store.schema import delivery
from bot.telegram.request import AiohttpRequest
from bot.telegram.sender import TelegramSender
from feeds.store import Connection
from feeds.store.database import Database, open_database
from tests.bot.rows import news, row
from tests.killing import publish
from tests.telegram_process import Remote, telegram_process

CHATS = 1000
LATENCY_SECONDS = "0.06"
CRITICAL_AFTER_SECONDS = 8.0
BARS = {"rate": 24.5, "critical": 1.0, "lifted": 150.0}


def main() -> int:
    """Print the figures; 1 where a bar was missed."""
    with telegram_process("--latency", LATENCY_SECONDS, "--limits") as remote, database() as kept:
        is_good = asyncio.run(paced(remote, kept))
    with telegram_process("--latency", LATENCY_SECONDS) as remote, database() as kept:
        is_good &= asyncio.run(lifted(remote, kept))
    return 0 if is_good else 1


@contextmanager
def database() -> Iterator[Database]:
    """Open a new database in a file, with the safety of a real one."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_database(f"sqlite:///{Path(folder) / 'alerts.db'}")
        yield opened
        opened.close()


async def paced(remote: Remote, kept: Database) -> bool:
    """Send a digest to all chats, a flood wait and a critical alert in the middle."""
    ids = subscribe(remote, kept)
    flooded, urgent = ids[CHATS // 10], ids[-1]
    remote.do("fail", trouble="flood", method="sendMessage", chat_id=flooded, seconds=3600)
    with kept.transaction() as connection:
        about = news(connection)
        for chat_id in ids:
            put(connection, chat_id, about, DeliveryKind.DIGEST, Lane.DIGEST)
    async with running(remote, kept, Rates(), lambda _connection, _now: None):
        await asyncio.sleep(CRITICAL_AFTER_SECONDS)
        asked_at = datetime.now(UTC)
        with kept.transaction() as connection:
            put(connection, urgent, news(connection), DeliveryKind.MESSAGE, Lane.CRITICAL)
        await until_waiting(kept, 1)
    told = remote.state()
    times = sorted(arrivals(told, ids))
    seconds = (times[-1] - times[0]).total_seconds()
    rate = (len(times) - 1) / seconds
    waited = (min(arrivals(told, [urgent])) - asked_at).total_seconds()
    late = seconds - (len(times) - 1) / Rates().per_second
    refused = told["refused_by_limits"]
    print(f"within limits: {len(times)} messages to {CHATS} chats, {rate:.2f}/s of a 25/s budget")
    print(f"refused by Telegram's limits: {refused}; violations: {len(told['violations'])}")
    print(f"one chat waits for an hour: all others are done {late:.2f} s after the budget's time")
    print(f"a critical alert overtakes the digest in {waited:.2f} s")
    is_good = rate >= BARS["rate"] and waited <= BARS["critical"] and len(times) == CHATS
    return is_good and not refused and not told["violations"]


async def lifted(remote: Remote, kept: Database) -> bool:
    """Fan two alerts out to all chats, and send them as fast as it goes."""
    ids = subscribe(remote, kept)
    publish(kept, 2)
    async with running(remote, kept, LIFTED, planner(PolicySettings())):
        await until_waiting(kept, 0, expected=2 * CHATS)
    times = sorted(arrivals(remote.state(), ids))
    rate = (len(times) - 1) / (times[-1] - times[0]).total_seconds()
    print(f"limits lifted: {len(times)} messages, {rate:.0f}/s")
    return rate >= BARS["lifted"] and len(times) == 2 * CHATS


def subscribe(remote: Remote, kept: Database) -> list[int]:
    """Let everybody write to the bot and subscribe to everything."""
    ids = [remote.person(f"Reader {number}") for number in range(CHATS)]
    now = datetime.now(UTC)
    with kept.transaction() as connection:
        for chat_id in ids:
            told = ChatSettings(Chat(chat_id), areas=ALL_AREAS, preset=Preset.EVERYTHING)
            chats.subscribe(connection, told, now)
    return ids


def put(
    connection: Connection, chat_id: int, about: tuple[int, int], kind: DeliveryKind, lane: Lane
) -> None:
    """Write a row that is due at once."""
    now = datetime.now(UTC)
    row(connection, Chat(chat_id), about, kind=kind, lane=lane, not_before=now)


@asynccontextmanager
async def running(remote: Remote, kept: Database, rates: Rates, plan: Plan) -> AsyncIterator[None]:
    """Run a pusher meanwhile."""
    stop = asyncio.Event()
    request = AiohttpRequest(AT_ONCE)
    async with Bot(remote.token, base_url=f"{remote.api_url}/bot", request=request) as bot:
        account = Account("bench", rates)
        sender = TelegramSender(bot)
        pusher = Pusher(kept, sender, plan, lambda: datetime.now(UTC), account=account)
        task = asyncio.create_task(pusher.run(stop))
        yield
        stop.set()
        await task


async def until_waiting(kept: Database, left: int, expected: int = 0) -> None:
    """Wait until at most ``left`` rows are open, of at least ``expected``."""
    is_open = delivery.c.state.in_(("pending", "sending"))

    def count(connection: Connection) -> tuple[int, int]:
        query = select(func.count()).select_from(delivery)
        every, waiting = connection.scalar(query), connection.scalar(query.where(is_open))
        return int(every or 0), int(waiting or 0)

    while True:
        every, waiting = await kept.run(count)
        if every >= expected and waiting <= left:
            return
        await asyncio.sleep(timedelta(seconds=0.5).total_seconds())


def arrivals(told: dict[str, Any], ids: list[int]) -> list[datetime]:
    """Give when the bot's messages arrived in these chats."""
    return [
        datetime.fromisoformat(message["at"])
        for chat_id in ids
        for message in told["chats"][str(chat_id)]
    ]


if __name__ == "__main__":
    sys.exit(main())
