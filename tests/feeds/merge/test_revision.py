from collections.abc import Sequence
from typing import Any

import pytest

from feeds.model import AlertReason, Casualty, Event, EventType, Harm, Incident, Side, Status, Who
from tests.feeds.merge.made import (
    HOUR,
    NOON,
    REGION,
    casualty,
    event,
    grown,
    opened,
    source,
    undated,
)

AGREED, BROKEN = EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_VIOLATED
ENDED, EXTENDED = EventType.CEASEFIRE_ENDED, EventType.CEASEFIRE_EXTENDED
WOUNDED, CAPTURED = Harm.WOUNDED, Harm.CAPTURED
AZE_SAYS = event(claimed_by=("AZE_MOD",))
UNNAMED = event(claimed_by=())
WITNESS_SAYS = event(claimed_by=("witness",))
REUTERS_LATER = source("Reuters", NOON + HOUR)


def reason(
    known: Incident,
    *told: Event,
    casualties: Sequence[Casualty] = (),
    **changes: Any,
) -> AlertReason | None:
    return grown(known, *told, casualties=casualties, **changes).alert


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (casualty(2), casualty(3), AlertReason.TOLL),
        (casualty(49), casualty(50), AlertReason.TOLL),
        (casualty(2), casualty(2), None),
        (casualty(0), casualty(1), AlertReason.TOLL),
        (casualty(2), casualty(2, high=None, qualifier="more_than"), None),
        (casualty(2), casualty(None, high=9, qualifier="at_most"), None),
        (casualty(2), casualty(3, side=Side.ART), AlertReason.TOLL),
        (casualty(1, WOUNDED), casualty(2, WOUNDED), AlertReason.TOLL),
        (casualty(3, WOUNDED), casualty(5, WOUNDED), None),
        (casualty(3, WOUNDED), casualty(6, WOUNDED), AlertReason.TOLL),
        (casualty(40, WOUNDED), casualty(45, WOUNDED), AlertReason.TOLL),
        (casualty(40, WOUNDED), casualty(44, WOUNDED), None),
        (casualty(3, CAPTURED), casualty(6, CAPTURED), AlertReason.TOLL),
        (casualty(2), casualty(2, WOUNDED), AlertReason.TOLL),
        (casualty(2), casualty(1, Harm.DETAINED), None),
    ],
)
def test_an_own_side_figure_alerts_by_how_much_it_rises(
    before: Casualty, after: Casualty, expected: AlertReason | None
) -> None:
    assert expected == reason(opened(casualties=[before]), casualties=[after])


@pytest.mark.parametrize(
    ("told", "figure", "expected"),
    [
        (event(), casualty(40, side=Side.AZE), None),  # inflicted
        (WITNESS_SAYS, casualty(4), AlertReason.TOLL),
        (WITNESS_SAYS, casualty(4, side=Side.AZE), AlertReason.TOLL),
        (UNNAMED, casualty(4), None),  # one outlet that names nobody
        (event(claimed_by=("media",)), casualty(4), None),
        (event(), casualty(4, side=Side.UNK), None),
    ],
)
def test_only_an_established_figure_alerts(
    told: Event, figure: Casualty, expected: AlertReason | None
) -> None:
    known = grown(
        opened(casualties=[casualty(2)]), WITNESS_SAYS, by=source("BBC", NOON + HOUR / 2)
    ).incident

    assert expected == reason(known, told, casualties=[figure])


def test_a_second_unnamed_origin_makes_a_higher_figure_news() -> None:
    known = opened(UNNAMED, casualties=[casualty(2)])
    once = grown(known, UNNAMED, casualties=[casualty(5)], by=source("BBC", NOON + HOUR))

    twice = reason(once.incident, UNNAMED, casualties=[casualty(5)])

    assert (None, AlertReason.TOLL) == (once.alert, twice)


def test_a_figure_that_readers_had_with_the_first_report_is_no_news_from_a_ministry() -> None:
    known = opened(UNNAMED, casualties=[casualty(2)])

    assert reason(known, event(), casualties=[casualty(2)]) is None


def test_a_figure_broken_down_by_side_is_no_rise() -> None:
    known = opened(WITNESS_SAYS, casualties=[casualty(5, side=Side.BOTH)])
    parts = [casualty(3), casualty(2, side=Side.AZE)]

    assert reason(known, WITNESS_SAYS, casualties=parts) is None


def test_civilians_beside_soldiers_are_a_rise() -> None:
    known = opened(casualties=[casualty(2)])

    assert reason(known, casualties=[casualty(1, who=Who.CIV)]) is AlertReason.TOLL


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (AZE_SAYS, AlertReason.BOTH_SIDES),
        (event(claimed_by=("ART_GOV",)), None),
        (event(claimed_by=("ARM_PM",)), None),
        (UNNAMED, None),
        (WITNESS_SAYS, AlertReason.INDEPENDENT),
        (event(claimed_by=("RUS_MOD",)), AlertReason.INDEPENDENT),
        (event(claimed_by=("media",)), None),
        (event(status=Status.DISPUTED, denied_by=("AZE_MOD",)), AlertReason.DISPUTED),
    ],
)
def test_a_new_kind_of_origin_alerts(told: Event, expected: AlertReason | None) -> None:
    assert expected == reason(opened(), told)


@pytest.mark.parametrize(
    "told",
    [
        AZE_SAYS,
        WITNESS_SAYS,
        event(status=Status.DISPUTED, denied_by=("AZE_MOD",)),
        event(status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",)),
    ],
)
def test_each_kind_of_origin_alerts_once(told: Event) -> None:
    is_news = told.status.is_live
    once = grown(opened(), told, alert=is_news)
    again = source("BBC", NOON + 2 * HOUR)

    assert once.alert is not None
    assert reason(once.incident, told, by=again, alert=is_news) is None


def test_a_denial_alerts_even_in_a_silent_report() -> None:
    denial = event(status=Status.DENIED, denied_by=("AZE_MOD",))
    merged = grown(opened(), denial, alert=False)

    assert (AlertReason.DISPUTED, "denied by AZE_MOD") == (merged.alert, merged.note)


@pytest.mark.parametrize(
    ("before", "after", "by", "expected"),
    [
        (casualty(3), casualty(2), REUTERS_LATER, AlertReason.CORRECTION),
        (casualty(3, WOUNDED), casualty(2, WOUNDED), REUTERS_LATER, AlertReason.CORRECTION),
        (casualty(3), casualty(2), source("AFP", NOON + HOUR), None),
        (casualty(3, side=Side.AZE), casualty(2, side=Side.AZE), REUTERS_LATER, None),
        (casualty(3), casualty(2, high=None, qualifier="at_least"), REUTERS_LATER, None),
    ],
)
def test_a_claimant_that_lowers_its_figure_corrects_it(
    before: Casualty, after: Casualty, by: Any, expected: AlertReason | None
) -> None:
    assert expected == reason(opened(casualties=[before]), casualties=[after], by=by)


def test_two_figures_that_rise_together_correct_nothing() -> None:
    known = opened(casualties=[casualty(2), casualty(4, who=Who.CIV)])
    figures = [casualty(3), casualty(5, who=Who.CIV)]

    assert reason(known, casualties=figures, by=REUTERS_LATER) is AlertReason.TOLL


def test_what_an_outsider_inflicted_is_no_correction() -> None:
    before, after = (casualty(number, side=Side.UKR, claimed_by=("RUS_MOD",)) for number in (3, 2))

    assert reason(opened(casualties=[before]), casualties=[after], by=REUTERS_LATER) is None


def test_an_outlets_lower_figure_is_no_correction() -> None:
    known = opened(UNNAMED, casualties=[casualty(9)])

    assert reason(known, UNNAMED, casualties=[casualty(4)], by=REUTERS_LATER) is None


def test_who_dies_of_wounds_is_a_toll_and_no_correction() -> None:
    known = opened(casualties=[casualty(5, WOUNDED)])
    figures = [casualty(2), casualty(3, WOUNDED)]

    assert reason(known, casualties=figures, by=REUTERS_LATER) is AlertReason.TOLL


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (casualty(1), AlertReason.CORRECTION),
        (casualty(4), AlertReason.CORRECTION),
        (casualty(2), None),
        (casualty(1, side=Side.AZE), None),  # inflicted
    ],
)
def test_a_report_that_says_it_corrects_is_a_correction(
    figure: Casualty, expected: AlertReason | None
) -> None:
    known = opened(casualties=[casualty(2), casualty(9, side=Side.AZE)])
    correction = event(status=Status.RETRACTED)

    assert expected == reason(known, correction, casualties=[figure], alert=False)


def test_an_incident_taken_back_is_corrected_once() -> None:
    taken_back = event(status=Status.RETRACTED)
    merged = grown(opened(), taken_back, by=REUTERS_LATER, alert=False)

    assert (AlertReason.CORRECTION, "withdrawn") == (merged.alert, merged.note)


def test_a_claimant_that_takes_its_word_back_is_a_correction() -> None:
    both = grown(opened(), WITNESS_SAYS).incident
    taken_back = event(status=Status.RETRACTED)
    merged = grown(both, taken_back, by=source("BBC", NOON + 2 * HOUR), alert=False)

    assert (AlertReason.CORRECTION, "taken back by ARM_MOD") == (merged.alert, merged.note)


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        (AGREED, BROKEN, AlertReason.TRANSITION),
        (AGREED, ENDED, AlertReason.TRANSITION),
        (AGREED, EXTENDED, AlertReason.TRANSITION),
        (AGREED, AGREED, None),
        (AGREED, EventType.PEACE_AGREEMENT, None),
        (ENDED, AGREED, None),
    ],
)
def test_a_truce_that_changes_is_a_transition(
    known: EventType, told: EventType, expected: AlertReason | None
) -> None:
    truce = opened(undated(known, places=(REGION,)))

    assert expected == reason(truce, undated(told, places=(REGION,)))


def test_a_truce_is_broken_once() -> None:
    breach = undated(BROKEN, places=(REGION,))
    broken = grown(opened(undated(AGREED, places=(REGION,))), breach).incident

    assert reason(broken, breach, by=source("BBC", NOON + 2 * HOUR)) is None


def test_the_weightiest_change_names_the_alert_and_the_note_its_figures() -> None:
    denial = event(status=Status.DISPUTED, claimed_by=("ARM_MOD",), denied_by=("AZE_MOD",))
    merged = grown(opened(casualties=[casualty(2)]), denial, casualties=[casualty(3)])

    assert merged.alert is AlertReason.DISPUTED


def test_a_toll_says_its_steps() -> None:
    merged = grown(opened(casualties=[casualty(2)]), casualties=[casualty(3)])

    assert "killed 2 -> 3; ARM_MOD killed ARM 2 -> 3" == merged.note


@pytest.mark.parametrize("told", [event(), event(places=()), event(EventType.SHELLING)])
def test_another_report_of_the_same_is_a_silent_edit(told: Event) -> None:
    merged = grown(opened(), told)

    assert (None, 2) == (merged.alert, merged.incident.version)
