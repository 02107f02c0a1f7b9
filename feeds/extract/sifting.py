"""Which of a document's live events stay: the more exact word, the truce that still holds.

Each step leaves out what another event of the same text says better.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from feeds.extract.events import rules
from feeds.extract.families import VIOLENT
from feeds.model import Event, EventType, Place

WEAPONS = frozenset(
    {
        EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.EXPLOSIVE,
        EventType.SECURITY_OPERATION, EventType.CEASEFIRE_VIOLATED, EventType.TERRITORY_CHANGE,
    }
)  # fmt: skip
"""Types that say how it was done."""
_WEAPON_RULES = frozenset({"weapon", "bomb or mine", "aircraft or drones"})
_HEARD = frozenset({EventType.SHELLING, EventType.AIR_DRONE_STRIKE})
_TRUCE_ENDS = frozenset({EventType.CEASEFIRE_VIOLATED, EventType.CEASEFIRE_ENDED})
_FIRE = frozenset(
    {
        EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.EXPLOSIVE,
        EventType.SECURITY_OPERATION,
    }
)  # fmt: skip
SETTLED = frozenset(
    {EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_EXTENDED, EventType.PEACE_AGREEMENT}
)
"""Types that end a fight: the harm told beside them is that of all of it."""
GENERIC = frozenset({EventType.ARMED_CLASH, EventType.ATTACK_CIVILIANS})
"""Types that a word as wide as "attack" gives."""


def sift(live: Sequence[Event]) -> list[Event]:
    """Return the events that no other of the text says better, in their order."""
    live = list(live)
    if any(event.type in VIOLENT and not is_derived(event) for event in live):
        live = _with_places(
            [event for event in live if not is_derived(event)],
            [event for event in live if is_derived(event)],
        )
    live = _settled(_outdone(live))
    types = {event.type for event in live}
    if types >= GENERIC:
        first = min((e for e in live if e.type in GENERIC), key=lambda e: e.evidence[0])
        live = [event for event in live if event.type not in GENERIC or event is first]
    if types & _HEARD:
        live = [event for event in live if not _is_heard(event)]
    if types & WEAPONS:
        live = [event for event in live if not _is_ambiguous(event)]
    live = [event for event in live if not _is_same_fire(event, live)]
    if EventType.PEACEKEEPERS in types:
        live = [event for event in live if event.type is not EventType.TERRITORY_CHANGE]
    if EventType.SECURITY_OPERATION in types:
        live = [event for event in live if not _is_part_of_operation(event)]
    return live


def _settled(live: Sequence[Event]) -> list[Event]:
    """Leave out harm that a truce told before it has ended: it is the sum of what is over."""
    truces = [e.evidence[0] for e in live if e.type in SETTLED]
    return [
        event
        for event in live
        if event.type is not EventType.CASUALTIES_UPDATE
        or not is_derived(event)
        or not truces
        or event.evidence[0] < min(truces)
    ]


def _with_places(kept: Sequence[Event], dropped: Sequence[Event]) -> list[Event]:
    """Let the closer places of harm be those of the violence that did it."""
    closer = [place for event in dropped for place in event.places]
    return [
        replace(event, places=merged_places(event.places, inside))
        if (inside := [p for p in closer if _is_within(p, event)])
        else event
        for event in kept
    ]


def _is_within(place: Place, event: Event) -> bool:
    """Tell whether a place lies in one that violence is said to play in."""
    return event.type in VIOLENT and any(known.name in place.within for known in event.places)


def _outdone(live: Sequence[Event]) -> list[Event]:
    """Leave out the truce whose end the text tells first: what was agreed before is no news."""
    ends = [e.evidence[0][0] for e in live if e.type in _TRUCE_ENDS]
    return [
        event
        for event in live
        if event.type is not EventType.CEASEFIRE_AGREED
        or not ends
        or event.evidence[0][0] < min(ends)
    ]


def _triggers(event: Event) -> set[str]:
    """Return the names of the rules of rules.toml that speak for an event."""
    return {name.partition(":")[0] for name in event.rules} & _rule_names()


@cache
def _rule_names() -> frozenset[str]:
    return frozenset(row.name for row in rules(is_free_order=True, is_verb_last=True))


def _is_ambiguous(event: Event) -> bool:
    """Tell whether only a word as wide as "attack" or "strike" speaks for an event."""
    return event.type in GENERIC and _triggers(event) <= {"attack", "fire returned"}


def _is_heard(event: Event) -> bool:
    """Tell whether only "explosions" speak for an event, the sound of other weapons."""
    return (
        event.type is EventType.EXPLOSIVE
        and _triggers(event) == {"explosion"}
        and not any(
            name.startswith("explosion: ") and " " in name.removeprefix("explosion: ")
            for name in event.rules
        )
    )


def _is_same_fire(event: Event, live: Sequence[Event]) -> bool:
    """Tell whether a later sentence calls only shooting what one before it calls more exactly."""
    return event.type is EventType.ARMED_CLASH and any(
        other.type in _FIRE
        and other.evidence[0] < event.evidence[0]
        and {p.name for p in event.places} <= {p.name for p in other.places}
        for other in live
    )


def _is_part_of_operation(event: Event) -> bool:
    """Tell whether an event is how an operation goes on: helicopters at work, roads shut."""
    triggers = _triggers(event)
    is_by_weapon = bool(triggers) and triggers <= _WEAPON_RULES
    return event.type is EventType.BLOCKADE or is_by_weapon


def is_derived(event: Event) -> bool:
    """Tell whether only harm to people speaks for an event, no word of what happened."""
    return not _triggers(event)


def merged_places(known: Sequence[Place], added: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places of both, without those that contain another one."""
    places = {place.name: place for place in (*known, *added)}
    containers = {name for place in places.values() for name in place.within}
    return tuple(place for name, place in places.items() if name not in containers)
