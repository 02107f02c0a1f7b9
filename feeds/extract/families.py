"""Which types of events are acts of violence, and which are settled between the sides."""

from feeds.model import EventType

VIOLENT = frozenset(
    {
        EventType.ARMED_CLASH, EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.EXPLOSIVE,
        EventType.ATTACK_CIVILIANS, EventType.SECURITY_OPERATION, EventType.TERRITORY_CHANGE,
        EventType.CAPTURED, EventType.CEASEFIRE_VIOLATED, EventType.CASUALTIES_UPDATE,
    }
)  # fmt: skip
DIPLOMATIC = frozenset(
    {
        EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_EXTENDED, EventType.CEASEFIRE_ENDED,
        EventType.PEACE_AGREEMENT, EventType.CEASEFIRE_CALL, EventType.TALKS,
        EventType.PRISONER_EXCHANGE,
    }
)  # fmt: skip
"""What is agreed far away all the same concerns the sides and not the town of the table."""
HANDLED = frozenset({EventType.PRISONER_EXCHANGE, EventType.BORDER_DETENTION})
"""What one side does with people of another."""
