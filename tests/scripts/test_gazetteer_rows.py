import json
from pathlib import Path

import pytest

from scripts.gazetteer_rows import Row, build, containers
from scripts.gazetteer_sources import GeoName, OwnPlace, plain_name, read_own

REGION = OwnPlace("Syunik", "province", "AM", (), alt={"en": ["Siunik"]})
GORIS = OwnPlace(
    "Goris", "town", "AM", ("Syunik",), lat=39.51, lon=46.34, geonameid=1, alt={"ru": ["Горис"]}
)
VILLAGE = OwnPlace("Tegh", "village", "AM", ("Goris",), touches=("Border",), across=("Lachin",))
LACHIN = OwnPlace("Lachin", "town", "AZ", (), display={"en": "Lachin (Berdzor)"})
BORDER = OwnPlace("Border", "line", "XX", ())
OWN = [REGION, GORIS, VILLAGE, LACHIN, BORDER]


def geoname(number: int, name: str, *spellings: str, country: str = "AM", **more: int) -> GeoName:
    region = "" if country == "UA" else "Syunik"
    return GeoName(
        number, name, country, region, more.get("population", 600), 39.5, 46.3, spellings
    )


def built(*geonames: GeoName, own: list[OwnPlace] | None = None) -> dict[str, Row]:
    rows, _ = build(own or OWN, geonames)
    return {row["name"]: row for row in rows}


def test_a_place_lies_in_all_that_contains_it_nearest_first_then_on_its_line() -> None:
    found = containers("Tegh", {place.name: place for place in OWN})

    assert found == ("Goris", "Syunik", "Border")


def test_a_place_that_is_faced_faces_back() -> None:
    rows = built()

    assert rows["Lachin"]["across"] == ["Tegh"]
    assert rows["Tegh"]["across"] == ["Lachin"]


def test_a_region_and_a_line_lose_their_point() -> None:
    region = OwnPlace("Lori", "province", "AM", (), lat=41.0, lon=44.0)

    rows = built(own=[region, BORDER])

    assert rows["Lori"]["lat"] is None
    assert rows["Border"]["precision"] == "line"


def test_spellings_of_geonames_fill_the_languages_that_our_list_leaves_open() -> None:
    rows = built(geoname(1, "Goris", "Գորիս", "Горіс", "Gorisi", "გორისი", "Gorus'"))

    assert rows["Goris"]["alt"] == {"ru": ["Горис"], "hy": ["Գորիս"], "ka": ["გორისი"]}
    assert "Gorisi" in rows["Goris"]["match_only"]


@pytest.mark.parametrize("form", ["Tegh", "LACHIN", "Siunik"])
def test_a_spelling_of_another_place_of_ours_is_not_taken_over(form: str) -> None:
    rows = built(geoname(1, "Goris", form))

    assert form not in rows["Goris"]["match_only"]


@pytest.mark.parametrize("form", ["goris", "Gor", "غوریس", "Goris (AM)"])
def test_spellings_that_are_no_names_are_left(form: str) -> None:
    rows = built(geoname(1, "Goris", form))

    assert form not in rows["Goris"]["match_only"]


def test_a_village_of_geonames_comes_in_with_its_region_and_wants_context() -> None:
    rows = built(geoname(7, "Shinuhayr"))

    assert rows["Shinuhayr"]["within"] == ["Syunik"]
    assert rows["Shinuhayr"]["context"] == "anchor"
    assert not rows["Shinuhayr"]["own"]


def test_a_row_of_geonames_without_a_free_spelling_is_left() -> None:
    rows = built(geoname(7, "Goris"))

    assert rows.keys() == {place.name for place in OWN}


def test_the_larger_of_two_namesakes_keeps_the_spelling() -> None:
    rows = built(geoname(7, "Verishen"), geoname(8, "Verishen", population=9_000))

    assert rows["Verishen"]["lat"] == 39.5
    assert len(rows) == len(OWN) + 1


def test_places_of_the_world_outside_stand_apart() -> None:
    far = [geoname(7, "Kharkiv", country="UA"), geoname(8, "Lachin", country="UA")]

    rows, outside = build([*OWN, OwnPlace("Donbas", "outside", "UA", ())], far)

    assert [row["name"] for row in outside] == ["Donbas", "Kharkiv"]
    assert "Donbas" not in {row["name"] for row in rows}


def test_two_cities_of_one_name_in_the_world_are_no_help() -> None:
    far = [geoname(7, "Springfield", country="UA"), geoname(8, "Springfield", country="UA")]

    _, outside = build(OWN, far)

    assert not outside


def test_a_country_counts_by_its_name_alone_and_a_city_does_not() -> None:
    far = [geoname(7, "Chad", country="UA", population=-1), geoname(8, "Odesa", country="UA")]

    _, outside = build(OWN, far)

    assert [(row["name"], row["context"]) for row in outside] == [
        ("Odesa", "locative"),
        ("Chad", ""),
    ]


def test_the_name_to_show_is_ours_where_we_set_one() -> None:
    rows = built()

    assert rows["Lachin"]["display"] == {"en": "Lachin (Berdzor)"}
    assert rows["Goris"]["display"] == {"en": "Goris", "ru": "Горис"}


@pytest.mark.parametrize(
    ("name", "plain"), [("Java (South Ossetia)", "Java"), ("Nerkin Hand", "Nerkin Hand")]
)
def test_what_tells_namesakes_apart_is_not_shown(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_our_list_is_read_line_by_line(tmp_path: Path) -> None:
    line = {
        "name": "Tegh",
        "kind": "village",
        "cc": "AM",
        "in": ["Goris"],
        "lat": None,
        "lon": None,
    }
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(line | {"alt": {"en": ["Teg"]}}) + "\n", encoding="utf-8")

    (place,) = read_own(path)

    assert place.spellings == ("Tegh", "Teg")
    assert place.parents == ("Goris",)
