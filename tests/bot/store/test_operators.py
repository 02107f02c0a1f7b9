"""Switches, the operators' log, what was told of feeds, cards: small tables, kept over restarts."""

from datetime import timedelta

from sqlalchemy import Connection

from bot.holds import Decision, Mode
from bot.store import cards, health_told, holds, operator_log, switches
from bot.store.cards import Card
from bot.store.health_told import Told
from bot.store.operator_log import Deed
from bot.store.schema import delivery
from bot.store.vitals import Vitals, vitals
from feeds.model import Alert, AlertReason
from feeds.store import alerts, incidents
from tests.bot.made import NOW, incident

DAY = timedelta(days=1)


def held(connection: Connection) -> int:
    """Store an alert that waits for review; give its id."""
    saved = incidents.save(connection, incident(id=0), "feed:Herald", "first", NOW)
    made = alerts.add(connection, Alert(0, saved.id, saved.version, AlertReason.NEW, NOW))
    holds.place(connection, Mode.REVIEW, NOW)
    return made.id


def test_a_switch_tells_whether_it_changed(connection: Connection) -> None:
    did = [
        switches.put(connection, "lamp", value, 7, NOW)
        for value in (switches.OFF, switches.ON, switches.ON, switches.OFF)
    ]

    assert did == [False, True, False, True]
    assert not switches.is_on(connection, "lamp")
    assert switches.value(connection, "never set") == switches.OFF


def test_the_log_is_read_newest_first(connection: Connection) -> None:
    for number in range(3):
        operator_log.note(connection, 7, "drop", f"#{number}", NOW)

    assert operator_log.newest(connection, 2) == (
        Deed(NOW, 7, "drop", "#2"),
        Deed(NOW, 7, "drop", "#1"),
    )


def test_what_was_told_and_the_wish_for_quiet_are_kept_apart(connection: Connection) -> None:
    health_told.hush(connection, "a", NOW + DAY, NOW)
    health_told.note(connection, "a", "blocked", NOW)
    health_told.note(connection, "b", "gone", NOW)

    assert health_told.every(connection) == {
        "a": Told("blocked", NOW, NOW + DAY),
        "b": Told("gone", NOW),
    }


def test_a_held_alert_is_shown_once_in_each_admin_chat(connection: Connection) -> None:
    alert_id = held(connection)
    before = cards.missing(connection, (-1, -2), NOW, 9)
    cards.note(connection, Card(alert_id, -1, 55), NOW, is_open=True)

    assert before == ((alert_id, -2), (alert_id, -1))
    assert cards.missing(connection, (-1, -2), NOW, 9) == ((alert_id, -2),)
    assert cards.missing(connection, (-1, -2), NOW + 4 * DAY, 9) == ()


def test_a_card_is_outdated_when_its_alert_is_decided_and_only_until_closed(
    connection: Connection,
) -> None:
    alert_id = held(connection)
    card = Card(alert_id, -1, 55)
    cards.note(connection, card, NOW, is_open=True)
    before = cards.outdated(connection, (-1,), 9)
    holds.decide(connection, [alert_id], Decision.DROPPED, 7, NOW)
    after = cards.outdated(connection, (-1,), 9), cards.outdated(connection, (-2,), 9)
    cards.close(connection, card)

    assert before == ()
    assert after == ((card,), ())
    assert cards.outdated(connection, (-1,), 9) == ()


def test_vitals_count_the_last_day_and_what_waits(connection: Connection) -> None:
    alert_id = held(connection)
    rows = [("sent", 0), ("sent", 2), ("unknown", 0), ("failed", 0), ("pending", 0)]
    for version, (state, days) in enumerate(rows):
        row = {"chat_id": 7, "thread_id": 0, "alert": alert_id, "incident": 1, "version": version}
        times = {"not_before": NOW - DAY / 24, "updated_at": NOW - days * DAY}
        more = {"kind": "message", "state": state, "attempts": 0, "is_repeat": False, "detail": ""}
        connection.execute(delivery.insert().values({**row, **times, **more}))

    assert vitals(connection, NOW) == Vitals(
        chats=0,
        alerts=0,
        sent=1,
        unknown=1,
        failed=1,
        held=1,
        oldest_waiting_at=NOW - DAY / 24,
        are_pushes_stopped=False,
    )
