"""Every line of the table of weights is pinned: without it, a case here is decided otherwise."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from feeds.merge.groups import groups
from feeds.merge.kinship import UNRELATED, Kinship, Known
from feeds.merge.match import judge
from feeds.merge.weights import JOINS, PERHAPS, WEIGHTS, Weight
from feeds.merge.wording import wording
from feeds.model import Casualty, Entry, Event, EventType, Side
from tests.feeds.merge.made import (
    DAGESTAN,
    DAY,
    DERBENT,
    HOUR,
    KHASAVYURT,
    LINE,
    NOON,
    REGION,
    SHUSHA,
    SOTK,
    SYUNIK,
    TEGH,
    casualty,
    event,
    opened,
    report,
    source,
    undated,
)

NOBODY: dict[str, Any] = {"actor": None, "target": None, "claimed_by": ()}
POLICE: dict[str, Any] = {"actor": Side.INS, "target": Side.RUS, "claimed_by": ("RUS_NAC",)}
SHELLING, GROUND = EventType.SHELLING, EventType.TERRITORY_CHANGE
AGREED, BROKEN = EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_VIOLATED
TOLL = EventType.CASUALTIES_UPDATE
LATER = NOON + 2 * HOUR
NEXT_NOON = NOON + DAY + HOUR
NEXT_MORNING = NOON + timedelta(hours=20)
MANY = casualty(40)
WORDS = "Relatives of those inside the flat dispute how the long siege in Khasavyurt really ended"


@dataclass(frozen=True)
class Case:
    """What AFP tells, what incident is known, and whether they are one."""

    told: Event
    known: Event
    joins: bool = True
    at: datetime = LATER
    told_figure: Casualty | None = None
    known_figure: Casualty | None = None
    kinship: Kinship = UNRELATED

    def points(self, weights: dict[Weight, float]) -> float:
        """The points under a table of weights."""
        told = report(self.told, casualties=[self.told_figure] if self.told_figure else [])
        (group,) = groups(told, source("AFP", self.at))
        figures = [self.known_figure] if self.known_figure else []
        return judge(group, opened(self.known, casualties=figures), self.kinship, weights).points


def akin(text: str, *, is_proposed: bool) -> Kinship:
    """What says ``WORDS``, where incident 1 is told of in ``text``."""
    told = wording(Entry("x", title=text)).words
    return Kinship(wording(Entry("x", title=WORDS)), [Known(1, "Reuters", told, is_proposed)])


CASES = {
    Weight.SAME_KIND: Case(undated(places=()), undated()),
    Weight.SAME_SETTLEMENT: Case(undated(**NOBODY), undated()),
    Weight.CONTAINS: Case(undated(places=(SYUNIK,), **NOBODY), undated(places=(TEGH,))),
    Weight.SAME_AREA: Case(undated(places=(SYUNIK,), **NOBODY), undated(places=(SYUNIK,))),
    Weight.TOUCHING: Case(event(places=(REGION,), **NOBODY), undated(places=(LINE,))),
    Weight.TOLL_ANYWHERE: Case(undated(TOLL, places=(), **NOBODY), event()),
    Weight.DAY_NAMED_BY_BOTH: Case(event(places=()), event()),
    Weight.DAY_NAMED_BY_ONE: Case(undated(places=()), event()),
    Weight.DAY_IMPLIED: Case(undated(places=()), undated()),
    Weight.MORNING_AFTER: Case(
        undated(places=(SYUNIK,)), undated(places=(SYUNIK,)), joins=False, at=NEXT_MORNING
    ),
    Weight.NEXT_DAY: Case(undated(), undated(), joins=False, at=NEXT_NOON),
    Weight.TRUCE_DAY: Case(
        undated(AGREED, places=(REGION,)),
        undated(AGREED, places=(REGION,)),
        joins=False,
        at=NOON + 3 * DAY,
    ),
    Weight.FOLLOW_UP_DAY: Case(undated(TOLL, places=()), undated(), joins=False, at=NOON + 5 * DAY),
    Weight.FRESH_TRUCE: Case(
        undated(BROKEN, places=(), **NOBODY), event(AGREED, places=(REGION,)), at=NEXT_NOON
    ),
    Weight.SAME_WAR: Case(undated(places=(), target=None), undated()),
    Weight.SAME_ACTORS: Case(event(places=(), **POLICE), event(places=(KHASAVYURT,), **POLICE)),
    Weight.OTHER_ACTORS: Case(
        undated(places=(SYUNIK,), actor=Side.GEO, target=Side.OSE, claimed_by=()),
        undated(places=(SYUNIK,)),
        joins=False,
    ),
    Weight.MANY_SAME: Case(
        undated(places=()), undated(), at=NEXT_NOON, told_figure=MANY, known_figure=MANY
    ),
    Weight.SOME_SAME: Case(
        undated(), undated(), at=NEXT_NOON, told_figure=casualty(2), known_figure=casualty(2)
    ),
    Weight.ONE_SAME: Case(
        undated(), undated(), at=NEXT_NOON, told_figure=casualty(1), known_figure=casualty(1)
    ),
    Weight.OTHER_MEANS: Case(
        undated(SHELLING, places=(DAGESTAN,), **NOBODY),
        undated(EventType.EXPLOSIVE, places=(DAGESTAN,), **POLICE),
        joins=False,
    ),
    Weight.OTHER_GROUND: Case(
        undated(GROUND, places=(SHUSHA,)), undated(places=(REGION,)), joins=False
    ),
    Weight.ALIKE: Case(
        undated(places=(), **POLICE),
        undated(places=(KHASAVYURT,), **POLICE),
        kinship=akin("Four killed as the siege of a flat in Khasavyurt ended", is_proposed=False),
    ),
    Weight.COPIED: Case(undated(), undated(), at=NEXT_NOON, kinship=akin(WORDS, is_proposed=True)),
}


def test_every_line_of_the_table_has_a_case() -> None:
    assert list(Weight) == list(WEIGHTS)
    assert set(CASES) == set(WEIGHTS)


@pytest.mark.parametrize("weight", list(Weight))
def test_a_case_is_decided_otherwise_without_its_weight(weight: Weight) -> None:
    case = CASES[weight]
    without = {**WEIGHTS, weight: 0.0}

    assert case.joins == (case.points(dict(WEIGHTS)) >= JOINS)
    assert case.joins != (case.points(without) >= JOINS)


@pytest.mark.parametrize("weight", list(Weight))
def test_what_agrees_speaks_for_and_what_differs_against(weight: Weight) -> None:
    assert CASES[weight].joins == (WEIGHTS[weight] > 0)


def test_words_decide_nothing_where_place_and_parties_are_known() -> None:
    kinship = akin("Four killed as the siege of a flat in Khasavyurt ended", is_proposed=False)
    other = undated(places=(DERBENT,), **POLICE)
    vetoed = Case(other, undated(places=(KHASAVYURT,), **POLICE), kinship=kinship)
    same = Case(undated(), undated(), at=NEXT_NOON)
    told_alike = Case(undated(), undated(), at=NEXT_NOON, kinship=kinship)

    assert vetoed.points(dict(WEIGHTS)) == 0.0
    assert same.points(dict(WEIGHTS)) == told_alike.points(dict(WEIGHTS))


def test_a_copy_of_another_place_is_no_copy() -> None:
    bulletin = akin(WORDS, is_proposed=True)
    case = Case(undated(places=(TEGH,)), undated(places=(SOTK,)), kinship=bulletin)

    assert case.points(dict(WEIGHTS)) == 0.0


def test_the_second_day_at_one_place_is_uncertain() -> None:
    points = Case(undated(), undated(), at=NEXT_NOON).points(dict(WEIGHTS))

    assert PERHAPS <= points < JOINS
