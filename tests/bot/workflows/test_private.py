"""What one person asks in the private chat, and what the bot answers."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import ChatState
from feeds.health import Health
from feeds.model import Place, Precision, Standing, Theatre
from feeds.store import alerts, feeds, merges
from feeds.store.merges import Merge
from tests.bot.made import NOW, alert
from tests.bot.workflows.stage import Stage, Step, stage
from tests.telegram_server.server import FakeTelegram

CALM = "Silence is not safety"
WORKFLOWS: dict[str, list[Step]] = {
    "a stranger may ask before subscribing": [
        ("Anna", "/latest", ["#1 Fighting reported near Nerkin Hand", "Sources read now", CALM]),
        ("Anna", "/incident 1", ["Nerkin Hand", "#1, version 1, as of"]),
        ("Anna", "/sources", ["Not answering", "Herald", "Mountain Post", CALM, "As of"]),
        ("Anna", "/status", ["not subscribed yet", "/start", CALM]),
        ("Anna", "/help", ["/subscribe: ", "/delete_my_data: ", CALM]),
        ("Anna", "/about", ["independent report", "both names", "desk@alerts.example", CALM]),
        ("Anna", "/privacy", ["Not kept: your name", "/delete_my_data", "desk@alerts.example"]),
        ("Anna", "/export_my_data", ["Nothing is kept"]),
        ("Anna", "/delete_my_data", ["Nothing is kept"]),
        ("Anna", "/unsubscribe", ["not subscribed"]),
    ],
    "wrong arguments are answered with an example": [
        ("Anna", "/subscribe mars", ["/subscribe georgia"]),
        ("Anna", "/subscribe georgia and mars", ["/subscribe georgia"]),
        ("Anna", "/subscribe " + "<b>&" * 900, ["/subscribe georgia"]),
        ("Anna", "/latest mars", ["/latest georgia"]),
        ("Anna", "/incident", ["/incident 1042"]),
        ("Anna", "/incident one", ["/incident 1042"]),
        ("Anna", "/incident -1", ["/incident 1042"]),
        ("Anna", "/incident 99999999999999999999", ["/incident 1042"]),
        ("Anna", "/incident 77", ["no incident #77", "/latest"]),
    ],
    "wrong areas are not left out": [
        ("Anna", "/subscribe all", ["Done"]),
        ("Anna", "/unsubscribe mars", ["/unsubscribe georgia"]),
    ],
    "areas go by many names": [
        ("Anna", "/subscribe Karabakh", ["Areas: Armenia–Azerbaijan with Karabakh"]),
        ("Anna", "/subscribe north-caucasus, ABKHAZIA", ["Areas: All three areas"]),
        ("Anna", "/unsubscribe Chechnya", ["still hear about: Armenia–Azerbaijan"]),
        ("Anna", "/latest georgia", ["No report in the last 7 days", CALM]),
        ("Anna", "/unsubscribe", ["hear nothing more"]),
        ("Anna", "/unsubscribe", ["not subscribed"]),
        ("Anna", "/status", ["hears nothing at present"]),
        ("Anna", "/subscribe georgia", ["Areas: Georgia, Abkhazia, South Ossetia\n"]),
    ],
    "what is no command gets a hint": [
        ("Anna", "/subscribe all", ["Done"]),
        ("Anna", "thank you", ["/help"]),
        ("Anna", "/weather", ["/help"]),
        ("Anna", "/start", ["Which areas"]),
        ("Anna", "/subscribe", ["Which areas"]),
    ],
    "a command may name the bot and no other": [
        ("Anna", "/about@caucasus_alerts_test_bot", ["Every figure is somebody's claim"]),
        ("Anna", "/subscribe all", ["Done"]),
        ("Anna", "/about@other_bot", ["/help"]),
    ],
}


@pytest.mark.parametrize("steps", WORKFLOWS.values(), ids=WORKFLOWS)
async def test_it_answers(telegram: FakeTelegram, tmp_path: Path, steps: list[Step]) -> None:
    async with stage(telegram, tmp_path) as play:
        play.report()
        await play.play(*steps)


async def test_it_speaks_of_the_latest_in_the_areas_that_were_chosen(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        play.report()
        play.report(last_reported_at=NOW - timedelta(days=8))
        answers = await play.step("Anna", "/subscribe armenia")
        elsewhere = await play.step("Ben", "/subscribe georgia")

    assert "#1 " in answers[0]
    assert "#2 " not in answers[0]
    assert "No report from these areas" in elsewhere[0]


async def test_it_shows_an_incident_under_the_number_that_it_went_into(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        play.report()
        play.report()
        with play.database.transaction() as connection:
            merges.add(connection, Merge(2, 1, None), "operator", NOW)
        answers = await play.step("Anna", "/incident #2")

    assert answers[0].startswith("#2 is the same incident as #1:\n")
    assert "#1, version 1" in answers[0]


async def test_it_shows_a_withdrawn_incident_as_withdrawn(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        known = play.report(standing=Standing.WITHDRAWN)
        with play.database.transaction() as connection:
            told = alert(note="operator: it was an anniversary")
            long_ago = NOW - timedelta(days=4)
            alerts.add(connection, replace(told, incident_id=known.id, created_at=long_ago))
        answers = await play.step("Anna", "/incident 1")

    assert "it was an anniversary" in answers[0]


async def test_what_may_still_be_held_back_is_not_shown(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        known = play.report()
        with play.database.transaction() as connection:
            alerts.add(connection, replace(alert(), incident_id=known.id))
        await play.play(
            ("Anna", "/latest", ["No report in the last 7 days"]),
            ("Anna", "/incident 1", ["There is no incident #1"]),
            ("Anna", "/subscribe all", ["No report from these areas"]),
        )


async def test_sources_that_answer_are_told_from_those_that_do_not(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        answering(play, "Herald")
        sources = await play.step("Anna", "/sources")
        latest = await play.step("Anna", "/latest georgia")

    assert "Read now, 1 of 1: Herald" in sources[0]
    assert "North Caucasus\nNo source of 1 is read now" in sources[0]
    assert "South Ossetia: 1 of 1" in latest[0]


async def test_a_hostile_place_name_is_only_text(telegram: FakeTelegram, tmp_path: Path) -> None:
    name = "<b>Nerkin</b> & \u202eHand"
    place = Place(name, Precision.VILLAGE, Theatre.GEORGIA)
    async with stage(telegram, tmp_path) as play:
        play.report(places=(place,))
        answers = await play.step("Anna", "/latest")

    assert "near <b>Nerkin</b> & Hand:" in answers[0]


async def test_it_speaks_to_somebody_whose_language_we_do_not_speak(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    telegram.person("Pilar", language="es")
    async with stage(telegram, tmp_path) as play:
        await play.play(("Pilar", "/start", [CALM]))
        stored = play.stored(telegram.person("Pilar"))

    assert (stored.chat.language, stored.state) == ("en", ChatState.SETUP)


def answering(play: Stage, name: str) -> None:
    """Let a feed be one that answers."""
    with play.database.transaction() as connection:
        state = feeds.load(connection, name).state
        feeds.save_state(connection, name, replace(state, state=Health.OK, last_good_at=NOW))
