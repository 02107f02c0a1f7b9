"""Admin chats are posted to with patience."""

from collections.abc import AsyncIterator

import pytest

from bot.model import Message
from bot.operators.admins import WAIT_AFTER_REFUSAL, AdminChats
from tests.bot.telegram.made import Clock, bot_on
from tests.telegram_server.faults import Trouble
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram

HELLO = Message("<b>Hello</b>", "Hello")


@pytest.fixture
def group(telegram: FakeTelegram) -> ChatHandle:
    return telegram.chat("Desk")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def admins(
    telegram: FakeTelegram, group: ChatHandle, clock: Clock
) -> AsyncIterator[AdminChats]:
    async with bot_on(telegram) as bot:
        yield AdminChats(bot, lambda: (group.id, -77), clock)


async def test_one_that_refuses_costs_the_others_nothing(
    admins: AdminChats, group: ChatHandle, clock: Clock
) -> None:
    is_told = await admins.post_all(HELLO)
    after = admins.open()
    clock.passes(WAIT_AFTER_REFUSAL.total_seconds())

    assert is_told
    assert group.texts == ["Hello"]
    assert after == (group.id,)
    assert admins.open() == (group.id, -77)


async def test_a_flood_wait_is_kept_as_long_as_it_is(
    telegram: FakeTelegram, admins: AdminChats, group: ChatHandle, clock: Clock
) -> None:
    telegram.fail(Trouble.FLOOD, seconds=40)
    message_id = await admins.post(group.id, HELLO)
    clock.passes(39)
    during = admins.open()
    clock.passes(1)

    assert message_id is None
    assert group.id not in during
    assert group.id in admins.open()


async def test_a_message_that_is_gone_needs_no_change(
    admins: AdminChats, group: ChatHandle
) -> None:
    message_id = await admins.post(group.id, HELLO)
    assert message_id is not None
    changed = await admins.change(group.id, message_id, Message("Bye", "Bye"))
    same = await admins.change(group.id, message_id, Message("Bye", "Bye"))
    gone = await admins.change(group.id, 4711, HELLO)

    assert (changed, same, gone) == (True, True, True)
    assert group.texts == ["Bye"]
