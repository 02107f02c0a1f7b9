"""What told nobody can be listed with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.config import FeedSettings
from feeds.model import Entry, Report, Severity
from feeds.store import entries, fates, feeds
from feeds.store.database import MEMORY, open_database
from feeds.store.entries import Fate, Item
from feeds.store.fates import LeftOut

NOW = datetime(2031, 3, 5, 6, 0, tzinfo=UTC)
HERALD = FeedSettings(name="Herald", url="https://herald.example/", language="en")


def item(name: str, reason: str) -> Item:
    report = Report(name, alert=False, reason=reason, language="en", severity=Severity.LOW)
    return Item(Entry(name, title=f"Title {name}"), name, report)


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        (Fate.SILENT, [LeftOut("Herald", "Title new", Fate.SILENT, "because")]),
        (Fate.JOINED, [LeftOut("Herald", "Title new", Fate.JOINED, "because")]),
        (Fate.HELD, [LeftOut("Herald", "Title new", Fate.HELD, "because")]),
        (Fate.TOLD, []),
    ],
)
def test_it_lists_what_touched_no_reader_since_a_time(fate: Fate, expected: list[LeftOut]) -> None:
    database = open_database(MEMORY)
    with database.transaction() as connection:
        feeds.sync(connection, [HERALD], NOW)
        entries.add(connection, "Herald", [item("old", "history")], NOW)
        rows = entries.add(connection, "Herald", [item("new", "x")], NOW + timedelta(minutes=1))
        entries.set_fate(connection, rows["new"], fate, "because")

        found = fates.left_out(connection, NOW)

    database.close()
    assert expected == found
