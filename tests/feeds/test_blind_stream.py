"""A stream of 200 reports that nobody wrote a rule for, from its texts to its incidents.

tests/data/blind/README.md says what it holds. The bounds lie a little below what was measured, so
that a rule which loses incidents is seen.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from feeds.entry_json import read_entry
from feeds.extract import Extractor
from feeds.model import AlertReason
from feeds.replay import Replayed, replay
from feeds.store.database import MEMORY, open_database

STREAM = Path(__file__).parents[1] / "data" / "blind" / "stream.jsonl"
LINES = STREAM.read_bytes().splitlines()
CLUSTERS = {row["id"]: row["cluster"] for row in map(json.loads, LINES)}


@pytest.fixture(scope="module")
def done() -> list[Replayed]:
    """What each report of the stream did."""
    extractor = Extractor.load()
    entries = [read_entry(line) for line in LINES]
    database = open_database(MEMORY)
    with database.transaction() as connection:
        found = replay(
            connection, [(one, extractor.extract(one.entry, one.now)) for one in entries]
        )
    database.close()
    return found


def incidents(done: list[Replayed]) -> dict[str, str]:
    """The incident of each report; one without is alone."""
    return {
        one.entry_id: str(one.main.incident_id) if one.main else f"alone {one.entry_id}"
        for one in done
    }


def share(of: dict[str, str], within: dict[str, str]) -> float:
    """How much of each report's group in ``of`` is in its group in ``within``, on average."""
    members: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for report in of:
        members[of[report]].add(report)
        others[within[report]].add(report)
    parts = [
        len(members[of[report]] & others[within[report]]) / len(members[of[report]])
        for report in of
    ]
    return sum(parts) / len(parts)


def test_incidents_hold_what_belongs_together(done: list[Replayed]) -> None:
    assert share(incidents(done), CLUSTERS) >= 0.97  # B-cubed precision; measured .991


def test_few_reports_are_left_alone_or_apart(done: list[Replayed]) -> None:
    assert share(CLUSTERS, incidents(done)) >= 0.84  # B-cubed recall; measured .866


def test_readers_hear_of_each_incident_once(done: list[Replayed]) -> None:
    new = [one for one in done if one.main and one.main.change is AlertReason.NEW]

    assert 36 <= len(new) <= 46  # of 40


def test_a_wire_copy_is_never_news(done: list[Replayed]) -> None:
    kinds = {row["id"]: row["kind"] for row in map(json.loads, LINES)}
    heard = {one.entry_id: one.main.change for one in done if one.main}

    assert {None} == {heard.get(report) for report, kind in kinds.items() if kind == "wirecopy"}
