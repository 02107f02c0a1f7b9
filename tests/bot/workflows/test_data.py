"""What is stored after each journey, what people can read of it, and what is gone afterwards."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, insert, select

from bot.store.kept import CHAT_ID
from bot.store.retention import forget_old
from bot.store.schema import chat, chat_pace
from feeds.model import Alert, AlertReason
from feeds.store import alerts
from feeds.store.schema import UtcDateTime, metadata
from tests.bot.made import NOW
from tests.bot.workflows.stage import Stage, Step, stage
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import Call

ASKED: list[Step] = [("Anna", "/delete_my_data", ["Delete everything", "hear nothing more"])]
LATER = NOW + timedelta(days=1)
CHOSEN = {"state": "active", "language": "en", "kind": "private", "time_zone": ""}
JOURNEYS: dict[str, tuple[list[Step], dict[str, str]]] = {
    "looking around": ([("Anna", "/latest", ["calm"]), ("Anna", "/about", ["calm"])], {}),
    "the first step": ([("Anna", "/start", ["calm"])], {"state": "setup", "areas": ""}),
    "one area": (
        [("Anna", "/subscribe georgia", ["Done"])],
        CHOSEN | {"areas": "georgia", "preset": "serious"},
    ),
    "everything": (
        [("Anna", "/subscribe all", ["Done"])],
        CHOSEN | {"areas": "all", "preset": "everything"},
    ),
    "leaving": (
        [("Anna", "/subscribe all", ["Done"]), ("Anna", "/unsubscribe", ["nothing more"])],
        {"state": "paused", "state_reason": "unsubscribed", "areas": "all"},
    ),
    "deleting": (
        [
            ("Anna", "/subscribe all", ["Done"]),
            *ASKED,
            ("Anna", "[Delete everything]", ["Deleted"]),
        ],
        {},
    ),
    "a second thought": (
        [("Anna", "/subscribe all", ["Done"]), *ASKED, ("Anna", "[Keep it]", ["Nothing was"])],
        CHOSEN,
    ),
}


@pytest.mark.parametrize(("steps", "expected"), JOURNEYS.values(), ids=JOURNEYS)
async def test_a_journey_leaves_only_what_was_chosen(
    telegram: FakeTelegram, tmp_path: Path, steps: list[Step], expected: dict[str, str]
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(*steps)
        found = rows(play, telegram.person("Anna").id)

    assert set(found) == ({"chat", "chat_pace"} if expected else set())
    assert expected.items() <= (found["chat"][0] if expected else {}).items()


async def test_what_is_deleted_is_gone_from_every_table(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        play.admin("Anna", "Forum")
        play.topic("Forum", "News")
        await play.play(
            ("Anna in Forum/News", "/subscribe all", ["Done"]),
            ("Anna in Forum", "/subscribe all", ["Done"]),
            ("Ben", "/subscribe all", ["Done"]),
        )
        was_told(play, play.places["Forum"].id)
        before = rows(play, play.places["Forum"].id)
        await play.play(
            ("Anna in Forum", "/delete_my_data", ["Delete everything"]),
            ("Anna in Forum", "[Delete everything]", ["Deleted"]),
        )
        after = rows(play, play.places["Forum"].id)
        others = rows(play, telegram.person("Ben").id)

    assert {"chat", "chat_mute", "chat_pace", "delivery"} <= set(before)
    assert after == {}
    assert set(others) == {"chat", "chat_pace"}


async def test_a_question_of_long_ago_deletes_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/subscribe all", ["Done"]), *ASKED)
        play.clock.passes(3601 + 60)
        await play.play(("Anna", "[Delete everything]", ["This question is too old"]))
        await play.play(("Anna", "/status", ["is subscribed"]))


@pytest.mark.parametrize("minute", ["", "0", "999999999", "9" * 40, "٣", "-1"])
async def test_a_forged_yes_deletes_nothing(
    telegram: FakeTelegram, tmp_path: Path, minute: str
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/subscribe all", ["Done"]), *ASKED)
        await play.press("Anna", telegram.sent[-1], f"s1:delete:{minute}")
        await play.play(("Anna", "/status", ["is subscribed"]))


async def test_an_export_is_a_file_for_the_chat_that_asked(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        await play.play(
            ("Anna", "/subscribe georgia", ["Done"]),
            ("Anna", "/export_my_data", ["everything that is kept", "caucasus-alerts.json"]),
        )

    assert [sent_file(call) for call in telegram.calls if call.method == "sendDocument"] == [
        (telegram.person("Anna").id, "caucasus-alerts.json")
    ]


def sent_file(call: Call) -> tuple[int, str]:
    return call.fields["chat_id"], call.fields["document"].name


def rows(play: Stage, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    """Read every row of every table that names the chat anywhere in it.

    What the running service forgets by itself is forgotten.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    with play.database.transaction() as connection:
        forget_old(connection, play.clock())
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                if str(chat_id) in json.dumps(list(row.values()), default=str):
                    found.setdefault(table.name, []).append(dict(row))
    return found


def was_told(play: Stage, chat_id: int) -> None:
    """Put a row about the chat into every table that can hold one."""
    known = play.report()
    with play.database.transaction() as connection:
        alerts.add(connection, Alert(0, known.id, 1, AlertReason.NEW, NOW))
        for table in metadata.sorted_tables:
            if CHAT_ID in table.c and table not in (chat, chat_pace):
                row = {column.name: anything(column) for column in table.c if column.name != "id"}
                connection.execute(insert(table).values({**row, CHAT_ID: chat_id}))


def anything(column: Column[Any]) -> object:
    """Give some value that fits a column; 1 is the incident and the alert that there are."""
    return LATER if isinstance(column.type, UtcDateTime) else column.type.python_type(1)


async def test_no_log_tells_who_asked_or_what(
    telegram: FakeTelegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with stage(telegram, tmp_path) as play:
        await play.play(("Anna", "/subscribe dagestan", ["Done"]), ("Anna", "my secret", ["/help"]))
        telegram.fail(Trouble.BAD_GATEWAY)
        telegram.person("Anna").writes("/status")
        await play.handle()

    logged = caplog.text.lower()
    assert "an answer did not go out" in logged
    personal = (str(telegram.person("Anna").id), "anna", "dagestan", "secret")
    assert [text for text in personal if text in logged] == []
