import pytest

from feeds.extract.fuse import fuse_events
from feeds.extract.sifting import merged_places, sift
from feeds.model import Event, EventType, Place, Precision, Status
from tests.feeds.extract.english import analysis


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Explosions were heard in Grozny on Tuesday. Two drones hit a barracks there.",
            {EventType.AIR_DRONE_STRIKE},
        ),
        (
            "The truce was broken near Sotk. Armenia and Azerbaijan agreed a ceasefire in May.",
            {EventType.CEASEFIRE_VIOLATED},
        ),
        (
            "The enemy shelled Sotk. Armenian units returned fire.",
            {EventType.SHELLING},
        ),
    ],
)
def test_the_more_exact_word_stays(text: str, types: set[EventType]) -> None:
    found = fuse_events(analysis(text))

    assert types == {event.type for event in found if event.status.is_live}


def test_the_closer_place_of_harm_is_that_of_the_fighting() -> None:
    found = fuse_events(
        analysis("Fighting broke out in Karabakh on Sunday. A boy was killed near Khojavend.")
    )

    assert ["Khojavend"] == [place.name for place in found[0].places]


def test_a_place_that_contains_another_is_left_out() -> None:
    town = Place("Town", Precision.TOWN, within=("Region",))
    region = Place("Region", Precision.REGION)

    assert (town,) == merged_places([region], [town])


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["territory_change", "peacekeepers"], ["peacekeepers"]),
        (["territory_change", "shelling"], ["territory_change", "shelling"]),
        (["shelling", "shelling"], ["shelling", "shelling"]),
        ([], []),
    ],
)
def test_peacekeepers_who_take_over_take_no_territory(
    types: list[str], expected: list[str]
) -> None:
    events = [
        Event(EventType(type_), Status.ASSERTED, evidence=((10 * at, 10 * at + 5),))
        for at, type_ in enumerate(types)
    ]

    assert expected == [event.type.value for event in sift(events)]
