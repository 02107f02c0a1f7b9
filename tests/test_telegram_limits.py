"""The fake's bad days: flood control on its own clock, and faults."""

import pytest
from telegram.error import TelegramError

from bot.telegram.answers import FloodError
from tests.bot.telegram.made import Clock, bot_on
from tests.telegram_server.faults import Trouble
from tests.telegram_server.limits import Rates
from tests.telegram_server.server import FakeTelegram


@pytest.mark.parametrize(
    ("kind", "gap_seconds", "expected"),
    [("private", 0.0, 3), ("private", 1.0, 40), ("group", 1.0, 20), ("channel", 3.0, 40)],
)
async def test_flood_control_counts_by_chat(kind: str, gap_seconds: float, expected: int) -> None:
    clock = Clock()
    with FakeTelegram(clock=clock, rates=Rates()) as fake:
        anna = fake.person("Anna")
        anna.writes("/start")
        chat = anna.chat if kind == "private" else fake.chat("Newsroom", kind)
        sent = 0
        async with bot_on(fake) as bot:
            for _ in range(40):
                try:
                    await bot.send_message(chat.id, "Hello")
                except FloodError:
                    break
                sent += 1
                clock.passes(gap_seconds)

    assert sent == expected


async def test_the_whole_bot_may_send_thirty_a_second_and_who_insists_waits_longer() -> None:
    clock = Clock()
    waits = []
    with FakeTelegram(clock=clock, rates=Rates()) as fake:
        chats = [fake.chat(str(number)) for number in range(31)]
        async with bot_on(fake) as bot:
            for chat in [*chats, chats[-1], chats[-1]]:
                try:
                    await bot.send_message(chat.id, "Hello")
                except FloodError as error:
                    waits.append(error.seconds)
            clock.passes(waits[-1])
            await bot.send_message(chats[-1].id, "Hello")

    assert (waits, len(fake.sent)) == ([3.0, 6.0, 12.0], 31)


async def test_a_flooded_chat_waits_and_others_do_not() -> None:
    clock = Clock()
    with FakeTelegram(clock=clock, rates=Rates()) as fake:
        flooded, other = fake.chat("a"), fake.chat("b")
        fake.flood(flooded, 3600)
        async with bot_on(fake) as bot:
            await bot.send_message(other.id, "Hello")
            clock.passes(3600)
            await bot.send_message(flooded.id, "Hello")

    assert (len(fake.sent), fake.limits.refused) == (2, 0)


@pytest.mark.parametrize(("stores", "expected"), [(True, 1), (False, 0)])
async def test_a_fault_strikes_before_or_after_the_message_is_stored(
    telegram: FakeTelegram, stores: bool, expected: int
) -> None:
    chat = telegram.chat("Newsroom")
    telegram.fail(Trouble.RESET, chat_id=chat.id, stores=stores)

    async with bot_on(telegram) as bot:
        with pytest.raises(TelegramError):
            await bot.send_message(chat.id, "Hello")
        stored = len(chat.sent)
        await bot.send_message(chat.id, "Hello")

    assert (stored, len(chat.sent)) == (expected, expected + 1)
