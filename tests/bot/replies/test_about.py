from datetime import timedelta
from pathlib import Path

import pytest

from feeds.model import Entry, Report, Severity
from feeds.store import entries
from feeds.store.entries import Fate, Item
from tests.bot.made import NOW
from tests.bot.workflows.stage import Stage, stage
from tests.telegram_server.server import FakeTelegram


@pytest.mark.parametrize(
    ("late_seconds", "expected"),
    [
        (None, "is not measured yet"),
        (20, "usually 1 minute."),
        (60, "usually 1 minute."),
        (250, "usually 4 minutes."),
    ],
)
async def test_about_says_how_late_we_are(
    telegram: FakeTelegram, tmp_path: Path, late_seconds: int | None, expected: str
) -> None:
    async with stage(telegram, tmp_path) as play:
        if late_seconds is not None:
            _read(play, timedelta(seconds=late_seconds))
        answers = await play.step("Anna", "/about")

    assert expected in answers[0]


async def test_help_offers_to_take_the_bot_into_a_group(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.step("Anna", "/help")
        play.place("Watch")
        await play.step("Anna in Watch", "/help")

    private, group = telegram.sent
    assert [button["url"] for button in private.buttons] == [
        "https://t.me/caucasus_alerts_test_bot?startgroup=help"
    ]
    assert group.buttons == []


def _read(play: Stage, late: timedelta) -> None:
    """Store a report of a feed that was read so long after it was published."""
    report = Report("e1", alert=True, reason="news", language="en", severity=Severity.LOW)
    item = Item(Entry("e1", title="Clash", published_at=NOW - late), "e1", report)
    with play.database.transaction() as connection:
        rows = entries.add(connection, "Herald", [item], NOW)
        entries.set_fate(connection, rows["e1"], Fate.TOLD, "because")
