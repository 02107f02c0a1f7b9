"""Incidents and claimants are called by rules that are data."""

from typing import Any

import pytest

from bot.names import claimant_name, claimant_names, event_name, headline, short_name
from bot.words import languages, words
from feeds.model import EventType, Place, Precision, Standing
from tests.bot.made import incident

WORDS = words("en")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Fighting reported near Nerkin Hand: one side's claim"),
        (
            {"places": (Place("Dagestan", Precision.REGION),)},
            "Fighting reported in Dagestan: one side's claim",
        ),
        (
            {"places": (Place("Line of contact", Precision.LINE),)},
            "Fighting reported, Line of contact: one side's claim",
        ),
        (
            {"places": (), "standing": Standing.DISPUTED},
            "Fighting reported: sides disagree",
        ),
    ],
)
def test_a_headline_has_the_event_the_place_and_the_standing(
    changes: dict[str, Any], expected: str
) -> None:
    assert expected == headline(incident(**changes), WORDS)


def test_a_violation_is_news_of_what_was_done() -> None:
    types = (EventType.CEASEFIRE_VIOLATED, EventType.SHELLING)

    assert event_name(incident(types=types), WORDS) == "Shelling reported"
    assert event_name(incident(types=types[:1]), WORDS) == "Fire reported"


def test_later_messages_name_an_incident_by_number_and_place() -> None:
    assert short_name(incident(), WORDS) == "#1042, Nerkin Hand"
    assert short_name(incident(places=()), WORDS) == "#1042, Fighting reported"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ARM_MOD", "Armenia MoD"),
        ("GEO_SSG", "Georgia State Security Service"),
        ("AZE", "Azerbaijan"),
        ("ART_MOD", "Karabakh Armenian MoD"),
        ("EU", "EU"),
        ("ARM_NEWOFFICE", "Armenia NEWOFFICE"),
        ("SOMEBODY", "SOMEBODY"),
        ("outlet:OC Media", "OC Media, no source named"),
    ],
)
def test_it_says_who_a_code_stands_for(code: str, expected: str) -> None:
    assert expected == claimant_name(code, WORDS)


def test_it_names_each_claimant_once() -> None:
    assert claimant_names(("ARM_MOD", "EU", "ARM_MOD"), WORDS) == "Armenia MoD, EU"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("standing", Standing)
def test_every_headline_can_be_said(
    language: str, precision: Precision, standing: Standing
) -> None:
    told = incident(places=(Place("Goris", precision),), standing=standing)

    assert headline(told, words(language))


@pytest.mark.parametrize("kind", EventType)
def test_every_kind_of_event_has_a_name(kind: EventType) -> None:
    assert event_name(incident(types=(kind,)), WORDS)


def test_a_toll_is_news_of_what_killed() -> None:
    types = (EventType.CASUALTIES_UPDATE, EventType.CEASEFIRE_VIOLATED, EventType.SHELLING)

    assert event_name(incident(types=types), WORDS) == "Shelling reported"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", ""),
        ("_MOD", "_MOD"),
        ("ARM_", "Armenia"),
        ("outlet:", ", no source named"),
        ("outlet:\u202eevil\n", "evil, no source named"),
        ("ARM_{id}", "Armenia {id}"),
        ("ARM_" + "X" * 200, "Armenia " + "X" * 79 + "…"),
        ("Z" * 200, "Z" * 79 + "…"),
    ],
)
def test_a_code_that_nobody_knows_is_shown_as_it_is_and_short(code: str, expected: str) -> None:
    assert expected == claimant_name(code, WORDS)
