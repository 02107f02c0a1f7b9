"""Answers to people keep the same limits as alerts, and remember Telegram's refusals."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.limits import Budget, Rates
from bot.store import pace
from bot.store.pace import Account
from bot.telegram.answers import FloodError
from bot.telegram.limiter import SharedLimiter, reserved
from feeds.store.database import MEMORY, Database, open_database
from tests.bot.made import NOW

FAST = Account("7", Rates(100.0, 50.0, 6000.0))
SLOW = Account("7", Rates(0.01, 1.0, 20.0))


class Clock:
    """A clock that moves on with every look."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=5)
        return self.now


class Telegram:
    """Counts calls; ``error`` is what it raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls = 0
        self.error = error

    async def __call__(self) -> bool:
        self.calls += 1
        if self.error:
            raise self.error
        return True


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(MEMORY)
    yield opened
    opened.close()


async def ask(
    limiter: SharedLimiter, telegram: Telegram, endpoint: str = "sendMessage", chat: object = 42
) -> object:
    return await limiter.process_request(telegram, (), {}, endpoint, {"chat_id": chat}, None)


async def test_a_call_takes_a_slot_of_the_bot_and_of_its_chat(database: Database) -> None:
    limiter, telegram = SharedLimiter(database, FAST, Clock()), Telegram()

    assert [await ask(limiter, telegram) for _ in range(5)] == [True] * 5
    budget = await database.run(pace.budget, FAST)
    chat = await database.run(pace.of_chat, 42)
    assert budget.tat > NOW
    assert chat.next_ok_at > NOW


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "getMe", "setMyCommands"])
async def test_what_telegram_does_not_limit_passes(database: Database, endpoint: str) -> None:
    limiter, telegram = SharedLimiter(database, SLOW, Clock()), Telegram()

    assert [await ask(limiter, telegram, endpoint) for _ in range(9)] == [True] * 9


async def test_what_the_pusher_has_paced_passes(database: Database) -> None:
    limiter, telegram = SharedLimiter(database, SLOW, Clock()), Telegram()
    with reserved():
        for _ in range(9):
            await ask(limiter, telegram)

    assert telegram.calls == 9
    assert await database.run(pace.budget, SLOW) == Budget()


async def test_nobody_waits_for_longer_than_a_person_would(database: Database) -> None:
    limiter, telegram = SharedLimiter(database, SLOW, Clock()), Telegram()
    await ask(limiter, telegram)

    with pytest.raises(FloodError):
        await ask(limiter, telegram)
    assert telegram.calls == 1


async def test_a_refusal_is_remembered_for_alerts_too(database: Database) -> None:
    limiter = SharedLimiter(database, FAST, Clock())
    with pytest.raises(FloodError):
        await ask(limiter, Telegram(FloodError(3600)))
    known = await database.run(pace.of_chat, 42)

    assert known.not_before is not None
    assert known.not_before > NOW + timedelta(minutes=59)
    with pytest.raises(FloodError):
        await ask(limiter, Telegram())


async def test_a_message_that_gets_through_ends_the_count_of_refusals(database: Database) -> None:
    clock = Clock()
    limiter = SharedLimiter(database, FAST, clock)
    with pytest.raises(FloodError):
        await ask(limiter, Telegram(FloodError(1)))
    clock.now += timedelta(minutes=1)
    await ask(limiter, Telegram())

    assert (await database.run(pace.of_chat, 42)).flood_count == 0


async def test_a_chat_by_its_name_is_paced_by_the_bots_budget(database: Database) -> None:
    limiter, telegram = SharedLimiter(database, FAST, Clock()), Telegram()

    assert await ask(limiter, telegram, chat="@channel")
