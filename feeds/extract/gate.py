"""Step two: whether an entry is worth extracting, by its words alone.

High recall at the price of precision: a region word and a trigger word let an entry pass, cheap
vetoes take out sport and the other Georgia. Word lists are data, the part ``gate`` of a language
(all languages at once: a feed's tag is not trusted here) and the gazetteer's own spellings.
Aho-Corasick finds them all in one pass, some fifteen times as fast as tokens would be.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import ahocorasick

from feeds.extract.endings import Endings, endings_of
from feeds.extract.fold import fold_text
from feeds.extract.gazetteer import Context, Spelling, spelling_keys
from feeds.extract.language_file import language_table, languages
from feeds.model import Entry

MAX_GATE_CHARS = 4_000
"""What is read of a title with its summary: news says in its first lines what it is about."""
LEAD_CHARS = 1_000
"""What is read of the text, where the feed carries one: its lead."""


MIN_CASED = 4
"""A shorter name is looked for without case endings: with them it is too often another word."""
_CASES = "~"
ALPHABET = 64
"""Code points that the small letters of any one alphabet of ours lie within."""


class GateReason(StrEnum):
    """Why the gate let an entry pass, or not."""

    PASSED = "passed"
    NO_REGION = "no_region_word"
    OTHER_REGION = "region_word_of_elsewhere"
    NO_TRIGGER = "no_trigger_word"
    VETOED = "vetoed"


@dataclass(frozen=True, slots=True)
class GateDecision:
    """The gate's verdict with its named reason and the folded words that decided."""

    passes: bool
    reason: GateReason
    words: tuple[str, ...] = ()


class _List(StrEnum):
    """The lists of a gate file: their names are its keys, and are explained there."""

    REGIONS = "regions"
    SHARED_REGIONS = "shared_regions"
    BESIDE = "beside"
    ELSEWHERE = "elsewhere"
    STRONG = "strong"
    WEAK = "weak"
    VETOES = "vetoes"


class Gate:
    """Decides on entries by their words. Immutable once built."""

    def __init__(
        self, words: Iterable[tuple[_List, str]], endings: AbstractSet[str] = frozenset()
    ) -> None:
        """Build the automaton from folded words, each with the list that it belongs to.

        A word ends in a star where any ending will do, in "~" where one of ``endings`` must.
        """
        lists: dict[tuple[str, bool], frozenset[_List]] = {}
        for listed, word in words:
            is_open = word.endswith(("*", _CASES))
            pattern = f" {word[:-1]}" if is_open else f" {word} "
            entry = (pattern, word.endswith(_CASES))
            lists[entry] = lists.get(entry, frozenset()) | {listed}
        self._endings = frozenset(endings)
        self._automaton = ahocorasick.Automaton()
        shared: dict[frozenset[_List], frozenset[_List]] = {}
        for pattern in dict.fromkeys(pattern for pattern, _ in lists):
            always, cased = (lists.get((pattern, is_), frozenset()) for is_ in (False, True))
            sets = (shared.setdefault(one, one) for one in (always, cased - always))
            self._automaton.add_word(pattern, (pattern.strip(), *sets))
        self._automaton.make_automaton()

    @classmethod
    def load(cls, spellings: Iterable[Spelling]) -> Self:
        """Read the word lists of every language. Raises OSError, tomllib.TOMLDecodeError."""
        endings = _case_endings()
        listed = (*_listed_words(), *_region_spellings(spellings, endings))
        every = {end for one in endings for end in (*one.is_there, *one.dropped)}
        return cls(listed, every | {""})

    def decide(self, entry: Entry) -> GateDecision:
        """Judge one entry by its title and summary, and by the lead of its text if it has one."""
        found: dict[_List, list[str]] = {}
        head = f"{entry.title} {entry.summary}"[:MAX_GATE_CHARS]
        text = _padded(f"{head} {entry.text[:LEAD_CHARS]}")
        for last, (word, lists, cased) in self._automaton.iter(text):
            is_cased = cased and text[last + 1 : text.index(" ", last + 1)] in self._endings
            every = lists | cased if is_cased else lists
            for listed in every:
                found.setdefault(listed, []).append(word)
        return _decide(found)


def _decide(found: dict[_List, list[str]]) -> GateDecision:
    regions = found.get(_List.REGIONS, [])
    if not regions:
        shared, elsewhere = found.get(_List.SHARED_REGIONS, []), found.get(_List.ELSEWHERE, [])
        if not shared:
            return GateDecision(passes=False, reason=GateReason.NO_REGION)
        if len(set(found.get(_List.BESIDE, []))) <= len(set(elsewhere)):
            return _refusal(GateReason.OTHER_REGION, shared, elsewhere)
        regions = shared
    strong, weak = found.get(_List.STRONG, []), found.get(_List.WEAK, [])
    vetoes = found.get(_List.VETOES, [])
    if not strong and not weak:
        return _refusal(GateReason.NO_TRIGGER, regions)
    if vetoes and not strong:
        return _refusal(GateReason.VETOED, regions, vetoes)
    words = tuple(dict.fromkeys((*regions, *strong, *weak)))
    return GateDecision(passes=True, reason=GateReason.PASSED, words=words)


def _refusal(reason: GateReason, *words: list[str]) -> GateDecision:
    every = tuple(dict.fromkeys(word for listed in words for word in listed))
    return GateDecision(passes=False, reason=reason, words=every)


_NOT_LETTERS = re.compile(r"[\W_]+")


def _padded(text: str) -> str:
    """Return a text as folded words with one blank before, between and after them."""
    return f" {_NOT_LETTERS.sub(' ', fold_text(text))} "


_CYRILLIC = re.compile("[а-я]")
_BEFORE_NAMES = ("в", "под", "у", "близ", "за", "на", "села", "селе", "село", "города", "городе")
"""What makes a Russian name that is a word as well a place: "под Техом", "в Шали"."""


def _listed_words() -> Iterator[tuple[_List, str]]:
    for language in languages():
        table = language_table(language, "gate") or {}
        for listed in _List:
            for word in map(fold_text, table.get(listed.value, ())):
                yield listed, word


def _case_endings() -> tuple[Endings, ...]:
    parts = (language_table(language, "places") or {} for language in languages())
    return tuple(endings_of(part.get("endings", {})) for part in parts)


def _region_spellings(
    spellings: Iterable[Spelling], endings: Sequence[Endings]
) -> Iterator[tuple[_List, str]]:
    """Yield the gazetteer's spellings that name a place of the Caucasus by themselves."""
    dropped = tuple(final for one in endings for final in one.dropped)
    gates = [language_table(language, "gate") or {} for language in languages()]
    behind_names = [fold_text(word) for gate in gates for word in gate.get("behind_names", ())]
    for spelling in spellings:
        row = spelling.row
        is_ours = row.is_own and row.kind not in ("outside", "neighbour", "country")
        if not is_ours:
            continue
        name = _NOT_LETTERS.sub(" ", " ".join(spelling.keys)).strip()  # folded already
        if spelling.context is Context.NONE or _is_main(spelling) or not spelling.needs_capital:
            for stem in (name, name[:-1] if name.endswith(dropped) else name):
                yield _List.REGIONS, stem + _CASES if len(stem) >= MIN_CASED else name
        elif _CYRILLIC.match(name):
            yield from ((_List.REGIONS, f"{before} {name}") for before in _BEFORE_NAMES)
        else:
            mates = (behind for behind in behind_names if _is_one_script(name, behind))
            yield from ((_List.REGIONS, f"{name} {behind}") for behind in mates)


def _is_one_script(one: str, other: str) -> bool:
    """Tell whether two folded words are of one alphabet: each has its block of code points."""
    return abs(ord(one[0]) - ord(other[0])) < ALPHABET


def _is_main(spelling: Spelling) -> bool:
    """Tell whether a spelling that wants a little context is the place's own name, or has words."""
    is_wary = spelling.context is Context.LOCATIVE
    is_long = len(spelling.keys) > 1
    return is_wary and (is_long or spelling.keys in spelling_keys(spelling.row.place.name))
