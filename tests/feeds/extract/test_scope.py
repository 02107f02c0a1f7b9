import pytest

from feeds.extract.scope import Scene, scene_of, scene_of_all, scene_of_sides
from feeds.model import Theatre
from tests.feeds.extract.english import PLACES, document, line


def scene(text: str, before: Scene | None = None) -> Scene:
    return scene_of(line(text), 0, PLACES.find(document(text)), before, PLACES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Clashes near Sotk", ["Sotk"]),
        ("Clashes near Sotk on the Armenia-Azerbaijan border", ["Sotk"]),
        ("Clashes in the Kalbajar and Lachin regions", ["Kalbajar", "Lachin"]),
        ("Artillery pounds Stepanakert", ["Khankendi"]),
        ("Speaking in Goris, he told of fire near Yeraskh", ["Yeraskh"]),
        ("Clashes in Nagorno-Karabakh", ["Nagorno-Karabakh"]),
        ("Clashes in Azerbaijan", []),
    ],
)
def test_an_event_plays_at_its_own_place(text: str, names: list[str]) -> None:
    found = scene(text)

    assert names == [place.name for place in found.places]
    assert found.is_ours


@pytest.mark.parametrize(
    ("text", "theatre"),
    [
        ("Clashes near Sotk", Theatre.ARMENIA_AZERBAIJAN),
        ("Armenian troops were killed", Theatre.ARMENIA_AZERBAIJAN),
        ("Shots near Tskhinvali", Theatre.GEORGIA),
        ("Militants were killed in Dagestan", Theatre.NORTH_CAUCASUS),
        ("Chechen rebels were killed", Theatre.NORTH_CAUCASUS),
    ],
)
def test_an_event_has_a_theatre(text: str, theatre: Theatre) -> None:
    found = scene(text)

    assert theatre == found.theatre


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chechen fighters were killed near Kherson", "other_region"),
        ("Armenian fighters were killed in Aleppo", "other_region"),
        ("Ukraine shelled Chechen troops", "other_region"),
        ("A Chechen battalion was shelled", "no_region"),
        ("Shots were heard", "no_region"),
    ],
)
def test_what_plays_elsewhere_is_not_ours(text: str, reason: str) -> None:
    found = scene(text)

    assert (False, reason) == (found.is_ours, found.reason)


def test_a_sentence_without_a_place_plays_where_the_one_before_did() -> None:
    before = scene("Clashes near Sotk")

    found = scene("Two were killed", before)

    assert before == found


def test_a_text_that_opens_elsewhere_stays_there() -> None:
    before = Scene((), None, is_ours=False, reason="other_region")

    found = scene("Five Armenian soldiers were killed", before)

    assert not found.is_ours


@pytest.mark.parametrize(
    ("text", "theatre"),
    [
        ("Armenia and Azerbaijan met in Brussels", Theatre.ARMENIA_AZERBAIJAN),
        ("Georgian and Russian envoys met in Geneva", Theatre.GEORGIA),
        ("Armenia and Georgia met in Tbilisi", None),
        ("Armenia met nobody", None),
    ],
)
def test_two_sides_of_a_conflict_are_a_scene_wherever_they_meet(
    text: str, theatre: Theatre | None
) -> None:
    found = scene_of_sides(line(text))

    assert theatre == (found.theatre if found else None)


def test_a_whole_text_plays_where_its_places_are() -> None:
    ours = scene_of_all(PLACES.find(document("He was in Sotk")))
    both = scene_of_all(PLACES.find(document("He was in Sotk and in Paris")))
    none = scene_of_all(PLACES.find(document("He was at home")))

    assert ours is not None
    assert ours.theatre is Theatre.ARMENIA_AZERBAIJAN
    assert (None, None) == (both, none)
