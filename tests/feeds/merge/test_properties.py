"""What holds for any stream of reports, checked on generated ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.merge import Merged, merge
from feeds.merge.days import days_between, when_of_events, when_of_incident
from feeds.merge.figures import by_claimant
from feeds.merge.origins import is_inflicted, origin, speaker
from feeds.merge.places import Nearness, compare
from feeds.model import (
    AlertReason,
    Casualty,
    Claim,
    Event,
    EventType,
    Harm,
    Incident,
    Report,
    Scope,
    Severity,
    Side,
    Source,
    Standing,
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


@a_few
@given(streams)
def test_a_replay_gives_the_same_answer(stream: list[tuple[Report, Source]]) -> None:
    assert replay(stream) == replay(list(stream))


@a_few
@given(streams, items())
def test_the_order_of_the_candidates_does_not_matter(
    stream: list[tuple[Report, Source]], item: tuple[Report, Source]
) -> None:
    archive = Archive()
    for told, by in stream:
        archive.tell(told, by)
    known = list(archive.incidents.values())

    assert merge(*item, known) == merge(*item, known[::-1])


@a_few
@given(streams)
def test_a_veto_is_never_outweighed(stream: list[tuple[Report, Source]]) -> None:
    for step in replay(stream):
        if step.before is None or step.before.family != "violence":
            continue
        places = [place for event in step.events for place in event.places]
        assert compare(places, step.before.places) is not Nearness.APART
        when, known = when_of_events(step.events, NOON), when_of_incident(step.before)
        if when.is_explicit and known.is_explicit and len(step.merged.events) == 1:
            assert days_between(when, known) == 0


@a_few
@given(streams)
def test_nothing_joins_a_withdrawn_incident(stream: list[tuple[Report, Source]]) -> None:
    before = [step.before for step in replay(stream) if step.before is not None]

    assert Standing.WITHDRAWN not in {incident.standing for incident in before}


def most(claims: Sequence[Claim]) -> dict[tuple[object, ...], int]:
    """The figure of each claimant for each side and harm: of all its people together."""
    return {
        (claimant, side, harm): number
        for harm in Harm
        for (claimant, side), number in by_claimant(claims, harm).items()
    }


@a_few
@given(streams)
def test_a_toll_is_lowered_only_by_its_own_claimant(stream: list[tuple[Report, Source]]) -> None:
    for step in replay(stream):
        if step.before is None:
            continue
        speakers = [speaker(step.by)]
        speakers += [code for told in step.events for code in told.claimed_by]
        speakers += [code for figure in step.told.casualties for code in figure.claimed_by]
        if step.is_retraction:  # an outlet may put right what it had quoted
            quoted = [c for c in step.before.claims if c.outlet == step.by.outlet]
            speakers += [claim.claimant for claim in quoted]
        origins = {origin(code) for code in speakers}
        now = most(step.after.claims)
        for claimed, before in most(step.before.claims).items():
            assert now.get(claimed, 0) >= before or origin(str(claimed[0])) in origins


@a_few
@given(streams)
def test_one_report_makes_one_version(stream: list[tuple[Report, Source]]) -> None:
    for step in replay(stream):
        known = step.before
        if known is None:
            assert step.after.version == 1
        else:
            assert step.after.version - known.version == (step.after != known)


@a_few
@given(streams)
def test_each_alert_follows_from_its_reason(stream: list[tuple[Report, Source]]) -> None:
    for step in replay(stream):
        assert step.merged.alert in allowed(step)


def allowed(step: Step) -> set[AlertReason | None]:
    """The reasons that what changed allows for."""
    old, new = step.before, step.after
    if old is None:
        return {AlertReason.NEW}
    if new.standing is Standing.WITHDRAWN:
        return {AlertReason.CORRECTION}
    reasons: set[AlertReason | None] = set()
    before, after = most(old.claims), most(new.claims)
    if any(after.get(key, 0) < value for key, value in before.items()):
        reasons.add(AlertReason.CORRECTION)
    if set(old.claimed_by) - set(new.claimed_by):
        return {AlertReason.CORRECTION}
    if step.is_retraction and set(new.claims) - set(old.claims):
        reasons.add(AlertReason.CORRECTION)
    if set(new.types) - set(old.types) and old.family == "ceasefire":
        reasons.add(AlertReason.TRANSITION)
    if new.standing is Standing.DISPUTED is not old.standing:
        return reasons | {AlertReason.DISPUTED}
    if any(
        value > before.get(key, 0) and not is_inflicted(str(key[0]), Side(str(key[1])))
        for key, value in after.items()
    ):
        reasons.add(AlertReason.TOLL)
    if set(new.claimed_by) - set(old.claimed_by):
        reasons |= {AlertReason.BOTH_SIDES, AlertReason.INDEPENDENT}
    return reasons | {None}
