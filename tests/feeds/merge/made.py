"""Builders of reports and sources of an invented week of March 2031, changed as a test needs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from feeds.merge import Merged, blocks, merge
from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Incident,
    Place,
    Precision,
    Report,
    Severity,
    Side,
    Source,
    Status,
    Theatre,
    Who,
)

NOON = datetime(2031, 3, 4, 8, 0, tzinfo=UTC)
"""Tuesday, 12:00 in Yerevan, Baku and Tbilisi."""
TODAY = date(2031, 3, 4)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

BORDER = "Armenia-Azerbaijan border"
KARABAKH = "Nagorno-Karabakh"


def place(
    name: str,
    within: Sequence[str] = (),
    across: Sequence[str] = (),
    precision: Precision = Precision.VILLAGE,
    *,
    theatre: Theatre | None = Theatre.ARMENIA_AZERBAIJAN,
    point: tuple[float | None, float | None] = (None, None),
) -> Place:
    """A place of the Armenia-Azerbaijan theatre, a village unless said otherwise."""
    return Place(name, precision, theatre, *point, tuple(within), tuple(across))


SOTK = place("Sotk", ["Vardenis", "Gegharkunik", "Armenia", BORDER], ["Kalbajar"])
KUT = place("Kut", ["Vardenis", "Gegharkunik", "Armenia", BORDER], ["Kalbajar"])
TEGH = place("Tegh", ["Goris", "Syunik", "Armenia", BORDER], ["Lachin"])
KALBAJAR = place("Kalbajar", [KARABAKH, "Azerbaijan", BORDER], ["Sotk", "Kut"], Precision.TOWN)
GANJA = place("Ganja", ["Azerbaijan"], precision=Precision.TOWN)
KHANKENDI = place("Khankendi", [KARABAKH, "Azerbaijan"], precision=Precision.TOWN)
SHUSHA = place("Shusha", [KARABAKH, "Azerbaijan"], precision=Precision.TOWN)
GEGHARKUNIK = place("Gegharkunik", ["Armenia", BORDER], precision=Precision.REGION)
SYUNIK = place("Syunik", ["Armenia", BORDER], precision=Precision.REGION)
REGION = place(KARABAKH, ["Azerbaijan"], precision=Precision.REGION)
LINE = place(BORDER, precision=Precision.LINE)
ARMENIA = place("Armenia", precision=Precision.REGION)
TBILISI = place("Tbilisi", ["Georgia"], precision=Precision.TOWN, theatre=Theatre.GEORGIA)
NORTH = Theatre.NORTH_CAUCASUS
DAGESTAN = place("Dagestan", ["North Caucasus"], precision=Precision.REGION, theatre=NORTH)
DERBENT = place("Derbent", ["Dagestan", "North Caucasus"], (), Precision.TOWN, theatre=NORTH)
KHASAVYURT = place("Khasavyurt", ["Dagestan", "North Caucasus"], (), Precision.TOWN, theatre=NORTH)


def event(type_: EventType = EventType.ARMED_CLASH, **changes: Any) -> Event:
    """Azerbaijan fired at Armenians near Sotk on Tuesday, says Armenia's ministry."""
    made = Event(
        type=type_,
        status=Status.ALLEGED,
        places=(SOTK,),
        actor=Side.AZE,
        target=Side.ARM,
        claimed_by=("ARM_MOD",),
        happened_on=TODAY,
        is_day_explicit=True,
    )
    return replace(made, **changes)


def undated(type_: EventType = EventType.ARMED_CLASH, **changes: Any) -> Event:
    """The same, but the report names no day."""
    return event(type_, **{"happened_on": None, "is_day_explicit": False, **changes})


def casualty(low: int | None = 2, harm: Harm = Harm.KILLED, **changes: Any) -> Casualty:
    """So many Armenian soldiers were killed, says who claims the event."""
    made = Casualty(0, Side.ARM, Who.MIL, harm, low, low)
    return replace(made, **changes)


def report(*events: Event, casualties: Sequence[Casualty] = (), alert: bool = True) -> Report:
    """A report of these events: news unless ``alert`` is false."""
    return Report("entry", alert, "new", "en", Severity.MEDIUM, events, tuple(casualties))


def source(outlet: str = "Reuters", at: datetime = NOON, origin: str = "") -> Source:
    """A page of ``outlet`` published ``at``."""
    url = f"https://{outlet.lower()}.example/{at:%d%H%M%S}"
    return Source(outlet, origin or outlet, url, at, at)


def opened(*events: Event, casualties: Sequence[Casualty] = (), at: datetime = NOON) -> Incident:
    """The incident, stored as #1, that Reuters' report of these events opened."""
    told = report(*(events or (event(),)), casualties=casualties)
    return replace(merge(told, source(at=at), [])[0].incident, id=1, is_told=True)


def grown(
    incident: Incident,
    *events: Event,
    casualties: Sequence[Casualty] = (),
    by: Source | None = None,
    alert: bool = True,
) -> Merged:
    """What AFP's report of these events, an hour later, does to the incident."""
    told = report(*(events or (event(),)), casualties=casualties, alert=alert)
    (merged,) = merge(told, by or source("AFP", NOON + HOUR), [incident])
    return merged


class Archive:
    """The store's part in a replay: candidates by family and days, ids in order."""

    def __init__(self) -> None:
        self.incidents: dict[int, Incident] = {}

    def tell(self, told: Report, by: Source) -> list[Merged]:
        """Merge one report and keep what it did, with its ids."""
        kept = []
        for merged in merge(told, by, self.candidates(told, by)):
            stored = replace(merged.incident, id=merged.incident.id or len(self.incidents) + 1)
            self.incidents[stored.id] = stored
            kept.append(replace(merged, incident=stored))
        return kept

    def candidates(self, told: Report, by: Source) -> list[Incident]:
        """Look up the incidents that lie in the report's blocks."""
        wanted = blocks(told, by)
        return [
            incident
            for incident in self.incidents.values()
            if any(
                incident.family == block.family
                and incident.first_reported_at.date() <= block.last_on
                and incident.last_reported_at.date() >= block.first_on
                for block in wanted
            )
        ]
