"""Two incidents that turn out to be one: the union of what is known of both. Pure.

Claims are kept per claimant, the newest of each; tolls are never added.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from feeds.merge.days import when_of_incident
from feeds.merge.figures import as_text
from feeds.merge.profile import MAX_SOURCES, better_day, derived, sorted_places, union
from feeds.model import Claim, Incident, Source, Standing


def united(kept: Incident, gone: Incident) -> Incident:
    """Return ``kept`` with what ``gone`` knows, at a version past those of both.

    Raises:
        ValueError: They are one, of different kinds, or one of them is withdrawn.
    """
    _check(kept, gone)
    when = better_day(kept, when_of_incident(gone))
    both = replace(
        kept,
        types=union(kept.types, gone.types),
        places=sorted_places(kept.places, gone.places),
        happened_on=when.on,
        is_day_explicit=when.is_explicit,
        is_overnight=when.is_explicit and when.is_overnight,
        local_time=kept.local_time or gone.local_time,
        actors=union(kept.actors, gone.actors),
        claimed_by=union(kept.claimed_by, gone.claimed_by),
        denied_by=union(kept.denied_by, gone.denied_by),
        claims=_claims(kept.claims, gone.claims),
        sources=_sources((*kept.sources, *gone.sources)),
        first_reported_at=min(kept.first_reported_at, gone.first_reported_at),
        last_reported_at=max(kept.last_reported_at, gone.last_reported_at),
        version=max(kept.version, gone.version) + 1,
        is_told=kept.is_told or gone.is_told,
        links=tuple(sorted({*kept.links, *gone.links} - {kept.id, gone.id})),
    )
    by_whom = replace(
        both,
        time_by=_given_by(_clock, both, kept, gone),
        place_by=_given_by(_place, both, kept, gone),
    )
    return derived(by_whom, is_disputed=Standing.DISPUTED in (kept.standing, gone.standing))


def _given_by(
    what: Callable[[Incident], tuple[object, tuple[str, ...]]], both: Incident, *of: Incident
) -> tuple[str, ...]:
    """Return who gave what both have now: whoever gave the same."""
    value, _ = what(both)
    given = [by for said, by in map(what, of) if said == value]
    return union((), [code for by in given for code in by])


def _clock(incident: Incident) -> tuple[object, tuple[str, ...]]:
    clock = incident.happened_on, incident.is_day_explicit, incident.local_time
    return clock, incident.time_by


def _place(incident: Incident) -> tuple[object, tuple[str, ...]]:
    return (incident.places[0].name if incident.places else None), incident.place_by


def _check(kept: Incident, gone: Incident) -> None:
    if kept.id == gone.id:
        raise ValueError(f"both are #{kept.id}")
    if kept.family != gone.family:
        raise ValueError(
            f"#{kept.id} is of the kind {kept.family}, #{gone.id} of the kind {gone.family}: "
            "different kinds stay two incidents"
        )
    for one in (kept, gone):
        if one.standing is Standing.WITHDRAWN:
            raise ValueError(f"#{one.id} is withdrawn")


def _claims(kept: Iterable[Claim], gone: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return each claimant's newest word of each people and harm, with its former one."""
    claims = {_subject(claim): claim for claim in kept}
    for claim in gone:
        known = claims.get(_subject(claim))
        claims[_subject(claim)] = claim if known is None else _newest(known, claim)
    return tuple(claims.values())


def _newest(known: Claim, other: Claim) -> Claim:
    older, newer = (known, other) if other.said_at > known.said_at else (other, known)
    is_same = (older.low, older.high) == (newer.low, newer.high)
    return newer if is_same or newer.before else replace(newer, before=as_text(older))


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.claimant, claim.side, claim.who, claim.harm


def _sources(listed: Iterable[Source]) -> tuple[Source, ...]:
    """Return every page once, the oldest first; the first and the newest where there are many."""
    pages = {(one.outlet, one.url or one.published_at.isoformat()): one for one in listed}
    ordered = sorted(pages.values(), key=lambda one: (one.first_read_at, one.outlet, one.url))
    return (*ordered[:1], *ordered[1:][-(MAX_SOURCES - 1) :])
