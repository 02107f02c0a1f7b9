"""How one language speaks of places: the table of ``lexicon/places/<lang>.toml``, as phrase sets.

A phrase is the match keys of its words with blanks between. A language without a file gets empty
sets, so that its places are found by name alone.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from feeds.model import Precision

LEXICON = Path(__file__).parents[1] / "lexicon" / "places"

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A country's name that is something else as well: what speaks for it, and what against."""

    anchors: frozenset[str]
    vetoes: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of one language; each is explained where it stands in the file."""

    locatives: Phrases = frozenset()
    act_nouns: Phrases = frozenset()
    act_links: frozenset[str] = frozenset()
    place_verbs: Phrases = frozenset()
    passives: Phrases = frozenset()
    fillers: frozenset[str] = frozenset()
    list_links: Phrases = frozenset()
    speech_verbs: frozenset[str] = frozenset()
    speech_fillers: frozenset[str] = frozenset()
    speaker_heads: Phrases = frozenset()
    speaker_tails: frozenset[str] = frozenset()
    destination_heads: Phrases = frozenset()
    destination_tails: frozenset[str] = frozenset()
    origin_heads: Phrases = frozenset()
    dateline_words: frozenset[str] = frozenset()
    name_tails: Phrases = frozenset()
    name_heads: Phrases = frozenset()
    not_places: frozenset[str] = frozenset()
    class_words: dict[str, Precision] = field(default_factory=dict)
    ambiguous: dict[str, AmbiguousName] = field(default_factory=dict)


_PHRASE_LISTS = (
    "locatives", "act_nouns", "place_verbs", "passives", "list_links", "speaker_heads",
    "destination_heads", "origin_heads", "name_tails", "name_heads",
)  # fmt: skip
_WORD_LISTS = (
    "act_links", "fillers", "speech_verbs", "speech_fillers", "speaker_tails",
    "destination_tails", "dateline_words", "not_places",
)  # fmt: skip


@cache
def place_words(language: str) -> PlaceWords:
    """Return the place words of a language, empty ones for a language without a file."""
    path = LEXICON / f"{language}.toml"
    if not re.fullmatch("[a-z]{2,3}", language) or not path.is_file():
        return PlaceWords()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {name: _phrases(table.get(name, ())) for name in _PHRASE_LISTS}
    lists |= {name: frozenset(table.get(name, ())) for name in _WORD_LISTS}
    classes = {
        word: Precision(precision)
        for precision, listed in table.get("class_words", {}).items()
        for word in listed
    }
    ambiguous = {
        name: AmbiguousName(frozenset(entry["anchors"]), frozenset(entry["vetoes"]))
        for name, entry in table.get("ambiguous", {}).items()
    }
    return PlaceWords(**lists, class_words=classes, ambiguous=ambiguous)


def _phrases(listed: Iterable[str]) -> Phrases:
    return frozenset(tuple(phrase.split()) for phrase in listed)
