"""How places are shown: the display names of the gazetteer, by language (product.md, section 2).

Spellings that news uses are for matching and never shown. Where two communities name a place,
the gazetteer's display name holds both.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from bot.escape import clean
from bot.words import SOURCE_LANGUAGE, Words
from feeds.merge.places import distance_km
from feeds.model import Place, Precision, Theatre

NEAREST_KM = 50.0
"""A shared location farther than this from every settlement is none of the region."""
MAX_NAME = 80
"""Characters of a name that a message shows."""

_SETTLED = frozenset({Precision.VILLAGE, Precision.TOWN})
_TWO_NAMES = ("/", "(")
_COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A gazetteer row: how it is shown, and the place as a report carries it.

    ``spellings`` (folded) are for finding it only.
    """

    place: Place
    names: Mapping[str, str]
    precision: str
    kind: str
    spellings: frozenset[str]


@cache
def _gazetteer() -> Mapping[str, _Shown]:
    """Read the gazetteer once: 0.8 MB, 40 ms."""
    rows = map(
        json.loads, files("feeds").joinpath("gazetteer.jsonl").read_text("utf-8").splitlines()
    )
    return MappingProxyType(
        {
            row["name"]: _Shown(
                _place(row),
                row["display"],
                row.get("precision", ""),
                row.get("kind", ""),
                frozenset(map(_folded, _spellings(row))),
            )
            for row in rows
        }
    )


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        name=row["name"],
        precision=Precision(row["precision"]) if row.get("precision") else Precision.REGION,
        theatre=Theatre(row["theatre"]) if row.get("theatre") else None,
        lat=row.get("lat"),
        lon=row.get("lon"),
        within=tuple(row.get("within", ())),
        across=tuple(row.get("across", ())),
    )


def known_place(name: str) -> Place | None:
    """Return the place of the gazetteer that is called or shown so; None: there is none, or two.

    Letter case does not count.
    """
    wanted = name.strip().casefold()
    rows = _gazetteer().values()
    called = [row for row in rows if row.place.name.casefold() == wanted]
    shown = called or [
        row for row in rows if wanted in (text.casefold() for text in row.names.values())
    ]
    return shown[0].place if len(shown) == 1 else None


def places_named(name: str) -> tuple[Place, ...]:
    """Return the places with a point that are called so in any language and spelling.

    The best known comes first.
    """
    wanted = _folded(name)
    rows = [row for row in _gazetteer().values() if wanted in row.spellings]
    return tuple(row.place for row in rows if row.place.lat is not None)


def place_near(lat: float, lon: float) -> Place | None:
    """Return the settlement that is nearest to a point, None where none is within reach."""
    point = Place("", Precision.TOWN, lat=lat, lon=lon)
    away = [
        (away_km, row.place)
        for row in _gazetteer().values()
        if row.precision in _SETTLED
        and (away_km := distance_km(point, row.place)) is not None
        and away_km <= NEAREST_KM
    ]
    return min(away, key=lambda one: one[0])[1] if away else None


def _spellings(row: Mapping[str, Any]) -> Iterable[str]:
    """Give every way to write a place's name, for matching only."""
    yield row["name"]
    yield from row["display"].values()
    yield from row.get("match_only", ())
    for names in row.get("alt", {}).values():
        yield from names


def _folded(text: str) -> str:
    """Fold what doesn't tell names apart: case, dashes and spaces."""
    return " ".join(text.replace("-", " ").casefold().split())


def place_name(name: str, words: Words) -> str:
    """Return the name, or the two names, by which a place is shown."""
    shown = _gazetteer().get(name)
    if shown is None:
        return clean(name, MAX_NAME)
    fallback = shown.names.get(SOURCE_LANGUAGE, name)
    return clean(shown.names.get(words.language, fallback), MAX_NAME)


def where(places: tuple[Place, ...], words: Words) -> str:
    """Return the places of an incident, most precise first, with the region of the first."""
    if not places:
        return words.say("where.unknown")
    first, *others = places
    names = [first.name, *_region(first, words), *(place.name for place in others[:2])]
    return words.listed([place_name(name, words) for name in dict.fromkeys(names)])


def _region(place: Place, words: Words) -> list[str]:
    """Return the region that a settlement lies in, if that can be said without taking a side.

    Never a country, and no region after a place that two communities name.
    """
    is_claimed_twice = any(mark in place_name(place.name, words) for mark in _TWO_NAMES)
    if place.precision not in _SETTLED or is_claimed_twice:
        return []
    return [name for name in place.within if _is_region(name)][:1]


def _is_region(name: str) -> bool:
    shown = _gazetteer().get(name)
    return shown is not None and shown.precision == Precision.REGION and shown.kind != _COUNTRY
