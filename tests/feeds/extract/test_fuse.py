import pytest

from feeds.extract.fuse import fuse_events
from feeds.model import Event, EventType, Status
from tests.feeds.extract.english import analysis


def events(text: str, title: str = "") -> tuple[Event, ...]:
    return fuse_events(analysis(text, title))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Clashes broke out near Sotk.", Status.ASSERTED),
        ("Clashes broke out near Sotk, the Armenian Defence Ministry said.", Status.ALLEGED),
        ("Baku accused Armenia of shelling Tovuz.", Status.ALLEGED),
        ("Armenia and Azerbaijan accused each other of shelling villages.", Status.DISPUTED),
        (
            "Baku shelled Sotk, Yerevan says. Azerbaijan's Defence Ministry denied it.",
            Status.DISPUTED,
        ),
        ("The Armenian Defence Ministry denied that its troops had opened fire.", Status.DENIED),
        ("Correction: two soldiers were not killed in clashes near Sotk.", Status.RETRACTED),
    ],
)
def test_claims_and_denials_make_the_status(text: str, status: Status) -> None:
    found = events(text)

    assert status == found[0].status


def test_an_event_told_twice_is_one_with_all_its_places() -> None:
    found = events("Clashes broke out near Sotk. Fighting was also reported near Jermuk.")

    assert [EventType.ARMED_CLASH] == [event.type for event in found]
    assert ["Sotk", "Jermuk"] == [place.name for place in found[0].places]
    assert 2 == len(found[0].evidence)


def test_a_live_event_hides_its_background() -> None:
    found = events("Clashes broke out near Sotk. In 2016 clashes near Talish killed dozens.")

    assert [Status.ASSERTED] == [event.status for event in found]


def test_a_weapon_says_more_than_attack() -> None:
    found = events("Azerbaijan used five Grad launchers in the attack on the Sisian district.")

    assert [EventType.SHELLING] == [event.type for event in found]


def test_harm_alone_makes_an_event_only_where_no_word_does() -> None:
    alone = events("Two Armenian soldiers were killed on the border.")
    beside = events("Two Armenian soldiers were killed in a clash near Sotk.")

    assert [EventType.CASUALTIES_UPDATE] == [event.type for event in alone]
    assert [EventType.ARMED_CLASH] == [event.type for event in beside]


def test_the_graver_kind_of_event_comes_first() -> None:
    found = events("Clashes broke out near Sotk. Azerbaijani troops took control of the heights.")

    assert EventType.TERRITORY_CHANGE == found[0].type


def test_the_day_and_hour_of_the_event_are_kept() -> None:
    (event,) = events("Clashes broke out near Sotk at about 5:30 a.m. on Tuesday.")

    assert ("2031-03-04", "05:30") == (str(event.happened_on), event.local_time)
    assert event.is_day_explicit


@pytest.mark.parametrize(
    ("title", "text", "places"),
    [
        ("Two soldiers killed in clash", "The clash near Sotk began on Monday.", ["Sotk"]),
        ("Jermuk shelling kills two", "Armenian soldiers died on Tuesday.", ["Jermuk"]),
        (
            "Armenia and Azerbaijan exchange fire",
            "Armenian and Azerbaijani soldiers exchanged fire along the border.",
            ["Armenia-Azerbaijan border"],
        ),
        ("Sotk, Tegh shelled again", "", ["Tegh"]),
    ],
)
def test_a_headline_plays_where_its_text_does(title: str, text: str, places: list[str]) -> None:
    found = events(text, title)

    assert places[-1] in [place.name for place in found[0].places]


@pytest.mark.parametrize(
    ("text", "is_live"),
    [
        ("A unit came to arrest the gang near Nazran.", False),
        ("On Tuesday shots were fired near Shusha, wounding two people.", True),
        ("In February five people were killed in Dagestan.", False),
    ],
)
def test_what_is_meant_and_what_a_month_adds_up_is_not_told(text: str, *, is_live: bool) -> None:
    found = events(text, "A ceasefire anniversary")

    assert is_live == any(event.status.is_live for event in found)
