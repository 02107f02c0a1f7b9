"""Step three: the places that a text names, each with its part in the sentence.

The gazetteer's spellings are looked up over the match keys of the tokens, the longest first. A
spelling that is also a word, a surname or a place elsewhere counts only with the context that its
row asks for. Nothing is dropped for its role: a caller that wants the place of the event reads
``PlaceMention.cues``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from feeds.extract.cues import Cue, cues_around
from feeds.extract.dateline import dateline_end
from feeds.extract.endings import Stems, stems_of
from feeds.extract.gazetteer import Row, Spelling, read_rows
from feeds.extract.phrases import Keys, PhraseIndex
from feeds.extract.placewords import PlaceWords, place_words
from feeds.extract.readings import (
    Hit,
    choose,
    class_precision,
    company_of,
    continues_list,
    is_other_name,
    is_vetoed,
    with_precision,
)
from feeds.extract.text import Document
from feeds.model import Place

DATA = Path(__file__).parents[1]
GAZETTEER = DATA / "gazetteer.jsonl"
OUTSIDE = DATA / "gazetteer_outside.jsonl"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One naming of a place. ``start``, ``end`` are characters, ``first``, ``last`` tokens.

    Ends are exclusive. ``sentence`` indexes ``Document.sentences``. The precision of ``place`` is
    that of the mention: "Lachin district" is a district, though Lachin is a town.
    """

    place: Place
    kind: str
    start: int
    end: int
    first: int
    last: int
    sentence: int
    cues: frozenset[Cue] = frozenset()

    @property
    def is_country(self) -> bool:
        """Tell whether it is a country's name: a place only where something happens "in" it."""
        return self.kind in ("country", "neighbour")

    @property
    def is_capital(self) -> bool:
        """Tell whether it is a capital, whose name also stands for its government."""
        return self.kind == "capital"

    @property
    def is_outside(self) -> bool:
        """Tell whether it lies outside the Caucasus, so that an event there is none of ours."""
        return self.kind == "outside"

    @property
    def is_locative(self) -> bool:
        """Tell whether the words around it say that something is or happens there."""
        return Cue.LOCATIVE in self.cues

    @property
    def is_actor(self) -> bool:
        """Tell whether it rather stands for a government: a country or capital with no locative."""
        return (self.is_country or self.is_capital) and not self.is_locative


class Gazetteer:
    """Every place of the gazetteer, ready to be found. Immutable once built; holds no file open."""

    def __init__(self, rows: Sequence[Row], spellings: Sequence[Spelling]) -> None:
        """Index rows by name and spellings by their keys."""
        self._rows = {row.place.name: row for row in rows}
        self._spellings = tuple(spellings)
        self._index = PhraseIndex((spelling.keys, spelling) for spelling in self._spellings)

    @classmethod
    def load(cls, path: Path = GAZETTEER, outside: Path = OUTSIDE) -> Self:
        """Read the gazetteer and the world's other places. Raises OSError, ValueError."""
        rows: list[Row] = []
        spellings: list[Spelling] = []
        for source in (path, outside):
            for row, listed in read_rows(source):
                rows.append(row)
                spellings.extend(listed)
        return cls(rows, spellings)

    def __len__(self) -> int:
        """Return the number of places, those of the rest of the world included."""
        return len(self._rows)

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """Every spelling of every place, as the gate reads them."""
        return self._spellings

    def get(self, name: str) -> Place | None:
        """Return the place of a canonical name, None if the gazetteer has none."""
        row = self._rows.get(name)
        return row.place if row else None

    def row(self, name: str) -> Row | None:
        """Return the whole row of a canonical name: its kind and the names to show."""
        return self._rows.get(name)

    def find(self, document: Document) -> list[PlaceMention]:
        """Return the places that a document names, in order. Linear in the document."""
        words = place_words(document.language)
        keys = tuple(token.key for token in document.tokens)
        stems = stems_of(keys, words.endings, self._index.knows)
        read = stems.keys[: document.sentences[-1].last] if document.sentences else ()
        found = self._index.find(read)
        if words.endings.is_there:  # what looks like an ending may be a part of a longer name
            longer = stems_of(keys, words.endings, self._index.knows_part)
            stems = Stems(stems.keys, stems.there | longer.there)
            for index, ends in self._index.find(longer.keys[: len(read)]).items():
                found[index] = sorted((*ends, *found.get(index, ())), key=_end, reverse=True)
        hits = list(_hits(document, keys, found, words))
        return list(_mentions(document, stems, hits, words))


def _end(ending: tuple[int, tuple[Spelling, ...]]) -> int:
    return ending[0]


def _hits(
    document: Document,
    keys: Keys,
    found: Mapping[int, Sequence[tuple[int, tuple[Spelling, ...]]]],
    words: PlaceWords,
) -> Iterator[Hit]:
    """Yield the spellings of a text that are used as names, none inside another of a sentence."""
    number = free_from = 0
    for index in sorted(found):
        while document.sentences[number].last <= index:
            number += 1
        if index < free_from:
            continue
        hit = _longest(document, keys, (number, index), found[index], words)
        if hit is not None:
            free_from = hit.last
            yield hit


def _longest(
    document: Document,
    keys: Keys,
    at: tuple[int, int],
    ends: Sequence[tuple[int, tuple[Spelling, ...]]],
    words: PlaceWords,
) -> Hit | None:
    """Return the longest spelling used as a name at a sentence and token, the longest first."""
    number, index = at
    sentence = document.sentences[number]
    for last, readings in ends:
        usable = tuple([r for r in readings if _is_written_as_name(document, index, r)])
        is_inside = last <= sentence.last
        if usable and is_inside and not is_other_name(keys, index, last, sentence, words):
            return Hit(usable, index, last, number)
    return None


def _is_written_as_name(document: Document, index: int, spelling: Spelling) -> bool:
    """Tell whether a spelling that wants a capital has one, in a script that has capitals."""
    token = document.tokens[index]
    return not spelling.needs_capital or not token.text[:1].islower()


def _mentions(
    document: Document, stems: Stems, hits: Sequence[Hit], words: PlaceWords
) -> Iterator[PlaceMention]:
    """Judge the hits in order: gather the cues of each, then choose its reading by them."""
    keys = tuple(token.key for token in document.tokens)
    vocabulary = frozenset(keys)
    company = company_of(hits, vocabulary, words)
    previous: PlaceMention | None = None
    for at, hit in enumerate(hits):
        precision = class_precision(document, keys, hit, words)
        cues = _cues(document, keys, hit, words)
        if words.endings.is_there:
            cues |= _there(document, keys, _list_end(keys, hits, at, words), stems)
        if previous is not None and _is_next_in_list(keys, previous, hit, words):
            cues |= previous.cues
        chosen = choose(hit, company, has_context=bool(cues) or precision is not None)
        if chosen is None or is_vetoed(hit, keys, vocabulary, words):
            continue
        previous = PlaceMention(
            place=with_precision(chosen.row.place, precision),
            kind=chosen.row.kind,
            start=document.tokens[hit.first].start,
            end=document.tokens[hit.last - 1].end,
            first=hit.first,
            last=hit.last,
            sentence=hit.sentence,
            cues=cues,
        )
        yield previous


def _there(document: Document, keys: Keys, last: Hit, stems: Stems) -> frozenset[Cue]:
    """Return whether a name is where something happens, by what ends it or ends its list."""
    if last.last - 1 in stems.there:
        return frozenset({Cue.LOCATIVE})
    return _cues(document, keys, last, place_words(document.language)) & {Cue.LOCATIVE}


def _list_end(keys: Keys, hits: Sequence[Hit], at: int, words: PlaceWords) -> Hit:
    """Return the last name of the list that a name stands in: "Cermuk ve Sotk yönünde"."""
    while at + 1 < len(hits) and hits[at].sentence == hits[at + 1].sentence:
        if not continues_list(keys, hits[at].last, hits[at + 1].first, words):
            break
        at += 1
    return hits[at]


def _is_next_in_list(keys: Keys, previous: PlaceMention, hit: Hit, words: PlaceWords) -> bool:
    is_near = previous.sentence == hit.sentence
    return is_near and continues_list(keys, previous.last, hit.first, words)


def _cues(document: Document, keys: Keys, hit: Hit, words: PlaceWords) -> frozenset[Cue]:
    sentence = document.sentences[hit.sentence]
    cues = cues_around(keys, hit.first, hit.last, (sentence.first, sentence.last), words)
    if hit.last <= dateline_end(document, hit.sentence, words):
        return cues | {Cue.DATELINE}
    return cues
