"""What holds for any stream of reports, checked on generated ones."""

from collections.abc import Sequence

from hypothesis import given

from feeds.merge import merge
from feeds.merge.days import days_between, when_of_events, when_of_incident
from feeds.merge.figures import by_claimant
from feeds.merge.origins import is_inflicted, origin, speaker
from feeds.merge.places import Nearness, compare
from feeds.model import (
    AlertReason,
    Claim,
    Harm,
    Report,
    Side,
    Source,
    Standing,
)
from tests.feeds.merge.made import (
    NOON,
    Archive,
)
from tests.feeds.merge.streams import Step, a_few, items, replay, streams


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
        if step.is_retraction:  # the place may be what is put right
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
