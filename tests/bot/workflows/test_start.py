"""From /start to a set subscription: at most four taps, whatever happens in between."""

from pathlib import Path

import pytest

from bot.model import ALL_AREAS, ChatState, Preset
from feeds.model import Theatre
from tests.bot.workflows.stage import Step, stage
from tests.telegram_server.server import FakeTelegram

CALM = "Silence is not safety"
GEORGIA = "Georgia, Abkhazia, South Ossetia"
NORTH = "North Caucasus"
SERIOUS = "Serious news, no sound 22:00–07:00"
MOST_TAPS = 4
Areas = frozenset[Theatre]

BEGIN: Step = ("Anna", "/start", [CALM, "late by minutes or hours", "Which areas", "call 112"])
JOURNEYS = [
    (
        "one area, the usual way",
        [
            BEGIN,
            ("Anna", f"[{GEORGIA}]", ["Which areas"]),
            ("Anna", "[Next]", [f"Areas: {GEORGIA}", "How much", CALM]),
            ("Anna", f"[{SERIOUS}]", ["Done", f"Areas: {GEORGIA}", "0 of 1", CALM, "As of"]),
        ],
        frozenset({Theatre.GEORGIA}),
        Preset.SERIOUS,
    ),
    (
        "two areas",
        [
            BEGIN,
            ("Anna", f"[{GEORGIA}]", ["Which areas"]),
            ("Anna", f"[{NORTH}]", ["Which areas"]),
            ("Anna", "[Next]", [f"Areas: {GEORGIA}; {NORTH}"]),
            ("Anna", "[One digest a day, at 08:00]", ["Done", "One digest a day"]),
        ],
        frozenset({Theatre.GEORGIA, Theatre.NORTH_CAUCASUS}),
        Preset.DIGEST,
    ),
    (
        "all areas",
        [
            BEGIN,
            ("Anna", "[All three areas]", ["Areas: All three areas", "How much"]),
            ("Anna", "[Everything, at once, with sound]", ["Done"]),
        ],
        ALL_AREAS,
        Preset.EVERYTHING,
    ),
    (
        "a change of mind",
        [
            BEGIN,
            ("Anna", f"[{GEORGIA}]", ["Which areas"]),
            ("Anna", f"[✓ {GEORGIA}]", ["Which areas"]),
            ("Anna", "[All three areas]", ["How much"]),
            ("Anna", "[Serious news, day and night]", ["Done"]),
        ],
        ALL_AREAS,
        Preset.DAY_AND_NIGHT,
    ),
    (
        "by words",
        [("Anna", "/subscribe dagestan", ["Done", f"Areas: {NORTH}", CALM])],
        frozenset({Theatre.NORTH_CAUCASUS}),
        Preset.SERIOUS,
    ),
    (
        "everything, by words",
        [("Anna", "/subscribe all", ["Done", "Everything, at once", CALM])],
        ALL_AREAS,
        Preset.EVERYTHING,
    ),
    (
        "without a command",
        [
            ("Anna", "hello?", [CALM, "Which areas"]),
            ("Anna", "[All three areas]", ["How much"]),
            ("Anna", f"[{SERIOUS}]", ["Done"]),
        ],
        ALL_AREAS,
        Preset.SERIOUS,
    ),
]


@pytest.mark.parametrize(
    ("steps", "areas", "preset"),
    [journey[1:] for journey in JOURNEYS],
    ids=[journey[0] for journey in JOURNEYS],
)
async def test_a_new_person_is_subscribed_within_four_taps(
    telegram: FakeTelegram, tmp_path: Path, steps: list[Step], areas: Areas, preset: Preset
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(*steps)
        stored = play.stored(telegram.person("Anna"))

    assert (stored.state, stored.areas, stored.preset) == (ChatState.ACTIVE, areas, preset)
    assert play.taps <= MOST_TAPS


async def test_with_several_languages_it_asks_for_one_first(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path, languages=("en", "xx")) as play:
        await play.play(
            ("Anna", "/start", [CALM, "Which language"]),
            ("Anna", "[English]", [CALM, "Which areas"]),
            ("Anna", f"[{GEORGIA}]", ["Which areas"]),
            ("Anna", "[Next]", ["How much"]),
            ("Anna", f"[{SERIOUS}]", ["Done"]),
        )
        stored = play.stored(telegram.person("Anna"))
        await play.press("Anna", telegram.sent[-1], "s1:language:xx")
        changed = play.stored(telegram.person("Anna"))

    assert (stored.state, stored.chat.language) == (ChatState.ACTIVE, "en")
    assert (changed.state, changed.chat.language) == (ChatState.ACTIVE, "xx")
    assert play.taps == MOST_TAPS
