"""An incident as the fold of its reports: opened by the first, grown by each later one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from feeds.merge.days import When, when_of_incident
from feeds.merge.figures import are_incompatible, fold
from feeds.merge.groups import Group, Stance
from feeds.merge.origins import origin
from feeds.merge.places import has_settlement
from feeds.merge.standing import severity, standing
from feeds.model import Incident, Place, Precision, Severity, Source, Standing

MAX_SOURCES = 200
"""The first and the newest are kept: a war day has more, and no message shows so many."""
_PRECISE = tuple(Precision)

T = TypeVar("T")


def opened(group: Group, source: Source, links: Sequence[int]) -> Incident:
    """Return a new incident (id 0, version 1) that one report tells of."""
    blank = Incident(
        id=0,
        family=group.family,
        types=(),
        places=(),
        happened_on=group.when.on,
        is_day_explicit=group.when.is_explicit,
        local_time=group.local_time,
        actors=(),
        claimed_by=(),
        denied_by=(),
        claims=(),
        sources=(),
        standing=Standing.ONE_SIDE,
        severity=Severity.LOW,
        first_reported_at=group.said_at,
        last_reported_at=group.said_at,
        links=tuple(links),
        is_overnight=group.when.is_explicit and group.when.is_overnight,
    )
    return _told(blank, group, source)


def grown(incident: Incident, group: Group, source: Source) -> Incident:
    """Return an incident after one more report; the same one if that changes nothing."""
    changes = {
        Stance.TELLS: _told,
        Stance.DENIES: _denied,
        Stance.TAKES_BACK: _taken_back,
        Stance.CORRECTS: _corrected,
    }
    changed = changes[group.stance](incident, group, source)
    if changed == incident:
        return incident
    last_at = max(incident.last_reported_at, group.said_at)
    return replace(changed, last_reported_at=last_at)


def attached(incident: Incident, source: Source) -> Incident:
    """Return an incident with one more page that tells of it, and nothing else."""
    sources = _sources(incident.sources, source)
    if sources == incident.sources:
        return incident
    last_at = max(incident.last_reported_at, source.published_at)
    return replace(incident, sources=sources, last_reported_at=last_at)


def _told(incident: Incident, group: Group, source: Source) -> Incident:
    """Add what a report tells: each field grows, and a day that is named beats one implied."""
    when = better_day(incident, group.when)
    claims = fold(incident.claims, group, source)
    is_disputed = (
        group.is_disputed or incident.standing is Standing.DISPUTED or are_incompatible(claims)
    )
    claimants = group.claimed_by or (group.speaker,)
    grown_ = replace(
        incident,
        types=union(incident.types, group.types),
        places=sorted_places(incident.places, group.places),
        happened_on=when.on,
        is_day_explicit=when.is_explicit,
        is_overnight=when.is_explicit and when.is_overnight,
        local_time=incident.local_time or group.local_time,
        actors=union(incident.actors, group.actors),
        claimed_by=union(incident.claimed_by, claimants),
        denied_by=union(incident.denied_by, group.denied_by),
        claims=claims,
        sources=_sources(incident.sources, source),
    )
    by_whom = replace(
        grown_,
        time_by=_time_by(incident, grown_, group, claimants),
        place_by=_place_by(incident, grown_, group, claimants),
    )
    return derived(by_whom, is_disputed=is_disputed)


def _denied(incident: Incident, group: Group, source: Source) -> Incident:
    deniers = group.denied_by or group.claimed_by or (group.speaker,)
    denied = replace(
        incident,
        denied_by=union(incident.denied_by, deniers),
        claims=fold(incident.claims, group, source),
        sources=_sources(incident.sources, source),
    )
    return derived(denied, is_disputed=True)


def _taken_back(incident: Incident, group: Group, source: Source) -> Incident:
    """Take a claimant's word back; with nobody left to tell of it the incident is withdrawn."""
    gone = {origin(code) for code in (*group.claimed_by, group.speaker)}
    left = tuple(code for code in incident.claimed_by if origin(code) not in gone)
    is_only_outlet = all(told.outlet == source.outlet for told in incident.sources)
    sources = _sources(incident.sources, source)
    if not left or is_only_outlet:
        return replace(incident, sources=sources, standing=Standing.WITHDRAWN)
    claims = tuple(claim for claim in incident.claims if origin(claim.claimant) not in gone)
    kept = replace(incident, claimed_by=left, claims=claims, sources=sources)
    return derived(kept, is_disputed=incident.standing is Standing.DISPUTED)


def _corrected(incident: Incident, group: Group, source: Source) -> Incident:
    corrected = replace(
        incident,
        places=_right_places(incident.places, group.places),
        claims=fold(incident.claims, group, source),
        sources=_sources(incident.sources, source),
    )
    return replace(corrected, severity=severity(corrected))


def derived(incident: Incident, *, is_disputed: bool) -> Incident:
    """Return an incident with its standing and severity as its other fields have them."""
    now = standing(incident.claimed_by, incident.denied_by, incident.actors, disputed=is_disputed)
    return replace(incident, standing=now, severity=severity(incident))


def _right_places(known: tuple[Place, ...], said: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places after a correction: a settlement that was not known is the right one.

    "Near Tegh, not Sotk" names both. What contains the right one stays.
    """
    names = {place.name for place in known}
    right = tuple(place for place in said if place.name not in names and has_settlement([place]))
    if not right or not has_settlement(known):
        return known
    around = {name for place in right for name in place.within}
    return sorted_places(right, tuple(place for place in known if place.name in around))


def _time_by(
    before: Incident, after: Incident, group: Group, claimants: Sequence[str]
) -> tuple[str, ...]:
    """Return who gave the day and hour that an incident has now: whoever says the same."""
    is_same = _clock(before) == _clock(after)
    known = before.time_by if is_same else ()
    if after.local_time is not None:
        gives_it = group.local_time == after.local_time
    else:
        gives_it = group.when.is_explicit and group.when.on == after.happened_on
    return union(known, claimants) if gives_it else known


def _clock(incident: Incident) -> tuple[object, ...]:
    return incident.happened_on, incident.is_day_explicit, incident.local_time


def _place_by(
    before: Incident, after: Incident, group: Group, claimants: Sequence[str]
) -> tuple[str, ...]:
    """Return who named the place that an incident is shown at now."""
    if not after.places:
        return ()
    first = after.places[0].name
    known = before.place_by if before.places and before.places[0].name == first else ()
    return union(known, claimants) if first in {p.name for p in group.places} else known


def better_day(incident: Incident, new: When) -> When:
    """Return the day of an incident, or a new one where only that is named."""
    old = when_of_incident(incident)
    return new if new.is_explicit and not old.is_explicit else old


def sorted_places(known: tuple[Place, ...], new: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places of both, each once, the most precise first."""
    merged = {place.name: place for place in (*new, *known)}
    order = [place.name for place in (*known, *new)]
    return tuple(
        sorted(
            merged.values(),
            key=lambda place: (_PRECISE.index(place.precision), order.index(place.name)),
        )
    )


def _sources(known: tuple[Source, ...], new: Source) -> tuple[Source, ...]:
    if any(_page(source) == _page(new) for source in known):
        return known
    return (*known[:1], *known[1:][-(MAX_SOURCES - 2) :], new)


def _page(source: Source) -> tuple[str, str]:
    """Return what makes two sources one page: the address, or without one the time."""
    return source.outlet, source.url or source.published_at.isoformat()


def union(known: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    """Return the values of both, each once, in the order in which they came."""
    return tuple(dict.fromkeys((*known, *new)))
