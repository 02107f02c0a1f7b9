import pytest

from feeds.extract.fuse import fuse_events
from feeds.model import EventType
from tests.feeds.extract.english import analysis


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Russian border guards detained a Georgian near Khurvaleti.", EventType.BORDER_DETENTION),
        ("Occupation forces abducted a villager near Adzvi.", EventType.BORDER_DETENTION),
        ("Police detained three suspected militants in Derbent.", EventType.SECURITY_OPERATION),
        ("Two Armenian soldiers were captured by Azerbaijan at Sotk.", EventType.CAPTURED),
    ],
)
def test_who_is_held_and_where_makes_the_event(text: str, type_: EventType) -> None:
    found = fuse_events(analysis(text))

    assert [type_] == [event.type for event in found if event.status.is_live]


@pytest.mark.parametrize(
    "text",
    [
        "Police detained two men in Derbent over a brawl.",
        "Tbilisi police detained a driver on Tuesday.",
    ],
)
def test_an_arrest_by_the_police_is_none_of_ours(text: str) -> None:
    found = fuse_events(analysis(text))

    assert [] == [event.type for event in found if event.status.is_live]
