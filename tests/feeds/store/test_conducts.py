"""What is known of a feed's behaviour is kept and changed with each document."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from feeds.breaker import Conduct, Suspicion
from feeds.config import FeedSettings
from feeds.store import conducts, feeds

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
FEED = FeedSettings(name="a", url="https://a.example/rss", language="en")


def test_what_is_noted_is_read_back(connection: Connection) -> None:
    feeds.sync(connection, [FEED], NOW)
    conducts.note(connection, FEED, FEED.url, 0, NOW)
    noted = conducts.note(connection, FEED, "https://b.example", 2, NOW + timedelta(minutes=5))

    assert noted.suspicion is Suspicion.OTHER_HOST
    assert noted == conducts.load(connection, "a")
    assert {"a": noted} == conducts.suspicious(connection)


def test_a_trusted_feed_is_no_longer_suspicious(connection: Connection) -> None:
    feeds.sync(connection, [FEED], NOW)
    conducts.note(connection, FEED, FEED.url, 50, NOW)
    did = [conducts.trust(connection, "a") for _ in range(2)]

    assert did == [True, False]
    assert conducts.suspicious(connection) == {}


def test_a_feed_that_was_never_read_behaves_well(connection: Connection) -> None:
    assert Conduct() == conducts.load(connection, "a")
