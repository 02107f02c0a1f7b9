"""Messages that are in no ledger: sent, changed, and refused without an error."""

import pytest

from bot.asking import Button
from bot.model import Ending, Message, Trouble
from bot.telegram.posting import change, post
from tests.bot.telegram.made import MESSAGE, bot_on
from tests.telegram_server.server import FakeTelegram

KEYBOARD = ((Button("Release", "o1:release:1"), Button("Drop", "o1:drop:1")),)


async def test_it_posts_html_with_buttons_and_without_a_preview(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Desk")
    async with bot_on(telegram) as bot:
        outcome = await post(bot, chat.id, MESSAGE, KEYBOARD)

    (sent,) = chat.sent
    assert (outcome.ending, outcome.message_id) == (Ending.SENT, sent.id)
    assert (sent.text, sent.preview_off) == ("Fighting reported", True)
    assert [button["text"] for button in sent.buttons] == ["Release", "Drop"]


@pytest.mark.parametrize("is_general", [True, False])
async def test_it_posts_into_a_topic_but_names_not_the_general_one(
    telegram: FakeTelegram, is_general: bool
) -> None:
    chat = telegram.chat("Forum", is_forum=True)
    topic = chat.topic("Alerts")
    async with bot_on(telegram) as bot:
        outcome = await post(bot, chat.id, MESSAGE, thread_id=1 if is_general else topic.id)

    assert outcome.ending is Ending.SENT
    assert is_general is (chat.sent[0].thread_id != topic.id)


async def test_a_change_takes_the_buttons_away(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Desk")
    async with bot_on(telegram) as bot:
        await post(bot, chat.id, MESSAGE, KEYBOARD)
        outcome = await change(bot, chat.id, chat.sent[0].id, Message("<i>Done</i>", "Done"))

    (sent,) = chat.sent
    assert (outcome.ending, outcome.message_id) == (Ending.SENT, sent.id)
    assert (sent.text, sent.buttons) == ("Done", [])


async def test_a_change_to_the_same_is_no_failure(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Desk")
    async with bot_on(telegram) as bot:
        await post(bot, chat.id, MESSAGE)
        outcome = await change(bot, chat.id, chat.sent[0].id, MESSAGE)

    assert (outcome.ending, outcome.trouble) == (Ending.SENT, Trouble.NOT_MODIFIED)


async def test_a_message_that_is_gone_cannot_be_changed(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Desk")
    async with bot_on(telegram) as bot:
        outcome = await change(bot, chat.id, 999, MESSAGE)

    assert (outcome.ending, outcome.trouble) == (Ending.REFUSED, Trouble.MESSAGE_GONE)


async def test_an_unknown_chat_refuses_without_an_error(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        outcome = await post(bot, -999, MESSAGE)

    assert (outcome.ending, outcome.trouble) == (Ending.REFUSED, Trouble.BLOCKED)
