"""How far an incident is established and how grave it is: derived, never stored by hand.

What a side says that it inflicted establishes nothing: it raises neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from feeds.merge.figures import by_claimant
from feeds.merge.origins import (
    NOBODY,
    are_both_sides,
    is_independent,
    is_inflicted,
    is_own,
    origin,
    side_of,
)
from feeds.model import EventType, Harm, Incident, Severity, Side, Standing

_CRITICAL_KILLED, _CRITICAL_HARMED, _HIGH_HARMED = 10, 30, 5
_WEIGHTY = frozenset(
    {
        EventType.CEASEFIRE_AGREED,
        EventType.CEASEFIRE_EXTENDED,
        EventType.CEASEFIRE_ENDED,
        EventType.PEACE_AGREEMENT,
        EventType.PRISONER_EXCHANGE,
        EventType.TERRITORY_CHANGE,
    }
)
_ARMED = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.SHELLING,
        EventType.AIR_DRONE_STRIKE,
        EventType.EXPLOSIVE,
        EventType.ATTACK_CIVILIANS,
        EventType.SECURITY_OPERATION,
        EventType.CAPTURED,
    }
)


def standing(
    claimed_by: Sequence[str], denied_by: Sequence[str], actors: Sequence[Side], *, disputed: bool
) -> Standing:
    """Return the phrase for who reports an incident and who denies it.

    An outlet that names no source is an independent report only while no side has spoken: what a
    side says may well be what the outlet had read.
    """
    if denied_by or disputed:
        return Standing.DISPUTED
    if any(is_independent(code, actors) for code in claimed_by):
        return Standing.INDEPENDENT
    if are_both_sides(claimed_by):
        return Standing.BOTH_SIDES
    has_side = any(side_of(code) is not None for code in claimed_by)
    return Standing.ONE_SIDE if has_side else Standing.INDEPENDENT


def _numbers(incident: Incident) -> tuple[int, int]:
    """Return how many were killed, and how many suffered the commonest harm."""
    totals = {harm: total(told(incident, harm)) for harm in Harm}
    return totals[Harm.KILLED], max(totals.values())


def severity(incident: Incident) -> Severity:
    """Return how grave an incident is, from its types and from what is not merely inflicted.

    The steps are those of a single report (feeds/extract/severity.py).
    """
    killed, harmed = _numbers(incident)
    if killed >= _CRITICAL_KILLED or harmed >= _CRITICAL_HARMED:
        return Severity.CRITICAL
    if killed or harmed >= _HIGH_HARMED or _WEIGHTY.intersection(incident.types):
        return Severity.HIGH
    return Severity.MEDIUM if harmed or _ARMED.intersection(incident.types) else Severity.LOW


def told(incident: Incident, harm: Harm) -> Mapping[Side, int]:
    """Return, for each people, the highest figure that is established or was told at once.

    Established is what its own side or an independent source says. What others say counts as a
    total under ``Side.UNK``, as far as two of them go: they often differ in whose people it were.
    The figures of the first report count too: readers had them with the first alert.
    """
    known: dict[Side, int] = dict(_first_told(incident, harm))
    others: dict[str, dict[Side, int]] = defaultdict(dict)
    for (claimant, side), number in by_claimant(incident.claims, harm).items():
        if is_inflicted(claimant, side):
            continue
        if is_own(claimant, side) or is_independent(claimant, incident.actors):
            known[side] = max(known.get(side, 0), number)
        else:
            said = others[origin(claimant)]
            said[side] = max(said.get(side, 0), number)
    agreed = _second(total(said) for said in others.values())
    return {**known, Side.UNK: max(known.get(Side.UNK, 0), agreed)}


def total(figures: Mapping[Side, int]) -> int:
    """Return how many people were harmed in all: those of the sides, or those of no named side."""
    of_sides = sum(number for side, number in figures.items() if side not in NOBODY)
    return max([of_sides, *(number for side, number in figures.items() if side in NOBODY)])


def _first_told(incident: Incident, harm: Harm) -> Mapping[Side, int]:
    claims = [claim for claim in incident.claims if claim.said_at <= incident.first_reported_at]
    found: dict[Side, int] = {}
    for (claimant, side), number in by_claimant(claims, harm).items():
        if not is_inflicted(claimant, side):
            found[side] = max(found.get(side, 0), number)
    return found


def _second(numbers: Iterable[int]) -> int:
    """Return the figure that two of these reach, 0 if there are less than two."""
    return sorted([0, 0, *numbers])[-2]
