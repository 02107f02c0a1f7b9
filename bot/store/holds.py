"""Alerts that wait for an operator: which, why, until when, and what was decided.

``place`` runs in the transaction that fans out, right before: no alert slips through between.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, not_, select, update

from bot.holds import Case, Decision, Mode, Why, hold
from bot.model import DeliveryState
from bot.store import switches
from bot.store.outbox import BY_AGE, NEWEST
from bot.store.schema import alert_fan_out, delivery
from bot.store.schema import alert_hold as table
from feeds.store import conducts, merges, pauses
from feeds.store.schema import alert, incident_history

FEED = "feed:"
"""How a line of history begins that a feed's report made."""


@dataclass(frozen=True, slots=True)
class Held:
    """One alert that is, or was, held. ``feed`` is empty where an operator made it."""

    alert_id: int
    incident_id: int
    feed: str
    why: Why
    since_at: datetime
    release_at: datetime | None
    decision: Decision
    decided_by: int | None
    decided_at: datetime | None


def place(connection: Connection, mode: Mode, now: datetime) -> int:
    """Hold back what must not go out yet, of the alerts that nobody was told of; count them."""
    waiting = connection.execute(_unheard(now)).all()
    if not waiting:
        return 0
    stopped, suspicious = pauses.stopped(connection), conducts.suspicious(connection)
    are_pushes_stopped = switches.is_on(connection, switches.PUSHES_STOPPED)
    rows = []
    for row in waiting:
        feed = _feed(row.by)
        case = Case(
            mode=mode,
            is_by_operator=not feed,
            are_pushes_stopped=are_pushes_stopped,
            is_feed_stopped=feed in stopped,
            is_feed_suspicious=feed in suspicious,
            may_be_known=row.maybe_of > 0,
        )
        held = hold(case, now)
        if held is not None:
            rows.append(
                {
                    "alert": row.id,
                    "reason": held.why.value,
                    "since_at": now,
                    "release_at": held.release_at,
                    "decision": (Decision.DROPPED if held.is_dropped else Decision.OPEN).value,
                    "decided_at": now if held.is_dropped else None,
                }
            )
    if rows:
        connection.execute(insert(table), rows)
    return len(rows)


def release_due(connection: Connection, now: datetime) -> int:
    """Let go what has waited long enough for an operator; count it."""
    is_due = (table.c.decision == Decision.OPEN.value) & (table.c.release_at <= now)
    values = {"decision": Decision.RELEASED.value, "decided_at": now}
    return connection.execute(update(table).where(is_due).values(values)).rowcount


def waiting(connection: Connection, limit: int) -> tuple[Held, ...]:
    """Read what waits for an operator, the longest first."""
    query = _held().where(table.c.decision == Decision.OPEN.value).order_by(table.c.alert)
    return tuple(_row(row) for row in connection.execute(query.limit(limit)))


def of_alert(connection: Connection, alert_id: int) -> Held | None:
    """Read the hold of one alert; None: it isn't held, and was not."""
    row = connection.execute(_held().where(table.c.alert == alert_id)).one_or_none()
    return None if row is None else _row(row)


def of_incident(connection: Connection, incident_id: int) -> tuple[Held, ...]:
    """Read every hold of an incident, decided ones included, oldest first.

    Those of incidents that were merged into it are among them.
    """
    is_about = alert.c.incident.in_(merges.ids(connection, incident_id))
    query = _held().where(is_about).order_by(table.c.alert)
    return tuple(_row(row) for row in connection.execute(query))


def decide(
    connection: Connection, alert_ids: Collection[int], decision: Decision, by: int, now: datetime
) -> int:
    """Decide about alerts that still wait; count those that did."""
    still = table.c.alert.in_(alert_ids) & (table.c.decision == Decision.OPEN.value)
    values = {"decision": decision.value, "decided_by": by, "decided_at": now}
    return connection.execute(update(table).where(still).values(values)).rowcount


def lift(connection: Connection, why: Why, feed: str = "") -> int:
    """End holds of this kind, or those of one feed, as if they had never been; count them.

    The next ``place`` looks at each alert anew.
    """
    query = _held().where(table.c.reason == why.value, table.c.decision == Decision.OPEN.value)
    found = [_row(row) for row in connection.execute(query)]
    ids = [held.alert_id for held in found if feed in ("", held.feed)]
    return connection.execute(delete(table).where(table.c.alert.in_(ids))).rowcount


def cancel_unsent(connection: Connection, incident_id: int, now: datetime) -> int:
    """Take out of the queue what of an incident has not left yet; count the deliveries."""
    is_about = delivery.c.incident.in_(merges.ids(connection, incident_id))
    is_unsent = is_about & (delivery.c.state == DeliveryState.PENDING.value)
    values = {
        "state": DeliveryState.CANCELLED.value,
        "detail": "dropped by an operator",
        "updated_at": now,
    }
    return connection.execute(update(delivery).where(is_unsent).values(values)).rowcount


def _unheard(now: datetime) -> Select[Any]:
    """Select the alerts that were neither fanned out nor held, with who made each."""
    is_known = (
        exists().where(alert_fan_out.c.alert == alert.c.id),
        exists().where(table.c.alert == alert.c.id),
    )
    return (
        select(alert.c.id, alert.c.maybe_of, _made_by().label("by"))
        .where(
            alert.c.created_at > now - NEWEST,
            alert.c.held_reason == "",
            *(not_(one) for one in is_known),
        )
        .order_by(BY_AGE)
    )


def _held() -> Select[Any]:
    return select(table, alert.c.incident, _made_by().label("by")).join(
        alert, alert.c.id == table.c.alert
    )


def _made_by() -> Any:
    """Select who raised the incident to the alert's version: the first line of that version."""
    lines = incident_history.c
    of_version = (lines.incident == alert.c.incident) & (lines.version == alert.c.version)
    first = select(func.min(lines.id)).where(of_version).correlate(alert).scalar_subquery()
    return select(lines.by).where(lines.id == first).correlate(alert).scalar_subquery()


def _feed(by: str | None) -> str:
    return by.removeprefix(FEED) if by and by.startswith(FEED) else ""


def _row(row: Row[*tuple[Any, ...]]) -> Held:
    return Held(
        alert_id=row.alert,
        incident_id=row.incident,
        feed=_feed(row.by),
        why=Why(row.reason),
        since_at=row.since_at,
        release_at=row.release_at,
        decision=Decision(row.decision),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
