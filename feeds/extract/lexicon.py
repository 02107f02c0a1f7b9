"""The words of one language, read from ``lexicon/<lang>.toml``: which class a phrase belongs to.

Three layers are matched independently over the same tokens. *Units* are the words that the grammar
reads (who, how many, harm, speech, what happened): each token gets one of them. *Cues* say how to
take the words around them (a drill, an anniversary, a threat), *texts* what kind of text it is
(sport, a feature, an accident, another war).
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from feeds.extract.fold import fold
from feeds.extract.text import Token

FOLDER = Path(__file__).parents[1] / "lexicon"

LAYERS = ("units", "cues", "texts")
"""The tables of a language file."""
FUZZY_MIN_LETTERS = 8
"""Shorter words have too many neighbours to forgive them a letter lost or added."""


class LexiconError(Exception):
    """A language file gives a phrase two meanings."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase stands for: its class ("hurt") and its value within it ("killed")."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a run of tokens; ``last`` is exclusive. Indexes count within the run."""

    first: int
    last: int
    word: Word


Entry = tuple[tuple[str, ...], Word]
"""A phrase, and what it stands for."""

MAX_REMEMBERED = 20_000
"""Words whose phrases a table remembers: a language's everyday ones, whatever a worker reads."""

MIN_STEM = 2
"""The shortest beginning of a word that may stand for all words that begin so."""


def _fits(part: str, key: str) -> bool:
    """Tell whether a key is a part of a phrase: the same, or begins with its stem ("kill*")."""
    return key == part or (part[-1] == "*" and key.startswith(part[:-1]))


def _weight(phrase: tuple[str, ...]) -> tuple[int, int, int]:
    """Return how exact a phrase is: by its words, then whole words before stems, then letters."""
    return len(phrase), sum(part[-1] != "*" for part in phrase), sum(map(len, phrase))


@dataclass(slots=True)
class PhraseTable:
    """Phrases of any length by their first key; the longest at a place wins.

    A part of a phrase that ends in a star stands for every word that begins so.
    """

    by_first: dict[str, list[Entry]] = field(default_factory=dict)
    by_key: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    has_stems: bool = False
    by_deletion: dict[str, Word] = field(default_factory=dict)
    forgiven: dict[str, Word] = field(default_factory=dict)

    def add(self, phrase: tuple[str, ...], word: Word) -> None:
        """Add one phrase.

        Raises:
            LexiconError: The table already gives it another meaning.
        """
        row = self.by_first.setdefault(phrase[0], [])
        for known, meaning in row:
            if known == phrase and meaning != word:
                raise LexiconError(f"{' '.join(phrase)!r} is both {meaning} and {word}")
        row.append((phrase, word))
        self.by_key.clear()
        self.has_stems = self.has_stems or phrase[0][-1] == "*"

    def forgive(self, phrase: tuple[str, ...], word: Word) -> None:
        """Let a single long word be found also with one letter added or dropped."""
        if len(phrase) == 1 and len(phrase[0]) >= FUZZY_MIN_LETTERS and phrase[0].isalpha():
            self.forgiven[phrase[0]] = word
            for key in _deletions(phrase[0]):
                self.by_deletion.setdefault(key, word)

    def find(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Yield the phrases of a run of tokens, left to right, without overlap."""
        index = 0
        while index < len(tokens):
            found = self._at(tokens, index)
            if found is not None:
                yield found
            index = found.last if found else index + 1

    def _at(self, tokens: Sequence[Token], index: int) -> Found | None:
        for phrase, word in self._beginning(tokens[index].key):
            if _goes_on(phrase, tokens, index):
                return Found(index, index + len(phrase), word)
        return None

    def _beginning(self, key: str) -> tuple[Entry, ...]:
        """Return the phrases that a key may begin, the most exact first; remember most answers."""
        known = self.by_key.get(key)
        if known is None:
            stems = range(len(key), MIN_STEM - 1, -1) if self.has_stems else ()
            firsts = (key, *(key[:size] + "*" for size in stems))
            rows = [entry for first in firsts for entry in self.by_first.get(first, ())]
            known = tuple(sorted(rows, key=lambda entry: _weight(entry[0]), reverse=True))
            if len(self.by_key) < MAX_REMEMBERED:
                self.by_key[key] = known
        return known

    def nearly(self, key: str) -> Word | None:
        """Return the word that a misspelt key most likely is, None if it is none of ours."""
        if len(key) < FUZZY_MIN_LETTERS - 1 or not key.isalpha():
            return None
        if key in self.by_deletion:
            return self.by_deletion[key]
        return next((self.forgiven[k] for k in _deletions(key) if k in self.forgiven), None)


def _goes_on(phrase: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a phrase whose first part fits at ``index`` stands there whole."""
    if index + len(phrase) > len(tokens):
        return False
    for offset in range(1, len(phrase)):  # no generator: it runs for every other word of a text
        if not _fits(phrase[offset], tokens[index + offset].key):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: its three layers of phrases.

    ``is_free_order``: who did what to whom is told by cases, not by the order of the words.
    ``problems`` names the classes that the rules want and it lacks, and those that they don't know:
    a language at work is one whose file has none.
    """

    language: str
    units: PhraseTable
    cues: PhraseTable
    signs: PhraseTable
    plural_endings: tuple[str, ...]
    is_free_order: bool = False
    problems: tuple[str, ...] = ()


def _deletions(key: str) -> Iterable[str]:
    return (key[:at] + key[at + 1 :] for at in range(len(key)))


def forms(written: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrases that one entry stands for: "open/s fire" -> open fire, opens fire."""
    choices = []
    for part in map(fold, written.split()):
        stem, *endings = part.split("/") if len(part) > 1 else [part]
        choices.append([stem, *(stem + ending for ending in endings)])
    yield from product(*choices)


@cache
def load_lexicon(language: str, classes: tuple[frozenset[str], ...]) -> Lexicon | None:
    """Read a language's words; None where we have no file for it.

    ``classes`` are those that the rules need, in units, cues and texts.

    Raises:
        LexiconError: A phrase has two meanings.
    """
    path = FOLDER / f"{language}.toml"
    if not (language.isalpha() and path.is_file()):
        return None
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Lexicon(
        language,
        _layer(table["units"], classes[0], frozenset(table["misspelt"])),
        _layer(table["cues"], classes[1]),
        _layer(table["texts"], classes[2]),
        tuple(table["plural_endings"]),
        table.get("free_order", False),
        tuple(_problems(table, classes)),
    )


def _problems(table: Mapping[str, Any], classes: tuple[frozenset[str], ...]) -> Iterator[str]:
    """Name what a file lacks, and what no rule knows: it is read all the same, and a test tells."""
    for layer, wanted in zip(LAYERS, classes, strict=True):
        given = table[layer].keys()
        yield from (f"{layer}.{name} is missing" for name in sorted(wanted - given))
        yield from (f"{layer}.{name} is unknown" for name in sorted(given - wanted))


def _layer(
    table: Mapping[str, Mapping[str, list[str]]],
    wanted: frozenset[str],
    misspelt: frozenset[str] = frozenset(),
) -> PhraseTable:
    phrases = PhraseTable()
    for name in sorted(wanted & table.keys()):
        for value, entries in table[name].items():
            for phrase in (p for written in entries for p in forms(written)):
                phrases.add(phrase, Word(name, value))
                if name in misspelt:
                    phrases.forgive(phrase, Word(name, value))
    return phrases
