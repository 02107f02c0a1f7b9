"""A card says why a report is held, or what became of it, and offers only what can be done."""

from datetime import timedelta
from typing import Any

import pytest

from bot.asking import Keyboard
from bot.holds import Decision, Why
from bot.layout import MAX_CHARACTERS, units
from bot.operators.buttons import feed_key, press
from bot.operators.cards import keyboard, message, status
from bot.store.holds import Held
from bot.words import words
from feeds.model import Alert, AlertReason
from feeds.store import alerts, incidents
from feeds.store.database import MEMORY, open_database
from tests.bot.made import NOW, claim, incident

WORDS = words("en")
KEY = feed_key("Herald")
DECIDE = [press("release", "1"), press("drop", "1")]
STOP = [press("stop_feed", KEY), press("stop_pushes")]


def held(**changes: Any) -> Held:
    values: dict[str, Any] = {
        "alert_id": 1,
        "incident_id": 1,
        "feed": "Herald",
        "why": Why.REVIEW,
        "since_at": NOW,
        "release_at": None,
        "decision": Decision.OPEN,
        "decided_by": None,
        "decided_at": None,
    }
    return Held(**{**values, **changes})


def data(made: Keyboard) -> list[str]:
    return [button.data for row in made for button in row]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [*DECIDE, *STOP]),
        ({"why": Why.SUSPICIOUS_FEED}, [*DECIDE, press("trust_feed", KEY), *STOP]),
        ({"feed": ""}, [*DECIDE, press("stop_pushes")]),
        ({"decision": Decision.RELEASED}, []),
        ({"decision": Decision.DROPPED}, []),
    ],
)
def test_buttons_are_for_what_is_still_to_decide(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert expected == data(keyboard(held(**changes), WORDS))


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("decided_by", [None, 77])
def test_every_state_of_a_hold_has_words(
    why: Why, decision: Decision, decided_by: int | None
) -> None:
    one = held(why=why, decision=decision, decided_by=decided_by, decided_at=NOW)
    said = status(one, WORDS, NOW)

    assert said
    assert "{" not in said
    is_named = bool(decided_by) and decision is not Decision.OPEN and why is not Why.SHADOW
    assert is_named is ("77" in said)


def test_a_hold_that_ends_by_itself_says_when() -> None:
    until = NOW + timedelta(minutes=10)

    assert "02:42 (UTC+0)" in status(held(release_at=until), WORDS, NOW)


def test_a_message_that_leaves_no_room_for_its_card_is_only_named() -> None:
    claims = tuple(claim(claimant=f"outlet:{n}{'😀' * 79}", low=n, high=n) for n in range(10))
    cards = []
    database = open_database(MEMORY)
    with database.transaction() as connection:
        for letters in range(0, 2_000, 50):
            denied = tuple("x" * 70 + f"{n}" for n in range(letters // 75))
            told = incident(id=0, claims=claims, denied_by=(*denied, "y" * (letters % 75)))
            saved = incidents.save(connection, told, "feed:Herald", "first", NOW)
            made = alerts.add(connection, Alert(0, saved.id, 1, AlertReason.NEW, NOW))
            one = held(alert_id=made.id, incident_id=saved.id)
            cards.append(message(connection, one, WORDS, NOW))
    database.close()

    assert max(units(card.plain) for card in cards) <= MAX_CHARACTERS
    assert {"Fighting reported" in card.plain for card in cards} == {True, False}
    assert all(card.plain.startswith("Held for review") for card in cards)


def test_a_hold_without_its_alert_is_an_error() -> None:
    database = open_database(MEMORY)
    with database.transaction() as connection, pytest.raises(LookupError, match="alert 1"):
        message(connection, held(), WORDS, NOW)
    database.close()
