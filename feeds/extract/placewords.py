"""How one language speaks of places: the part ``places`` of its file, as phrase sets.

A phrase is the match keys of its words with blanks between. A language without a file gets empty
sets, so that its places are found by name alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from feeds.extract.endings import Endings, endings_of
from feeds.extract.language_file import language_table
from feeds.extract.lexicon import forms
from feeds.model import Precision, Theatre

Phrases = frozenset[tuple[str, ...]]


MAX_PHRASE = 4
"""Words of the longest phrase that is looked for before a name."""


class Cue(StrEnum):
    """One reading of a place's part in its sentence."""

    LOCATIVE = "locative"
    """Something is or happens there: in, near, toward, shelling of, "captured X", "X was hit"."""
    SPEAKER = "speaker"
    """Somebody speaks there or in its name: "Yerevan says", "the ministry in Baku"."""
    LABEL = "label"
    """A colon behind it or "between" before it: a place, but of a capital the government."""
    DATELINE = "dateline"
    """It opens the report as the newsroom's town: "YEREVAN (Reuters) -"."""
    DESTINATION = "destination"
    """People were brought or travelled there: "taken to hospital in X"."""
    ORIGIN = "origin"
    """Somebody or something is from there: "a fighter from X"."""
    RESIDENT = "resident"
    """Somebody lives there, who was harmed there if no other place is told."""


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A country's name that is something else as well: what speaks for it, and what against."""

    anchors: frozenset[str]
    vetoes: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of one language; each is explained where it stands in the file.

    ``heads`` are the phrases that give a name a cue when they stand before it.
    """

    heads: dict[tuple[str, ...], frozenset[Cue]] = field(default_factory=dict)
    act_nouns: Phrases = frozenset()
    act_links: frozenset[str] = frozenset()
    passives: Phrases = frozenset()
    fillers: frozenset[str] = frozenset()
    list_links: Phrases = frozenset()
    speech_verbs: frozenset[str] = frozenset()
    speech_fillers: frozenset[str] = frozenset()
    speaker_tails: frozenset[str] = frozenset()
    destination_tails: frozenset[str] = frozenset()
    origin_tails: frozenset[str] = frozenset()
    tail_fillers: frozenset[str] = frozenset()
    dateline_words: frozenset[str] = frozenset()
    name_tails: Phrases = frozenset()
    name_heads: Phrases = frozenset()
    not_places: frozenset[str] = frozenset()
    class_words: dict[str, Precision] = field(default_factory=dict)
    ambiguous: dict[str, AmbiguousName] = field(default_factory=dict)
    vouching: dict[Theatre, frozenset[str]] = field(default_factory=dict)
    endings: Endings = field(default_factory=Endings)


_HEADS = (
    (Cue.LOCATIVE, "locatives"),
    (Cue.LOCATIVE, "place_verbs"),
    (Cue.LABEL, "between_heads"),
    (Cue.SPEAKER, "speaker_heads"),
    (Cue.DESTINATION, "destination_heads"),
    (Cue.ORIGIN, "origin_heads"),
    (Cue.RESIDENT, "resident_heads"),
)
_PHRASE_LISTS = ("act_nouns", "passives", "list_links", "name_tails", "name_heads")
_WORD_LISTS = (
    "act_links", "fillers", "speech_verbs", "speech_fillers", "speaker_tails",
    "destination_tails", "origin_tails", "tail_fillers", "dateline_words", "not_places",
)  # fmt: skip


@cache
def place_words(language: str) -> PlaceWords:
    """Return the place words of a language, empty ones for a language without a file."""
    table = language_table(language, "places")
    if table is None:
        return PlaceWords()
    lists: dict[str, Any] = {name: _phrases(table.get(name, ())) for name in _PHRASE_LISTS}
    lists |= {name: _words(table.get(name, ())) for name in _WORD_LISTS}
    heads: dict[tuple[str, ...], frozenset[Cue]] = {}
    for cue, name in _HEADS:
        for phrase in _phrases(table.get(name, ())):
            heads[phrase] = heads.get(phrase, frozenset()) | {cue}
    classes = {
        word: Precision(precision)
        for precision, listed in table.get("class_words", {}).items()
        for word in _words(listed)
    }
    ambiguous = {
        name: AmbiguousName(frozenset(entry["anchors"]), frozenset(entry["vetoes"]))
        for name, entry in table.get("ambiguous", {}).items()
    }
    vouching = {
        Theatre(theatre): _words(listed) for theatre, listed in table.get("vouching", {}).items()
    }
    return PlaceWords(
        heads,
        **lists,
        class_words=classes,
        ambiguous=ambiguous,
        vouching=vouching,
        endings=endings_of(table.get("endings", {})),
    )


def _phrases(listed: Iterable[str]) -> Phrases:
    return frozenset(phrase for written in listed for phrase in forms(written))


def _words(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(phrase) for phrase in _phrases(listed))
