"""One call to the Bot API: what arrives, what a failure says, and that it keeps the token."""

import asyncio
import socket
import traceback

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.answers import BARE_FLOOD_SECONDS, FloodError, NotSentError, UnclearError
from bot.telegram.request import AiohttpRequest, Timeouts
from tests.bot.telegram.made import SHORT, bot_on
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram

CAUSES = [
    (Trouble.RESET, UnclearError),
    (Trouble.HANG, UnclearError),
    (Trouble.BAD_GATEWAY, UnclearError),
    (Trouble.SERVER_ERROR, UnclearError),
    (Trouble.NOT_OK, UnclearError),
    (Trouble.NOT_JSON, UnclearError),
    (Trouble.NOT_FOUND_PAGE, NotSentError),
]


async def test_it_brings_the_form_as_telegram_takes_it(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot:
        me = await bot.get_me()
        await bot.set_my_commands([("start", "Начать 👍")], language_code="ru")
        commands = await bot.get_my_commands(language_code="ru")

    assert me.username == "caucasus_alerts_test_bot"
    assert [command.description for command in commands] == ["Начать 👍"]


async def test_it_uploads_a_file(telegram: FakeTelegram) -> None:
    anna = telegram.person("Anna")
    anna.writes("/start")

    async with bot_on(telegram) as bot:
        await bot.send_photo(anna.id, b"\x89PNG", caption="Map")

    assert [(message.text, message.photo) for message in anna.chat.sent] == [("Map", True)]


@pytest.mark.parametrize(("trouble", "cause"), CAUSES)
async def test_a_failure_says_whether_the_call_may_have_been_carried_out(
    telegram: FakeTelegram, trouble: Trouble, cause: type[Exception]
) -> None:
    telegram.fail(trouble, "getChat")

    async with bot_on(telegram, SHORT) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.get_chat(1)

    assert isinstance(caught.value.__cause__, cause)


async def test_a_refused_connection_was_not_sent(telegram: FakeTelegram) -> None:
    async with bot_on(telegram) as bot, AiohttpRequest(1) as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://127.0.0.1:{_free_port()}/bot{bot.token}/getMe")

    assert isinstance(caught.value.__cause__, NotSentError)


async def test_a_pool_without_a_free_connection_was_not_sent(telegram: FakeTelegram) -> None:
    telegram.fail(Trouble.HANG, "getChat")

    async with bot_on(telegram, SHORT, connections=1) as bot:
        long_one = asyncio.create_task(bot.get_chat(1, read_timeout=5))
        await telegram.until(lambda: "getChat" in {call.method for call in telegram.calls})
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()
        long_one.cancel()

    assert isinstance(caught.value.__cause__, NotSentError)


async def test_a_call_that_waits_for_its_answer_too_long_times_out(telegram: FakeTelegram) -> None:
    telegram.fail(Trouble.HANG, "getChat")

    async with bot_on(telegram, SHORT) as bot:
        with pytest.raises(TimedOut):
            await bot.get_chat(1)


@pytest.mark.parametrize(
    ("trouble", "seconds"), [(Trouble.FLOOD, 7.0), (Trouble.BARE_FLOOD, BARE_FLOOD_SECONDS)]
)
async def test_it_says_how_long_to_wait_after_a_429(
    telegram: FakeTelegram, trouble: Trouble, seconds: float
) -> None:
    telegram.fail(trouble, "getChat", seconds=7)

    async with bot_on(telegram) as bot:
        with pytest.raises(FloodError) as caught:
            await bot.get_chat(1)

    assert seconds == caught.value.seconds


@pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.HANG, Trouble.BAD_GATEWAY])
async def test_no_trace_of_a_failure_holds_the_token(
    telegram: FakeTelegram, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail(trouble, "getChat")

    with caplog.at_level("INFO"):
        async with bot_on(telegram, SHORT) as bot:
            with pytest.raises(TelegramError) as caught:
                await bot.get_chat(1)

    assert telegram.token not in caplog.text + "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


async def test_a_proxy_that_is_down_was_not_passed() -> None:
    proxy = f"http://user:secret@127.0.0.1:{_free_port()}"

    async with AiohttpRequest(1, proxy_url=proxy) as request:
        with pytest.raises(NetworkError) as caught:
            await request.post("http://127.0.0.1:1/bot1:x/getMe")

    assert isinstance(caught.value.__cause__, NotSentError)
    assert "secret" not in str(caught.value)


async def test_a_call_through_a_proxy_reaches_it(telegram: FakeTelegram) -> None:
    # The fake takes the absolute address that a client sends to a proxy.
    url = f"http://telegram.invalid/bot{telegram.token}/getMe"

    async with AiohttpRequest(1, proxy_url=telegram.api_url) as request:
        answer = await request.post(url)

    assert isinstance(answer, dict)
    assert answer["is_bot"]


async def test_it_opens_again_after_it_was_closed(telegram: FakeTelegram) -> None:
    request = AiohttpRequest(1, Timeouts())
    url = f"{telegram.api_url}/bot{telegram.token}/getMe"

    answers = []
    for _ in range(2):
        async with request:
            answers.append(await request.post(url))

    assert answers[0] == answers[1]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
