"""Places are shown by the gazetteer's display names, without taking a side."""

import pytest

from bot.places import place_name, where
from bot.words import Words, words
from feeds.model import Place, Precision
from tests.bot.made import PLACE

WORDS = words("en")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Khankendi", "Khankendi/Stepanakert"),
        ("Kalbajar", "Kalbajar (Karvachar)"),
        ("Lachin", "Lachin (Berdzor)"),
        ("Shusha", "Shusha/Shushi"),
        ("Nagorno-Karabakh", "Karabakh"),
        ("Goris", "Goris"),
        ("\u202e<b>" + "x" * 200, "<b>" + "x" * 76 + "…"),
    ],
)
def test_it_shows_both_names_where_two_communities_name_a_place(name: str, expected: str) -> None:
    assert expected == place_name(name, WORDS)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", "Карабах"),
        ("hy", "Ղարաբաղ"),
        ("az", "Qarabağ"),
        ("tr", "Karabağ"),
        ("ka", "ყარაბაღი"),
    ],
)
def test_it_shows_names_in_the_readers_language(language: str, expected: str) -> None:
    spoken = Words(language, WORDS.catalogue)

    assert expected == place_name("Nagorno-Karabakh", spoken)


def town(name: str, *within: str) -> Place:
    return Place(name, Precision.TOWN, within=within)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((PLACE,), "Nerkin Hand, Syunik"),
        ((town("Grozny", "Chechnya", "North Caucasus"),), "Grozny, Chechnya"),
        ((town("Gadabay", "Azerbaijan"),), "Gadabay"),
        ((town("Tskhinvali", "Shida Kartli", "Georgia"),), "Tskhinvali/Tskhinval"),
        ((Place("Syunik", Precision.REGION, within=("Armenia",)),), "Syunik"),
        ((PLACE, Place("Syunik", Precision.REGION)), "Nerkin Hand, Syunik"),
        ((town("Kapan"), town("Goris"), town("Sisian"), town("Meghri")), "Kapan, Goris, Sisian"),
        ((), "place not given"),
    ],
)
def test_it_says_where_without_a_country(places: tuple[Place, ...], expected: str) -> None:
    assert expected == where(places, WORDS)
