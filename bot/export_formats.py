"""Rows of an export as lines of CSV, JSON Lines or GeoJSON, one at a time. Pure.

A cell of CSV that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV
injection"). GeoJSON is RFC 7946: longitude first, one feature a line.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bot.claim_exports import ClaimRow
from bot.escape import clean
from bot.exports import CODEBOOK, CREDIT, LICENCE, NOTE, EventRow

MAX_CELL = 1_000
_FORMULA = ("=", "+", "-", "@")

Row = EventRow | ClaimRow


class Format(StrEnum):
    """How an export is written."""

    CSV = "csv"
    GEOJSON = "geojson"
    JSONL = "jsonl"


def csv_lines(of: type[Row], rows: Iterable[Row]) -> Iterator[str]:
    """Write a heading, and a line for each row."""
    yield _line([field.name for field in fields(of)])
    for row in rows:
        yield _line([_cell(value) for value in _values(row).values()])


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Write an object a line."""
    for row in rows:
        yield json.dumps(_values(row), ensure_ascii=False) + "\n"


def geojson_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """Write a FeatureCollection; an event without a point has the geometry null."""
    head = {"note": NOTE, "credit": CREDIT, "licence": LICENCE, "codebook": CODEBOOK}
    members = json.dumps(head, ensure_ascii=False)[1:-1]
    yield f'{{"type": "FeatureCollection", {members}, "features": ['
    separator = "\n"
    for row in rows:
        yield separator + json.dumps(_feature(row), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _feature(row: EventRow) -> dict[str, Any]:
    point = None
    if row.latitude is not None and row.longitude is not None:
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {"type": "Feature", "id": row.event_id, "geometry": point, "properties": _values(row)}


def _values(row: Row) -> dict[str, Any]:
    """Give the cells of a row, each text on one line and without hidden characters."""
    return {
        name: _clean(value) if isinstance(value, str) else value
        for name, value in asdict(row).items()
    }


@lru_cache(maxsize=4_096)
def _clean(text: str) -> str:
    """Return a text on one line: most of them are the same in every row."""
    return clean(text, MAX_CELL)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
