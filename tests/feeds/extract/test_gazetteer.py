import json
from collections import defaultdict
from pathlib import Path

import pytest

from feeds.extract.gazetteer import Context, read_rows, spelling_keys
from feeds.extract.places import GAZETTEER, OUTSIDE
from feeds.model import Precision, Theatre

READ = tuple(read_rows(GAZETTEER))
ROWS = {row.place.name: row for row, _ in READ}
SPELLINGS = tuple(spelling for _, listed in READ for spelling in listed)
WORLD = tuple(read_rows(OUTSIDE))

BOXES = {
    "AM": (38.8, 41.4, 43.4, 46.7),
    "AZ": (38.3, 42.0, 44.7, 51.0),
    "GE": (41.0, 43.7, 39.9, 46.8),
    "RU": (41.1, 46.3, 38.6, 48.7),
}
"""By country: least and most latitude, least and most longitude, in degrees."""

NEEDED = {
    "Kalbajar": Precision.TOWN,
    "Nerkin Hand": Precision.VILLAGE,
    "Nagorno-Karabakh": Precision.REGION,
    "Armenia-Azerbaijan border": Precision.LINE,
    "Lachin corridor": Precision.LINE,
    "Prigorodny district": Precision.DISTRICT,
    "Armenia": Precision.REGION,
    "Yerevan": Precision.TOWN,
    "Ishkhanasar": Precision.VILLAGE,
}


def test_a_name_stands_once() -> None:
    names = [row.place.name for row, _ in (*READ, *WORLD)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "precision"), NEEDED.items())
def test_a_place_is_as_precise_as_it_can_be(name: str, precision: Precision) -> None:
    place = ROWS[name].place

    assert place.precision is precision


def test_our_own_list_covers_the_theatres() -> None:
    own = [row for row in ROWS.values() if row.is_own]

    assert len(own) > 700
    assert {row.place.theatre for row in own} == {*Theatre, None}


@pytest.mark.parametrize("relation", ["within", "across"])
def test_every_relation_leads_to_a_place(relation: str) -> None:
    missing = [
        (name, other)
        for name, row in ROWS.items()
        for other in getattr(row.place, relation)
        if other not in ROWS
    ]

    assert not missing


def test_nothing_contains_itself() -> None:
    circles = [
        (name, outer)
        for name, row in ROWS.items()
        for outer in row.place.within
        if outer == name or name in ROWS[outer].place.within
    ]

    assert not circles


def test_what_contains_a_container_contains_the_place() -> None:
    lost = [
        (name, outer, outermost)
        for name, row in ROWS.items()
        for outer in row.place.within
        for outermost in ROWS[outer].place.within
        if ROWS[outermost].kind != "line" and outermost not in row.place.within
    ]

    assert not lost


def test_whoever_is_faced_across_a_line_faces_back() -> None:
    one_sided = [
        (name, other)
        for name, row in ROWS.items()
        for other in row.place.across
        if name not in ROWS[other].place.across
    ]

    assert not one_sided


def test_nobody_faces_what_contains_it() -> None:
    wrong = [name for name, row in ROWS.items() if set(row.place.across) & set(row.place.within)]

    assert not wrong


def test_every_point_lies_in_its_country() -> None:
    outside = []
    for name, row in ROWS.items():
        if row.place.lat is None or row.place.lon is None:
            continue
        south, north, west, east = BOXES[row.country]
        if not (south <= row.place.lat <= north and west <= row.place.lon <= east):
            outside.append(name)

    assert not outside


def test_a_region_or_line_has_no_point() -> None:
    wide = (Precision.REGION, Precision.LINE)
    pinned = [n for n, r in ROWS.items() if r.place.precision in wide and r.place.lat is not None]

    assert not pinned


def test_a_spelling_crosses_no_country_without_saying_how() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for spelling in SPELLINGS:
        if not spelling.near:
            owners[spelling.keys].add(spelling.row.country)

    assert not {keys: found for keys, found in owners.items() if len(found) > 1}


def test_a_spelling_that_needs_nothing_names_one_place() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for spelling in SPELLINGS:
        if spelling.context is Context.NONE and not spelling.near:
            owners[spelling.keys].add(spelling.row.place.name)

    assert not {keys: found for keys, found in owners.items() if len(found) > 1}


@pytest.mark.parametrize("near", sorted({s.near for s in SPELLINGS if s.near}))
def test_what_a_spelling_must_be_near_is_a_place(near: str) -> None:
    assert near in ROWS


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Goris", "Goris"),
        ("Tovuz", "Tovuz"),
        ("Jermuk", "Jermuk"),
        ("Nazran", "Nazran"),
        ("Vardenis", "Vardenis"),
        ("Stepanakert", "Khankendi"),
        ("Martakert", "Aghdara"),
        ("Leningor", "Akhalgori"),
        ("Գորիս", "Goris"),
        ("Сухум", "Sukhumi"),
    ],
)
def test_known_errors_of_geonames_are_overruled(spelling: str, name: str) -> None:
    keys = next(iter(spelling_keys(spelling)))

    found = {s.row.place.name for s in SPELLINGS if s.keys == keys and not s.near}

    assert found == {name}


def test_magas_is_not_where_geonames_puts_it() -> None:
    assert ROWS["Magas"].place.lat != ROWS["Nazran"].place.lat


@pytest.mark.parametrize("name", ["Java (South Ossetia)", "Gali", "Gori", "Berd", "Shali", "Sus"])
def test_an_ambiguous_name_needs_context(name: str) -> None:
    keys = next(iter(spelling_keys(name.partition(" (")[0])))

    found = [s.context for s in SPELLINGS if s.keys == keys and s.row.place.name == name]

    assert found
    assert Context.NONE not in found


def test_what_is_shown_is_kept_apart_from_what_is_matched() -> None:
    shown = dict(ROWS["Khankendi"].display)

    assert shown["en"] == "Khankendi/Stepanakert"


def test_the_world_outside_shares_no_spelling_with_ours() -> None:
    ours = {s.keys for s in SPELLINGS if s.row.is_own}
    theirs = {s.keys for _, listed in WORLD for s in listed}

    assert not ours & theirs


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Sotk", {("sotk",)}),
        ("Nerkin Hand", {("nerkin", "hand"), ("nerkin", "-", "hand")}),
        ("Urus-Martan", {("urus", "-", "martan"), ("urus", "martan")}),
    ],
)
def test_blanks_and_hyphens_stand_for_each_other(form: str, expected: set[tuple[str, ...]]) -> None:
    found = set(spelling_keys(form))

    assert found == expected


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(json.dumps({"name": "X", "kind": "village", "precision": "hamlet"}))

    with pytest.raises(ValueError, match="hamlet"):
        list(read_rows(path))
