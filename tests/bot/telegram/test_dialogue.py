import logging

import pytest

from bot.asking import Ask, Button, Document, Reply
from bot.model import Chat, ChatKind
from bot.telegram.dialogue import answer
from tests.bot.telegram.made import MESSAGE, bot_on
from tests.telegram_server.faults import Trouble
from tests.telegram_server.people import PersonHandle
from tests.telegram_server.server import FakeTelegram

BUTTONS = ((Button("Yes", "s1:keep"),), (Button("Page", url="https://t.me/x?startgroup=help"),))


def asks(person: PersonHandle, message_id: int = 0, query_id: str = "") -> Ask:
    person.writes("hello")
    return Ask(1, Chat(person.id), ChatKind.PRIVATE, message_id=message_id, query_id=query_id)


async def test_it_answers_with_a_message_its_buttons_and_a_file(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    async with bot_on(telegram) as bot:
        await answer(bot, asks(anna), Reply(MESSAGE, BUTTONS, document=Document("a.json", b"{}")))

    message, file = anna.chat.sent
    assert (message.source, message.preview_off) == (MESSAGE.html, True)
    assert [button["text"] for button in message.buttons] == ["Yes", "Page"]
    assert file.document == "a.json"


async def test_a_press_changes_its_message_and_flashes_a_notice(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    async with bot_on(telegram) as bot:
        await answer(bot, asks(anna), Reply(MESSAGE, BUTTONS))
        shown = anna.chat.sent[0]
        query = anna.taps(shown, "Yes")
        await answer(bot, asks(anna, shown.id, query.id), Reply(MESSAGE, notice="x" * 300))

    assert (shown.edits, shown.buttons) == (1, [])
    assert query.answer is not None
    assert query.answer["text"] == "x" * 200


async def test_a_press_that_is_too_old_to_answer_still_changes_its_message(
    telegram: FakeTelegram,
) -> None:
    anna = telegram.person("Anna")
    async with bot_on(telegram) as bot:
        await answer(bot, asks(anna), Reply(MESSAGE, BUTTONS))
        shown = anna.chat.sent[0]
        await answer(bot, asks(anna, shown.id, "long gone"), Reply(MESSAGE))

    assert shown.edits == 1


@pytest.mark.parametrize("trouble", [Trouble.BAD_GATEWAY, Trouble.FLOOD, Trouble.RESET])
async def test_a_refusal_is_logged_and_never_raised(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture, trouble: Trouble
) -> None:
    telegram.fail(trouble)
    with caplog.at_level(logging.WARNING):
        async with bot_on(telegram) as bot:
            await answer(bot, asks(telegram.person("Anna")), Reply(MESSAGE))

    assert "an answer did not go out" in caplog.text
    assert str(telegram.person("Anna").id) not in caplog.text


async def test_who_has_blocked_us_is_no_news(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.person("Anna")
    ask = asks(anna)
    anna.blocks()
    async with bot_on(telegram) as bot:
        await answer(bot, ask, Reply(MESSAGE))

    assert caplog.text == ""
