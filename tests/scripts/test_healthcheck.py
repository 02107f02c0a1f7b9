from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from feeds.config import FeedSettings
from feeds.store import feeds
from feeds.store.database import open_database
from feeds.store.schema import feed as table
from scripts.healthcheck import problem

NOW = datetime(2031, 3, 5, 12, tzinfo=UTC)


def database(folder: Path, late: timedelta, *, is_enabled: bool = True) -> str:
    """Make a database with one feed that has been due for ``late``, and give its address."""
    url = f"sqlite:///{folder}/alerts.db"
    settings = FeedSettings(
        name="OC Media", url="https://example.org/feed", language="en", enabled=is_enabled
    )
    opened = open_database(url)
    with opened.transaction() as connection:
        feeds.sync(connection, [settings], NOW)
        connection.execute(update(table).values(next_poll_at=NOW - late))
    opened.close()
    return url


@pytest.mark.parametrize("minutes", [-5, 0, 14])
def test_a_service_that_takes_its_feeds_in_time_is_alive(tmp_path: Path, minutes: int) -> None:
    url = database(tmp_path, timedelta(minutes=minutes))

    assert not problem(url, NOW)


def test_a_feed_that_nobody_takes_means_that_the_service_hangs(tmp_path: Path) -> None:
    url = database(tmp_path, timedelta(minutes=16))

    expected = "OC Media has been due for 960 s"
    assert expected == problem(url, NOW)


def test_a_disabled_feed_may_wait_for_ever(tmp_path: Path) -> None:
    url = database(tmp_path, timedelta(days=9), is_enabled=False)

    assert not problem(url, NOW)


def test_a_missing_database_is_a_problem_and_is_not_made(tmp_path: Path) -> None:
    found = problem(f"sqlite:///{tmp_path}/alerts.db", NOW)

    expected = "the database cannot be read: unable to open database file"
    assert expected == found
    assert not list(tmp_path.iterdir())
