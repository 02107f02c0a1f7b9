"""What is to be read is claimed once, tried three times, and dropped in the end."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from feeds.config import FeedSettings
from feeds.model import Entry, Event, EventType, Report, Severity, Status
from feeds.store import articles, entries, feeds
from feeds.store.articles import KEPT, LEASE, MAX_TRIES, SAME_PAGE, WORTH_READING
from feeds.store.entries import Item
from feeds.store.schema import article as table
from feeds.store.schema import entry as entry_table
from tests.news import NOW

REPORT = Report(
    "1", True, "clash", "en", Severity.HIGH, (Event(EventType.ARMED_CLASH, Status.ALLEGED),)
)
URL = "https://herald.example/1"


def wanted(connection: Connection, *names: str, url: str = URL, at: datetime = NOW) -> list[int]:
    """Store entries whose articles are to be read; give their rows."""
    settings = FeedSettings(name="Herald", url="https://herald.example/rss", language="en")
    feeds.sync(connection, [settings], NOW)
    items = [
        Item(Entry(name, f"Title {name}", "Summary", url=url, published_at=at), name, REPORT)
        for name in names
    ]
    rows = [entries.add(connection, "Herald", [item], at)[item.key] for item in items]
    for row in rows:
        articles.want(connection, row, at)
    return rows


def claimed(connection: Connection, now: datetime, limit: int = 9) -> list[str]:
    return [article.entry.id for article in articles.claim(connection, now, limit)]


def column(connection: Connection, row: int, name: str) -> object:
    return connection.scalar(select(table.c[name]).where(table.c.entry == row))


def text_of(connection: Connection, row: int) -> str | None:
    return connection.scalar(select(entry_table.c.text).where(entry_table.c.id == row))


def test_an_article_is_claimed_once_with_its_entry(connection: Connection) -> None:
    (row,) = wanted(connection, "a")
    (article,) = articles.claim(connection, NOW, 9)
    again = articles.claim(connection, NOW, 9)

    assert again == ()
    assert (article.entry_row, article.feed, article.tries) == (row, "Herald", 1)
    assert article.entry == Entry("a", "Title a", "Summary", url=URL, published_at=NOW)


def test_the_longest_due_come_first_and_no_more_than_wanted(connection: Connection) -> None:
    wanted(connection, "later", at=NOW)
    wanted(connection, "sooner", at=NOW - timedelta(minutes=1))

    assert [claimed(connection, NOW, 1), claimed(connection, NOW, 1)] == [["sooner"], ["later"]]


def test_what_a_crash_left_claimed_is_claimed_again_when_its_lease_ends(
    connection: Connection,
) -> None:
    wanted(connection, "a")
    at = [NOW, NOW + LEASE / 2, NOW + LEASE]

    assert [claimed(connection, now) for now in at] == [["a"], [], ["a"]]


def test_a_service_that_begins_frees_what_the_last_one_had(connection: Connection) -> None:
    wanted(connection, "a")
    articles.claim(connection, NOW, 9)
    articles.release(connection)

    assert claimed(connection, NOW) == ["a"]


def test_an_article_that_ends_every_service_is_left(connection: Connection) -> None:
    (row,) = wanted(connection, "a")
    tries = [claimed(connection, NOW + LEASE * number) for number in range(MAX_TRIES + 2)]

    assert tries == [["a"]] * MAX_TRIES + [[], []]
    assert column(connection, row, "state") == articles.State.LEFT.value


def test_an_article_that_is_a_day_late_is_left(connection: Connection) -> None:
    (row,) = wanted(connection, "a")

    assert claimed(connection, NOW + WORTH_READING + timedelta(seconds=1)) == []
    assert column(connection, row, "reason") == "not read in time"


def test_one_that_is_tried_later_is_due_then(connection: Connection) -> None:
    (row,) = wanted(connection, "a")
    articles.claim(connection, NOW, 9)
    articles.try_later(connection, row, "HTTP 503", NOW + timedelta(minutes=10))
    later = [NOW + timedelta(minutes=minutes) for minutes in (9, 10)]

    assert [claimed(connection, now) for now in later] == [[], ["a"]]


def test_what_was_read_or_left_is_not_claimed_again(connection: Connection) -> None:
    read, left = wanted(connection, "a", "b")
    articles.read(connection, read, "The article.", "a silent edit", NOW)
    articles.leave(connection, left, "HTTP 404", NOW)

    assert claimed(connection, NOW + LEASE) == []
    assert text_of(connection, read) == "The article."
    assert text_of(connection, left) == ""


@pytest.mark.parametrize(
    ("url", "after", "expected"),
    [
        (URL, SAME_PAGE / 2, "The article."),
        (URL, SAME_PAGE, ""),
        ("https://herald.example/2", SAME_PAGE / 2, ""),
    ],
)
def test_the_text_of_a_page_is_known_for_an_hour(
    connection: Connection, url: str, after: timedelta, expected: str
) -> None:
    (row,) = wanted(connection, "a")
    articles.read(connection, row, "The article.", "", NOW)

    assert expected == articles.text_of_page(connection, url, NOW + after)


def test_texts_are_dropped_after_thirty_days_and_their_hashes_stay(
    connection: Connection,
) -> None:
    (row,) = wanted(connection, "a")
    articles.read(connection, row, "The article.", "", NOW)
    before = articles.drop_old_texts(connection, NOW + KEPT)
    after = articles.drop_old_texts(connection, NOW + KEPT + timedelta(seconds=1))

    assert (before, after, text_of(connection, row)) == (0, 1, "")
    assert len(str(column(connection, row, "text_hash"))) == 64
    assert articles.drop_old_texts(connection, NOW + 2 * KEPT) == 0


def test_old_texts_are_found_without_reading_the_archive(connection: Connection) -> None:
    query = str(
        select(entry_table.c.id)
        .where(articles.HAS_TEXT, entry_table.c.first_read_at < NOW)
        .order_by(entry_table.c.first_read_at)
        .compile(connection)
    )
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (str(NOW),)).all()

    assert ["ix_entry_first_read_at" in row.detail for row in plan] == [True]
