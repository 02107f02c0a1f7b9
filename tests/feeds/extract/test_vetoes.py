import pytest

from feeds.extract.vetoes import by_civilian, peaceful
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
        ("Three people died when a bus overturned", "died", "accident: overturned"),
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


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("A woman was killed by her husband", "killed", True),
        ("A son killed his mother", "killed", False),
        ("A woman was killed by soldiers", "killed", False),
    ],
)
def test_a_crime_among_civilians_is_known_by_who_did_it(
    text: str, key: str, expected: bool
) -> None:
    read = line(text)
    harm = next(unit for unit in read.words if unit.key == key)

    assert expected is by_civilian(read, harm)


def test_a_longer_word_of_war_holds_no_accident() -> None:
    assert veto("Two died in a fire fight near Sotk", "died") is None


def test_nobody_is_captured_by_accident() -> None:
    assert veto("Two soldiers were captured after an accident", "captured") is None


def test_who_stabs_an_officer_is_no_quarreller() -> None:
    quarrel = veto("A man stabbed to death a neighbour", "stabbed to death")
    attack = veto("Two men stabbed to death a policeman", "stabbed to death")

    assert (None, "accident: stabbed") == (attack, quarrel)
