"""How the gazetteer's rows come from our own list and from GeoNames: pure.

Our own list wins everywhere: over GeoNames' positions, over its spellings, and over its rows of
the same name. A spelling never names places in two countries unless our list says by what context
they are told apart. docs/gazetteer.md explains the fields.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scripts.gazetteer_sources import GeoName, OwnPlace, plain_name
from scripts.gazetteer_taken import Taken, key_of
from scripts.russian_forms import adjective_stems, area_forms, case_forms

PRECISIONS = {
    "village": "village", "town": "town", "capital": "town", "base": "village", "height": "village",
    "lake": "village", "crossing": "village", "district": "district", "region": "region",
    "province": "region", "country": "region", "line": "line", "corridor": "line", "river": "line",
    "outside": "region", "neighbour": "region",
}  # fmt: skip
POINTLESS = frozenset({"region", "line"})
"""Precisions that have no point: a position there would only mislead."""
THEATRES = {
    "AM": "armenia-azerbaijan", "AZ": "armenia-azerbaijan", "XX": "armenia-azerbaijan",
    "GE": "georgia", "RU": "north-caucasus",
}  # fmt: skip
"""By country; XX marks the lines between Armenia and Azerbaijan, no country the whole region."""
LANGUAGES = ("en", "ru", "hy", "az", "ka", "tr")
MIN_LETTERS = 5
"""A shorter spelling of GeoNames is left out: Gay, Jil, Dili."""
WARY_LETTERS = 4
"""A case form so short wants a word about places beside it: "Гала", "Теху"."""
AREA_KINDS = frozenset({"town", "capital", "district", "province"})
"""Places after which the land around them is called."""
ADJECTIVE_KINDS = AREA_KINDS - {"capital"} | {"village"}
"""Places whose adjective says where something is: a capital's says who governs."""

Row = dict[str, Any]


def containers(name: str, places: Mapping[str, OwnPlace]) -> tuple[str, ...]:
    """Return everything that contains a place, nearest first, then the lines that it touches."""
    found: dict[str, None] = {}
    waiting = list(places[name].parents)
    while waiting:
        parent = waiting.pop(0)
        if parent not in found:
            found[parent] = None
            waiting.extend(places[parent].parents)
    return (*found, *(line for line in places[name].touches if line not in found))


def opposites(places: Iterable[OwnPlace]) -> dict[str, tuple[str, ...]]:
    """Return what each place faces across its line: whoever is faced faces back."""
    facing: dict[str, dict[str, None]] = {}
    for place in places:
        for other in place.across:
            facing.setdefault(place.name, {})[other] = None
            facing.setdefault(other, {})[place.name] = None
    return {name: tuple(others) for name, others in facing.items()}


def build(own: Sequence[OwnPlace], geonames: Sequence[GeoName]) -> tuple[list[Row], list[Row]]:
    """Return the rows of the gazetteer and those of the places outside, ours first in both."""
    ours = {place.name: place for place in own if place.kind not in ("outside", "neighbour")}
    by_id = {row.id: row for row in geonames}
    used = {place.geonameid for place in own}
    others = [row for row in geonames if row.id not in used]
    taken = Taken(own, geonames)
    rows = _our_rows(ours, by_id, taken)
    rows.extend(_geonames_rows([row for row in others if row.region], ours, taken))
    outside = [_own_row(place, by_id, taken) for place in own if place.name not in ours]
    outside.extend(_outside_rows([row for row in others if not row.region], taken))
    _add_derived(rows, outside, taken)
    return rows, outside


def _our_rows(
    ours: Mapping[str, OwnPlace], by_id: Mapping[int, GeoName], taken: Taken
) -> list[Row]:
    faced = opposites(list(ours.values()))
    return [
        _own_row(place, by_id, taken)
        | {"within": list(containers(name, ours)), "across": list(faced.get(name, ()))}
        for name, place in ours.items()
    ]


def _add_derived(rows: Sequence[Row], outside: Sequence[Row], taken: Taken) -> None:
    """Add case forms to all rows and adjectives to ours, those of villages last."""
    for row in (*rows, *outside):
        _add_forms(row, taken)
    for row in sorted(rows, key=lambda row: row["kind"] == "village"):
        _add_adjectives(row, taken)


def _add_forms(row: Row, taken: Taken) -> None:
    """Add the Russian case forms of a row's spellings, by spelling, those that nobody else has."""
    listed = row["alt"].get("ru", ())
    row["forms"] = {}
    for number, spelling in enumerate(listed if row["own"] else listed[:1]):
        new = (form for form in _declined(row, spelling, number) if form not in listed)
        free = [form for form in new if taken.is_free(form, row["name"], row["cc"])]
        if free:
            row["forms"][spelling] = free
            _claim(free, spelling, row, taken)


def _claim(forms: Sequence[str], spelling: str, row: Row, taken: Taken) -> None:
    """Take the forms of a spelling for a row; short ones want a word about places beside them."""
    for form in forms:
        taken.claim(form, row["name"])
        if len(form) <= WARY_LETTERS and not (row["context"] or spelling in row["contexts"]):
            row["contexts"][form] = "locative"


def _add_adjectives(row: Row, taken: Taken) -> None:
    """Add the stems of the Russian adjectives of a place of ours, those that nobody else has."""
    if row["own"] and row["kind"] in ADJECTIVE_KINDS:
        stems = [
            stem for name in row["alt"].get("ru", ()) for stem in adjective_stems(name, row["cc"])
        ]
        row["adjectives"] = [
            stem for stem in dict.fromkeys(stems) if taken.is_free(stem, row["name"], row["cc"])
        ]
        for stem in row["adjectives"]:
            taken.claim(stem, row["name"])


def _declined(row: Row, spelling: str, number: int) -> Iterator[str]:
    """Yield the case forms of a spelling and, of a place's first, those of the land around it.

    The latter only where no adjective alone may name it: "Казахский район", "казахский".
    """
    yield from case_forms(spelling, row["cc"])
    is_area = row["own"] and row["kind"] in AREA_KINDS and not number
    if is_area and not (row["kind"] in ADJECTIVE_KINDS and adjective_stems(spelling, row["cc"])):
        yield from area_forms(spelling, row["kind"], row["cc"])


def _own_row(place: OwnPlace, geonames: Mapping[int, GeoName], taken: Taken) -> Row:
    precision = PRECISIONS[place.kind]
    has_point = precision not in POINTLESS
    is_ours = place.kind not in ("outside", "neighbour")
    known = geonames.get(place.geonameid) if place.geonameid else None
    alt, match_only = _forms_of(place, known.spellings if known else (), taken)
    row: Row = {
        "name": place.name, "kind": place.kind, "cc": place.country, "precision": precision,
        "theatre": THEATRES.get(place.country) if is_ours else None,
        "lat": place.lat if has_point else None, "lon": place.lon if has_point else None,
        "own": True, "display": _display(place, alt), "alt": alt, "match_only": match_only,
    }  # fmt: skip
    row |= {"context": place.context, "contexts": dict(place.contexts), "near": dict(place.near)}
    return row


def _forms_of(
    place: OwnPlace, others: Iterable[str], taken: Taken
) -> tuple[dict[str, list[str]], list[str]]:
    """Return a place's spellings by language, and those of GeoNames that are only to match."""
    alt = {language: list(place.alt[language]) for language in LANGUAGES if language in place.alt}
    match_only = []
    for form in _usable(others, (place.name, place.country), taken, place.spellings):
        language = _language_of(form)
        if language and language not in place.alt:
            alt.setdefault(language, []).append(form)
        else:
            match_only.append(form)
    return alt, match_only


def _display(place: OwnPlace, alt: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the name to show in each language: ours where we set one, else the first spelling."""
    first = {language: forms[0] for language, forms in alt.items() if language != "en"}
    return {"en": plain_name(place.name)} | first | dict(place.display)


def _usable(
    forms: Iterable[str], owner: tuple[str, str], taken: Taken, known: Iterable[str] = ()
) -> Iterator[str]:
    """Yield GeoNames' spellings that are written as names, not ``known`` and nobody else's."""
    seen = {key_of(form) for form in known}
    for form in forms:
        key = key_of(form)
        is_name = len(key) >= MIN_LETTERS and form[0] == form[0].title() and _is_readable(form)
        if is_name and key not in seen and taken.is_free(form, *owner):
            seen.add(key)
            taken.claim(form, owner[0])
            yield form


_SCRIPTS = {"hy": "[\u0531-\u058f]", "ka": "[\u10a0-\u10ff]", "ru": "[\u0400-\u04ff]", "az": "[əƏ]"}


def _language_of(form: str) -> str:
    """Return the language that a spelling's letters stand for, "" for plain Latin letters."""
    return next((lang for lang, letters in _SCRIPTS.items() if re.search(letters, form)), "")


def _is_readable(form: str) -> bool:
    return re.fullmatch(r"[\w .'\u2019\u02bb\u02bc\u2018-]+", form) is not None and all(
        ord(mark) < 0x0590 or 0x10A0 <= ord(mark) <= 0x10FF or 0x1E00 <= ord(mark) < 0x2100
        for mark in form
    )


def _geonames_rows(
    rows: Sequence[GeoName], ours: Mapping[str, OwnPlace], taken: Taken
) -> Iterator[Row]:
    """Yield GeoNames' rows of the Caucasus, the most populous first to the spellings."""
    for row in sorted(rows, key=lambda row: -row.population):
        forms = list(_usable((row.name, *row.spellings), (str(row.id), row.country), taken))
        if not forms:
            continue
        name = forms[0] if forms[0] not in taken.names else f"{forms[0]} ({row.region} {row.id})"
        taken.names.add(name)
        alt: dict[str, list[str]] = {}
        for form in forms:
            alt.setdefault(_language_of(form) or "en", []).append(form)
        region = row.region
        yield {
            "name": name, "kind": "town" if row.population > 10_000 else "village",
            "cc": row.country, "precision": "village", "theatre": THEATRES[row.country],
            "lat": round(row.lat, 3), "lon": round(row.lon, 3), "own": False,
            "display": {"en": plain_name(name)}, "alt": alt, "match_only": [],
            "context": "anchor", "contexts": {}, "near": {},
            "within": [region, *containers(region, ours)], "across": [],
        }  # fmt: skip


def _outside_rows(rows: Sequence[GeoName], taken: Taken) -> Iterator[Row]:
    """Yield countries and cities of the rest of the world under the names that are theirs alone."""
    counts = Counter(key_of(row.name) for row in rows)
    for row in sorted(rows, key=lambda row: -row.population):
        is_country = row.population < 0
        if counts[key_of(row.name)] > 1 and not is_country:
            continue
        if row.name in taken.names or not taken.is_free(row.name, row.name, row.country):
            continue
        taken.names.add(row.name)
        yield _outside_row(row, is_country=is_country)


def _outside_row(row: GeoName, *, is_country: bool) -> Row:
    return {
        "name": row.name, "kind": "outside", "cc": row.country,
        "precision": "region" if is_country else "town", "theatre": None, "lat": None,
        "lon": None, "own": False, "display": {}, "alt": {"en": [row.name]}, "match_only": [],
        "context": "" if is_country else "locative", "contexts": {}, "near": {},
        "within": [], "across": [],
    }  # fmt: skip
