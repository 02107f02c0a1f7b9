"""The rows of ``feeds/gazetteer.jsonl`` as types, with the spellings that name them.

The file is built by ``scripts/build_gazetteer.py``; docs/gazetteer.md explains its fields. A
spelling is looked up by the match keys of its tokens, so one index serves all languages.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from feeds.extract.fold import fold
from feeds.extract.phrases import Keys
from feeds.extract.text import TextRules, tokenize
from feeds.model import Place, Precision, Theatre


class Context(StrEnum):
    """What a spelling needs around it before it counts as a place.

    NONE: nothing. LOCATIVE: a word beside it that speaks of places ("near Berd", "Berd village").
    ANCHOR: that, and another place of the same theatre in the text (Java, Gali, Argun).
    """

    NONE = ""
    LOCATIVE = "locative"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the gazetteer: what a report carries, and what finding it needs.

    ``kind`` is finer than the precision: village, town, capital, district, region, country, line,
    corridor, height, lake, river, crossing, base; ``outside`` is a place of another part of the
    world, ``neighbour`` is Russia, Turkey or Iran. ``country`` is an ISO 3166 code used to keep
    spellings apart; it says nothing about whose a place is. ``display`` maps a language to the
    name to show. ``is_own`` marks the places of our own checked list.
    """

    place: Place
    kind: str
    country: str
    display: tuple[tuple[str, str], ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a place. ``near`` names a place that the text must also be about."""

    row: Row
    keys: Keys
    context: Context = Context.NONE
    near: str = ""
    needs_capital: bool = True


def read_rows(path: Path) -> Iterator[tuple[Row, tuple[Spelling, ...]]]:
    """Yield each place of a gazetteer file with its spellings. Raises OSError, ValueError."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            table = json.loads(line)
            row = _row(table)
            yield row, tuple(_spellings(row, table))


def _row(table: dict[str, Any]) -> Row:
    theatre = table.get("theatre")
    place = Place(
        name=table["name"],
        precision=Precision(table["precision"]),
        theatre=Theatre(theatre) if theatre else None,
        lat=table.get("lat"),
        lon=table.get("lon"),
        within=tuple(table.get("within", ())),
        across=tuple(table.get("across", ())),
    )
    display = tuple(sorted(table.get("display", {}).items()))
    return Row(place, table["kind"], table.get("cc", ""), display, is_own=table.get("own", False))


def _spellings(row: Row, table: dict[str, Any]) -> Iterator[Spelling]:
    """Yield the spellings of a row: those to match only want a word about places beside them."""
    plain = Context(table.get("context", ""))
    contexts: dict[str, str] = table.get("contexts", {})
    near: dict[str, str] = table.get("near", {})
    listed = [form for forms in table.get("alt", {}).values() for form in forms]
    wanted = dict.fromkeys(table.get("match_only", ()), plain or Context.LOCATIVE)
    wanted |= dict.fromkeys([table["name"].partition(" (")[0], *listed], plain)
    bases = {form: base for base, forms in table.get("forms", {}).items() for form in forms}
    wanted |= {
        f: contexts.get(b, wanted.get(b, plain)) for f, b in bases.items() if f not in wanted
    }
    seen: set[Keys] = set()
    for form, context in reversed(wanted.items()):
        asked = Context(contexts.get(form, context))
        beside = near.get(form, near.get(bases.get(form, form), ""))
        for keys in spelling_keys(form):
            if keys not in seen:
                seen.add(keys)
                yield Spelling(row, keys, asked, beside, not form[:1].islower())
    yield from _adjectives(row, table, seen)


_ADJECTIVE_ENDINGS = (
    "ии", "ого", "ому", "им", "ом", "ая", "ои", "ую", "ое", "ие", "их", "ими",
)  # fmt: skip
"""Folded, as keys are: "ии" is "ий"."""


def _adjectives(row: Row, table: dict[str, Any], seen: set[Keys]) -> Iterator[Spelling]:
    """Yield the cases of a place's Russian adjectives: "в хасавюртовском лесу" is at Khasavyurt."""
    for stem in table.get("adjectives", ()):
        *first, last = fold(stem).split("-")
        for ending in _ADJECTIVE_ENDINGS:
            for keys in {(*first, last + ending): 0, _hyphened((*first, last + ending)): 0}:
                if keys not in seen:
                    seen.add(keys)
                    yield Spelling(row, keys, Context.LOCATIVE, needs_capital=False)


_PLAIN = TextRules()


def spelling_keys(form: str) -> Iterable[Keys]:
    """Return the key sequences of a spelling: as written, and with blanks for its hyphens, or back.

    "Nerkin Hand" is also met as "Nerkin-Hand", "Nagorno-Karabakh" also as "Nagorno Karabakh".
    """
    if form.replace(" ", "").isalpha():  # most are; they need no tokenizer
        written = tuple(map(fold, form.split()))
    else:
        written = tuple(token.key for token in tokenize(form, _PLAIN))
    if len(written) == 1:
        return (written,)
    words = tuple(key for key in written if key != "-")
    if len(words) < 2 or len(words) > 3:
        return (written,)
    return dict.fromkeys((written, words, _hyphened(words)))


def _hyphened(words: Keys) -> Keys:
    return tuple(part for word in words for part in ("-", word))[1:]
