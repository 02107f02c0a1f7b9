"""Copies are found among the stored entries of the last days, whatever was read of them."""

from dataclasses import replace

import pytest

from feeds.model import Entry, Report
from feeds.store.entries import Item
from tests.feeds.test_record import AGENCY, GORI, HOUR, NOW, SILENT, Desk, desk, shelling

__all__ = ["desk"]  # a fixture

WIRE = (
    "Two soldiers were wounded by mortar fire near the gold mine of Sotk on 4 March, the defence "
    "ministry said, adding that the situation was calm by noon"
)


def worded(name: str, report: Report, text: str = WIRE) -> Item:
    made = Entry(name, text, url=f"https://x.example/{name}", published_at=NOW)
    return Item(made, key=name, report=report)


def record_copy(desk: Desk, report: Report, hours: int = 1, text: str = WIRE) -> str:
    """Record the wire of one outlet, then another's text; say what became of that."""
    desk.record(worded("wire", shelling()))
    later = NOW + hours * HOUR
    desk.record(worded("copy", report, text), feed=AGENCY, now=later)
    return desk.fates()["copy"][0]


def test_a_copy_in_which_nothing_was_read_joins(desk: Desk) -> None:
    assert record_copy(desk, SILENT) == "joined"
    assert desk.fates()["copy"][1] == "a copy, in which nothing was read"
    (incident,) = desk.incidents()
    assert [one.outlet for one in incident.sources] == ["Herald", "Agency"]


@pytest.mark.parametrize(
    ("reason", "hours", "text"),
    [
        ("gate_no_region_word", 1, WIRE),
        ("sport", 1, WIRE),
        ("no_event", 80, WIRE),
        ("no_event", 1, WIRE.replace("4 March", "5 March")),
        (
            "no_event",
            1,
            "Growers of the valley shipped more wine to Poland than ever before",
        ),
    ],
)
def test_what_is_no_copy_stays_silent(desk: Desk, reason: str, hours: int, text: str) -> None:
    assert record_copy(desk, replace(SILENT, reason=reason), hours, text) == "silent"


def test_a_copy_of_another_place_opens_an_incident_of_its_own(desk: Desk) -> None:
    assert record_copy(desk, shelling(GORI)) == "told"
    assert len(desk.incidents()) == 2


def test_a_copy_counts_with_whom_it_copies(desk: Desk) -> None:
    record_copy(desk, shelling())

    (incident,) = desk.incidents()
    assert [one.origin for one in incident.sources] == ["Herald", "Herald"]
