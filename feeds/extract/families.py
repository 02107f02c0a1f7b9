"""Which types of events and harm are of violence, and which are settled between the sides."""

from feeds.model import EventType, Harm

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
ONE_SIDED = frozenset(
    {("fight", "verb"), ("fight", "shot"), ("attack", "verb"), ("attack", "noun")}
)
"""Words of violence that need not be answered."""
HARMS = frozenset({Harm.KILLED, Harm.WOUNDED, Harm.MISSING, Harm.CASUALTIES})
VIOLENT_HARM = frozenset(
    {"wounded", "wounding", "seriously wounded", "badly wounded", "lightly wounded"}
)
"""Words for wounds that by themselves speak of violence; an accident injures."""
COUNTS = ("toll", "losses", "harm noun", "put at", "bodies")
"""Rules by which people are counted rather than told to be harmed."""
