import pytest

from feeds.extract.classes import UNKNOWN, rule
from tests.feeds.extract.english import line


def names(text: str) -> list[str]:
    return [unit.name for unit in line(text).units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops opened fire", ["person", "fight"]),
        ("Two soldiers were killed", ["number", "person", "be", "hurt"]),
        ("Baku denies it", ["side", "deny", "pronoun"]),
        ("Fighting near Goris", ["fight", "in", "place"]),
        ("The truce held", ["the", "truce", "agree"]),
        ("Sheling went on", ["shelling", "other", "in"]),
    ],
)
def test_each_word_or_phrase_has_one_class(text: str, expected: list[str]) -> None:
    found = names(text)

    assert expected == found


def test_a_line_has_one_letter_a_unit() -> None:
    read = line("Armenian forces opened fire near Sotk on Monday.")

    assert len(read.units) == len(read.letters)
    assert UNKNOWN not in read.letters


def test_a_side_that_is_a_place_is_both() -> None:
    (unit,) = [u for u in line("Shots in Chechnya").units if u.name == "side"]

    assert unit.place is not None
    assert ("NC", "Chechnya") == (unit.value, unit.place.place.name)


def test_units_know_their_characters() -> None:
    text = "Near Goris, troops opened fire."
    read = line(text)

    found = [text[unit.start : unit.end] for unit in read.units]

    assert ["Near", "Goris", ",", "troops", "opened fire", "."] == found


def test_every_unit_has_a_clause() -> None:
    read = line("The road was shut, although nobody fired, he said.")

    assert len(read.units) == len(read.clause_of)
    assert max(read.clause_of) + 1 == len(read.openers)


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("{number}{person}", "two soldiers", True),
        ("{number}{person}", "two tanks", False),
        ("{number}~2{hurt}", "two of them killed", True),
        ("{number}~2{hurt}", "two; killed", False),
        ("{^number}{person}", "the soldiers", True),
        ("{other}{person}", "brave soldiers", True),
    ],
)
def test_a_rule_reads_classes(pattern: str, text: str, matches: bool) -> None:
    found = rule(pattern).search(line(text).letters) is not None

    assert matches == found


def test_a_rule_with_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        rule("{nothing_of_the_sort}")


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("He fears new clashes", "hypothetical", "fears"),
        ("Troops will leave", "future", "will"),
        ("On the anniversary of the war", "past", "anniversary"),
        ("The drills ended", "drill", "drills"),
        ("Initially one was killed", "superseded", "initially"),
    ],
)
def test_cues_are_found_beside_the_units(text: str, name: str, key: str) -> None:
    found = [(cue.name, cue.key) for cue in line(text).cues]

    assert (name, key) in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Protesters clashed with police", "civil"),
        ("An earthquake shook Gyumri", "accident"),
        ("Georgia drew in the World Cup qualifiers", "sport"),
        ("Explained: the Lachin corridor", "genre"),
        ("Shells fell on Donetsk", "foreign"),
    ],
)
def test_signs_tell_what_kind_of_text_it_is(text: str, name: str) -> None:
    found = [sign.name for sign in line(text).signs]

    assert name in found


def test_a_place_does_not_cut_a_person_in_two() -> None:
    read = line("A bomb killed an Abkhaz border guard in Gali")

    assert ["border guard"] == [unit.key for unit in read.words if unit.name == "person"]
