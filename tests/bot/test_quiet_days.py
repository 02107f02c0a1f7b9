"""Who waits for one digest a day hears also that there was nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import config as bot_config
from bot.model import ALL_AREAS, Chat, ChatSettings, Preset
from bot.quiet_days import due, tell
from bot.store import chats, switches
from feeds.config import Config
from feeds.store.database import open_database
from tests.bot.operators.made import desk
from tests.bot.rows import news, row
from tests.telegram_server.server import FakeTelegram

EIGHT = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
"""08:00 in Yerevan."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHAT = Chat(42, time_zone="Asia/Yerevan")
DIGEST = ChatSettings(CHAT, areas=ALL_AREAS, preset=Preset.DIGEST)
FEED = '[[feeds]]\nname = "Herald"\nurl = "https://herald.example/rss"\nlanguage = "en"\n'


def config(folder: Path, mode: str = "live") -> Config:
    path = folder / "config.toml"
    path.write_text(f'[telegram]\nmode = "{mode}"\n{FEED}', encoding="utf-8")
    return bot_config.load(path, {})


def told(folder: Path, *looks: datetime, **changes: Any) -> list[str]:
    """Look at these times; give what a chat is told at the last of them."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        chats.subscribe(connection, changes.get("chat", DIGEST), EIGHT - 48 * HOUR)
        if sent := changes.get("sent"):
            row(connection, CHAT, news(connection), **sent)
        if changes.get("is_stopped"):
            switches.put(connection, switches.PUSHES_STOPPED, "stopped", 7, EIGHT)
        settings = config(folder, changes.get("mode", "live"))
        found = [due(connection, settings, at) for at in looks][-1]
    database.close()
    return [message.plain for _, message in found]


def test_an_empty_digest_says_that_silence_is_not_safety(tmp_path: Path) -> None:
    (text,) = told(tmp_path, EIGHT - MINUTE, EIGHT)

    assert text.splitlines()[0] == "No report from your areas since the last digest."
    assert "Georgia, Abkhazia, South Ossetia: 0 of 1" in text
    assert "Silence is not safety" in text
    assert text.endswith("As of Wed 5 Mar 08:00 (UTC+4)")


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((EIGHT,), 0),  # the first look ever
        ((EIGHT - 2 * MINUTE, EIGHT - MINUTE), 0),
        ((EIGHT - MINUTE, EIGHT, EIGHT + MINUTE), 0),  # told already
        ((EIGHT - MINUTE, EIGHT + HOUR), 1),  # we were offline
        ((EIGHT - MINUTE, EIGHT + 7 * HOUR), 0),  # for too long
        ((EIGHT - MINUTE, EIGHT, EIGHT + 24 * HOUR), 1),
        ((EIGHT, EIGHT + 23 * HOUR, EIGHT + 24 * HOUR), 1),
    ],
)
def test_it_comes_once_a_day_at_its_hour(
    tmp_path: Path, looks: tuple[datetime, ...], expected: int
) -> None:
    assert expected == len(told(tmp_path, *looks))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chat": ChatSettings(CHAT, areas=ALL_AREAS)}, 0),
        ({"sent": {"state": "sent", "updated_at": EIGHT}}, 0),
        ({"sent": {"state": "sent", "updated_at": EIGHT - 23 * HOUR}}, 1),
        ({"sent": {"state": "pending", "not_before": EIGHT}}, 0),
        ({"sent": {"state": "pending", "not_before": EIGHT + 24 * HOUR}}, 1),
        ({"is_stopped": True}, 0),
        ({"mode": "shadow"}, 0),
        ({"mode": "review"}, 0),
    ],
)
def test_it_comes_only_where_nothing_else_does(
    tmp_path: Path, changes: dict[str, Any], expected: int
) -> None:
    assert expected == len(told(tmp_path, EIGHT - MINUTE, EIGHT, **changes))


@asynccontextmanager
async def waiting(telegram: FakeTelegram, folder: Path) -> AsyncIterator[Any]:
    """A desk whose reader wants a digest, at one minute to eight."""
    async with desk(telegram, folder) as at:
        chat = Chat(at.reader.id, time_zone="Asia/Yerevan")
        made = ChatSettings(chat, areas=ALL_AREAS, preset=Preset.DIGEST)
        at.stage.clock.now = EIGHT + 24 * HOUR - MINUTE
        with at.database.transaction() as connection:
            chats.subscribe(connection, made, at.stage.clock.now)
        yield at


async def test_it_reaches_the_chat(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with waiting(telegram, tmp_path) as at:
        await tell(at.stage.context)
        at.stage.clock.now += MINUTE
        await tell(at.stage.context)

        assert [text.splitlines()[0] for text in at.reader.texts[-1:]] == [
            "No report from your areas since the last digest."
        ]
