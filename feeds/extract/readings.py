"""Which place a spelling means in its surroundings, if it means one at all.

A spelling that is also a word, a surname or a place elsewhere counts only with the context that
its row asks for: a word about places beside it, or also other places of its theatre in the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feeds.extract.gazetteer import Context, Spelling
from feeds.extract.phrases import Keys
from feeds.extract.placewords import PlaceWords
from feeds.extract.text import Document, Sentence
from feeds.model import Place, Precision, Theatre

LIST_REACH = 8
"""Tokens that a list of names may still run on before the word that classes them all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling met in the text at tokens ``first`` to ``last`` (exclusive), and its readings."""

    readings: tuple[Spelling, ...]
    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Company:
    """What the unambiguous names of a text vouch for: their theatres and all that contains them."""

    names: frozenset[str]
    theatres: frozenset[Theatre | None]


def company_of(hits: Iterable[Hit], vocabulary: frozenset[str], words: PlaceWords) -> Company:
    """Return what the names that need no context, and words such as "Chechen", say it is about."""
    sure = [
        reading.row
        for hit in hits
        for reading in hit.readings
        if reading.context is Context.NONE and not reading.near
    ]
    names = {name for row in sure for name in (row.place.name, *row.place.within)}
    local = [row for row in sure if row.kind not in ("outside", "neighbour")]
    told = (theatre for theatre, listed in words.vouching.items() if listed & vocabulary)
    return Company(frozenset(names), frozenset((*(row.place.theatre for row in local), *told)))


def choose(hit: Hit, company: Company, *, has_context: bool) -> Spelling | None:
    """Return the reading that its surroundings allow; one that is vouched for comes first."""
    vouched = [r for r in hit.readings if r.near and r.near in company.names]
    for reading in (*vouched, *(r for r in hit.readings if not r.near)):
        if reading.context is Context.NONE:
            return reading
        place = reading.row.place
        is_placed = has_context or place.precision is Precision.LINE
        is_at_home = place.theatre in company.theatres
        if is_placed and (reading.context is Context.LOCATIVE or is_at_home):
            return reading
    return None


def is_vetoed(hit: Hit, keys: Keys, vocabulary: frozenset[str], words: PlaceWords) -> bool:
    """Tell whether the rest of the text speaks against an ambiguous country name (Georgia)."""
    name = words.ambiguous.get(" ".join(keys[hit.first : hit.last]))
    if name is None:
        return False
    votes = len(name.anchors & vocabulary)
    return votes == 0 or len(name.vetoes & vocabulary) > votes


def is_other_name(keys: Keys, first: int, last: int, sentence: Sentence, words: PlaceWords) -> bool:
    """Tell whether the words beside a name make it another thing's: FC Ararat, Baku Times."""
    if last - first == 1 and keys[first] in words.not_places:
        return True
    tails = any(keys[last : min(last + size, sentence.last)] in words.name_tails for size in (1, 2))
    return tails or (first > sentence.first and keys[first - 1 : first] in words.name_heads)


def class_precision(
    document: Document, keys: Keys, hit: Hit, words: PlaceWords
) -> Precision | None:
    """Return what a word beside the name says it is: "village of X", "X and Y districts"."""
    sentence = document.sentences[hit.sentence]
    before = hit.first - 2 if keys[hit.first - 1 : hit.first] == ("of",) else hit.first - 1
    index = hit.last
    while index < sentence.last and index - hit.last < LIST_REACH:
        if keys[index] in words.class_words:
            is_next = index == hit.last or keys[index].endswith("s")
            return words.class_words[keys[index]] if is_next else None
        token = document.tokens[index]
        if not (token.is_capitalised or keys[index : index + 1] in words.list_links):
            break
        index += 1
    return words.class_words.get(keys[before]) if before >= sentence.first else None


def with_precision(place: Place, said: Precision | None) -> Place:
    """Return the place as a district where the text says so of its seat."""
    is_seat = place.precision in (Precision.VILLAGE, Precision.TOWN)
    if is_seat and said in (Precision.DISTRICT, Precision.REGION):
        return replace(place, precision=Precision.DISTRICT)
    return place


def continues_list(keys: Sequence[str], last: int, first: int, words: PlaceWords) -> bool:
    """Tell whether nothing but a list's link stands between two names: "in Goris and Sisian"."""
    between = ("-" if key == "\u2014" else key for key in keys[last:first])
    return tuple(between) in words.list_links
