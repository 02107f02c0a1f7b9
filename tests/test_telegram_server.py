"""The fake Bot API server: it answers, tells and refuses as Telegram does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Conflict, Forbidden, TelegramError

from tests.bot.telegram.made import bot_on
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import ANONYMOUS_ADMIN_ID

GO = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go:1")]])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("bot{token}/getMe", 200),
        ("bot{token}/GETME", 200),
        ("bot{token}/getNothing", 404),
        ("bot1:wrong/getMe", 401),
        ("botwrong/getMe", 404),
    ],
)
async def test_it_knows_its_token_and_its_methods(
    telegram: FakeTelegram, path: str, status: int
) -> None:
    url = f"{telegram.api_url}/{path.format(token=telegram.token)}"

    async with aiohttp.ClientSession() as session, session.post(url) as answer:
        given = answer.status

    assert given == status
    assert telegram.take_violations() == ["getNothing: unknown method"] * ("Nothing" in path)


async def test_a_wrong_request_is_refused_and_remembered(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        with pytest.raises(BadRequest, match=r"(?i)expected integer"):
            await bot.send_message(1, "Hello", api_kwargs={"message_thread_id": "general"})

    expected = ["sendMessage: message_thread_id: expected Integer, got 'general'"]
    assert telegram.take_violations() == expected


async def test_a_tap_brings_who_tapped_and_takes_one_answer(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    anna.writes("/start")

    async with bot_on(telegram) as bot:
        await bot.send_message(anna.id, "Choose", reply_markup=GO)
        tapped = anna.taps(anna.chat.sent[0], "Go")
        query = (await bot.get_updates())[-1].callback_query
        assert query is not None
        await query.answer("Done")
        with pytest.raises(BadRequest, match="too old"):
            await query.answer("Again")

    assert (query.data, query.from_user.id) == ("go:1", anna.id)
    assert tapped.answer is not None
    assert tapped.answer["text"] == "Done"


async def test_blocking_and_coming_back_are_told(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")

    async with _updates(telegram) as updates:
        anna.writes("/start")
        anna.blocks()
        anna.writes("/start again")
        told = await updates()

    changes = [u.my_chat_member.new_chat_member.status for u in told if u.my_chat_member]
    assert changes == [ChatMemberStatus.BANNED, ChatMemberStatus.MEMBER]
    assert told[-1].effective_message is not None


async def test_in_groups_only_commands_are_read(telegram: FakeTelegram) -> None:
    anna, group = telegram.person("Anna"), telegram.chat("Newsroom")

    async with _updates(telegram) as updates:
        for text in ("hello", "/help", "/help@other_bot", "/help@caucasus_alerts_test_bot"):
            anna.writes(text, group)
        told = await updates()

    texts = [u.message.text for u in told if u.message]
    assert texts == ["/help", "/help@caucasus_alerts_test_bot"]


async def test_an_anonymous_admin_writes_as_the_group(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    group = telegram.chat("Newsroom").add(anna, "administrator", anonymous=True)

    async with _updates(telegram) as updates:
        anna.writes("/subscribe", group)
        message = (await updates())[0].message

    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.sender_chat.id) == (ANONYMOUS_ADMIN_ID, group.id)


async def test_a_channel_post_has_no_author(telegram: FakeTelegram) -> None:
    channel = telegram.chat("News", "channel")

    async with _updates(telegram) as updates:
        telegram.person("Anna").writes("/start", channel)
        update = (await updates())[0]

    assert update.channel_post is not None
    assert update.effective_user is None


async def test_a_shared_place_arrives_and_can_be_deleted(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")

    async with bot_on(telegram) as bot:
        anna.shares_location(39.05, 46.53)
        message = (await bot.get_updates())[0].message
        assert message is not None
        assert message.location is not None
        await message.delete()

    assert (message.location.latitude, message.text) == (39.05, None)
    assert [m.deleted for m in anna.chat.record.messages.values()] == [True]


async def test_administrators_are_listed(telegram: FakeTelegram) -> None:
    anna, boris = telegram.person("Anna"), telegram.person("Boris")
    group = telegram.chat("Newsroom").add(anna, "creator").add(boris)

    async with bot_on(telegram) as bot:
        admins = await bot.get_chat_administrators(group.id)
        boris_is = (await bot.get_chat_member(group.id, boris.id)).status

    assert ([admin.user.id for admin in admins], boris_is) == ([anna.id], "member")


async def test_an_upgraded_group_says_so_in_both_chats(telegram: FakeTelegram) -> None:
    group = telegram.chat("Newsroom", "group")

    async with _updates(telegram) as updates:
        new = group.migrates()
        told = [u.message for u in await updates() if u.message]

    moves = [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in told]
    assert moves == [(group.id, new.id, None), (new.id, None, group.id)]


def _unposted_channel(telegram: FakeTelegram) -> ChatHandle:
    channel = telegram.chat("News", "channel")
    telegram.person("Anna").promotes_bot(channel)
    return channel


def _deleted_group(telegram: FakeTelegram) -> ChatHandle:
    group = telegram.chat("Newsroom", "group")
    group.record.is_deleted = True
    return group


def _deactivated(telegram: FakeTelegram) -> ChatHandle:
    anna = telegram.person("Anna")
    anna.deactivates()
    return anna.chat


@pytest.mark.parametrize(
    ("make", "kind", "text"),
    [
        (lambda fake: fake.person("Anna").chat, Forbidden, "can't initiate"),
        (_deactivated, Forbidden, "user is deactivated"),
        (_deleted_group, Forbidden, "the group chat was deleted"),
        (_unposted_channel, BadRequest, "administrator rights"),
    ],
)
async def test_a_chat_that_takes_nothing_says_why(
    telegram: FakeTelegram,
    make: Callable[[FakeTelegram], ChatHandle],
    kind: type[TelegramError],
    text: str,
) -> None:
    chat = make(telegram)

    async with bot_on(telegram) as bot:
        with pytest.raises(kind, match=text):
            await bot.send_message(chat.id, "Hello")


async def test_topics_are_open_closed_or_gone(telegram: FakeTelegram) -> None:
    forum = telegram.chat("Forum", is_forum=True)
    open_one, closed, gone = (forum.topic(name) for name in ("a", "b", "c"))
    closed.closed, gone.deleted = True, True

    ends = []
    async with bot_on(telegram) as bot:
        for thread_id in (open_one.id, closed.id, gone.id, 1):
            try:
                await bot.send_message(forum.id, "Hello", message_thread_id=thread_id)
                ends.append("sent")
            except BadRequest as error:
                ends.append(error.message)

    assert ends == ["sent", "Topic_closed", *["Message thread not found"] * 2]


async def test_commands_are_kept_by_scope_and_language(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        await bot.set_my_commands([("start", "Start")])
        await bot.set_my_commands([("start", "Начать")], language_code="ru")
        kept = [await bot.get_my_commands(language_code=code) for code in ("", "ru", "hy")]

    assert [[c.description for c in commands] for commands in kept] == [["Start"], ["Начать"], []]


async def test_an_offset_confirms_what_came_before(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")

    async with bot_on(telegram) as bot:
        for text in ("/a", "/b", "/c"):
            anna.writes(text)
        first = await bot.get_updates(limit=2)
        rest = await bot.get_updates(offset=first[-1].update_id + 1)
        last = await bot.get_updates(offset=-1)

    assert [[u.update_id for u in told] for told in (first, rest, last)] == [[1, 2], [3], [3]]


async def test_the_older_of_two_pollers_gets_a_conflict(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot, bot_on(telegram) as other:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await telegram.until(lambda: telegram.world.calls[-1].method == "getUpdates")
        await other.get_updates()
        with pytest.raises(Conflict, match="other getUpdates"):
            await older


async def test_a_webhook_excludes_polling(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        await bot.set_webhook("http://127.0.0.1:9/x")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        updates = await bot.get_updates()

    assert list(updates) == []


@asynccontextmanager
async def _updates(
    telegram: FakeTelegram,
) -> AsyncIterator[Callable[[], "asyncio.Future[tuple[Update, ...]]"]]:
    """Give a function that fetches what the bot was told."""
    async with bot_on(telegram) as bot:
        yield lambda: asyncio.ensure_future(bot.get_updates(timeout=1))
