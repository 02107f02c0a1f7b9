"""The outbox: feeds append to it in the transaction that changes an incident, the bot reads it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from feeds.model import Alert, AlertReason
from feeds.store.schema import alert as table


def add(connection: Connection, alert: Alert) -> Alert:
    """Append an alert and give it back with its id, which grows with every alert."""
    row = {
        "incident": alert.incident_id,
        "version": alert.version,
        "reason": alert.reason.value,
        "created_at": alert.created_at,
        "note": alert.note,
        "held_reason": alert.held_reason,
        "maybe_of": alert.maybe_of,
        "other_id": alert.other_id,
        "field": alert.field,
        "former": alert.former,
    }
    added = connection.execute(insert(table).returning(*table.c), row).one()
    return from_row(added)


def get(connection: Connection, alert_id: int) -> Alert | None:
    """Read one alert."""
    row = connection.execute(select(table).where(table.c.id == alert_id)).one_or_none()
    return None if row is None else from_row(row)


def after(connection: Connection, alert_id: int, limit: int) -> Sequence[Alert]:
    """Read the next alerts past ``alert_id``, held ones included, oldest first."""
    query = select(table).where(table.c.id > alert_id).order_by(table.c.id).limit(limit)
    return [from_row(row) for row in connection.execute(query)]


def of_incident(connection: Connection, incident_id: int) -> Sequence[Alert]:
    """Read every alert of an incident, oldest first."""
    query = select(table).where(table.c.incident == incident_id).order_by(table.c.id)
    return [from_row(row) for row in connection.execute(query)]


def from_row(row: Row[*tuple[Any, ...]]) -> Alert:
    """Make an alert of a row that has all of its table's columns."""
    return Alert(
        id=row.id,
        incident_id=row.incident,
        version=row.version,
        reason=AlertReason(row.reason),
        created_at=row.created_at,
        note=row.note,
        held_reason=row.held_reason,
        maybe_of=row.maybe_of,
        other_id=row.other_id,
        field=row.field,
        former=row.former,
    )
