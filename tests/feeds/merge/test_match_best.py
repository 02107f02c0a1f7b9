"""Which of several incidents a report joins, and what a verdict says of itself."""

from dataclasses import replace

import pytest

from feeds.merge.match import best
from feeds.merge.weights import JOINS, PERHAPS
from feeds.model import (
    EventType,
    Place,
    Standing,
)
from tests.feeds.merge.made import (
    HOUR,
    LINE,
    NOON,
    REGION,
    SOTK,
    TEGH,
    casualty,
    event,
    opened,
    undated,
)
from tests.feeds.merge.test_match import (
    BROKEN,
    YESTERDAY,
    group,
    judged,
)


def test_a_veto_does_not_hide_a_weaker_fit() -> None:
    yesterday = opened(event(happened_on=YESTERDAY), casualties=[casualty(9)])
    today = replace(opened(event(places=(LINE,))), id=2)

    verdict = best(group(event(), casualties=[casualty(9)]), [yesterday, today])

    assert verdict is not None
    assert today == verdict.incident


def test_a_truce_that_ended_before_is_not_broken_again() -> None:
    ended = opened(event(EventType.CEASEFIRE_ENDED, places=(REGION,)))

    assert judged(undated(BROKEN, places=(REGION,)), ended).is_veto


def test_another_family_is_no_candidate() -> None:
    assert best(group(event(EventType.TALKS)), [opened()]) is None


def test_a_withdrawn_incident_is_no_candidate() -> None:
    withdrawn = replace(opened(), standing=Standing.WITHDRAWN)

    assert best(group(event()), [withdrawn]) is None


@pytest.mark.parametrize("turn", [1, -1])
def test_the_best_wins_whatever_the_order(turn: int) -> None:
    near = replace(opened(), id=2)
    region = replace(opened(event(places=(LINE,))), id=1)
    apart = replace(opened(event(places=(TEGH,))), id=3)

    verdict = best(group(event()), [near, region, apart][::turn])

    assert verdict is not None
    assert near == verdict.incident


@pytest.mark.parametrize("turn", [1, -1])
def test_of_equals_the_newest_wins_then_the_first(turn: int) -> None:
    old, twin = replace(opened(), id=5), replace(opened(), id=6)
    new = replace(opened(), id=7, last_reported_at=NOON + HOUR)

    newest, first = best(group(event()), [old, new][::turn]), best(group(event()), [old, twin])

    assert newest is not None
    assert first is not None
    assert (7, 5) == (newest.incident.id, first.incident.id)


def test_a_verdict_says_what_it_rests_on() -> None:
    verdict = judged(event(), opened())

    assert "same settlement +3.0" in verdict.why
    assert verdict.points >= JOINS > PERHAPS


@pytest.mark.parametrize("place", [SOTK, LINE, REGION])
def test_a_missing_field_neither_helps_nor_harms(place: Place) -> None:
    with_place = judged(event(places=(place,)), opened(event(places=())))
    without = judged(event(places=()), opened(event(places=())))

    assert with_place.points == without.points
