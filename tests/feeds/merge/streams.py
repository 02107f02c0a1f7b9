"""Any stream of reports, for properties: strategies, and its replay step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st

from feeds.merge import Merged
from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Incident,
    Report,
    Scope,
    Severity,
    Side,
    Source,
    Status,
    Who,
)
from tests.feeds.merge.made import (
    ARMENIA,
    DAY,
    DERBENT,
    GANJA,
    KALBAJAR,
    KHANKENDI,
    KUT,
    LINE,
    NOON,
    REGION,
    SOTK,
    TEGH,
    TODAY,
    Archive,
)

CLAIMANTS = ("ARM_MOD", "ART_GOV", "AZE_MOD", "RUS_MOD", "EU", "witness", "media")
PLACES = (SOTK, KUT, TEGH, KALBAJAR, KHANKENDI, GANJA, REGION, LINE, ARMENIA, DERBENT)
SIDES = (Side.ARM, Side.ART, Side.AZE, Side.RUS, Side.INS, Side.UNK, Side.BOTH)
TYPES = (
    EventType.ARMED_CLASH,
    EventType.SHELLING,
    EventType.TERRITORY_CHANGE,
    EventType.CASUALTIES_UPDATE,
    EventType.CEASEFIRE_AGREED,
    EventType.CEASEFIRE_VIOLATED,
    EventType.TALKS,
)
STATUSES = (Status.ASSERTED, Status.ALLEGED, Status.DISPUTED, Status.DENIED, Status.RETRACTED)

codes = st.lists(st.sampled_from(CLAIMANTS), max_size=2, unique=True).map(tuple)
days = st.sampled_from([TODAY, TODAY - DAY, None])


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event at up to two places, dated or not."""
    start = draw(st.integers(0, 60))
    day = draw(days)
    return Event(
        type=draw(st.sampled_from(TYPES)),
        status=draw(st.sampled_from(STATUSES)),
        places=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))),
        actor=draw(st.sampled_from([*SIDES, None])),
        target=draw(st.sampled_from([*SIDES, None])),
        claimed_by=draw(codes),
        denied_by=draw(codes) if draw(st.booleans()) else (),
        happened_on=day,
        is_day_explicit=day is not None and draw(st.booleans()),
        local_time=draw(st.sampled_from([None, None, "05:30", "23:10"])),
        evidence=((start, start + 5),),
        is_overnight=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def figures(draw: st.DrawFn, count: int) -> Casualty:
    """Any figure of one of ``count`` events."""
    low = draw(st.sampled_from([None, 0, 1, 2, 3, 5, 9, 40]))
    return Casualty(
        event=draw(st.integers(0, count - 1)),
        side=draw(st.sampled_from(SIDES)),
        who=draw(st.sampled_from([Who.MIL, Who.CIV, Who.UNK])),
        harm=draw(st.sampled_from([Harm.KILLED, Harm.WOUNDED, Harm.CASUALTIES])),
        low=low,
        high=draw(st.sampled_from([low, None])),
        scope=draw(st.sampled_from(list(Scope))),
        claimed_by=draw(codes),
    )


@st.composite
def items(draw: st.DrawFn) -> tuple[Report, Source]:
    """Any report with the page that it stood on, within two days."""
    told = draw(st.lists(events(), min_size=1, max_size=3))
    said = draw(st.lists(figures(len(told)), max_size=3))
    at = NOON + timedelta(minutes=draw(st.integers(-24 * 60, 24 * 60)))
    outlet = draw(st.sampled_from(["Reuters", "AFP", "Trend"]))
    by = Source(outlet, outlet, f"https://{outlet}.example/{at:%d%H%M}", at, at)
    is_news = draw(st.integers(0, 3)) > 0
    return Report("e", is_news, "", "en", Severity.LOW, tuple(told), tuple(said)), by


a_few = settings(max_examples=25, deadline=None)
streams = st.lists(items(), min_size=1, max_size=8)


@dataclass(frozen=True)
class Step:
    """One change of an incident in a replay; ``before`` is None where it was opened."""

    told: Report
    by: Source
    before: Incident | None
    merged: Merged

    @property
    def events(self) -> list[Event]:
        """The events that made the change."""
        return [self.told.events[index] for index in self.merged.events]

    @property
    def is_retraction(self) -> bool:
        """The report takes something back."""
        return any(told.status is Status.RETRACTED for told in self.events)

    @property
    def after(self) -> Incident:
        """The incident then."""
        return self.merged.incident


def replay(stream: Sequence[tuple[Report, Source]]) -> list[Step]:
    """Apply a stream in the order of publication."""
    archive = Archive()
    steps: list[Step] = []
    for told, by in sorted(stream, key=lambda item: (item[1].published_at, item[1].outlet)):
        before = dict(archive.incidents)
        steps += [
            Step(told, by, before.get(merged.incident.id), merged)
            for merged in archive.tell(told, by)
        ]
    return steps
