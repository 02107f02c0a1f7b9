"""incident + alert -> news: what policy needs to know of a change, and nothing else. Pure.

How far something is established decides how loud it is told. What a side says that it inflicted
establishes nothing, nor does an outlet that names no source: only the side that lost, somebody
outside the fight, or two origins do (product.md, sections 1 and 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from feeds.kinds import kinds
from feeds.merge.origins import (
    OUTLET,
    are_both_sides,
    is_independent,
    is_inflicted,
    is_own,
    origin,
    speaker,
)
from feeds.model import (
    Alert,
    AlertReason,
    Claim,
    EventType,
    Harm,
    Incident,
    Place,
    Severity,
    Side,
    Standing,
    Theatre,
)

_HOME = {
    Side.ARM: Theatre.ARMENIA_AZERBAIJAN,
    Side.AZE: Theatre.ARMENIA_AZERBAIJAN,
    Side.ART: Theatre.ARMENIA_AZERBAIJAN,
    Side.GEO: Theatre.GEORGIA,
    Side.ABK: Theatre.GEORGIA,
    Side.OSE: Theatre.GEORGIA,
    Side.INS: Theatre.NORTH_CAUCASUS,
}
"""Where those fight who fight in one theatre only: it tells the area where no place does."""


class Basis(IntEnum):
    """What an incident stands on; the higher, the better established."""

    UNNAMED = 0
    """Outlets of one origin that name no source."""
    NAMED = 1
    """Somebody is named, but it is one side's word."""
    ESTABLISHED = 2
    """Both sides, somebody outside the fight, or two origins."""


@dataclass(frozen=True, slots=True)
class News:
    """What a change of an incident is, as far as it decides how loud it is told.

    ``harms`` are established, ``claimed_harms`` told by anybody. ``may_break`` lets critical news
    sound at night: two origins, an own-side admission, or an operator's release. No ``theatres``
    means that no area is known. ``expires_at`` is when it is too old to push; None is never.
    ``words`` (casefolded) and what stands before them are for filters and watch points.
    ``is_draft``: only draft languages tell of it.
    """

    types: frozenset[EventType]
    basis: Basis
    harms: frozenset[Harm] = frozenset()
    claimed_harms: frozenset[Harm] = frozenset()
    theatres: frozenset[Theatre] = frozenset()
    is_critical: bool = False
    may_break: bool = False
    is_correction: bool = False
    is_withdrawn: bool = False
    is_unreviewed: bool = False
    is_draft: bool = False
    expires_at: datetime | None = None
    family: str = ""
    severity: Severity = Severity.LOW
    standing: Standing = Standing.ONE_SIDE
    places: tuple[Place, ...] = ()
    outlets: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds an alert. ``words`` are what its sources wrote, for keywords.

    ``is_released``: an operator has looked at it and let it go. ``is_unreviewed``: it was held
    for an operator, and none came.
    """

    is_released: bool = False
    is_unreviewed: bool = False
    words: str = ""


PLAIN = Circumstances()


def news_of(incident: Incident, alert: Alert, around: Circumstances = PLAIN) -> News:
    """Say what ``alert`` is about."""
    harms = frozenset(harm for harm in Harm if _is_established(incident, harm))
    is_correction = alert.reason is AlertReason.CORRECTION
    return News(
        types=frozenset(incident.types),
        basis=basis(incident),
        harms=harms,
        claimed_harms=frozenset(claim.harm for claim in incident.claims if _is_some(claim)),
        theatres=theatres(incident),
        is_critical=incident.severity is Severity.CRITICAL,
        may_break=around.is_released or has_second_word(incident),
        is_correction=is_correction,
        is_withdrawn=incident.standing is Standing.WITHDRAWN,
        is_unreviewed=around.is_unreviewed,
        is_draft=incident.is_draft,
        # Who heard of it is told that it was wrong, however late.
        expires_at=None if is_correction else _expires_at(incident, alert),
        family=incident.family,
        severity=incident.severity,
        standing=incident.standing,
        places=incident.places,
        outlets=frozenset(source.outlet for source in incident.sources),
        words=around.words.casefold(),
    )


def basis(incident: Incident) -> Basis:
    """Say what an incident stands on."""
    named = _named(incident)
    is_outside = any(is_independent(code, incident.actors) for code in named)
    if is_outside or are_both_sides(named) or len(_origins(incident)) > 1:
        return Basis.ESTABLISHED
    return Basis.NAMED if named else Basis.UNNAMED


def has_second_word(incident: Incident) -> bool:
    """Tell whether an incident hangs on more than one side's word about the other."""
    admitted = any(
        _is_some(claim) and is_own(claim.claimant, claim.side) for claim in _of(incident)
    )
    return admitted or len(_origins(incident)) > 1


def theatres(incident: Incident) -> frozenset[Theatre]:
    """Return the areas of an incident: its places', else those of who took part."""
    of_places = frozenset(place.theatre for place in incident.places if place.theatre)
    return of_places or frozenset(_HOME[side] for side in incident.actors if side in _HOME)


def _of(incident: Incident) -> Iterable[Claim]:
    """Give the claims that may establish something."""
    return (claim for claim in incident.claims if not is_inflicted(claim.claimant, claim.side))


def _is_established(incident: Incident, harm: Harm) -> bool:
    said = [claim for claim in _of(incident) if claim.harm is harm and _is_some(claim)]
    origins = {origin(claim.claimant) for claim in said}
    return len(origins) > 1 or any(
        is_own(claim.claimant, claim.side) or is_independent(claim.claimant, incident.actors)
        for claim in said
    )


def _is_some(claim: Claim) -> bool:
    """Tell whether a claim speaks of anybody: "no casualties" doesn't."""
    return claim.high != 0


def _named(incident: Incident) -> frozenset[str]:
    codes = (*incident.claimed_by, *(claim.claimant for claim in incident.claims))
    return frozenset(code for code in codes if not code.startswith(OUTLET))


def _origins(incident: Incident) -> frozenset[str]:
    """Return who says it, offices of one side as one; the outlets only where nobody is named."""
    named = _named(incident)
    return frozenset(map(origin, named or map(speaker, incident.sources)))


def _expires_at(incident: Incident, alert: Alert) -> datetime:
    """Return when an alert is too old: by the newest report of it, read late as it may be."""
    hours = max(kinds()[kind].expires_hours for kind in incident.types)
    return min(alert.created_at, incident.last_reported_at) + timedelta(hours=hours)
