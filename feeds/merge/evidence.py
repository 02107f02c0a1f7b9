"""What speaks for and against a report and an incident being one: points, and vetoes.

The points are log-odds by judgement, checked against labelled streams; what is missing counts
nothing. Each comparison is named, for ``explain``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from feeds.merge.blocks import FOLLOW_UP
from feeds.merge.days import When, days_between, is_morning, when_of_incident
from feeds.merge.figures import amount
from feeds.merge.groups import Group, Stance
from feeds.merge.origins import NOBODY, are_opponents, bloc, blocs, side_of, with_allies
from feeds.merge.places import Nearness, compare, has_settlement
from feeds.merge.splitting import CEASEFIRE, VIOLENCE
from feeds.model import Casualty, Claim, EventType, Harm, Incident, Place, Scope, Side, Theatre

SAME_FAMILY = 1.0
NEARNESS = {
    Nearness.SAME: 3.0,
    Nearness.INSIDE: 2.0,
    Nearness.SAME_AREA: 1.5,
    Nearness.TOUCHING: 1.0,
    Nearness.UNKNOWN: 0.0,
}
DAY_NAMED_BY_BOTH = 1.5
DAY_NAMED_BY_ONE = 1.0
DAY_IMPLIED = 0.7
MORNING_AFTER = -1.2
NEXT_DAY = -2.5
TRUCE_NEXT_DAY = -0.2
FOLLOW_UP_DAY = -0.2
TOLL_ANYWHERE = 1.0
SAME_WAR = 1.2
SAME_ACTORS = 0.7
OTHER_ACTORS = -1.5
OTHER_MEANS = -0.75
OTHER_GROUND = -2.5
FRESH_TRUCE = 3.0
FIGURES = ((5, 3.1), (2, 1.1), (1, 0.4))
"""Points for the same number of people: the larger it is, the less it is chance."""

BREACH_OF_TRUCE = timedelta(days=3)
"""How long news that a truce is broken belongs to the news of the truce."""

_OF_ONE_WAR = frozenset({Side.ARM, Side.AZE, Side.GEO, Side.ABK, Side.OSE})
"""Peoples of whom one is enough to know which war it is; Russia and insurgents fight many."""
_ANY_MEANS = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.ATTACK_CIVILIANS,
        EventType.CASUALTIES_UPDATE,
        EventType.CEASEFIRE_VIOLATED,
    }
)
_GROUND = {EventType.TERRITORY_CHANGE}
_COUNTED = (Harm.KILLED, Harm.CAPTURED, Harm.RELEASED)
_THEATRE = {
    Side.ARM: Theatre.ARMENIA_AZERBAIJAN,
    Side.AZE: Theatre.ARMENIA_AZERBAIJAN,
    Side.GEO: Theatre.GEORGIA,
    Side.ABK: Theatre.GEORGIA,
    Side.OSE: Theatre.GEORGIA,
    Side.INS: Theatre.NORTH_CAUCASUS,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: its points and its name; ``is_veto`` ends the matter."""

    points: float
    why: str
    is_veto: bool = False


def compared(group: Group, incident: Incident) -> Iterator[Evidence]:
    """Yield each comparison of what a report tells with an incident's profile."""
    yield Evidence(SAME_FAMILY, "same kind")
    if group.is_breach and incident.family == CEASEFIRE:
        yield _breach(group, incident)
    else:
        yield _day(group, incident)
    near = _nearness(group, incident)
    yield Evidence(NEARNESS.get(near, 0.0), near, is_veto=near is Nearness.APART)
    if group.is_toll and not group.places:
        yield Evidence(TOLL_ANYWHERE, "a toll needs no place")
    yield _actors(group, incident)
    yield from _figures(group, incident)
    if near is not Nearness.SAME:
        yield from _means(group, incident)


def _nearness(group: Group, incident: Incident) -> Nearness:
    if group.family == VIOLENCE:
        return compare(group.places, incident.places)
    # Where a truce was signed, or prisoners change planes, is the table's place, not the front's.
    theatres = {_THEATRE[side] for side in group.parties if side in _THEATRE} or set(Theatre)
    return compare(_within(theatres, group.places), _within(theatres, incident.places))


def _within(theatres: set[Theatre], places: Iterable[Place]) -> list[Place]:
    return [place for place in places if place.theatre is None or place.theatre in theatres]


def _day(group: Group, incident: Incident) -> Evidence:
    when = when_of_incident(incident)
    days = days_between(group.when, when)
    if group.family == CEASEFIRE and abs(days) == 1:
        # Agreed on Wednesday, in force from midnight: both days are of one truce.
        return Evidence(TRUCE_NEXT_DAY, "the day before or after")
    if group.when.is_explicit and when.is_explicit:
        return _named_day(days)
    if _is_before_it_happened(group.when, when, days):
        return Evidence(0.0, "reported before it happened", is_veto=True)
    if _is_follow_up(group) and 0 < days <= FOLLOW_UP.days:
        return Evidence(FOLLOW_UP_DAY * days, "a later word")
    return _implied_day(group, incident, days, is_named=group.when.is_explicit or when.is_explicit)


def _named_day(days: int) -> Evidence:
    if days:
        return Evidence(0.0, "another day named", is_veto=True)
    return Evidence(DAY_NAMED_BY_BOTH, "same day named")


def _is_follow_up(group: Group) -> bool:
    is_later_word = group.is_toll or group.stance is not Stance.TELLS
    return is_later_word and not group.when.is_explicit


def _is_before_it_happened(new: When, old: When, days: int) -> bool:
    """Tell whether a report came out before the day that the other one names.

    An implied day is that of publication: nobody reports what is to come as having happened.
    """
    return (old.is_explicit and days < 0) or (new.is_explicit and days > 0)


def _implied_day(group: Group, incident: Incident, days: int, *, is_named: bool) -> Evidence:
    apart = abs(days)
    if not apart:
        points = DAY_NAMED_BY_ONE if is_named else DAY_IMPLIED
        return Evidence(points, "same day")
    if group.family == CEASEFIRE:
        return Evidence(TRUCE_NEXT_DAY * apart * apart, "another day implied")
    if apart == 1 and _is_morning_after(group, incident, days):
        return Evidence(MORNING_AFTER, "the morning after")
    return Evidence(NEXT_DAY * apart, "another day implied")


def _is_morning_after(group: Group, incident: Incident, days: int) -> bool:
    """Tell whether the later of two days is implied by a morning, which tells of yesterday too."""
    is_ours_later = days > 0
    when = group.when if is_ours_later else when_of_incident(incident)
    at = group.said_at if is_ours_later else incident.first_reported_at
    return not when.is_explicit and is_morning(at, group.places or incident.places)


def _breach(group: Group, incident: Incident) -> Evidence:
    since = group.said_at - incident.first_reported_at
    if EventType.CEASEFIRE_AGREED not in incident.types or since > BREACH_OF_TRUCE:
        return Evidence(0.0, "no fresh truce", is_veto=True)
    return Evidence(FRESH_TRUCE, "the truce is fresh")


def _actors(group: Group, incident: Incident) -> Evidence:
    """Compare the parties: a report often names one of the two, and that one tells the war."""
    ours = group.parties
    speakers = (side_of(code) for code in (*incident.claimed_by, *incident.denied_by))
    theirs = blocs((*incident.actors, *speakers))
    shared = ours & theirs
    if not ours or not theirs:
        return Evidence(0.0, "no actors")
    if not shared and not _fight(ours, theirs):
        return Evidence(OTHER_ACTORS, "other actors")
    if shared and _have_other_enemies(shared, ours, theirs):
        return Evidence(OTHER_ACTORS, "other enemies")
    points = SAME_WAR if (ours | theirs) & _OF_ONE_WAR else SAME_ACTORS
    return Evidence(points, f"actors {'/'.join(sorted(shared or ours | theirs))}")


def _fight(ours: Iterable[Side], theirs: Iterable[Side]) -> bool:
    return any(are_opponents(one, other) for one in ours for other in theirs)


def _have_other_enemies(
    shared: frozenset[Side], ours: frozenset[Side], theirs: frozenset[Side]
) -> bool:
    """Tell whether the shared side fights somebody else in each."""
    foes = [
        {side for side in parties - shared if _fight(shared, [side])} for parties in (ours, theirs)
    ]
    return all(foes) and not _fight(*foes) and with_allies(foes[0]).isdisjoint(foes[1])


def _figures(group: Group, incident: Incident) -> Iterator[Evidence]:
    """Yield points for the largest number of victims that report and incident share."""
    known = [claim for claim in incident.claims if claim.harm in _COUNTED]
    shared = [
        amount(casualty)
        for casualty in group.casualties
        if any(_is_same_figure(casualty, claim) for claim in known)
    ]
    for least, points in FIGURES:
        if shared and max(shared) >= least:
            yield Evidence(points, f"same figure {max(shared)}")
            return


def _is_same_figure(casualty: Casualty, claim: Claim) -> bool:
    """Tell whether two figures are of the same people; of many, outlets round by a tenth."""
    if casualty.scope is Scope.INCREMENT or casualty.harm is not claim.harm:
        return False
    ours, theirs = amount(casualty), amount(claim)
    sides = {bloc(casualty.side), bloc(claim.side)}
    is_same_side = len(sides) == 1 or bool(sides & NOBODY)
    return is_same_side and abs(ours - theirs) <= max(ours, theirs) // 10


def _means(group: Group, incident: Incident) -> Iterator[Evidence]:
    """Yield a doubt where both name their means and share none: two attacks in one republic.

    That a village changed hands is news of that village, not of the fighting around it.
    """
    ours, theirs = set(group.types), set(incident.types)
    if group.family != VIOLENCE or ours & theirs:
        return
    ground = [each.places for each in (group, incident) if set(each.types) == _GROUND]
    if any(has_settlement(places) for places in ground):
        yield Evidence(OTHER_GROUND, "only one tells that a place changed hands")
    elif not (ours | theirs) & _ANY_MEANS:
        yield Evidence(OTHER_MEANS, "other means")
