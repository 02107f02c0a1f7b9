import pytest

from bot.model import ALL_AREAS
from bot.replies.areas import area_names, read_areas
from bot.words import languages, words
from feeds.model import Theatre

ARMENIA, GEORGIA, NORTH = Theatre


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("georgia", {GEORGIA}),
        ("  GEORGIA ", {GEORGIA}),
        ("north-caucasus", {NORTH}),
        ("North  Caucasus", {NORTH}),
        ("Armenia–Azerbaijan with Karabakh", {ARMENIA}),
        ("nagorno-karabakh, South Ossetia", {ARMENIA, GEORGIA}),
        ("dagestan,chechnya", {NORTH}),
    ],
)
def test_it_reads_areas(text: str, expected: set[Theatre]) -> None:
    assert read_areas(text, words("en")) == frozenset(expected)


@pytest.mark.parametrize("text", ["", ",", "georgia,", "georgia, mars", "geo", "<b>georgia</b>"])
def test_it_takes_nothing_for_an_area_that_is_none(text: str) -> None:
    assert read_areas(text, words("en")) is None


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("area", Theatre)
def test_it_reads_in_every_language_what_it_writes(language: str, area: Theatre) -> None:
    spoken = words(language)
    names = spoken.say(f"area.{area}.names").split(",")

    assert [read_areas(name, spoken) for name in names] == [frozenset({area})] * len(names)
    assert read_areas(spoken.say(f"area.{area}").upper(), spoken) == frozenset({area})


def test_all_areas_are_one_name() -> None:
    assert area_names(ALL_AREAS, words("en")) == "All three areas"
    assert area_names({NORTH, GEORGIA}, words("en")) == (
        "Georgia, Abkhazia, South Ossetia; North Caucasus"
    )
