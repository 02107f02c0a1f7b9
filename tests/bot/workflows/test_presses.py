"""Buttons pressed twice, late, after a restart, with forged data: each is answered kindly."""

from pathlib import Path

import pytest

from bot.model import ALL_AREAS, ChatState, Preset
from feeds.model import Theatre
from feeds.store.database import open_database
from tests.bot.workflows.stage import Step, stage
from tests.telegram_server.server import FakeTelegram

GEORGIA = "Georgia, Abkhazia, South Ossetia"
DIGEST = "One digest a day, at 08:00"
STALE = "too old"
SET_UP: list[Step] = [
    ("Anna", "/start", ["Which areas"]),
    ("Anna", "[All three areas]", ["How much"]),
    ("Anna", f"[{DIGEST}]", ["Done"]),
]
FORGED = [
    *("", "s1:", "s1:area:mars:on", "s1:area:georgia", "s1:area:georgia:maybe", "s1:how:loud"),
    *("s1:language:xx", "s1:fly", "s0:area:georgia:on", "operator", "s1:how:\u202e" + "x" * 50),
]


@pytest.mark.parametrize("data", FORGED)
async def test_a_press_of_another_form_or_make_changes_nothing(
    telegram: FakeTelegram, tmp_path: Path, data: str
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(*SET_UP)
        before = play.stored(telegram.person("Anna"))
        said = await play.press("Anna", telegram.sent[-1], data)
        after = play.stored(telegram.person("Anna"))

    assert STALE in said[0]
    assert before == after


async def test_a_press_that_comes_twice_means_the_same(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/start", ["Which areas"]))
        shown = telegram.sent[-1]
        for _ in range(2):
            await play.press("Anna", shown, "s1:area:georgia:on")
        stored = play.stored(telegram.person("Anna"))

    assert stored.areas == {Theatre.GEORGIA}
    assert shown.edits == 1


async def test_a_press_works_after_a_restart(telegram: FakeTelegram, tmp_path: Path) -> None:
    database = open_database(":memory:")
    async with stage(telegram, tmp_path, database) as play:
        await play.play(*SET_UP[:1])
    async with stage(telegram, tmp_path, database) as play:
        await play.play(*SET_UP[1:])
        stored = play.stored(telegram.person("Anna"))
    database.close()

    assert (stored.state, stored.preset) == (ChatState.ACTIVE, Preset.DIGEST)
    assert stored.areas == ALL_AREAS


async def test_a_button_of_long_ago_still_says_what_shall_be(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(*SET_UP)
        play.clock.passes(90 * 24 * 3600)
        await play.press("Anna", telegram.sent[-1], "s1:how:everything")
        stored = play.stored(telegram.person("Anna"))

    assert stored.preset is Preset.EVERYTHING


async def test_a_message_out_of_reach_is_answered_too(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(*SET_UP)
        shown = telegram.sent[-1]
        said = await play.press("Anna", shown, "s1:how:everything", is_out_of_reach=True)
        stored = play.stored(telegram.person("Anna"))

    assert STALE in said[0]
    assert stored.preset is Preset.DIGEST


async def test_a_button_of_a_chat_that_was_deleted_brings_nothing_back(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(
            *SET_UP,
            ("Anna", "/delete_my_data", ["Delete everything"]),
            ("Anna", "[Delete everything]", ["Deleted"]),
        )
        for data in ("s1:area:georgia:on", "s1:area:all", "s1:next", "s1:how:serious"):
            assert STALE in (await play.press("Anna", telegram.sent[-1], data))[0]
        await play.play(("Anna", "/status", ["not subscribed yet"]))


async def test_how_without_an_area_asks_for_the_area(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/start", ["Which areas"]))
        shown = telegram.sent[-1]
        answers = [await play.press("Anna", shown, data) for data in ("s1:next", "s1:how:digest")]
        stored = play.stored(telegram.person("Anna"))

    assert answers == [["Choose an area first."], []]
    assert stored.state is ChatState.SETUP


async def test_a_subscribed_chat_keeps_its_last_area(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(
            ("Anna", "/subscribe georgia", ["Done"]),
            ("Anna", "/start", ["Which areas"]),
            ("Anna", f"[✓ {GEORGIA}]", ["One area has to stay"]),
        )
        stored = play.stored(telegram.person("Anna"))

    assert stored.areas == {Theatre.GEORGIA}
