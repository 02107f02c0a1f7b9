"""A sentence as a string with one letter per word, so that rules are ordinary regexes over it.

Each class of words has a letter of its own; a word that no class knows is "x". A phrase ("opened
fire"), a number ("two hundred") and the name of a place are one letter each. On a 600-word article
62 spaCy ``Matcher`` patterns cost 8.1 ms, 52 regexes over such a string 0.4 ms.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from feeds.extract.clauses import Clause, split_clauses
from feeds.extract.lexicon import PLAIN, Found, Grammar, Lexicon, Word
from feeds.extract.numerals import Numeral, past_ending, read_number
from feeds.extract.places import PlaceMention
from feeds.extract.text import Sentence
from feeds.model import Span

UNIT_CLASSES = (
    "side", "both", "org", "role", "person", "number", "vague", "bound", "zero", "more",
    "among", "unit", "article", "the", "own", "pronoun", "who", "and", "comma", "break",
    "quote", "when", "be", "have", "modal", "will", "not", "in", "of", "by", "against", "after",
    "hurt", "die", "toll", "harm", "lose", "suffer", "say", "according", "accuse", "deny",
    "fight", "shelling", "air", "blast", "operation", "attack", "take", "ground", "truce",
    "deal", "agree", "breach", "end_truce", "extend", "urge", "calm", "talk", "talked", "move",
    "peacekeeping", "mobilise", "exchange", "swap", "boundary", "blockade", "happen", "about",
    "people", "foe", "keeper", "hands", "adverb", "arms", "war", "fresh", "fire", "shell",
    "corpse", "found", "struggle", "open", "band", "falsehood", "statement", "peaceful",
    "despite", "silence", "met", "abandon", "shift", "frontier", "road", "shut", "hold", "halt",
    "subject", "use", "abstract", "dub", "weekday", "dayword", "month", "ending",
)  # fmt: skip
CUE_CLASSES = ("hypothetical", "future", "past", "drill", "retract", "superseded")
TEXT_CLASSES = ("civil", "accident", "sport", "genre", "foreign")
CLASSES = (frozenset(UNIT_CLASSES), frozenset(CUE_CLASSES), frozenset(TEXT_CLASSES))
"""What the rules need of a language file, layer by layer."""
FOUND_CLASSES = ("place", "group", "date")
"""Classes whose members no word list holds: places, and what the rules put together."""

_LETTERS = {
    name: chr(0x00C0 + index + index // 23)
    for index, name in enumerate((*UNIT_CLASSES, *FOUND_CLASSES))
}
UNKNOWN = "x"
KARABAKH = "Nagorno-Karabakh"
"""As the gazetteer names it."""


class Unit(NamedTuple):
    """A word or phrase of a sentence: its class and value, its tokens, characters and text key.

    A tuple, as one is made of every word: a frozen dataclass takes three times the time.
    ``first`` and ``last`` (exclusive) count tokens of the document. ``place`` is set where the
    gazetteer knows the name, whatever the class ("Chechnya" is a side and a place).
    """

    name: str
    value: str
    first: int
    last: int
    start: int
    end: int
    key: str
    place: PlaceMention | None = None
    low: int | None = None
    high: int | None = None

    @property
    def span(self) -> Span:
        """Return its characters."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class CueSpan:
    """A cue word or phrase: its class, how far it reaches, its tokens and characters."""

    name: str
    reach: str
    first: int
    last: int
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ready for the rules: ``letters`` has one letter per unit.

    ``clause_of`` gives each unit the number of its clause; ``openers`` is what opened each clause.
    ``cues`` say how to take what stands near them, ``signs`` what kind of text it is.
    ``words`` are the units before people were put together as groups. ``is_free_order`` and
    ``grammar`` are those of the language.
    """

    sentence: Sentence
    units: tuple[Unit, ...]
    letters: str
    cues: tuple[CueSpan, ...]
    signs: tuple[CueSpan, ...]
    clause_of: tuple[int, ...]
    openers: tuple[str, ...]
    number: int = 0
    words: tuple[Unit, ...] = ()
    is_free_order: bool = False
    grammar: Grammar = PLAIN

    def unit_at(self, token: int) -> int:
        """Return the index of the unit that holds a token, the last one if none does."""
        at = bisect_right(self.units, token, key=lambda unit: unit.last)
        return min(at, len(self.units) - 1)


def written(units: Iterable[Unit]) -> str:
    """Return the letters of some units."""
    return "".join([_LETTERS.get(unit[0], UNKNOWN) for unit in units])


def letters_of(names: str) -> frozenset[str]:
    """Return the letters of classes: "name|other". Raises KeyError for one that does not exist."""
    return frozenset(map(_letter, names.split("|")))


@cache
def rule(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which "{name|other}" stands for the letters of classes.

    "~3" stands for up to three words of any kind that stay within a clause.

    Raises:
        KeyError: A class of that name does not exist.
    """
    stop = "".join(_LETTERS[name] for name in ("break",))
    gapped = re.sub(r"~(\d+)", lambda found: f"[^{stop}]{{0,{found[1]}}}?", pattern)
    return re.compile(
        re.sub(
            r"\{(\^?)([a-z_|]+)\}",
            lambda found: f"[{found[1]}{''.join(map(_letter, found[2].split('|')))}]",
            gapped,
        )
    )


_OTHER = Word("other", "")


def _letter(name: str) -> str:
    return UNKNOWN if name == "other" else _LETTERS[name]


def annotate(
    sentence: Sentence, lexicon: Lexicon, places: Sequence[PlaceMention], number: int
) -> Line:
    """Give each word of a sentence its class. ``places`` are the sentence's own. Linear."""
    keys = sentence.keys
    units = _units(sentence, keys, lexicon, places)
    clauses = split_clauses(sentence, keys, lexicon.language)
    return Line(
        sentence,
        units,
        written(units),
        tuple([_cue(sentence, found) for found in lexicon.cues.find(keys)]),
        tuple([_cue(sentence, found) for found in lexicon.signs.find(keys)]),
        _clauses_of(units, clauses),
        tuple([clause.cue for clause in clauses]),
        number,
        units,
        lexicon.is_free_order,
        lexicon.grammar,
    )


def _clauses_of(units: Sequence[Unit], clauses: Sequence[Clause]) -> tuple[int, ...]:
    """Return the number of the clause in which each unit begins."""
    if len(clauses) == 1:
        return (0,) * len(units)
    starts = [clause.first for clause in clauses[1:]]
    return tuple([bisect_right(starts, unit.first) for unit in units])


def _cue(sentence: Sentence, found: Found) -> CueSpan:
    tokens = sentence.tokens[found.first : found.last]
    return CueSpan(
        found.word.name,
        found.word.value,
        sentence.first + found.first,
        sentence.first + found.last,
        tokens[0].start,
        tokens[-1].end,
        " ".join(token.key for token in tokens),
    )


def _units(
    sentence: Sentence, keys: Sequence[str], lexicon: Lexicon, places: Sequence[PlaceMention]
) -> tuple[Unit, ...]:
    """Return the units of a sentence, left to right, without overlap."""
    words = lexicon.units.find(keys)
    found_at = {found.first: found for found in words}
    place_at = {place.first - sentence.first: place for place in places}
    long = {f.first for f in words if f.last > f.first + 1 or f.word.name == "number"}
    long.update(f.first - 1 for f in words if f.word.name == "ending")
    long.update(place_at)
    nearly, first = lexicon.units.nearly, sentence.first
    units: list[Unit] = []
    index = 0
    while index < len(keys):
        if index not in long and not keys[index][:1].isdigit():
            found = found_at.get(index)
            word = found.word if found else nearly(keys[index]) or _OTHER
            _, key, start, end = sentence.tokens[index]
            at = first + index
            units.append(Unit(word.name, word.value, at, at + 1, start, end, key))
            index += 1
        else:
            place = place_at.get(index)
            word, number, last = _long_word(sentence, index, found_at, place)
            last = past_ending(found_at, last)
            units.append(_unit(sentence, (index, last), word, place, number))
            index = last
    return tuple(units)


def _long_word(
    sentence: Sentence, index: int, found_at: Mapping[int, Found], place: PlaceMention | None
) -> tuple[Word, Numeral | None, int]:
    """Return the word at a place, a phrase or a number, whichever is longest or says most.

    With it comes the number where it is one, and where it ends.
    """
    found = found_at.get(index)
    if place is not None and _is_cut(found_at, place.last - sentence.first):
        place = None
    if place is not None and (found is None or found.last <= place.last - sentence.first):
        last, word = _place(found, place.last - sentence.first, place)
        if word.name == "place" and _is_owner(place, found_at, index, last):
            word = Word("side", "ART")
        return word, None, last
    number = read_number(sentence.tokens, index, found_at)
    if number is not None:
        return Word(number.name, ""), number, number.last
    return (found.word, None, found.last) if found else (_OTHER, None, index + 1)


def _place(found: Found | None, last: int, place: PlaceMention) -> tuple[int, Word]:
    """Return the word of a place's name, which may be a side's as well."""
    is_side = found is not None and found.word.name == "side"
    if place.kind == "corridor":
        return last, Word("road", "road")
    return last, found.word if found and is_side else Word("place", "")


def _is_cut(found_at: Mapping[int, Found], last: int) -> bool:
    """Tell whether a place's last word begins who somebody is: "the Abkhaz border | guard"."""
    found = found_at.get(last - 1)
    return found is not None and found.last > last and found.word.name == "person"


def _is_owner(place: PlaceMention, found_at: Mapping[int, Found], first: int, last: int) -> bool:
    """Tell whether Karabakh names whose office or people they are: "the Karabakh ombudsman"."""
    if place.place.name != KARABAKH:
        return False
    behind, before = found_at.get(last), found_at.get(first - 1)
    if behind is not None and behind.word.name in ("org", "person"):
        return True
    office = next(
        (
            found_at[at]
            for at in range(first - 5, first)
            if at in found_at and found_at[at].word.name == "org"
        ),
        None,
    )
    return before is not None and before.word.name == "of" and office is not None


def _unit(
    sentence: Sentence,
    bounds: tuple[int, int],
    word: Word,
    place: PlaceMention | None,
    number: Numeral | None,
) -> Unit:
    run = sentence.tokens[slice(*bounds)]
    return Unit(
        name=word.name,
        value=word.value,
        first=sentence.first + bounds[0],
        last=sentence.first + bounds[1],
        start=run[0].start,
        end=run[-1].end,
        key=" ".join(token.key for token in run),
        place=place,
        low=number.low if number else None,
        high=number.high if number else None,
    )
