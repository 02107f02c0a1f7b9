from pathlib import Path

import pytest

from feeds.extract import language_file as module
from feeds.extract.classes import CLASSES
from feeds.extract.lexicon import LexiconError, PhraseTable, Word, forms, load_lexicon
from tests.feeds.extract.english import words

FIGHT = Word("fight", "verb")
FIRE = Word("fire", "fire")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("clash", [("clash",)]),
        ("kill/s/ed", [("kill",), ("kills",), ("killed",)]),
        ("open/s fire", [("open", "fire"), ("opens", "fire")]),
        ("cease - fire", [("cease", "-", "fire")]),
        ("/", [("/",)]),
        ("a/b c/d", [("a", "c"), ("a", "cd"), ("ab", "c"), ("ab", "cd")]),
    ],
)
def test_one_entry_stands_for_all_its_forms(written: str, expected: list[tuple[str, ...]]) -> None:
    found = list(forms(written))

    assert expected == found


def test_the_longest_phrase_at_a_place_wins() -> None:
    table = PhraseTable()
    table.add(("fire",), FIRE)
    table.add(("fire", "on"), FIGHT)

    found = [
        (f.first, f.last, f.word) for f in table.find(("they", "fire", "on", "us", "and", "fire"))
    ]

    assert [(1, 3, FIGHT), (5, 6, FIRE)] == found


def test_a_phrase_with_two_meanings_is_refused() -> None:
    table = PhraseTable()
    table.add(("fire",), FIRE)

    with pytest.raises(LexiconError, match="'fire' is both"):
        table.add(("fire",), FIGHT)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("shoting", FIGHT),
        ("shootinng", FIGHT),
        ("shouting", None),
        ("shot", None),
    ],
)
def test_a_long_word_is_known_with_one_letter_lost_or_added(
    key: str, expected: Word | None
) -> None:
    table = PhraseTable()
    table.forgive(("shooting",), FIGHT)

    found = table.nearly(key)

    assert expected == found


def test_a_short_word_is_not_forgiven_a_wrong_letter() -> None:
    table = PhraseTable()
    table.forgive(("fights",), FIGHT)

    found = table.nearly("fight")

    assert found is None


@pytest.mark.parametrize("language", ["xx", "", "../en", "e n"])
def test_a_language_without_a_file_is_none(language: str) -> None:
    found = load_lexicon(language, CLASSES)

    assert found is None


def test_english_has_every_class_that_the_rules_need() -> None:
    lexicon = words()

    assert "en" == lexicon.language
    assert () == lexicon.problems
    assert [(0, 1, Word("hurt", "killed"))] == lexicon.units.find(["killed"])


def test_a_file_that_lacks_a_class_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zz.toml").write_text(
        'plural_endings = []\nmisspelt = []\n[units.side]\nARM = ["x"]\n[cues]\n[texts]\n'
    )
    monkeypatch.setattr(module, "FOLDER", tmp_path)

    found = load_lexicon("zz", (frozenset({"side", "person"}), frozenset(), frozenset()))

    assert found is not None
    assert ("units.person is missing",) == found.problems
