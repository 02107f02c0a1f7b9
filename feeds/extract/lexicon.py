"""The words of one language, read from ``lexicon/<lang>.toml``: which class a phrase belongs to.

Three layers are matched independently over the same tokens. *Units* are the words that the grammar
reads (who, how many, harm, speech, what happened): each token gets one of them. *Cues* say how to
take the words around them (a drill, an anniversary, a threat), *texts* what kind of text it is
(sport, a feature, an accident, another war).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, product
from operator import attrgetter
from typing import Any, NamedTuple

from feeds.extract.fold import fold
from feeds.extract.language_file import language_table

_weight = attrgetter("weight")
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


class Found(NamedTuple):
    """A phrase found in a run of tokens; ``last`` is exclusive. Indexes count within the run."""

    first: int
    last: int
    word: Word


MAX_REMEMBERED = 20_000
"""Words whose phrases a table remembers: a language's everyday ones, whatever a worker reads."""

MIN_STEM = 2
"""The shortest beginning of a word that may stand for all words that begin so."""


@dataclass(slots=True)
class _Node:
    """What goes on from the first parts of some phrases: by whole words, by stems and by ends.

    ``word`` is what the phrase stands for that ends here, None if none does. ``weight`` says how
    exact it is: by its words, then whole words before stems, then letters.
    """

    weight: tuple[int, int, int] = (0, 0, 0)
    word: Word | None = None
    whole: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, "_Node"] = field(default_factory=dict)
    ends: dict[str, "_Node"] = field(default_factory=dict)
    all_stems: tuple[str, ...] = ()

    def beside(self, part: str) -> "_Node":
        """Return the node behind a part of a phrase ("kill", "kill*"), made where it is missing."""
        words, whole, letters = self.weight
        stem = part.strip("*")
        following = self.stems if part[-1] == "*" else self.ends if part != stem else self.whole
        weight = (words + 1, whole + (part == stem), letters + len(part))
        node = following.setdefault(stem, _Node(weight))
        if following is self.stems:
            self.all_stems = tuple(following)
        return node

    def longest(self, keys: Sequence[str], at: int) -> "_Node | None":
        """Return the end of the most exact phrase that goes on here with the key at ``at``."""
        best = None if self.word is None else self
        if at == len(keys) or not (self.whole or self.stems or self.ends):
            return best
        for node in self._behind(keys[at]):
            end = node.longest(keys, at + 1)
            if end is not None and (best is None or end.weight > best.weight):
                best = end
        return best

    def _behind(self, key: str) -> list["_Node"]:
        nodes = [self.whole[key]] if key in self.whole else []
        if self.stems and key.startswith(self.all_stems):
            nodes += [node for stem, node in self.stems.items() if key.startswith(stem)]
        return nodes + self.ending(key) if self.ends else nodes

    def ending(self, key: str) -> list["_Node"]:
        """Return the nodes behind the parts in which words end as a key does."""
        return [node for end, node in self.ends.items() if key.endswith(end)]


def _best(nodes: Sequence[_Node], keys: Sequence[str], index: int) -> _Node | None:
    """Return the end of the most exact phrase that goes on from any of some nodes."""
    ends = [end for node in nodes if (end := node.longest(keys, index + 1)) is not None]
    return max(ends, key=_weight, default=None)


@dataclass(slots=True)
class PhraseTable:
    """Phrases of any length, as a tree of their parts; the longest at a place wins.

    A part of a phrase that ends in a star stands for every word that begins so, one that begins
    with a star for every word that ends so.
    """

    root: _Node = field(default_factory=_Node)
    by_key: dict[str, tuple[_Node, ...]] = field(default_factory=dict)
    by_deletion: dict[str, Word] = field(default_factory=dict)
    forgiven: dict[str, Word] = field(default_factory=dict)
    guesses: dict[str, Word | None] = field(default_factory=dict)

    def add(self, phrase: tuple[str, ...], word: Word) -> None:
        """Add one phrase.

        Raises:
            LexiconError: The table already gives it another meaning.
        """
        node = self.root
        for part in phrase:
            node = node.beside(part)
        if node.word not in (None, word):
            raise LexiconError(f"{' '.join(phrase)!r} is both {node.word} and {word}")
        node.word = word
        self.by_key.clear()

    def forgive(self, phrase: tuple[str, ...], word: Word) -> None:
        """Let a single long word be found also with one letter added or dropped."""
        if len(phrase) == 1 and len(phrase[0]) >= FUZZY_MIN_LETTERS and phrase[0].isalpha():
            self.forgiven[phrase[0]] = word
            for key in _deletions(phrase[0]):
                self.by_deletion.setdefault(key, word)

    def find(self, keys: Sequence[str]) -> list[Found]:
        """Return the phrases of a run of match keys, left to right, without overlap."""
        known = self.by_key
        begun = [known[key] if key in known else self._beginning(key) for key in keys]
        found: list[Found] = []
        free_from = 0
        for index in compress(range(len(keys)), begun):
            if index < free_from:
                continue
            nodes = begun[index]
            end = (
                nodes[0].longest(keys, index + 1) if len(nodes) == 1 else _best(nodes, keys, index)
            )
            if end is not None and end.word is not None:
                free_from = index + end.weight[0]
                found.append(Found(index, free_from, end.word))
        return found

    def _beginning(self, key: str) -> tuple[_Node, ...]:
        """Return the nodes behind a key, the most exact first; remember most answers."""
        stems = self.root.stems
        lengths = range(len(key), MIN_STEM - 1, -1) if stems else ()
        whole = [self.root.whole[key]] if key in self.root.whole else []
        begun = (stems[key[:size]] for size in lengths if key[:size] in stems)
        nodes = (*whole, *begun, *self.root.ending(key))
        if len(self.by_key) < MAX_REMEMBERED:
            self.by_key[key] = nodes
        return nodes

    def nearly(self, key: str) -> Word | None:
        """Return the word that a misspelt key most likely is, None if it is none of ours."""
        if key in self.guesses:
            return self.guesses[key]
        guess = self._guess(key)
        if len(self.guesses) < MAX_REMEMBERED:
            self.guesses[key] = guess
        return guess

    def _guess(self, key: str) -> Word | None:
        if len(key) < FUZZY_MIN_LETTERS - 1 or not key.isalpha():
            return None
        if key in self.by_deletion:
            return self.by_deletion[key]
        return next((self.forgiven[k] for k in _deletions(key) if k in self.forgiven), None)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What else than words a language says of itself.

    ``is_verb_last``: the verb ends the sentence, and what belongs to a noun stands before it, with
    one of the ``genitive_endings``; who acts may have ``agent_endings`` of its own. ``home_side``
    is whose ministry is meant where none is named.
    """

    is_verb_last: bool = False
    genitive_endings: tuple[str, ...] = ()
    agent_endings: tuple[str, ...] = ()
    home_side: str = ""


PLAIN = Grammar()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: its three layers of phrases.

    ``is_free_order``: who did what to whom is told by cases, not by the order of the words.
    ``problems`` names the classes that the rules want and it lacks, and those that they don't know:
    a language at work is one whose file has none.
    ``is_draft``: nobody has yet signed off what is read in it.
    """

    language: str
    units: PhraseTable
    cues: PhraseTable
    signs: PhraseTable
    plural_endings: tuple[str, ...]
    is_free_order: bool = False
    problems: tuple[str, ...] = ()
    grammar: Grammar = PLAIN
    is_draft: bool = False


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
    table = language_table(language)
    if table is None:
        return None
    return Lexicon(
        language,
        _layer(table.get("units", {}), classes[0], frozenset(table.get("misspelt", ()))),
        _layer(table.get("cues", {}), classes[1]),
        _layer(table.get("texts", {}), classes[2]),
        tuple(table.get("plural_endings", ())),
        table.get("free_order", False),
        tuple(_problems(table, classes)),
        Grammar(
            table.get("verb_last", False),
            tuple(table.get("genitive_endings", ())),
            tuple(table.get("agent_endings", ())),
            table.get("home_side", ""),
        ),
        table.get("draft", False),
    )


def _problems(table: Mapping[str, Any], classes: tuple[frozenset[str], ...]) -> Iterator[str]:
    """Name what a file lacks, and what no rule knows: it is read all the same, and a test tells."""
    for layer, wanted in zip(LAYERS, classes, strict=True):
        given = table.get(layer, {}).keys()
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
