"""An export is written to standard output, by number, and between two days if they are given."""

import csv
import io
import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from bot.claim_exports import ClaimRow
from bot.cli.incident_export import AT_ONCE
from bot.exports import EventRow
from feeds.store import incidents
from feeds.store.database import open_database
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW, incident
from tests.bot.news_kit import read

ROOT = Path(__file__).parents[3]


def store(config: Path, days: int) -> None:
    """Store an incident for each of the first days of March."""
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        for day in range(days):
            on = date(2031, 3, 1 + day % 28)
            incidents.save(connection, incident(id=0, happened_on=on), "feed:a", "told", NOW)
    database.close()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), [1, 2, 3, 4]),
        (("--since", "2031-03-03"), [3, 4]),
        (("--until", "2031-03-02"), [1, 2]),
        (("--since", "2031-03-02", "--until", "2031-03-03"), [2, 3]),
    ],
)
def test_events_come_by_number_and_between_the_days(
    run: Run, config: Path, days: tuple[str, ...], expected: list[int]
) -> None:
    store(config, 4)
    ended = run("incidents", "export", "-c", config, *days)
    rows = list(csv.DictReader(io.StringIO(ended.out)))

    assert expected == [int(row["event_id"]) for row in rows]


def test_more_than_a_page_is_exported_once_each(run: Run, config: Path) -> None:
    store(config, AT_ONCE + 1)
    ended = run("incidents", "export", "--format", "jsonl", "-c", config)

    assert list(range(1, AT_ONCE + 2)) == [
        json.loads(line)["event_id"] for line in ended.out.splitlines()
    ]


def test_the_same_database_gives_the_same_bytes(run: Run, config: Path) -> None:
    store(config, 3)
    first, second = (
        run("incidents", "export", "--format", "geojson", "-c", config).out for _ in "12"
    )

    assert first == second
    assert [1, 2, 3] == [one["id"] for one in json.loads(first)["features"]]


def test_claims_are_a_table_of_their_own(run: Run, config: Path) -> None:
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        read(connection, "Herald", killed=2)
    database.close()
    ended = run("incidents", "export", "--tables", "claim", "-c", config)
    (row,) = csv.DictReader(io.StringIO(ended.out))

    assert ("1-1", "ARM_MOD", "2") == (row["claim_id"], row["claimant"], row["min"])


def test_claims_have_no_place_on_a_map(run: Run, config: Path) -> None:
    ended = run("incidents", "export", "--tables", "claim", "--format", "geojson", "-c", config)

    assert (2, "") == (ended.code, ended.out)
    assert "claims have no place" in ended.err


@pytest.mark.parametrize("table", [EventRow, ClaimRow])
def test_the_codebook_explains_every_column(table: type[EventRow | ClaimRow]) -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")

    assert not [field.name for field in fields(table) if f"`{field.name}`" not in text]
