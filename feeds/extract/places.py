"""Step three: the places that a text names, each with its part in the sentence.

The gazetteer's spellings are looked up over the match keys of the tokens, the longest first. A
spelling that is also a word, a surname or a place elsewhere counts only with the context that its
row asks for. Nothing is dropped for its role: a caller that wants the place of the event reads
``PlaceMention.cues``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from feeds.extract.cues import Cue, cues_around
from feeds.extract.dateline import dateline_end
from feeds.extract.gazetteer import Context, Keys, Row, Spelling, SpellingIndex, read_rows
from feeds.extract.placewords import PlaceWords, place_words
from feeds.extract.text import Document, Sentence
from feeds.model import Place, Precision, Theatre

DATA = Path(__file__).parents[1]
GAZETTEER = DATA / "gazetteer.jsonl"
OUTSIDE = DATA / "gazetteer_outside.jsonl"

_LIST_REACH = 8
"""Tokens that a list of names may still run on before the word that classes them all."""


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


@dataclass(frozen=True, slots=True)
class _Hit:
    """A spelling met in the text, before its context is judged."""

    readings: tuple[Spelling, ...]
    first: int
    last: int
    sentence: int


class Gazetteer:
    """Every place of the gazetteer, ready to be found. Immutable once built; holds no file open."""

    def __init__(self, rows: Sequence[Row], spellings: Sequence[Spelling]) -> None:
        """Index rows by name and spellings by their keys."""
        self._rows = {row.place.name: row for row in rows}
        self._spellings = tuple(spellings)
        self._index = SpellingIndex(self._spellings)

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
        hits = [
            hit
            for number, sentence in enumerate(document.sentences)
            for hit in self._hits(document, keys, number, sentence, words)
        ]
        return list(_mentions(document, keys, hits, words))

    def _hits(
        self, document: Document, keys: Keys, number: int, sentence: Sentence, words: PlaceWords
    ) -> Iterator[_Hit]:
        """Yield the spellings of one sentence, longest first, none inside another."""
        index = sentence.first
        while index < sentence.last:
            for readings in self._index.at(keys, index):
                last = index + len(readings[0].keys)
                usable = tuple(r for r in readings if _is_written_as_name(document, index, r))
                if (
                    usable
                    and last <= sentence.last
                    and not _is_other_name(keys, index, last, sentence, words)
                ):
                    yield _Hit(usable, index, last, number)
                    index = last - 1
                    break
            index += 1


def _is_written_as_name(document: Document, index: int, spelling: Spelling) -> bool:
    """Tell whether a spelling that wants a capital has one, in a script that has capitals."""
    token = document.tokens[index]
    return not spelling.needs_capital or not token.text[:1].islower()


def _is_other_name(
    keys: Keys, first: int, last: int, sentence: Sentence, words: PlaceWords
) -> bool:
    """Tell whether the words beside a name make it another thing's: FC Ararat, Baku Times."""
    if last - first == 1 and keys[first] in words.not_places:
        return True
    tails = any(keys[last : min(last + size, sentence.last)] in words.name_tails for size in (1, 2))
    return tails or (first > sentence.first and keys[first - 1 : first] in words.name_heads)


def _mentions(
    document: Document, keys: Keys, hits: Sequence[_Hit], words: PlaceWords
) -> Iterator[PlaceMention]:
    """Judge the hits in order: gather the cues of each, then choose its reading by them."""
    company = _company(hits)
    vocabulary = frozenset(keys)
    previous: PlaceMention | None = None
    for hit in hits:
        precision = _class_precision(document, keys, hit, words)
        cues = _cues(document, keys, hit, words)
        if previous is not None and _continues(keys, previous, hit, words):
            cues |= previous.cues
        chosen = _choose(hit, bool(cues) or precision is not None, company)
        if chosen is None or _is_vetoed(hit, keys, vocabulary, words):
            continue
        previous = PlaceMention(
            place=_with_precision(chosen.row.place, precision),
            kind=chosen.row.kind,
            start=document.tokens[hit.first].start,
            end=document.tokens[hit.last - 1].end,
            first=hit.first,
            last=hit.last,
            sentence=hit.sentence,
            cues=cues,
        )
        yield previous


@dataclass(frozen=True, slots=True)
class _Company:
    """What the unambiguous names of a text vouch for: their theatres and all that contains them."""

    names: frozenset[str]
    theatres: frozenset[Theatre | None]


def _company(hits: Sequence[_Hit]) -> _Company:
    sure = [
        reading.row
        for hit in hits
        for reading in hit.readings
        if reading.context is Context.NONE and not reading.near
    ]
    names = {name for row in sure for name in (row.place.name, *row.place.within)}
    local = [row for row in sure if row.kind not in ("outside", "neighbour")]
    return _Company(frozenset(names), frozenset(row.place.theatre for row in local))


def _cues(document: Document, keys: Keys, hit: _Hit, words: PlaceWords) -> frozenset[Cue]:
    sentence = document.sentences[hit.sentence]
    cues = cues_around(keys, hit.first, hit.last, (sentence.first, sentence.last), words)
    if hit.last <= dateline_end(document, hit.sentence, words):
        return cues | {Cue.DATELINE}
    return cues


def _continues(keys: Keys, previous: PlaceMention, hit: _Hit, words: PlaceWords) -> bool:
    """Tell whether a name is the next of a list: "in Goris, Sisian and Jermuk"."""
    return previous.sentence == hit.sentence and keys[previous.last : hit.first] in words.list_links


def _class_precision(
    document: Document, keys: Keys, hit: _Hit, words: PlaceWords
) -> Precision | None:
    """Return what a word beside the name says it is: "village of X", "X and Y districts"."""
    sentence = document.sentences[hit.sentence]
    before = hit.first - 2 if keys[hit.first - 1 : hit.first] == ("of",) else hit.first - 1
    index = hit.last
    while index < sentence.last and index - hit.last < _LIST_REACH:
        if keys[index] in words.class_words:
            is_next = index == hit.last or keys[index].endswith("s")
            return words.class_words[keys[index]] if is_next else None
        token = document.tokens[index]
        if not (token.is_capitalised or keys[index : index + 1] in words.list_links):
            break
        index += 1
    return words.class_words.get(keys[before]) if before >= sentence.first else None


def _choose(hit: _Hit, has_context: bool, company: _Company) -> Spelling | None:
    """Return the reading that its surroundings allow; one that is vouched for comes first."""
    vouched = [r for r in hit.readings if r.near and r.near in company.names]
    for reading in (*vouched, *(r for r in hit.readings if not r.near)):
        if reading.context is Context.NONE:
            return reading
        is_at_home = reading.row.place.theatre in company.theatres
        if has_context and (reading.context is Context.LOCATIVE or is_at_home):
            return reading
    return None


def _is_vetoed(hit: _Hit, keys: Keys, vocabulary: frozenset[str], words: PlaceWords) -> bool:
    """Tell whether the rest of the text speaks against an ambiguous country name (Georgia)."""
    name = words.ambiguous.get(" ".join(keys[hit.first : hit.last]))
    if name is None:
        return False
    votes = len(name.anchors & vocabulary)
    return votes == 0 or len(name.vetoes & vocabulary) > votes


def _with_precision(place: Place, said: Precision | None) -> Place:
    """Return the place as a district where the text says so of its seat."""
    is_seat = place.precision in (Precision.VILLAGE, Precision.TOWN)
    if is_seat and said in (Precision.DISTRICT, Precision.REGION):
        return replace(place, precision=Precision.DISTRICT)
    return place
