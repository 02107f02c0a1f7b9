from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from feeds.merge.groups import Group, groups
from feeds.merge.match import Verdict, best, judge
from feeds.model import (
    Event,
    EventType,
    Harm,
    Incident,
    Scope,
    Side,
    Status,
)
from tests.feeds.merge.made import (
    DAGESTAN,
    DAY,
    DERBENT,
    HOUR,
    KHANKENDI,
    KHASAVYURT,
    LINE,
    NOON,
    REGION,
    SOTK,
    SYUNIK,
    TBILISI,
    TEGH,
    TODAY,
    casualty,
    event,
    opened,
    report,
    source,
    undated,
)

SHELLING, GROUND = EventType.SHELLING, EventType.TERRITORY_CHANGE
AGREED, BROKEN = EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_VIOLATED
TOLL = EventType.CASUALTIES_UPDATE
LATER = NOON + 2 * HOUR
NEXT_NOON = NOON + DAY + HOUR
NEXT_MORNING = NOON + timedelta(hours=20)
YESTERDAY = TODAY - DAY


def group(told: Event, at: Any = LATER, **figures: Any) -> Group:
    """What AFP tells two hours later."""
    (found,) = groups(report(told, **figures, alert=told.status.is_live), source("AFP", at))
    return found


def judged(told: Event, incident: Incident, at: Any = LATER, **figures: Any) -> Verdict:
    return judge(group(told, at, **figures), incident)


def north(event_type: EventType = EventType.ARMED_CLASH, **changes: Any) -> Event:
    """Policemen are attacked in Dagestan on some day."""
    parties = {"actor": Side.INS, "target": Side.RUS, "claimed_by": ("RUS_NAC",)}
    return undated(event_type, **{"places": (DAGESTAN,), **parties, **changes})


@pytest.mark.parametrize(
    ("told", "known", "veto"),
    [
        (event(places=(TEGH,)), event(places=(SOTK,)), "different places"),
        (event(places=(SYUNIK,)), event(places=(SOTK,)), "different places"),
        (event(happened_on=YESTERDAY), event(), "another day named"),
        (event(happened_on=TODAY + DAY), event(), "another day named"),
        (event(happened_on=TODAY + DAY), undated(), "reported before it happened"),
    ],
)
def test_a_structural_conflict_is_a_veto(told: Event, known: Event, veto: str) -> None:
    verdict = judged(told, opened(known))

    assert (True, False, veto) == (verdict.is_veto, verdict.joins, verdict.why)


def test_a_report_from_before_the_day_that_the_incident_names_is_a_veto() -> None:
    incident = opened(event(happened_on=TODAY + DAY), at=NOON + DAY)

    assert judged(undated(), incident, at=NOON).is_veto


@pytest.mark.parametrize(
    "figure", [casualty(40), casualty(40, Harm.CAPTURED), casualty(40, side=Side.BOTH)]
)
def test_nothing_outweighs_a_veto(figure: Any) -> None:
    incident = opened(event(places=(SOTK,)), casualties=[figure])

    assert not judged(event(places=(TEGH,)), incident, casualties=[figure]).joins


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (event(), event()),
        (undated(), undated()),
        (undated(SHELLING), event()),
        (undated(places=(LINE,)), undated()),
        (undated(places=(REGION,)), undated(places=(TEGH,))),
        (undated(places=()), undated()),
        (undated(places=(), actor=Side.AZE, target=None, claimed_by=()), undated(places=())),
        # Each names one of the two that fight.
        (
            undated(places=(), actor=Side.AZE, target=None, claimed_by=()),
            undated(places=(), actor=None, target=Side.ARM, claimed_by=()),
        ),
        (event(actor=None, target=None, claimed_by=()), event()),
        # One village: whether it changed hands or was shelled is the same fight.
        (undated(GROUND, actor=None, target=None, claimed_by=()), undated(SHELLING)),
        (event(is_overnight=True), event(happened_on=YESTERDAY, local_time="23:30")),
        (event(is_overnight=True), event(happened_on=YESTERDAY)),
    ],
)
def test_reports_of_one_clash_join(told: Event, known: Event) -> None:
    assert judged(told, opened(known)).joins


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (undated(places=(), actor=None, target=None, claimed_by=()), undated()),
        (
            undated(places=(), actor=Side.GEO, target=Side.OSE, claimed_by=()),
            undated(),
        ),
        (north(places=()), north(places=(DERBENT,))),
        (north(), undated(places=(DAGESTAN,))),
        (
            north(EventType.EXPLOSIVE, claimed_by=(), actor=None),
            north(EventType.SECURITY_OPERATION, actor=None, target=None, claimed_by=()),
        ),
        (north(EventType.AIR_DRONE_STRIKE, actor=Side.UKR), north()),
        (undated(GROUND, places=(KHANKENDI,)), undated(SHELLING, places=(REGION,))),
    ],
)
def test_too_little_in_common_does_not_join(told: Event, known: Event) -> None:
    verdict = judged(told, opened(known))

    assert (False, False) == (verdict.is_veto, verdict.joins)


def test_two_towns_of_a_republic_stay_apart() -> None:
    assert judged(north(places=(DERBENT,)), opened(north(places=(KHASAVYURT,)))).is_veto


@pytest.mark.parametrize(
    ("known", "told", "at", "expected"),
    [
        (undated(), undated(), NEXT_NOON, False),
        (undated(), undated(), NEXT_MORNING, True),  # mornings tell of yesterday
        (undated(), undated(places=(REGION,)), NEXT_NOON, False),
        (event(), undated(), NEXT_NOON, False),
        (event(), undated(), NOON + 2 * DAY, False),
        (undated(), event(happened_on=YESTERDAY), LATER, False),
    ],
)
def test_the_next_day_is_another_incident(
    known: Event, told: Event, at: Any, expected: bool
) -> None:
    verdict = judged(told, opened(known), at=at)

    assert (False, expected) == (verdict.is_veto, verdict.joins)


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        (casualty(4), casualty(4), True),
        (casualty(7), casualty(7, side=Side.BOTH), True),
        (casualty(4), casualty(5), False),
        (casualty(4), casualty(4, Harm.WOUNDED), False),
        (casualty(4), casualty(4, scope=Scope.INCREMENT), False),
        (casualty(4), casualty(4, side=Side.AZE), False),
        (casualty(1), casualty(1), False),
        (casualty(99), casualty(None, high=100, qualifier="almost"), True),
        (casualty(12), casualty(13), True),
        (casualty(0), casualty(None, high=9, qualifier="at_most"), False),
    ],
)
def test_a_figure_of_its_own_brings_the_next_day_back(
    known: Any, told: Any, expected: bool
) -> None:
    incident = opened(undated(places=(LINE,)), casualties=[known])

    verdict = judged(undated(), incident, at=NEXT_NOON, casualties=[told])

    assert expected == verdict.joins


@pytest.mark.parametrize(
    ("told", "days", "expected"),
    [
        (undated(TOLL, places=()), 2, True),
        (undated(TOLL, places=(), actor=Side.GEO, target=Side.OSE, claimed_by=()), 2, False),
        (undated(TOLL), 6, True),
        (undated(TOLL), 8, False),
        (undated(status=Status.DENIED), 2, True),
        (undated(status=Status.RETRACTED), 2, True),
    ],
)
def test_a_later_word_finds_its_incident(told: Event, days: int, expected: bool) -> None:
    assert expected == judged(told, opened(undated()), at=NOON + timedelta(days=days)).joins


def test_the_toll_of_a_named_day_joins_that_day() -> None:
    late = event(TOLL, happened_on=TODAY)

    assert judged(late, opened(), at=NOON + timedelta(days=20)).joins


@pytest.mark.parametrize(
    ("told", "at", "expected"),
    [
        (undated(AGREED, places=(REGION,)), NEXT_NOON, True),
        (undated(AGREED, places=(TBILISI,)), LATER, True),  # where it was signed
        (undated(AGREED, places=(SOTK,)), LATER, True),
        (undated(AGREED, places=(REGION,)), NOON + timedelta(days=4), False),
        (undated(AGREED, places=(), actor=Side.GEO, target=Side.ABK, claimed_by=()), LATER, False),
        (event(AGREED, happened_on=TODAY + DAY), LATER, True),  # in force from midnight
        (event(AGREED, happened_on=TODAY + 2 * DAY), LATER, False),
    ],
)
def test_a_truce_is_one_over_two_days_and_wherever_it_was_signed(
    told: Event, at: Any, expected: bool
) -> None:
    incident = opened(event(AGREED, places=(REGION,)))

    assert expected == judged(told, incident, at=at).joins


@pytest.mark.parametrize(
    ("told", "at", "expected"),
    [
        (undated(BROKEN, places=(REGION,)), NEXT_NOON, True),
        (undated(BROKEN, places=(REGION,)), NOON + timedelta(days=4), False),
        (undated(BROKEN, places=(SOTK,)), NEXT_NOON, False),
        (undated(SHELLING, places=(REGION,)), NEXT_NOON, False),
    ],
)
def test_only_a_bare_breach_joins_the_truce(told: Event, at: Any, expected: bool) -> None:
    truce = opened(event(AGREED, places=(REGION,)))

    verdict = best(group(told, at), [truce])

    assert expected == (verdict is not None and verdict.joins)


def test_a_breach_prefers_its_truce_to_the_fighting_of_the_day() -> None:
    truce = replace(opened(event(AGREED, places=(REGION,))), id=2)
    fighting = opened(event(places=(REGION,)))

    verdict = best(group(undated(BROKEN, places=(REGION,))), [fighting, truce])

    assert verdict is not None
    assert truce == verdict.incident
