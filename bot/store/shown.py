"""What people may be shown when they ask: not what an operator still holds back."""

from collections.abc import Collection
from datetime import datetime
from statistics import median

from sqlalchemy import Connection, and_, or_, select

from bot.holds import Decision
from bot.store.outbox import NEWEST
from bot.store.schema import alert_fan_out, alert_hold
from feeds.store import merges
from feeds.store.entries import Fate
from feeds.store.schema import alert, entry

MOST_DELAYS = 2_000
LONGEST_DELAY_SECONDS = 24 * 3600
"""What comes later was not late but found late: an old entry in a feed that is new to us."""


def hidden(connection: Connection, incident_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Give the incidents that nobody was told of and that may be news: those are not ours to show.

    Their alert is held, was dropped, or is so new that nobody has looked at it. What was there
    when a feed was read first has no alert to tell, and may be shown. Who was told of one that
    was merged into an incident, was told of that.
    """
    shown_as = merges.members(connection, incident_ids)
    held = select(alert_hold.c.alert).where(alert_hold.c.decision != Decision.RELEASED.value)
    known = select(alert_fan_out.c.alert).union(select(alert_hold.c.alert))
    is_new = and_(
        alert.c.held_reason == "", alert.c.created_at > now - NEWEST, alert.c.id.not_in(known)
    )
    of_these = select(alert.c.incident).where(alert.c.incident.in_(list(shown_as)))
    told = of_these.join(alert_fan_out, alert_fan_out.c.alert == alert.c.id)
    untold = of_these.where(or_(alert.c.id.in_(held), is_new))
    are_told = frozenset(shown_as[one] for one in connection.scalars(told))
    return frozenset(shown_as[one] for one in connection.scalars(untold)) - are_told


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
