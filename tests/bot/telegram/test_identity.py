"""A token tells whose it is, or that it is nobody's."""

import pytest
from telegram.error import TelegramError

from bot.telegram.application import Link, WrongTokenError
from bot.telegram.identity import user_name
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import BOT_USERNAME


async def test_a_token_tells_the_bots_name(telegram: FakeTelegram) -> None:
    assert await user_name(Link(telegram.token, telegram.api_url)) == BOT_USERNAME


async def test_a_token_of_no_bot_is_refused_without_being_shown(telegram: FakeTelegram) -> None:
    token = "123456:" + "A" * 35
    with pytest.raises(WrongTokenError) as caught:
        await user_name(Link(token, telegram.api_url))

    assert token not in str(caught.value)
    assert caught.value.__context__ is None


async def test_an_outage_is_told_apart(telegram: FakeTelegram) -> None:
    telegram.fail(Trouble.BAD_GATEWAY, "getMe", times=9)
    with pytest.raises(TelegramError, match="502"):
        await user_name(Link(telegram.token, telegram.api_url))
