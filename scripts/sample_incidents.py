"""The invented incidents of 2031 that docs/samples shows: outlets, figures and days are made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.places import known_place
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
    Source,
    Standing,
    Who,
)

NOW = datetime(2031, 3, 5, 5, 40, tzinfo=UTC)
"""09:40 in Yerevan, Baku and Tbilisi."""
TOLD_AT = NOW - timedelta(hours=3)
_FIRST_AT = TOLD_AT - timedelta(minutes=20)
_LATER_AT = NOW - timedelta(minutes=15)
WIRE, NEWSLINE, MONITOR = "Ararat Wire", "Caspian Newsline", "Highland Monitor"


def place(name: str) -> Place:
    """Return a place of the gazetteer. Raises LookupError where there is none of that name."""
    found = known_place(name)
    if found is None:
        raise LookupError(name)
    return found


def claim(harm: Harm, number: int | None, *, is_later: bool = False, **changes: Any) -> Claim:
    """Armenia's ministry on its own soldiers, read before the first message or after it."""
    made = Claim(
        claimant="ARM_MOD",
        side=Side.ARM,
        who=Who.MIL,
        harm=harm,
        low=number,
        high=number,
        qualifier="exact",
        said_at=_LATER_AT if is_later else _FIRST_AT,
        outlet=WIRE,
        url="https://sample.invalid/1",
    )
    return replace(made, **changes)


def source(outlet: str, origin: str, *, is_later: bool = False, **changes: Any) -> Source:
    """One outlet, read five minutes after it wrote."""
    at = _LATER_AT if is_later else _FIRST_AT
    url = "https://sample.invalid/1"
    made = Source(outlet, origin, url, published_at=at, first_read_at=at + timedelta(minutes=5))
    return replace(made, **changes)


KILLED, WOUNDED = claim(Harm.KILLED, 2), claim(Harm.WOUNDED, 1)
RAISED = claim(Harm.KILLED, 3, is_later=True, before="2")
LOWERED = claim(Harm.KILLED, 1, is_later=True, before="2")
OPPONENT: Mapping[str, Any] = {"claimant": "AZE_MOD", "outlet": NEWSLINE}
INFLICTED = claim(Harm.KILLED, 5, is_later=True, **OPPONENT)
OWN = claim(Harm.WOUNDED, 2, is_later=True, side=Side.AZE, **OPPONENT)
SEEN = claim(Harm.KILLED, 2, is_later=True, claimant=f"outlet:{MONITOR}", outlet=MONITOR)
FIRST, LATER = source(WIRE, "ARM_GOV"), source(WIRE, "ARM_GOV", is_later=True)
OTHER_SIDE = source(NEWSLINE, "AZE_GOV", is_later=True)
OUTSIDE = source(MONITOR, MONITOR, is_later=True)


def clash(**changes: Any) -> Incident:
    """A clash that one side reports."""
    made = Incident(
        id=1042,
        family="violence",
        types=(EventType.ARMED_CLASH,),
        places=(place("Nerkin Hand"),),
        happened_on=date(2031, 3, 5),
        is_day_explicit=True,
        local_time="05:30",
        actors=(Side.ARM, Side.AZE),
        claimed_by=("ARM_MOD",),
        denied_by=(),
        claims=(KILLED, WOUNDED),
        sources=(FIRST,),
        standing=Standing.ONE_SIDE,
        severity=Severity.HIGH,
        first_reported_at=_FIRST_AT,
        last_reported_at=_FIRST_AT,
        time_by=("ARM_MOD",),
    )
    return replace(made, **changes)


def later(**changes: Any) -> Incident:
    """The same clash after a second report."""
    return clash(**{"version": 2, "last_reported_at": _LATER_AT} | changes)


def truce(**changes: Any) -> Incident:
    """A ceasefire that both sides report, of which nothing else is told."""
    made = clash(
        id=1044,
        family="ceasefire",
        types=(EventType.CEASEFIRE_AGREED,),
        places=(),
        local_time=None,
        time_by=(),
        claims=(),
        claimed_by=("ARM_MFA", "AZE_MFA"),
        sources=(FIRST, OTHER_SIDE),
        standing=Standing.BOTH_SIDES,
        links=(1042,),
    )
    return replace(made, **changes)


def raid() -> Incident:
    """An operation in Dagestan: victims by who and place, never as a side."""
    officers: dict[str, Any] = {
        "claimant": "RUS_NAC",
        "side": Side.RUS,
        "who": Who.POLICE,
        "outlet": MONITOR,
    }
    others = {**officers, "side": Side.INS, "who": Who.MIL}
    return clash(
        id=1046,
        types=(EventType.SECURITY_OPERATION,),
        places=(place("Khasavyurt"), place("Dagestan")),
        local_time=None,
        is_overnight=True,
        time_by=(),
        actors=(Side.RUS, Side.INS),
        claimed_by=("RUS_NAC",),
        claims=(claim(Harm.KILLED, 4, **officers), claim(Harm.KILLED, 3, **others)),
        sources=(source(MONITOR, "RUS_GOV"),),
    )


def alert(reason: AlertReason, note: str = "", **changes: Any) -> Alert:
    """A change of the clash."""
    made = Alert(id=1, incident_id=1042, version=2, reason=reason, created_at=NOW, note=note)
    return replace(made, **changes)
