"""What extract reads: a line of JSON, or the reason why it is none."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.entry_json import MAX_LINE_BYTES, LineError, read_entry


def line(**changes: Any) -> bytes:
    row = {"id": "1", "title": "Clash near Sotk", "published": "2031-03-05", **changes}
    return json.dumps(row).encode()


def test_it_reads_every_part_and_ignores_what_it_does_not_know() -> None:
    read = read_entry(line(summary="s", text="t", language="en", url="u", mood="grim"))

    entry = read.entry
    assert (entry.id, entry.full_text, entry.language) == ("1", "Clash near Sotk\ns\nt", "en")
    assert (entry.url, entry.published_at) == ("u", read.now)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2031-03-05", datetime(2031, 3, 5, tzinfo=UTC)),
        ("2031-03-05T06:05", datetime(2031, 3, 5, 6, 5, tzinfo=UTC)),
        ("2031-03-05T06:05:00Z", datetime(2031, 3, 5, 6, 5, tzinfo=UTC)),
        ("2031-03-05 06:05:00+04:00", datetime(2031, 3, 5, 2, 5, tzinfo=UTC)),
    ],
)
def test_now_is_when_it_was_published(published: str, expected: datetime) -> None:
    assert expected == read_entry(line(published=published)).now


def test_null_is_absent() -> None:
    assert read_entry(line(summary=None, language=None)).entry.full_text == "Clash near Sotk"


def test_a_mark_that_editors_put_before_a_file_is_no_part_of_it() -> None:
    raw = b'\xef\xbb\xbf{"id": "1", "title": "a", "published": "2031-03-05"}'

    assert read_entry(raw).entry.title == "a"


def test_half_a_surrogate_pair_is_no_character_but_keeps_its_place() -> None:
    raw = b'{"id": "1", "title": "a\\ud800b", "published": "2031-03-05"}'

    assert read_entry(raw).entry.title == "a?b"


@pytest.mark.parametrize(
    ("raw", "line_id", "problem"),
    [
        (b"{", None, "not JSON"),
        (b"[" * 100_000, None, "not JSON"),
        (b"[1]", None, "not a JSON object"),
        (b'{"id": "\xff"}', None, "byte 9 is not UTF-8"),
        (b" " * (MAX_LINE_BYTES + 1), None, f"longer than {MAX_LINE_BYTES} bytes"),
        (line(id=None), None, "id is missing"),
        (line(id=7), 7, "id: expected text"),
        (line(published=""), "1", "published is missing"),
        (line(published="yesterday"), "1", "published: expected an ISO 8601 date or date-time"),
        (line(published="0001-01-01T00:00+14:00"), "1", "published: out of range"),
        (line(title=["x"]), "1", "title: expected text"),
        (line(title=" "), "1", "title, summary and text are all missing or empty"),
    ],
)
def test_it_says_what_is_wrong_with_a_line(raw: bytes, line_id: Any, problem: str) -> None:
    with pytest.raises(LineError) as caught:
        read_entry(raw)

    assert (caught.value.line_id, caught.value.problem) == (line_id, problem)
