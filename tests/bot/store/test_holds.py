"""Holds in the database: placed once, on what nobody was told of, and undone or decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.holds import HELD_FOR, Decision, Mode, Why
from bot.model import Chat, DeliveryState
from bot.store import holds, outbox, switches
from feeds.config import FeedSettings
from feeds.model import Alert, AlertReason
from feeds.store import alerts, conducts, feeds, incidents, pauses
from feeds.store.database import open_database
from tests.bot.made import NOW, incident
from tests.bot.rows import news, row, states

FEED = FeedSettings(name="Herald", url="https://herald.example/rss", language="en")


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as connection:
        feeds.sync(connection, [FEED], NOW)
        yield connection
    database.close()


def report(
    connection: Connection, by: str = "feed:Herald", at: datetime = NOW, held_reason: str = ""
) -> int:
    """Store an incident with its alert; a later report changes nothing of it."""
    saved = incidents.save(connection, incident(id=0), by, "first", at)
    incidents.save(connection, saved, "feed:Gazette", "repeats it", at)
    made = Alert(0, saved.id, saved.version, AlertReason.NEW, at, held_reason=held_reason)
    return alerts.add(connection, made).id


def test_an_alert_is_held_once_and_under_the_feed_that_made_it(connection: Connection) -> None:
    alert_id = report(connection)
    placed = [holds.place(connection, Mode.REVIEW, NOW) for _ in range(2)]
    held = holds.of_alert(connection, alert_id)

    assert placed == [1, 0]
    assert held is not None
    assert (held.feed, held.why, held.since_at) == ("Herald", Why.REVIEW, NOW)


@pytest.mark.parametrize("what", ["told", "old", "baseline"])
def test_what_is_told_or_will_never_be_is_not_held(connection: Connection, what: str) -> None:
    old = NOW - timedelta(days=4) if what == "old" else NOW
    alert_id = report(connection, at=old, held_reason="baseline" if what == "baseline" else "")
    if what == "told":
        outbox.close(connection, alert_id, 1, NOW)

    assert holds.place(connection, Mode.REVIEW, NOW) == 0


def test_time_lets_go_what_has_an_end_and_nothing_else(connection: Connection) -> None:
    report(connection)
    pauses.stop(connection, "Herald", 7, NOW)
    holds.place(connection, Mode.LIVE, NOW)

    assert holds.release_due(connection, NOW + timedelta(days=1)) == 0


def test_a_decision_counts_once(connection: Connection) -> None:
    alert_id = report(connection)
    holds.place(connection, Mode.REVIEW, NOW)
    first = holds.decide(connection, [alert_id], Decision.RELEASED, 7, NOW)
    second = holds.decide(connection, [alert_id], Decision.DROPPED, 8, NOW)
    held = holds.of_alert(connection, alert_id)

    assert (first, second) == (1, 0)
    assert held is not None
    assert (held.decision, held.decided_by) == (Decision.RELEASED, 7)


def test_holds_that_are_lifted_are_looked_at_anew(connection: Connection) -> None:
    switches.put(connection, switches.PUSHES_STOPPED, switches.ON, 7, NOW)
    report(connection)
    report(connection, by="operator")
    holds.place(connection, Mode.REVIEW, NOW)
    switches.put(connection, switches.PUSHES_STOPPED, switches.OFF, 7, NOW)
    lifted = holds.lift(connection, Why.ALL_STOPPED)
    holds.place(connection, Mode.REVIEW, NOW)

    assert lifted == 2
    assert [held.why for held in holds.waiting(connection, 9)] == [Why.REVIEW]


def test_holds_of_one_feed_are_lifted_alone(connection: Connection) -> None:
    for feed in ("Herald", "Gazette"):
        pauses.stop(connection, feed, 7, NOW)
        report(connection, by=f"feed:{feed}")
    holds.place(connection, Mode.LIVE, NOW)

    assert holds.lift(connection, Why.STOPPED_FEED, "Gazette") == 1
    assert [held.feed for held in holds.waiting(connection, 9)] == ["Herald"]


def test_what_is_suspicious_is_let_go_by_time_and_once(connection: Connection) -> None:
    alert_id = report(connection)
    conducts.note(connection, FEED, FEED.url, 50, NOW)
    holds.place(connection, Mode.LIVE, NOW)
    counts = [
        holds.release_due(connection, NOW + HELD_FOR + wait)
        for wait in (-timedelta(seconds=1), timedelta(), timedelta(hours=1))
    ]
    held = holds.of_alert(connection, alert_id)

    assert counts == [0, 1, 0]
    assert held is not None
    assert (held.decision, held.decided_by) == (Decision.RELEASED, None)
    assert held.decided_at == NOW + HELD_FOR


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (DeliveryState.PENDING, "cancelled"),
        (DeliveryState.SENDING, "sending"),
        (DeliveryState.SENT, "sent"),
        (DeliveryState.UNKNOWN, "unknown"),
        (DeliveryState.FAILED, "failed"),
    ],
)
def test_only_what_has_not_left_can_be_taken_out_of_the_queue(
    connection: Connection, state: DeliveryState, expected: str
) -> None:
    about, other = news(connection), news(connection)
    row(connection, Chat(1), about, state=state.value)
    row(connection, Chat(1), other)

    assert holds.cancel_unsent(connection, about[0], NOW) == (expected == "cancelled")
    assert states(connection) == [expected, "pending"]


def test_the_holds_of_an_incident_are_its_own_and_in_order(connection: Connection) -> None:
    first, alert_id = news(connection)
    later = news(connection, 2, first)[1]
    news(connection)
    holds.place(connection, Mode.REVIEW, NOW)
    holds.decide(connection, [alert_id], Decision.DROPPED, 7, NOW)

    assert [one.alert_id for one in holds.of_incident(connection, first)] == [alert_id, later]
    assert later in {one.alert_id for one in holds.waiting(connection, 9)}
    assert len(holds.waiting(connection, 1)) == 1


@pytest.mark.parametrize("alert_ids", [[], [999]])
def test_a_decision_about_nothing_changes_nothing(
    connection: Connection, alert_ids: list[int]
) -> None:
    report(connection)
    holds.place(connection, Mode.REVIEW, NOW)

    assert holds.decide(connection, alert_ids, Decision.RELEASED, 7, NOW) == 0
    assert holds.of_alert(connection, 999) is None
