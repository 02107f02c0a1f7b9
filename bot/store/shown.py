"""What people may be shown when they ask: not what an operator still holds back."""

from collections.abc import Collection
from datetime import datetime
from statistics import median

from sqlalchemy import Connection, select

from bot.store.schema import alert_fan_out, alert_hold
from feeds.store.entries import Fate
from feeds.store.schema import alert, entry

RELEASED = "released"
MOST_DELAYS = 2_000
LONGEST_DELAY_SECONDS = 24 * 3600
"""What comes later was not late but found late: an old entry in a feed that is new to us."""


def hidden(connection: Connection, incident_ids: Collection[int]) -> frozenset[int]:
    """Give the incidents that are held back, or were dropped, before anybody was told of them."""
    told = select(alert.c.incident).join(alert_fan_out, alert_fan_out.c.alert == alert.c.id)
    held = (
        select(alert.c.incident)
        .join(alert_hold, alert_hold.c.alert == alert.c.id)
        .where(
            alert.c.incident.in_(incident_ids),
            alert_hold.c.decision != RELEASED,
            alert.c.incident.not_in(told.where(alert_fan_out.c.chats > 0)),
        )
    )
    return frozenset(connection.scalars(held))


def delay_seconds(connection: Connection, since_at: datetime) -> float | None:
    """Measure our delay: the median from an outlet's own time to our reading of it, in seconds.

    Of the reports told since then; None where there was none.
    """
    query = (
        select(entry.c.published_at, entry.c.first_read_at)
        .where(
            entry.c.fate == Fate.TOLD.value,
            entry.c.first_read_at >= since_at,
            entry.c.published_at.is_not(None),
        )
        .order_by(entry.c.id.desc())
        .limit(MOST_DELAYS)
    )
    delays = [
        (row.first_read_at - row.published_at).total_seconds() for row in connection.execute(query)
    ]
    usual = [seconds for seconds in delays if 0 <= seconds <= LONGEST_DELAY_SECONDS]
    return median(usual) if usual else None
