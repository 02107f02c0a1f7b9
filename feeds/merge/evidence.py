"""What speaks for and against a report and an incident being one: points, and vetoes.

How many points a comparison gives stands in ``weights``; each is named, for ``explain``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from feeds.merge.blocks import FOLLOW_UP
from feeds.merge.days import When, days_between, is_morning, when_of_incident
from feeds.merge.figures import amount
from feeds.merge.groups import Group, Stance
from feeds.merge.kinship import Kinship
from feeds.merge.origins import NOBODY, are_opponents, bloc, blocs, origin, side_of, with_allies
from feeds.merge.phase import Phase, phase
from feeds.merge.places import Nearness, compare, has_settlement
from feeds.merge.splitting import CEASEFIRE, VIOLENCE
from feeds.merge.weights import Weight
from feeds.model import Casualty, Claim, EventType, Harm, Incident, Place, Scope, Side, Theatre

BREACH_OF_TRUCE = timedelta(days=3)
"""How long news that a truce is broken belongs to the news of the truce."""
CHANCE = 0.1
"""How like two reports of the same kind of event are by chance."""

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
_NEARNESS = {
    Nearness.SAME: Weight.SAME_SETTLEMENT,
    Nearness.INSIDE: Weight.CONTAINS,
    Nearness.SAME_AREA: Weight.SAME_AREA,
    Nearness.TOUCHING: Weight.TOUCHING,
}
_FIGURES = ((5, Weight.MANY_SAME), (2, Weight.SOME_SAME), (1, Weight.ONE_SAME))
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
    """One comparison: which weight it has how many times. No weight: a veto ends the matter."""

    weight: Weight | None
    times: float = 1.0
    detail: str = ""

    @property
    def why(self) -> str:
        """What was found, for ``explain``."""
        return f"{self.weight or ''} {self.detail}".strip()


def compared(group: Group, incident: Incident, kinship: Kinship) -> Iterator[Evidence]:
    """Yield each comparison of what a report tells with an incident's profile."""
    yield Evidence(Weight.SAME_KIND)
    yield from _ended(group, incident)
    if group.is_breach and incident.family == CEASEFIRE:
        yield _breach(group, incident)
    else:
        yield _day(group, incident)
    near = _nearness(group, incident)
    if near is Nearness.APART and _may_correct(group, incident):
        near = Nearness.UNKNOWN  # the place may be what it corrects
    yield from _place(group, near)
    actors = _actors(group, incident)
    yield from actors
    yield from _figures(group, incident)
    if near is not Nearness.SAME:
        yield from _means(group, incident)
    yield from _words(kinship, incident, is_bare=near is Nearness.UNKNOWN or not actors)


def _ended(group: Group, incident: Incident) -> Iterator[Evidence]:
    """Yield a veto where an incident is closed and the report doesn't name its day."""
    now = phase(incident, group.said_at)
    if now in (Phase.OPEN, Phase.QUIET):
        return
    when = when_of_incident(incident)
    is_named = group.when.is_explicit and when.is_explicit and not days_between(group.when, when)
    if now is Phase.OVER or not is_named:
        yield _veto(f"it is {now}")


def _words(kinship: Kinship, incident: Incident, *, is_bare: bool) -> Iterator[Evidence]:
    """Yield what the words say: of a copy always, else only where structure has little to say."""
    if kinship.copied_from(incident.id):
        yield Evidence(Weight.COPIED)
    elif is_bare and (alike := kinship.likeness(incident.id)) > CHANCE:
        yield Evidence(Weight.ALIKE, alike - CHANCE)


def _nearness(group: Group, incident: Incident) -> Nearness:
    if group.family == VIOLENCE:
        return compare(group.places, incident.places)
    # Where a truce was signed, or prisoners change planes, is the table's place, not the front's.
    theatres = {_THEATRE[side] for side in group.parties if side in _THEATRE} or set(Theatre)
    return compare(_within(theatres, group.places), _within(theatres, incident.places))


def _may_correct(group: Group, incident: Incident) -> bool:
    """Tell whether a correction is of an outlet, or a claimant, that told of the incident."""
    if group.stance is not Stance.CORRECTS:
        return False
    known = {origin(code) for code in incident.claimed_by}
    is_claimant = not known.isdisjoint(origin(code) for code in group.claimed_by)
    return is_claimant or any(source.outlet == group.outlet for source in incident.sources)


def _within(theatres: set[Theatre], places: Iterable[Place]) -> list[Place]:
    return [place for place in places if place.theatre is None or place.theatre in theatres]


def _place(group: Group, near: Nearness) -> Iterator[Evidence]:
    if near is Nearness.APART:
        yield _veto(near)
    elif near is not Nearness.UNKNOWN:
        yield Evidence(_NEARNESS[near])
    if group.is_toll and not group.places:
        yield Evidence(Weight.TOLL_ANYWHERE)


def _day(group: Group, incident: Incident) -> Evidence:
    when = when_of_incident(incident)
    days = days_between(group.when, when)
    named = group.when.is_explicit, when.is_explicit
    if group.family == CEASEFIRE and abs(days) == 1:
        return Evidence(Weight.TRUCE_DAY)
    if all(named):
        return _veto("another day named") if days else Evidence(Weight.DAY_NAMED_BY_BOTH)
    if _is_before_it_happened(group.when, when, days):
        return _veto("reported before it happened")
    if _is_follow_up(group) and 0 < days <= FOLLOW_UP.days:
        return Evidence(Weight.FOLLOW_UP_DAY, days)
    return _implied_day(group, incident, days, is_named=any(named))


def _veto(why: str) -> Evidence:
    return Evidence(None, detail=why)


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
        return Evidence(Weight.DAY_NAMED_BY_ONE if is_named else Weight.DAY_IMPLIED)
    if group.family == CEASEFIRE:
        return Evidence(Weight.TRUCE_DAY, apart * apart)
    if apart == 1 and _is_morning_after(group, incident, days):
        return Evidence(Weight.MORNING_AFTER)
    return Evidence(Weight.NEXT_DAY, apart)


def _is_morning_after(group: Group, incident: Incident, days: int) -> bool:
    """Tell whether the later of two days is implied by a morning, which tells of yesterday too."""
    is_ours_later = days > 0
    when = group.when if is_ours_later else when_of_incident(incident)
    at = group.said_at if is_ours_later else incident.first_reported_at
    return not when.is_explicit and is_morning(at, group.places or incident.places)


def _breach(group: Group, incident: Incident) -> Evidence:
    since = group.said_at - incident.first_reported_at
    if EventType.CEASEFIRE_AGREED not in incident.types or since > BREACH_OF_TRUCE:
        return _veto("no fresh truce")
    return Evidence(Weight.FRESH_TRUCE)


def _actors(group: Group, incident: Incident) -> list[Evidence]:
    """Compare the parties, where both name some."""
    speakers = (side_of(code) for code in (*incident.claimed_by, *incident.denied_by))
    theirs = blocs((*incident.actors, *speakers))
    return [_parties(group.parties, theirs)] if group.parties and theirs else []


def _parties(ours: frozenset[Side], theirs: frozenset[Side]) -> Evidence:
    """Compare parties: a report often names one of the two, and that one tells the war."""
    shared = ours & theirs
    if not shared and not _fight(ours, theirs):
        return Evidence(Weight.OTHER_ACTORS)
    if shared and _have_other_enemies(shared, ours, theirs):
        return Evidence(Weight.OTHER_ACTORS, detail="fight the same")
    weight = Weight.SAME_WAR if (ours | theirs) & _OF_ONE_WAR else Weight.SAME_ACTORS
    return Evidence(weight, detail="/".join(sorted(shared or ours | theirs)))


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
    for least, weight in _FIGURES:
        if shared and max(shared) >= least:
            yield Evidence(weight, detail=str(max(shared)))
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
        yield Evidence(Weight.OTHER_GROUND)
    elif not (ours | theirs) & _ANY_MEANS:
        yield Evidence(Weight.OTHER_MEANS)
