"""What an operator changes by hand: an incident withdrawn, or a field of it put right. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from feeds.kinds import family
from feeds.merge.figures import as_text
from feeds.merge.standing import severity
from feeds.model import Claim, EventType, Incident, Place, Standing


class Field(StrEnum):
    """What of an incident can be put right besides its figures."""

    PLACE = "place"
    DAY = "day"
    TIME = "time"
    KIND = "kind"


Value = Place | date | str
"""A place; a local day; "HH:MM" or "" for a time, and an event type for a kind."""


def retract(incident: Incident) -> Incident:
    """Return an incident as withdrawn, one version on; one that is withdrawn stays as it is."""
    if incident.standing is Standing.WITHDRAWN:
        return incident
    return replace(incident, standing=Standing.WITHDRAWN, version=incident.version + 1)


def correct(incident: Incident, right: Claim) -> Incident:
    """Return an incident with the figure of ``right``'s claimant put right, one version on.

    It takes the place of that claimant's figure for the same side, people and harm.

    Raises:
        ValueError: The claimant gave no such figure.
    """
    wrong = [claim for claim in incident.claims if _subject(claim) == _subject(right)]
    if not wrong:
        raise ValueError(f"{right.claimant} says nothing of {right.harm} {right.side}")
    righted = replace(right, before=as_text(wrong[0]))
    claims = tuple(righted if claim is wrong[0] else claim for claim in incident.claims)
    corrected = replace(incident, claims=claims, version=incident.version + 1)
    return replace(corrected, severity=severity(corrected))


def amend(incident: Incident, field: Field, value: Value) -> Incident:
    """Return an incident with one field put right, one version on.

    A place stands for all places that were read; so does a kind for all kinds.

    Raises:
        ValueError: It is so already, or the kind is of another family.
    """
    amended = _AMENDMENTS[field](incident, value)
    if replace(amended, time_by=incident.time_by, place_by=incident.place_by) == incident:
        raise ValueError(f"the {field} is so already")
    amended = replace(amended, version=incident.version + 1)
    return replace(amended, severity=severity(amended))


def former(incident: Incident, field: Field) -> str:
    """Return a field as data, as it stands: "Sotk", "2031-03-04", "05:30", "shelling"."""
    return _FORMER[field](incident)


def _place(incident: Incident, value: Value) -> Incident:
    if not isinstance(value, Place):
        return incident
    return replace(incident, places=(value,), place_by=())


def _day(incident: Incident, value: Value) -> Incident:
    if not isinstance(value, date):
        return incident
    return replace(
        incident, happened_on=value, is_day_explicit=True, is_overnight=False, time_by=()
    )


def _time(incident: Incident, value: Value) -> Incident:
    return replace(incident, local_time=str(value) or None, time_by=())


def _kind(incident: Incident, value: Value) -> Incident:
    kind = EventType(str(value))
    if family(kind) != incident.family:
        raise ValueError(f"{kind} is of the kind {family(kind)}, the incident of {incident.family}")
    return replace(incident, types=(kind,))


_AMENDMENTS: Mapping[Field, Callable[[Incident, Value], Incident]] = MappingProxyType(
    {Field.PLACE: _place, Field.DAY: _day, Field.TIME: _time, Field.KIND: _kind}
)
_FORMER: Mapping[Field, Callable[[Incident], str]] = MappingProxyType(
    {
        Field.PLACE: lambda incident: incident.places[0].name if incident.places else "",
        Field.DAY: lambda incident: (
            incident.happened_on.isoformat() if incident.happened_on else ""
        ),
        Field.TIME: lambda incident: incident.local_time or "",
        Field.KIND: lambda incident: incident.types[0].value,
    }
)


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.claimant, claim.side, claim.who, claim.harm
