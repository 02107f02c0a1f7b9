"""CSV that is safe to open, JSON Lines, and GeoJSON that other programs read."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from bot.export_formats import csv_lines, geojson_lines, json_lines
from bot.exports import NOTE, EventRow

ROW = EventRow(7, "current", location="Sotk", latitude=40.2, longitude=45.87, is_told=True)


def cells(row: EventRow) -> dict[str, str]:
    """Write a row as CSV and read it again."""
    (found,) = csv.DictReader(io.StringIO("".join(csv_lines(EventRow, [row]))))
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " ="])
def test_no_cell_is_a_formula(start: str) -> None:
    value = cells(replace(ROW, location=f'{start}HYPERLINK("x")'))["location"]

    assert value.startswith("'")


def test_numbers_below_zero_stay_numbers() -> None:
    assert "-40.2" == cells(replace(ROW, latitude=-40.2))["latitude"]


@pytest.mark.parametrize(("value", "shown"), [('a, "b"', 'a, "b"'), ("a\nb\x1b[2J", "a b[2J")])
def test_a_text_stays_one_cell_on_one_line(value: str, shown: str) -> None:
    written = list(csv_lines(EventRow, [replace(ROW, location=value)]))

    assert shown == cells(replace(ROW, location=value))["location"]
    assert 2 == len("".join(written).splitlines())


def test_empty_and_true_are_written_plainly() -> None:
    found = cells(ROW)

    assert "true" == found["is_told"]
    assert "fatalities_best" not in found


def test_json_lines_are_an_object_a_row() -> None:
    first, second = map(json.loads, json_lines([ROW, replace(ROW, event_id=8)]))

    assert (7, 8, None) == (first["event_id"], second["event_id"], first["event_time"])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_geojson_is_a_collection_with_longitude_first(number: int) -> None:
    read = json.loads("".join(geojson_lines([ROW] * number)))

    assert ("FeatureCollection", NOTE, number) == (
        read["type"],
        read["note"],
        len(read["features"]),
    )
    assert [[45.87, 40.2]] * number == [one["geometry"]["coordinates"] for one in read["features"]]


def test_an_event_without_a_point_has_no_geometry() -> None:
    read = json.loads("".join(geojson_lines([replace(ROW, latitude=None)])))

    assert read["features"][0]["geometry"] is None


def test_rows_are_written_as_they_are_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[EventRow]:
        for number in range(1_000):
            read.append(number)
            yield replace(ROW, event_id=number)

    list(islice(csv_lines(EventRow, rows()), 3))

    assert [0, 1] == read
