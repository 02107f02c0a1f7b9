import pytest

from feeds.extract.vetoes import peaceful
from feeds.model import Status
from tests.feeds.extract.english import chunked, line, unit_named


def veto(text: str, key: str, *lead: str) -> str | None:
    read, _ = chunked(text)
    reading = peaceful(read, unit_named(read, key), [line(each) for each in lead])
    assert reading is None or reading.status is Status.BACKGROUND
    return reading.rule if reading else None


@pytest.mark.parametrize(
    ("text", "key", "rule"),
    [
        ("Protesters clashed with police", "clashed", "protest: protesters"),
        ("A landslide killed three people", "killed", "accident: landslide"),
        ("Three people died when a bus overturned", "died", "accident: bus"),
        ("An explosion at a fireworks store killed one", "explosion", "accident: fireworks"),
    ],
)
def test_protests_and_accidents_are_none_of_war(text: str, key: str, rule: str) -> None:
    found = veto(text, key)

    assert rule == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Two soldiers were killed near Sotk", "killed"),
        ("Gunmen opened fire on protesters, killing two soldiers", "killing"),
        ("Militants shot dead a driver on a bus", "shot dead"),
        ("A grenade was thrown at police outside a restaurant, killing two", "killing"),
        ("Shelling set a warehouse on fire, killing two", "killing"),
    ],
)
def test_a_word_of_war_overrules_them(text: str, key: str) -> None:
    found = veto(text, key)

    assert found is None


def test_the_lead_says_what_a_text_is_about() -> None:
    found = veto("Twenty people were injured", "injured", "Clashes at a rally in Yerevan")

    assert "protest: rally" == found


def test_no_fighting_is_no_word_of_war() -> None:
    found = veto("Two men died when a truck overturned; no fighting was involved", "died")

    assert "accident: overturned" == found
