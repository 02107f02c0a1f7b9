"""incidents -> the rows of the event table that is exported. Pure; ``claim_exports.py`` has claims.

Names follow ACLED's where it has one (docs/exports.md is the codebook). Only facts of the structure
are exported: no headline, no words of a report, nothing of any reader or operator.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from feeds.kinds import kinds
from feeds.merge import spans
from feeds.merge.standing import total
from feeds.model import Harm, Incident, Precision, Standing
from feeds.store.incidents import Telling

NOTE = "media reports, not a count of events"
CREDIT = "places: GeoNames (CC BY 4.0); reports: the outlets named"
LICENCE = "MIT for the program; facts as reported by the outlets named; GeoNames CC BY 4.0"
CODEBOOK = "docs/exports.md"
_GEO_PRECISION: Mapping[Precision, int] = MappingProxyType(
    {
        Precision.VILLAGE: 1,
        Precision.TOWN: 1,
        Precision.DISTRICT: 2,
        Precision.REGION: 3,
        Precision.LINE: 3,
    }
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the event table. Fields are its columns, in order; None is an empty cell."""

    event_id: int
    status: str
    merged_into: int | None = None
    version: int | None = None
    event_date: str | None = None
    time_precision: int | None = None
    event_time: str | None = None
    event_type: str | None = None
    acled_type: str | None = None
    actors: str | None = None
    location: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: int | None = None
    theatre: str | None = None
    standing: str | None = None
    fatalities_low: int | None = None
    fatalities_high: int | None = None
    fatalities_best: int | None = None
    wounded_low: int | None = None
    wounded_high: int | None = None
    claimed_by: str | None = None
    denied_by: str | None = None
    sources: str | None = None
    origins: str | None = None
    first_reported_at: str | None = None
    last_reported_at: str | None = None
    linked_to: str | None = None
    is_told: bool | None = None
    is_human_reviewed: bool | None = None
    program_version: str = ""
    licence: str = LICENCE
    credit: str = CREDIT
    codebook: str = CODEBOOK
    note: str = NOTE


@dataclass(frozen=True, slots=True)
class About:
    """What is exported of an incident beside itself.

    ``merged_into`` is 0 where it stands for itself. ``tellings`` are needed for its claims only.
    """

    incident: Incident
    merged_into: int
    is_human_reviewed: bool
    program_version: str
    tellings: Sequence[Telling] = ()


def event_row(about: About) -> EventRow:
    """Give the row of an incident; of one that was merged or withdrawn no more than that."""
    incident = about.incident
    bare = EventRow(
        event_id=incident.id,
        status=status(about),
        merged_into=about.merged_into or None,
        version=incident.version,
        is_human_reviewed=about.is_human_reviewed,
        program_version=about.program_version,
    )
    if bare.status != "current":
        return bare
    return _placed(_figures(_told(bare, incident), incident), incident)


def status(about: About) -> str:
    """Say whether an incident stands for itself: "current", "merged" or "withdrawn"."""
    if about.merged_into:
        return "merged"
    is_withdrawn = about.incident.standing is Standing.WITHDRAWN
    return "withdrawn" if is_withdrawn else "current"


def _told(row: EventRow, incident: Incident) -> EventRow:
    """Fill in what happened, when, and who says so."""
    day = incident.happened_on or incident.first_reported_at.date()
    main = incident.types[0]
    return replace(
        row,
        event_date=day.isoformat(),
        time_precision=1 if incident.is_day_explicit else 2,
        event_time=incident.local_time,
        event_type=main.value,
        acled_type=kinds()[main].acled or None,
        actors=_joined(incident.actors),
        standing=incident.standing.value,
        claimed_by=_joined(incident.claimed_by),
        denied_by=_joined(incident.denied_by),
        sources=_joined(source.outlet for source in incident.sources),
        origins=_joined(source.origin for source in incident.sources),
        first_reported_at=incident.first_reported_at.isoformat(),
        last_reported_at=incident.last_reported_at.isoformat(),
        linked_to=_joined(map(str, incident.links)),
        is_told=incident.is_told,
    )


def _placed(row: EventRow, incident: Incident) -> EventRow:
    """Fill in the most precise place, if any is known."""
    if not incident.places:
        return row
    place = incident.places[0]
    return replace(
        row,
        location=place.name,
        latitude=place.lat,
        longitude=place.lon,
        geo_precision=_GEO_PRECISION[place.precision],
        theatre=place.theatre.value if place.theatre else None,
    )


def _figures(row: EventRow, incident: Incident) -> EventRow:
    """Fill in low, high and best: those of the two sides' people together, empty while disputed."""
    killed, wounded = _span(incident, Harm.KILLED), _span(incident, Harm.WOUNDED)
    is_agreed = incident.standing is not Standing.DISPUTED and killed[0] == killed[1]
    return replace(
        row,
        fatalities_low=killed[0],
        fatalities_high=killed[1],
        fatalities_best=killed[0] if is_agreed else None,
        wounded_low=wounded[0],
        wounded_high=wounded[1],
    )


def _span(incident: Incident, harm: Harm) -> tuple[int | None, int | None]:
    """Return low and high of all sides' people; people of no named side may be any of them."""
    found = {side: span for (side, of), span in spans(incident).items() if of is harm}
    if not found:
        return None, None
    low = total({side: span.low for side, span in found.items()})
    highs = {side: span.high for side, span in found.items() if span.high is not None}
    return low, total(highs) if len(highs) == len(found) else None


def _joined(values: Iterable[str] | Collection[str]) -> str | None:
    """Put several values into one cell."""
    return "; ".join(dict.fromkeys(values)) or None
