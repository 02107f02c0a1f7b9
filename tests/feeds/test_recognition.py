from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.model import Entry, Report, Severity
from feeds.recognition import Recognized, recognize, told_before
from feeds.store.entries import Item, Stored

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SILENT = Report("", alert=False, reason="no_event", language="en", severity=Severity.LOW)
OLD = Stored(7, "guid-1", "http://www.herald.example/1?utm_source=rss", "words", NOW)
SAME = Entry("guid-1", "Rain", url="https://herald.example/1", published_at=NOW, content_hash="w")


def item(entry: Entry) -> Item:
    return Item(entry, entry.id, SILENT)


def look(*entries: Entry, seen: int = 20, stored: tuple[Stored, ...] = (OLD,)) -> Recognized:
    return recognize([item(entry) for entry in entries], stored, seen)


@pytest.mark.parametrize(
    ("sentence", "changed", "is_renamed", "old"),
    [
        ("an edit", {}, False, 1),
        ("another guid, the same link", {"id": "2", "content_hash": "words"}, True, 0),
        (
            "another guid and link, the same date",
            {"id": "2", "url": "https://herald.example/2", "content_hash": "words"},
            True,
            0,
        ),
        (
            "the same words another day and elsewhere",
            {
                "id": "2",
                "url": "https://herald.example/2",
                "content_hash": "words",
                "published_at": NOW + DAY,
            },
            False,
            0,
        ),
        ("another guid, the same link, other words", {"id": "2"}, False, 1),
        ("a new entry", {"id": "2", "url": "https://herald.example/2"}, False, 0),
        ("a new entry without a link", {"id": "2", "url": ""}, False, 0),
    ],
)
def test_an_old_entry_is_known_by_its_words_and_its_link_or_date(
    sentence: str, changed: dict[str, object], is_renamed: bool, old: int
) -> None:
    found = look(replace(SAME, **changed))  # type: ignore[arg-type]  # fields of Entry, by name

    assert (bool(found.renamed), found.old) == (is_renamed, old), sentence


def test_a_link_that_many_entries_share_says_nothing() -> None:
    stored = tuple(replace(OLD, row=n, entry_id=str(n), content_hash=str(n)) for n in range(3))

    assert look(replace(SAME, id="new"), stored=stored).old == 0


@pytest.mark.parametrize(
    ("seen", "new", "expected"), [(0, 3, True), (0, 2, False), (3, 27, True), (4, 26, False)]
)
def test_a_document_is_a_reissue_when_nearly_all_of_it_is_new(
    seen: int, new: int, expected: bool
) -> None:
    entries = [Entry(f"new-{n}", content_hash=f"new-{n}") for n in range(new)]

    assert look(*entries, seen=seen).is_reissue is expected


def test_two_entries_of_one_date_with_the_words_of_one_take_its_row_once() -> None:
    twins = [Entry(name, content_hash="words", published_at=NOW) for name in ("a", "b")]

    assert [of for _, of in look(*twins).renamed] == [7, None]


def test_after_a_reissue_a_second_bulletin_of_the_same_words_is_new() -> None:
    twins = [
        Entry(name, content_hash="words", published_at=NOW + days * DAY)
        for name, days in (("tomorrow", 1), ("today", 0))
    ]
    found = look(*twins, Entry("other", content_hash="other"), seen=0)

    assert found.is_reissue
    assert [(item.entry.id, of) for item, of in found.renamed] == [("today", 7)]


@pytest.mark.parametrize(
    ("last_good", "newest", "expected"),
    [(NOW, None, NOW), (NOW, NOW - DAY, NOW - DAY), (NOW, NOW + DAY, NOW), (None, NOW, None)],
)
def test_what_is_later_than_all_that_was_read_is_never_old(
    last_good: datetime | None, newest: datetime | None, expected: datetime | None
) -> None:
    assert expected == told_before(last_good, newest)
