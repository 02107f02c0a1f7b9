import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.extract.fold import fold
from feeds.extract.language_file import FOLDER, languages
from feeds.extract.lexicon import forms
from feeds.extract.placewords import place_words
from feeds.extract.text import read_text, text_rules
from feeds.model import Entry, Precision

PLACE_FILES = sorted((FOLDER / "places").glob("*.toml"))
TEXT_FILES = sorted((FOLDER / "text").glob("*.toml"))
LANGUAGES = {"en", "ru", "hy", "az", "ka", "tr"}


def listed(table: dict[str, Any]) -> Iterator[str]:
    """Give every word of a file, through its tables."""
    for value in table.values():
        if isinstance(value, dict):
            yield from listed(value)
        elif isinstance(value, list):
            yield from value


def words_of(path: Path) -> list[str]:
    return list(listed(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "path", [*PLACE_FILES, *TEXT_FILES], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_word_is_written_as_its_match_key(path: Path) -> None:
    wrong = [word for phrase in words_of(path) for word in phrase.split() if fold(word) != word]

    assert not wrong


@pytest.mark.parametrize("path", PLACE_FILES, ids=lambda path: path.stem)
def test_every_phrase_is_cut_as_a_text_is(path: Path) -> None:
    language = path.stem
    wrong = []
    written = (phrase for entry in words_of(path) for phrase in forms(entry))
    for phrase in (" ".join(keys) for keys in written):
        document = read_text(Entry("id", text=phrase), language)
        keys = [token.key.replace("\u2014", "-") for token in document.tokens]
        if keys != phrase.split() and not phrase.startswith("'"):
            wrong.append(phrase)

    assert not wrong


def test_every_language_of_ours_has_its_file() -> None:
    assert set(languages()) == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_abbreviations_end_in_their_stop(language: str) -> None:
    rules = text_rules(language)

    assert all(key.endswith(".") for key in rules.abbreviations)
    assert not rules.abbreviations & rules.abbreviations_before_figures


@pytest.mark.parametrize("language", ["xx", "", "../en", "EN", "en.toml"])
def test_a_language_without_a_file_has_no_words(language: str) -> None:
    words = place_words(language)

    assert not words.heads
    assert not text_rules(language).abbreviations


def test_class_words_give_a_precision() -> None:
    words = place_words("en")

    assert words.class_words["district"] is Precision.DISTRICT
    assert words.class_words["village"] is Precision.VILLAGE


def test_an_ambiguous_name_has_words_for_and_against_it() -> None:
    georgia = place_words("en").ambiguous["georgia"]

    assert georgia.anchors
    assert georgia.vetoes
    assert not georgia.anchors & georgia.vetoes
