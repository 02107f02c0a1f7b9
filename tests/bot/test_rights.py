import pytest

from bot.asking import Ask
from bot.model import Chat, ChatKind
from bot.rights import KEPT_FOR, Right, Rights
from tests.bot.telegram.made import Clock, bot_on
from tests.telegram_server.faults import Trouble
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram

ANNA, BEN = "Anna", "Ben"


def asked(chat: ChatHandle, user_id: int | None, *, is_as_chat: bool = False) -> Ask:
    kind = ChatKind.CHANNEL if chat.record.type == "channel" else ChatKind.GROUP
    return Ask(1, Chat(chat.id), kind, user_id, is_as_chat)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        (ANNA, "creator", Right.YES),
        (ANNA, "administrator", Right.YES),
        (ANNA, "member", Right.NO),
        (BEN, "restricted", Right.NO),
    ],
)
async def test_an_admin_may(
    telegram: FakeTelegram, kind: str, name: str, status: str, expected: Right
) -> None:
    chat = telegram.chat("Watch", kind).add(telegram.person(name), status)
    async with bot_on(telegram) as bot:
        right = await Rights(bot, Clock()).may_change(asked(chat, telegram.person(name).id))

    assert right is expected


async def test_who_speaks_as_the_chat_may_and_somebodys_channel_may_not(
    telegram: FakeTelegram,
) -> None:
    chat = telegram.chat("Watch")
    async with bot_on(telegram) as bot:
        rights = Rights(bot, Clock())
        found = [await rights.may_change(asked(chat, None, is_as_chat=i)) for i in (True, False)]

    assert found == [Right.YES, Right.NO]


async def test_a_private_chat_is_its_persons_own(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        right = await Rights(bot, Clock()).may_change(Ask(1, Chat(5), ChatKind.PRIVATE, 5))

    assert right is Right.YES


async def test_the_list_is_kept_for_a_minute(telegram: FakeTelegram) -> None:
    anna, clock = telegram.person(ANNA), Clock()
    chat = telegram.chat("Watch").add(anna, "administrator")
    async with bot_on(telegram) as bot:
        rights = Rights(bot, clock)
        found = [await rights.may_change(asked(chat, anna.id))]
        chat.add(anna, "member")
        for seconds in (KEPT_FOR.total_seconds() - 1, 1):
            clock.passes(seconds)
            found.append(await rights.may_change(asked(chat, anna.id)))

    assert found == [Right.YES, Right.YES, Right.NO]


async def test_it_does_not_guess_where_telegram_does_not_say(telegram: FakeTelegram) -> None:
    anna = telegram.person(ANNA)
    chat = telegram.chat("Watch").add(anna, "administrator")
    telegram.fail(Trouble.BAD_GATEWAY, "getChatAdministrators")
    async with bot_on(telegram) as bot:
        rights = Rights(bot, Clock())
        found = [await rights.may_change(asked(chat, anna.id)) for _ in range(2)]

    assert found == [Right.UNKNOWN, Right.YES]
