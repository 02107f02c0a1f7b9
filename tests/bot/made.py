"""Builders of what messages are made from: an invented clash in 2031, changed as a test needs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from feeds.model import (
    Alert,
    AlertReason,
    Claim,
    EventType,
    Harm,
    Incident,
    Place,
    Precision,
    Severity,
    Side,
    Source,
    Standing,
    Theatre,
    Who,
)

NOW = datetime(2031, 3, 5, 2, 32, tzinfo=UTC)
"""06:32 in Yerevan."""

PLACE = Place(
    name="Nerkin Hand",
    precision=Precision.VILLAGE,
    theatre=Theatre.ARMENIA_AZERBAIJAN,
    lat=39.05,
    lon=46.53,
    within=("Kapan", "Syunik", "Armenia"),
)
DAGESTAN = Place("Dagestan", Precision.REGION, Theatre.NORTH_CAUCASUS)


def claim(**changes: Any) -> Claim:
    """Armenia MoD says that 2 of its soldiers were killed."""
    made = Claim(
        claimant="ARM_MOD",
        side=Side.ARM,
        who=Who.MIL,
        harm=Harm.KILLED,
        low=2,
        high=2,
        qualifier="exact",
        said_at=NOW - timedelta(minutes=27),
        outlet="Armenpress",
        url="https://armenpress.example/1",
    )
    return replace(made, **changes)


def source(**changes: Any) -> Source:
    """Armenpress at 06:05, read at 06:12."""
    made = Source(
        outlet="Armenpress",
        origin="ARM_GOV",
        url="https://armenpress.example/1",
        published_at=NOW - timedelta(minutes=27),
        first_read_at=NOW - timedelta(minutes=20),
    )
    return replace(made, **changes)


def incident(**changes: Any) -> Incident:
    """A clash that one side reports."""
    made = Incident(
        id=1042,
        family="violence",
        types=(EventType.ARMED_CLASH,),
        places=(PLACE,),
        happened_on=date(2031, 3, 5),
        is_day_explicit=True,
        local_time="05:30",
        actors=(Side.ARM, Side.AZE),
        claimed_by=("ARM_MOD",),
        denied_by=(),
        claims=(claim(),),
        sources=(source(),),
        standing=Standing.ONE_SIDE,
        severity=Severity.HIGH,
        first_reported_at=NOW - timedelta(minutes=27),
        last_reported_at=NOW - timedelta(minutes=27),
    )
    return replace(made, **changes)


def alert(reason: AlertReason = AlertReason.NEW, note: str = "") -> Alert:
    """An alert about the incident of ``incident()``."""
    return Alert(
        id=7, incident_id=1042, version=1, reason=reason, created_at=NOW, note=note, held_reason=""
    )
