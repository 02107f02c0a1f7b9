"""Long polling: what is asked for, what ends it, and that it is one's own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.application import Link, ReceivingError, WrongTokenError, build, connected
from bot.telegram.polling import (
    ALLOWED_UPDATES,
    CONFLICT_WINDOW,
    OtherPollerError,
    PollWatch,
    poller_lock,
    receive,
)
from bot.telegram.request import AiohttpRequest
from feeds.lock import LockHeldError
from tests.bot.telegram.made import NOW, Clock
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import TOKEN, FakeTelegram


async def test_it_hands_on_what_people_write(telegram: FakeTelegram) -> None:
    async with _receiving(telegram) as told:
        telegram.person("Anna").writes("/start")
        update = await told.get()

    assert update.effective_message is not None
    assert update.effective_message.text == "/start"


async def test_it_asks_for_exactly_what_is_handled(telegram: FakeTelegram) -> None:
    async with _receiving(telegram) as told:
        telegram.person("Anna").writes("/start")
        await told.get()

    assert set(telegram.updates.allowed) == set(ALLOWED_UPDATES)


async def test_no_update_comes_twice(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")

    ids = []
    for text in ("/start", "/help"):
        async with _receiving(telegram) as told:
            anna.writes(text)
            ids.append((await told.get()).update_id)
            await telegram.until(lambda: not telegram.updates.pending)

    assert ids == [1, 2]


async def test_another_poller_ends_it_with_words(telegram: FakeTelegram) -> None:
    watch = PollWatch(Clock(), conflicts_allowed=0)

    with pytest.raises(OtherPollerError, match="stop it"):
        await _conflict(telegram, watch)


async def _conflict(telegram: FakeTelegram, watch: PollWatch) -> None:
    url = f"{telegram.api_url}/bot{telegram.token}/getUpdates"
    async with _receiving(telegram, watch), AiohttpRequest(1) as other:
        await telegram.until(lambda: _polls(telegram))
        await other.post(url)
        await watch.failed()


async def test_a_token_revoked_while_polling_ends_it(telegram: FakeTelegram) -> None:
    watch = PollWatch(Clock())

    with pytest.raises(WrongTokenError):
        await _revoke(telegram, watch)


async def _revoke(telegram: FakeTelegram, watch: PollWatch) -> None:
    async with _receiving(telegram, watch):
        await telegram.until(lambda: _polls(telegram))
        telegram.token = "1:revoked"  # noqa: S105 - no secret
        telegram.person("Anna").writes("/start")
        await watch.failed()


async def test_a_token_revoked_before_polling_ends_it(telegram: FakeTelegram) -> None:
    application = build(Link(telegram.token, telegram.api_url))

    async with connected(application):
        telegram.token = "1:revoked"  # noqa: S105 - no secret
        with pytest.raises(WrongTokenError):
            await receive(application, PollWatch(Clock()), asyncio.Event())


async def test_it_stops_at_once_though_telegram_is_silent(telegram: FakeTelegram) -> None:
    telegram.fail(Trouble.HANG, "getUpdates", times=9)
    application = build(Link(telegram.token, telegram.api_url))
    stop = asyncio.Event()

    async with connected(application), asyncio.timeout(2):
        receiving = asyncio.create_task(
            receive(application, PollWatch(Clock()), stop, stop_seconds=0.01)
        )
        await telegram.until(lambda: _polls(telegram))
        stop.set()
        await receiving

    assert application.updater is not None
    assert not application.updater.running


async def test_the_watch_says_when_telegram_last_answered() -> None:
    clock = Clock()
    watch = PollWatch(clock)

    watch.note(200)
    clock.passes(60)
    watch.note(502)

    assert watch.last_good_at == NOW


@pytest.mark.parametrize(
    ("gap_seconds", "conflicts", "expected"),
    [
        (1.0, 5, None),
        (1.0, 6, OtherPollerError),
        (CONFLICT_WINDOW.total_seconds(), 20, None),
    ],
)
async def test_a_conflict_now_and_then_is_no_other_poller(
    gap_seconds: float, conflicts: int, expected: type[ReceivingError] | None
) -> None:
    clock = Clock()
    watch = PollWatch(clock, conflicts_allowed=5)

    for _ in range(conflicts):
        watch.note(409)
        clock.passes(gap_seconds)

    assert expected == (type(watch.failure) if watch.failure else None)


def test_one_token_has_one_poller(tmp_path: Path) -> None:
    with (
        poller_lock(TOKEN, tmp_path, NOW),
        pytest.raises(LockHeldError),
        poller_lock(TOKEN, tmp_path, NOW),
    ):
        pass


def test_two_tokens_have_a_poller_each_and_no_file_names_them(tmp_path: Path) -> None:
    with poller_lock(TOKEN, tmp_path, NOW), poller_lock("1:other", tmp_path, NOW):
        names = [path.name for path in tmp_path.iterdir()]

    assert len(names) == 2
    assert not any(part in name for name in names for part in TOKEN.split(":"))


@asynccontextmanager
async def _receiving(
    telegram: FakeTelegram, watch: PollWatch | None = None
) -> AsyncIterator["asyncio.Queue[Update]"]:
    """Poll, and give a queue of what was handed on."""
    watch = watch or PollWatch(Clock())
    told: asyncio.Queue[Update] = asyncio.Queue()

    async def tell(update: Update, _context: object) -> None:
        await told.put(update)

    application = build(Link(telegram.token, telegram.api_url), on_poll=watch.note)
    application.add_handler(TypeHandler(Update, tell))
    stop = asyncio.Event()
    async with connected(application):
        receiving = asyncio.create_task(receive(application, watch, stop))
        try:
            yield told
        finally:
            stop.set()
            await receiving


def _polls(telegram: FakeTelegram) -> bool:
    return telegram.world.calls[-1].method == "getUpdates"
