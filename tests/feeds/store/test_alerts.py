from dataclasses import replace

from sqlalchemy import Connection

from feeds.model import Alert, AlertReason
from feeds.store import alerts, incidents
from tests.bot.made import NOW, alert, incident


def add(connection: Connection, count: int) -> list[Alert]:
    told = incidents.save(connection, incident(id=0), "feed:a", "told", NOW)
    made = replace(alert(AlertReason.TOLL, "2 -> 3"), incident_id=told.id, held_reason="too_old")
    return [alerts.add(connection, replace(made, version=n)) for n in range(1, count + 1)]


def test_an_alert_comes_back_whole(connection: Connection) -> None:
    (added,) = add(connection, 1)

    assert added == alerts.get(connection, added.id)
    assert (added.note, added.held_reason, added.created_at) == ("2 -> 3", "too_old", NOW)


def test_an_unknown_alert_is_none(connection: Connection) -> None:
    assert alerts.get(connection, 9) is None


def test_they_are_read_in_their_order_past_a_cursor(connection: Connection) -> None:
    first, second, third = add(connection, 3)

    assert [second] == alerts.after(connection, first.id, 1)
    assert [second, third] == alerts.after(connection, first.id, 9)
    assert alerts.after(connection, third.id, 9) == []


def test_those_of_one_incident_are_found(connection: Connection) -> None:
    mine = add(connection, 2)
    add(connection, 1)

    assert mine == alerts.of_incident(connection, mine[0].incident_id)
