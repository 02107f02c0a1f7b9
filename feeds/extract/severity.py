"""How grave a report is: a table over what is established, read from the worst down.

Established is what a side says of its own people, what an independent source says, or what two
origins say. What a side says it inflicted never raises severity (product.md, section 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from feeds.model import Casualty, Event, EventType, Harm, Scope, Severity, Side

_TRUCE = frozenset(
    {
        EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_ENDED, EventType.PEACE_AGREEMENT,
        EventType.TERRITORY_CHANGE, EventType.CEASEFIRE_EXTENDED, EventType.PRISONER_EXCHANGE,
    }
)  # fmt: skip
_ARMED = frozenset(
    {
        EventType.ARMED_CLASH, EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.EXPLOSIVE,
        EventType.ATTACK_CIVILIANS, EventType.SECURITY_OPERATION, EventType.CAPTURED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: at least so many established of a harm, or one of these types."""

    severity: Severity
    killed: int = 0
    harmed: int = 0
    types: frozenset[EventType] = frozenset()


TABLE = (
    Row(Severity.CRITICAL, killed=10),
    Row(Severity.CRITICAL, harmed=30),
    Row(Severity.HIGH, killed=1),
    Row(Severity.HIGH, harmed=5),
    Row(Severity.HIGH, types=_TRUCE),
    Row(Severity.MEDIUM, harmed=1),
    Row(Severity.MEDIUM, types=_ARMED),
)
"""The first row that holds decides; below it a report is low."""


def severity_of(events: Sequence[Event], casualties: Sequence[Casualty]) -> Severity:
    """Return how grave the live part of a report is."""
    live = {event.type for event in events if event.status.is_live}
    if not live:
        return Severity.LOW
    counted = [c for c in casualties if c.scope is not Scope.BACKGROUND and is_established(c)]
    killed = max((_count(c) for c in counted if c.harm is Harm.KILLED), default=0)
    harmed = max((_count(c) for c in counted), default=0)
    for row in TABLE:
        if _holds(row, killed, harmed, live):
            return row.severity
    return Severity.LOW


def _holds(row: Row, killed: int, harmed: int, live: set[EventType]) -> bool:
    if row.types:
        return bool(row.types & live)
    return (0 < row.killed <= killed) or (0 < row.harmed <= harmed)


def _count(casualty: Casualty) -> int:
    return casualty.low or casualty.high or 0


def is_established(casualty: Casualty) -> bool:
    """Tell whether a figure counts: not one that a side gives for its opponent."""
    speakers = {code.partition("_")[0] for code in casualty.claimed_by if "_" in code}
    if not speakers:
        return True
    return casualty.side.value in speakers or len(speakers) > 1 or casualty.side is Side.BOTH
