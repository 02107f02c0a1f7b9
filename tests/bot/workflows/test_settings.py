"""Settings by buttons, from a private chat, a group and a topic: who may, and what is told then."""

from pathlib import Path

from bot.model import Level
from tests.bot.workflows.stage import stage
from tests.telegram_server.server import FakeTelegram

CALM = "Silence is not safety"


async def test_somebody_narrows_what_they_hear(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as played:
        await played.play(
            ("Anna", "/subscribe all", ["Done"]),
            ("Anna", "/settings", ["Settings", "Kinds of events: all"]),
            ("Anna", "[Kinds of events]", ["Nothing chosen means all"]),
            ("Anna", "[Talks]", ["Nothing chosen means all"]),
            ("Anna", "[Back]", ["Kinds of events: Talks"]),
            ("Anna", "/keywords drone", ["Only with one of these words: drone"]),
            ("Anna", "/watch Goris 60", ["Watched: Goris, 60 km, with a sound"]),
            ("Anna", "[As loud as its kind usually is]", ["as loud as usual"]),
            ("Anna", "/watch", ["Goris, 60 km, as loud as usual"]),
        )
        settings = played.stored(telegram.person("Anna"))

    assert (frozenset({"talks"}), ("drone",)) == (
        settings.filter.families,
        settings.filter.keywords,
    )
    assert [("Goris", Level.USUAL)] == [(one.place, one.level) for one in settings.points]
