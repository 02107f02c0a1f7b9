"""incidents -> the rows of the two tables that are exported: events, and claims about them. Pure.

Names follow ACLED's where it has one (docs/exports.md is the codebook). Only facts of the structure
are exported: no headline, no words of a report, nothing of any reader or operator.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from feeds.kinds import kinds
from feeds.merge import spans
from feeds.merge.origins import OUTLET, is_inflicted, is_own
from feeds.merge.standing import total
from feeds.model import Claim, Harm, Incident, Precision, Scope, Standing
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
class ClaimRow:
    """A row of the claim table: what one claimant said of one harm to one side's people.

    ``relation`` is that of the claimant to these people. ``superseded_by`` is the claimant's next
    figure. ``is_derived``: an increment was added, or an operator put it right.
    """

    claim_id: str
    event_id: int
    claimant: str
    relation: str
    side: str
    who: str
    kind: str
    min: int | None
    max: int | None
    qual: str
    scope: str
    source: str
    url: str
    first_seen_at: str
    last_seen_at: str
    superseded_by: str | None
    is_derived: bool
    credit: str = CREDIT
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
        status=_status(about),
        merged_into=about.merged_into or None,
        version=incident.version,
        is_human_reviewed=about.is_human_reviewed,
        program_version=about.program_version,
    )
    if bare.status != "current":
        return bare
    place = incident.places[0] if incident.places else None
    main = incident.types[0]
    day = incident.happened_on or incident.first_reported_at.date()
    return replace(
        _figures(bare, incident),
        event_date=day.isoformat(),
        time_precision=1 if incident.is_day_explicit else 2,
        event_time=incident.local_time,
        event_type=main.value,
        acled_type=kinds()[main].acled or None,
        actors=_joined(incident.actors),
        location=place.name if place else None,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        geo_precision=_GEO_PRECISION[place.precision] if place else None,
        theatre=place.theatre.value if place and place.theatre else None,
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


def claim_rows(about: About) -> Iterator[ClaimRow]:
    """Give what was claimed of an incident, in the order in which it was first read.

    Of one that was merged or withdrawn nothing: its reports are the surviving one's.
    """
    if _status(about) != "current":
        return
    said = sorted(_said(about).values(), key=lambda row: (row.first_seen_at, *_key(row)))
    numbered = [
        replace(row, claim_id=f"{about.incident.id}-{number}") for number, row in enumerate(said, 1)
    ]
    for index, row in enumerate(numbered):
        later = [one.claim_id for one in numbered[index + 1 :] if _subject(one) == _subject(row)]
        yield replace(row, superseded_by=later[0] if later else None)


def _status(about: About) -> str:
    if about.merged_into:
        return "merged"
    is_withdrawn = about.incident.standing is Standing.WITHDRAWN
    return "withdrawn" if is_withdrawn else "current"


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


def _said(about: About) -> dict[tuple[str, ...], ClaimRow]:
    """Collect each figure once, with when it was first and last read, and where first."""
    found: dict[tuple[str, ...], ClaimRow] = {}
    for telling in about.tellings:
        for claim, scope in _claims(telling):
            row = _row(about.incident, claim, scope, telling.first_read_at)
            earlier = found.setdefault(_key(row), row)
            last = max(earlier.last_seen_at, row.last_seen_at)
            found[_key(row)] = replace(earlier, last_seen_at=last)
    known = {key[:-1] for key in found}
    for claim in about.incident.claims:
        row = _row(about.incident, claim, Scope.INCIDENT, claim.said_at)
        if _key(row)[:-1] not in known:
            found[_key(row)] = replace(row, is_derived=True)
    return found


def _claims(telling: Telling) -> Iterator[tuple[Claim, Scope]]:
    """Give the figures of one report about one event, one for each who says it."""
    event = telling.report.events[telling.event]
    for casualty in telling.report.casualties:
        if casualty.event != telling.event or casualty.scope is Scope.BACKGROUND:
            continue
        for claimant in casualty.claimed_by or event.claimed_by or (OUTLET + telling.feed,):
            claim = Claim(
                claimant,
                casualty.side,
                casualty.who,
                casualty.harm,
                casualty.low,
                casualty.high,
                casualty.qualifier,
                telling.published_at,
                telling.feed,
                telling.url,
            )
            yield claim, casualty.scope


def _row(incident: Incident, claim: Claim, scope: Scope, seen_at: datetime) -> ClaimRow:
    return ClaimRow(
        claim_id="",
        event_id=incident.id,
        claimant=claim.claimant,
        relation=_relation(claim),
        side=claim.side.value,
        who=claim.who.value,
        kind=claim.harm.value,
        min=claim.low,
        max=claim.high,
        qual=claim.qualifier,
        scope=scope.value,
        source=claim.outlet,
        url=claim.url,
        first_seen_at=seen_at.isoformat(),
        last_seen_at=seen_at.isoformat(),
        superseded_by=None,
        is_derived=False,
    )


def _relation(claim: Claim) -> str:
    if is_own(claim.claimant, claim.side):
        return "own_side"
    return "opponent" if is_inflicted(claim.claimant, claim.side) else "third_party"


def _subject(row: ClaimRow) -> tuple[str, ...]:
    is_increment = row.scope == Scope.INCREMENT.value
    return row.claimant, row.side, row.who, row.kind, row.claim_id if is_increment else ""


def _key(row: ClaimRow) -> tuple[str, ...]:
    figures = str(row.min), str(row.max)
    return row.claimant, row.side, row.who, row.kind, *figures, row.scope


def _joined(values: Iterable[str] | Collection[str]) -> str | None:
    """Put several values into one cell."""
    return "; ".join(dict.fromkeys(values)) or None
