"""Messages to chats, on a Bot API server that refuses as Telegram does."""

from collections.abc import Callable

import pytest

from bot.model import DeliveryKind, Ending, Message, Outcome, Trouble
from bot.telegram.sender import TelegramSender
from tests.bot.telegram.made import MESSAGE, bot_on, delivery
from tests.telegram_server.faults import Trouble as Fault
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram


async def test_it_sends_html_without_a_preview_and_with_a_sound(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")

    outcome = await _send(telegram, chat)
    sent = chat.sent[0]

    assert Outcome(Ending.SENT, message_id=sent.id) == outcome
    assert (sent.text, sent.versions[0].entities[0]["type"]) == ("Fighting reported", "bold")
    assert (sent.preview_off, sent.silent) == (True, False)


async def test_a_silent_delivery_makes_no_sound(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")

    await _send(telegram, chat, is_silent=True)

    assert [message.silent for message in chat.sent] == [True]


async def test_it_writes_into_a_topic(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Forum", is_forum=True)
    topic = chat.topic("Alerts")

    await _send(telegram, chat, thread_id=topic.id)

    assert [topic.id] == [message.thread_id for message in chat.sent]


async def test_it_leaves_the_general_topic_out(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Forum", is_forum=True)

    outcome = await _send(telegram, chat, thread_id=1)

    assert (outcome.ending, chat.sent[0].thread_id) == (Ending.SENT, 0)


async def test_a_reply_answers_the_first_message(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")
    first = await _send(telegram, chat)

    await _send(telegram, chat, kind=DeliveryKind.REPLY, reply_to=first.message_id)

    assert first.message_id == chat.sent[1].reply_to


async def test_a_reply_to_a_deleted_message_is_sent_all_the_same(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")

    outcome = await _send(telegram, chat, kind=DeliveryKind.REPLY, reply_to=4711)

    assert (outcome.ending, chat.sent[0].reply_to) == (Ending.SENT, 0)


async def test_an_edit_changes_the_first_message(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")
    first = await _send(telegram, chat)
    newer = Message(html="Fighting <i>ended</i>", plain="Fighting ended")

    outcome = await _send(telegram, chat, newer, kind=DeliveryKind.EDIT, reply_to=first.message_id)

    assert first == outcome
    assert [(message.text, message.edits) for message in chat.sent] == [("Fighting ended", 1)]


async def test_an_edit_that_changes_nothing_is_a_success(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")
    first = await _send(telegram, chat)

    outcome = await _send(telegram, chat, kind=DeliveryKind.EDIT, reply_to=first.message_id)

    assert (Ending.SENT, first.message_id) == (outcome.ending, outcome.message_id)


@pytest.mark.parametrize("message_id", [None, 4711])
async def test_an_edit_of_nothing_says_so(telegram: FakeTelegram, message_id: int | None) -> None:
    chat = telegram.chat("Newsroom")

    outcome = await _send(telegram, chat, kind=DeliveryKind.EDIT, reply_to=message_id)

    assert (outcome.ending, outcome.trouble) == (Ending.REFUSED, Trouble.MESSAGE_GONE)


@pytest.mark.parametrize("html", ["<b>Fighting", "x < y", "y" * 4097])
async def test_what_telegram_cannot_read_goes_out_as_plain_text(
    telegram: FakeTelegram, html: str
) -> None:
    chat = telegram.chat("Newsroom")

    outcome = await _send(telegram, chat, Message(html=html, plain="x" * 5000))

    assert (outcome.ending, chat.texts) == (Ending.SENT, ["x" * 4096])
    assert len(telegram.take_violations()) == 1


def _closed(telegram: FakeTelegram) -> ChatHandle:
    chat = telegram.chat("Forum", is_forum=True)
    chat.record.is_closed = True
    return chat


def _kicked(telegram: FakeTelegram) -> ChatHandle:
    chat = telegram.chat("Newsroom", "group")
    telegram.person("Anna").kicks_bot(chat)
    return chat


def _blocked(telegram: FakeTelegram) -> ChatHandle:
    anna = telegram.person("Anna")
    anna.writes("/start")
    anna.blocks()
    return anna.chat


def _mute(telegram: FakeTelegram) -> ChatHandle:
    chat = telegram.chat("Newsroom")
    chat.record.is_muted = True
    return chat


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (_blocked, Trouble.BLOCKED),
        (_kicked, Trouble.BLOCKED),
        (_mute, Trouble.NO_RIGHTS),
        (_closed, Trouble.TOPIC_GONE),
    ],
)
async def test_a_chat_that_takes_nothing_is_an_outcome(
    telegram: FakeTelegram, make: Callable[[FakeTelegram], ChatHandle], trouble: Trouble
) -> None:
    outcome = await _send(telegram, make(telegram))

    assert (Ending.REFUSED, trouble) == (outcome.ending, outcome.trouble)


async def test_an_upgraded_group_tells_its_new_id(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom", "group")
    new = chat.migrates()

    outcome = await _send(telegram, chat)

    assert (Ending.NOT_SENT, new.id) == (outcome.ending, outcome.new_chat_id)


async def test_a_lost_answer_is_unclear_though_the_message_is_there(telegram: FakeTelegram) -> None:
    chat = telegram.chat("Newsroom")
    telegram.fail(Fault.RESET, stores=True)

    outcome = await _send(telegram, chat)

    assert (outcome.ending, len(chat.sent)) == (Ending.UNCLEAR, 1)


async def _send(
    telegram: FakeTelegram,
    chat: ChatHandle,
    message: Message = MESSAGE,
    *,
    kind: DeliveryKind = DeliveryKind.MESSAGE,
    thread_id: int = 0,
    reply_to: int | None = None,
    is_silent: bool = False,
) -> Outcome:
    told = delivery(chat.id, kind, thread_id, reply_to=reply_to, is_silent=is_silent)
    async with bot_on(telegram) as bot:
        return await TelegramSender(bot).send(message, told)
