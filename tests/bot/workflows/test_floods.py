"""A flood from one chat is slowed and holds nobody else up; no update counts twice."""

import asyncio
from pathlib import Path

from bot.patience import BURST
from bot.telegram.polling import PollWatch, receive
from bot.telegram.processing import AT_ONCE
from tests.bot.workflows.stage import stage
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram


async def test_a_flood_is_answered_so_often_warned_of_once_and_then_left(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    anna = telegram.person("Anna")
    async with stage(telegram, tmp_path) as play:
        for _ in range(BURST + 20):
            anna.writes("/privacy")
        await play.handle()
        answers = list(anna.chat.texts)
        await play.play(("Ben", "/privacy", ["Kept: "]))
        play.clock.passes(60)
        await play.play(("Anna", "/privacy", ["Kept: "]))

    assert sum("Kept: " in text for text in answers) == BURST
    assert sum("a lot at once" in text for text in answers) == 1
    assert len(answers) == BURST + 1


async def test_a_press_in_a_flood_is_still_acknowledged(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/start", ["Which areas"]))
        said = [
            await play.press("Anna", telegram.sent[-1], f"s1:area:georgia:{wish}")
            for wish in ("on", "off") * BURST
        ]

    assert [notice for notices in said for notice in notices if "a lot" in notice] == [
        "That was a lot at once. I'll answer again in a minute."
    ]
    assert all(query.answer is not None for query in telegram.world.queries.values())


async def test_an_update_that_comes_again_is_not_answered_again(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    anna = telegram.person("Anna")
    async with stage(telegram, tmp_path) as play:
        anna.writes("/subscribe all")
        (update,) = await play.application.bot.get_updates(timeout=0)
        for _ in range(2):
            await play.application.process_update(update)

    assert len(anna.chat.texts) == 1


async def test_one_chat_whose_answers_are_slow_holds_nobody_up(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    anna, ben = telegram.person("Anna"), telegram.person("Ben")
    telegram.fail(Trouble.SLOW, chat_id=anna.id, seconds=1.5)
    async with stage(telegram, tmp_path) as play, asyncio.timeout(10):
        stop, application = asyncio.Event(), play.application
        for _ in range(2 * AT_ONCE):
            anna.writes("/privacy")
        ben.writes("/about")
        polling = asyncio.create_task(receive(application, PollWatch(play.clock), stop, 0.2))
        await telegram.until(lambda: ben.chat.sent)
        answered_before_ben = len(anna.chat.sent)
        stop.set()
        await polling

    assert answered_before_ben <= 1
