"""What a worker process does in one call."""

from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path

import pytest

from feeds import reading
from feeds.model import Entry, Report, Severity
from feeds.parse import ParsedFeed, ParseHints, item_key

RSS = (Path(__file__).parents[1] / "data" / "feeds" / "rss20.xml").read_bytes()
NOW = datetime(2031, 3, 6, tzinfo=UTC)
HINTS = ParseHints(url="https://wire.example/rss", language="en")


def silent(entry: Entry) -> Report:
    return Report(entry.id, alert=False, reason="test", language="en", severity=Severity.LOW)


def test_it_reads_a_document_and_what_each_entry_reports() -> None:
    read = reading.read(RSS, "text/xml", HINTS, frozenset(), NOW)

    assert [entry.id for entry, _ in read.entries] == [entry.id for entry in read.parsed.entries]
    assert [report.entry_id for _, report in read.entries] == [e.id for e, _ in read.entries]


def test_known_entries_are_not_read_again() -> None:
    first = reading.read(RSS, "", HINTS, frozenset(), NOW)
    known = frozenset(item_key(entry.id, entry.content_hash) for entry, _ in first.entries)

    assert reading.read(RSS, "", HINTS, known, NOW).entries == ()


def test_it_stops_when_time_is_up_and_leaves_the_rest_unseen() -> None:
    feed = ParsedFeed("S", tuple(Entry(id=str(number)) for number in range(5)), 5)
    left = iter([True, False])

    read = reading.extract_while(lambda: next(left), feed, silent)

    assert [entry.id for entry, _ in read.entries] == ["0", "1"]
    assert read.parsed.is_truncated
    assert len(read.parsed.entries) == 2


def test_it_reads_at_least_one_entry() -> None:
    feed = ParsedFeed("S", (Entry(id="0"), Entry(id="1")), 2)

    assert len(reading.extract_while(lambda: False, feed, silent).entries) == 1


def test_one_entry_reads_as_it_does_among_others() -> None:
    entries = tuple(entry for entry, _ in reading.read(RSS, "", HINTS, frozenset(), NOW).entries)

    assert reading.extract_entries(entries, NOW)[0] == reading.extract_one(entries[0], NOW)
    assert reading.explain_entry(entries[0], NOW).report == reading.extract_one(entries[0], NOW)


@pytest.mark.parametrize(
    ("answers", "read_count", "is_truncated"),
    [(0, 1, True), (1, 2, True), (3, 4, True), (4, 5, False), (9, 5, False)],
)
def test_it_reads_as_many_as_there_is_time_for(
    answers: int, read_count: int, is_truncated: bool
) -> None:
    feed = ParsedFeed("S", tuple(Entry(id=str(number)) for number in range(5)), 7, known_entries=2)
    left = chain(repeat(True, answers), repeat(False))

    read = reading.extract_while(lambda: next(left), feed, silent)

    assert [e.id for e in read.parsed.entries] == [entry.id for entry, _ in read.entries]
    assert (len(read.entries), read.parsed.is_truncated) == (read_count, is_truncated)
    assert (read.parsed.total_entries, read.parsed.known_entries) == (7, 2)


def test_a_document_that_was_cut_stays_so_however_much_time_there_is() -> None:
    feed = ParsedFeed("S", (Entry(id="0"),), 1, is_truncated=True)

    assert reading.extract_while(lambda: True, feed, silent).parsed == feed


def test_no_entry_asks_for_no_time() -> None:
    feed = ParsedFeed("S", (), 3, known_entries=3)

    assert reading.extract_while(lambda: False, feed, silent).parsed == feed
