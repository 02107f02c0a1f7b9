"""The English entries of tests/data/entries: what a reader should get of each, whole."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.extract import Extractor
from feeds.model import Casualty, Entry, Report, Scope
from tests.feeds.extract.english import GATE, PLACES

EXTRACTOR = Extractor(PLACES, GATE)
PATH = Path(__file__).parents[2] / "data" / "entries" / "en.toml"
ROWS: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["entry"]
TOLD = [row for row in ROWS if row["alert"]]
MARKS = {Scope.INCREMENT: " +", Scope.TOTAL: " ="}


def report(row: dict[str, Any]) -> Report:
    at = datetime.fromisoformat(row["published"]).replace(hour=12, tzinfo=UTC)
    texts = {part: row.get(part, "") for part in ("title", "summary", "text")}
    return EXTRACTOR.extract(Entry(row["id"], language="en", published_at=at, **texts), at)


def figure(casualty: Casualty) -> str:
    low = "-" if casualty.low is None else casualty.low
    high = "-" if casualty.high is None else casualty.high
    return f"{casualty.side} {casualty.harm} {low} {high}{MARKS.get(casualty.scope, '')}"


def by_id(rows: list[dict[str, Any]], field: str) -> pytest.MarkDecorator:
    chosen = [row for row in rows if field in row]
    return pytest.mark.parametrize("row", chosen, ids=[row["id"] for row in chosen])


@by_id(ROWS, "alert")
def test_an_entry_alerts_or_stays_silent(row: dict[str, Any]) -> None:
    found = report(row)

    assert row["alert"] == found.alert, found.reason


@by_id(TOLD, "types")
def test_an_entry_has_an_event_of_its_type(row: dict[str, Any]) -> None:
    live = {event.type.value for event in report(row).events if event.status.is_live}

    assert live & set(row["types"])


@by_id(TOLD, "places")
def test_an_entry_plays_at_its_places(row: dict[str, Any]) -> None:
    live = [event for event in report(row).events if event.status.is_live]

    assert sorted(row["places"]) == sorted({p.name for event in live for p in event.places})


@by_id(TOLD, "people")
def test_an_entry_counts_its_people(row: dict[str, Any]) -> None:
    told = [c for c in report(row).casualties if c.scope is not Scope.BACKGROUND]

    assert sorted(row["people"]) == sorted(map(figure, told))


@by_id(TOLD, "status")
def test_an_entry_has_its_status(row: dict[str, Any]) -> None:
    found = [event.status.value for event in report(row).events]

    assert row["status"] in found


@by_id(TOLD, "severity")
def test_an_entry_is_as_grave_as_it_is(row: dict[str, Any]) -> None:
    found = report(row)

    assert row["severity"] == found.severity


def test_there_are_enough_of_each_kind() -> None:
    assert len(ROWS) >= 60
    assert len(TOLD) >= 30
    assert len({row["id"] for row in ROWS}) == len(ROWS)
