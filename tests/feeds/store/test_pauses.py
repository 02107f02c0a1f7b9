"""A feed that an operator has stopped is not polled."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from feeds.config import FeedSettings
from feeds.store import feeds, pauses
from feeds.store.feeds import Claimant

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
ME = Claimant("me", lease=timedelta(minutes=10))
FEEDS = [
    FeedSettings(name=name, url=f"https://{name}.example/rss", language="en") for name in ("a", "b")
]


def test_a_stopped_feed_is_not_claimed_until_it_may_go_on(connection: Connection) -> None:
    feeds.sync(connection, FEEDS, NOW)

    pauses.stop(connection, "a", 7, NOW)
    claimed = feeds.claim_due(connection, ME, NOW, 9)
    pauses.resume(connection, "a")

    assert claimed == ("b",)
    assert feeds.claim_due(connection, ME, NOW, 9) == ("a",)


def test_stopping_twice_and_resuming_twice_say_that_nothing_changed(
    connection: Connection,
) -> None:
    did = [pauses.stop(connection, "a", user, NOW) for user in (7, 8)]
    names = pauses.stopped(connection)
    undid = [pauses.resume(connection, "a") for _ in range(2)]

    assert (did, undid) == ([True, False], [True, False])
    assert names == {"a"}
    assert pauses.stopped(connection) == set()
