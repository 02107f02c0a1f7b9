"""The draft languages: the entries of tests/data/entries, and that their reports say so."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.extract import Extractor
from feeds.model import Casualty, Entry, Report, Scope
from tests.feeds.extract.english import GATE, PLACES

EXTRACTOR = Extractor(PLACES, GATE)
FOLDER = Path(__file__).parents[2] / "data" / "entries"
DRAFTS = ("az", "hy", "ka", "tr")
NOW = datetime(2031, 5, 14, 12, tzinfo=UTC)


def rows_of(language: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return [{"language": language, **row} for row in tomllib.loads(text)["entry"]]


ROWS = [row for language in DRAFTS for row in rows_of(language)]
TOLD = [row for row in ROWS if row["alert"]]


def report(row: dict[str, Any]) -> Report:
    entry = Entry(row["id"], row["title"], row["summary"], language=row["language"])
    return EXTRACTOR.extract(entry, NOW)


def figure(casualty: Casualty) -> str:
    return f"{casualty.side} {casualty.harm} {casualty.low} {casualty.high}"


def by_id(rows: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["id"] for row in rows])


@by_id(ROWS)
def test_an_entry_alerts_or_stays_silent(row: dict[str, Any]) -> None:
    found = report(row)

    assert row["alert"] == found.alert, found.reason


@by_id(TOLD)
def test_an_entry_has_an_event_of_its_type(row: dict[str, Any]) -> None:
    live = {event.type.value for event in report(row).events if event.status.is_live}

    assert live & set(row["types"])


@by_id(TOLD)
def test_an_entry_plays_at_its_places(row: dict[str, Any]) -> None:
    live = [event for event in report(row).events if event.status.is_live]

    assert sorted(row["places"]) == sorted({p.name for event in live for p in event.places})


@by_id(TOLD)
def test_an_entry_counts_its_people(row: dict[str, Any]) -> None:
    told = [c for c in report(row).casualties if c.scope is not Scope.BACKGROUND]

    assert sorted(row["people"]) == sorted(map(figure, told))


@by_id(TOLD)
def test_its_report_is_marked_as_a_draft(row: dict[str, Any]) -> None:
    found = report(row)

    assert (row["language"], True) == (found.language, found.is_draft)


@pytest.mark.parametrize("language", DRAFTS)
def test_there_are_enough_of_each_kind(language: str) -> None:
    rows = rows_of(language)

    assert len(rows) >= 20
    assert len([row for row in rows if row["alert"]]) >= 12


def test_a_report_in_english_is_no_draft() -> None:
    entry = Entry("id", summary="Two Armenian soldiers were killed near Sotk.", language="en")

    assert not EXTRACTOR.extract(entry, NOW).is_draft
