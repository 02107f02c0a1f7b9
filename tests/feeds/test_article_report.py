"""Of what an article says, what its summary spoke of counts."""

from collections.abc import Sequence

import pytest

from feeds.article_report import narrowed, without_increments
from feeds.model import Casualty, Event, EventType, Harm, Scope, Side, Who
from tests.feeds.merge.made import GANJA, casualty, event, report

FIRE = event(EventType.SHELLING)
TALKS = event(EventType.TALKS)
WAR = event(EventType.TERRITORY_CHANGE, places=(GANJA,))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((FIRE,), (FIRE,)),
        ((FIRE, TALKS), (FIRE,)),
        ((WAR, FIRE, TALKS), (FIRE,)),
        ((WAR,), ()),
        ((FIRE, FIRE), (FIRE, FIRE)),
    ],
)
def test_events_of_other_kinds_are_left_out(
    events: Sequence[Event], expected: Sequence[Event]
) -> None:
    assert tuple(expected) == narrowed(report(*events), report(FIRE)).events


def test_figures_go_with_their_events() -> None:
    of_war, of_fire = casualty(200, event=0), casualty(2, event=1)
    kept = narrowed(report(WAR, FIRE, casualties=(of_war, of_fire)), report(FIRE))

    assert kept.casualties == (casualty(2, event=0),)


@pytest.mark.parametrize(
    ("figure", "is_kept"),
    [
        (casualty(2), True),
        (casualty(3), True),
        (casualty(1), False),
        (casualty(1, who=Who.CIV), False),
        (casualty(2, who=Who.UNK), True),
        (casualty(None), False),
        (casualty(1, Harm.WOUNDED), True),
        (casualty(1, side=Side.AZE), True),
        (casualty(3, scope=Scope.INCREMENT), False),
        (casualty(3, scope=Scope.TOTAL), True),
    ],
)
def test_a_lower_figure_of_the_same_people_is_a_part_of_them(
    figure: Casualty, *, is_kept: bool
) -> None:
    summary = report(FIRE, casualties=(casualty(2),))
    kept = narrowed(report(FIRE, casualties=(figure,)), summary)

    assert kept.casualties == ((figure,) if is_kept else ())


def test_where_the_summary_counted_nobody_every_figure_counts() -> None:
    article = report(FIRE, casualties=(casualty(1), casualty(4, Harm.WOUNDED)))

    assert narrowed(article, report(FIRE)) == article


def test_what_the_summary_called_further_is_kept_and_counted_once() -> None:
    two_more = casualty(2, scope=Scope.INCREMENT)
    told = report(FIRE, casualties=(two_more, casualty(1, Harm.WOUNDED)))
    kept = narrowed(told, told)

    assert kept == told
    assert without_increments(kept).casualties == (casualty(1, Harm.WOUNDED),)
