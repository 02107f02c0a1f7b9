"""A report as the JSON of ``extract`` (design.md, 5.3): the contract's keys in its order."""

from typing import Any

from feeds.model import Casualty, Event, Place, Report, Span


def to_json(report: Report) -> dict[str, Any]:
    """Return a report as what ``json.dumps`` takes."""
    return {
        "id": report.entry_id,
        "alert": report.alert,
        "reason": report.reason,
        "language": report.language,
        "severity": report.severity.value,
        "events": [_event(event) for event in report.events],
        "casualties": [_casualty(casualty) for casualty in report.casualties],
        "summary": report.summary,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type.value,
        "status": event.status.value,
        "places": [place.name for place in event.places],
        **_point(event.places),
        "actor": event.actor and event.actor.value,
        "target": event.target and event.target.value,
        "claimed_by": list(event.claimed_by),
        "denied_by": list(event.denied_by),
        "date": event.happened_on and event.happened_on.isoformat(),
        "time": event.local_time,
        "evidence": _spans(event.evidence),
    }


def _point(places: tuple[Place, ...]) -> dict[str, Any]:
    """Give where the first, most precise place is: nowhere, if there is none."""
    if not places:
        return {"lat": None, "lon": None, "precision": None}
    return {"lat": places[0].lat, "lon": places[0].lon, "precision": places[0].precision.value}


def _casualty(casualty: Casualty) -> dict[str, Any]:
    return {
        "event": casualty.event,
        "side": casualty.side.value,
        "who": casualty.who.value,
        "kind": casualty.harm.value,
        "min": casualty.low,
        "max": casualty.high,
        "qual": casualty.qualifier,
        "scope": casualty.scope.value,
        "claimed_by": list(casualty.claimed_by),
        "denied_by": list(casualty.denied_by),
        "evidence": _spans(casualty.evidence),
    }


def _spans(evidence: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in evidence]
