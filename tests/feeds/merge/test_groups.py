from typing import Any

import pytest

from feeds.merge.groups import Group, Stance, groups
from feeds.model import Casualty, Event, EventType, Harm, Scope, Side, Status
from tests.feeds.merge.made import (
    DAY,
    NOON,
    REGION,
    SOTK,
    TEGH,
    TODAY,
    casualty,
    event,
    report,
    source,
    undated,
)

SHELLING, AGREED = EventType.SHELLING, EventType.CEASEFIRE_AGREED
BROKEN, TOLL = EventType.CEASEFIRE_VIOLATED, EventType.CASUALTIES_UPDATE
AT_SOTK = event(places=(SOTK,), evidence=((0, 9),))
AT_TEGH = event(SHELLING, places=(TEGH,), evidence=((20, 29),))


def found(*events: Event, **changes: Any) -> list[tuple[int, ...]]:
    """The events that go together in a report."""
    return [group.events for group in groups(report(*events, **changes), source())]


def only(*events: Event, **changes: Any) -> Group:
    """The one group of a report."""
    (group,) = groups(report(*events, **changes), source())
    return group


def test_a_breach_beside_a_truce_is_news_of_the_truce() -> None:
    truce, breach = event(AGREED, places=(REGION,)), event(BROKEN, places=(REGION,))

    group = only(truce, breach)

    assert ("ceasefire", (0, 1)) == (group.family, group.events)


def test_a_breach_with_dead_is_violence_also_beside_a_truce() -> None:
    truce, breach = event(AGREED), event(BROKEN, evidence=((20, 29),))

    assert [(0,), (1,)] == found(truce, breach, casualties=[casualty(event=1)])


@pytest.mark.parametrize(
    ("breach", "low", "expected"),
    [
        (event(BROKEN, places=(REGION,)), None, True),
        (event(BROKEN, places=()), None, True),
        (event(BROKEN, places=(REGION,)), 0, True),
        (event(BROKEN, places=(SOTK,)), None, False),
        (event(BROKEN, places=(REGION,)), 2, False),
        (event(SHELLING, places=(REGION,)), None, False),
    ],
)
def test_only_a_bare_breach_is_no_more_than_that(
    breach: Event, low: int | None, expected: bool
) -> None:
    assert expected == only(breach, casualties=[casualty(low)]).is_breach


def test_casualties_go_with_their_event() -> None:
    figures = [casualty(1, event=0), casualty(2, event=1), casualty(9, scope=Scope.BACKGROUND)]

    first, second = groups(report(AT_SOTK, AT_TEGH, casualties=figures), source())

    assert ([1], [2]) == ([c.low for c in first.casualties], [c.low for c in second.casualties])


def test_a_silent_report_tells_nothing() -> None:
    assert found(event(), event(AGREED), alert=False) == []


@pytest.mark.parametrize("status", [Status.FUTURE, Status.HYPOTHETICAL, Status.BACKGROUND])
def test_what_did_not_happen_now_is_left_out(status: Status) -> None:
    assert found(event(), event(AGREED, status=status)) == [(0,)]


@pytest.mark.parametrize(
    ("status", "stance"),
    [(Status.DENIED, Stance.DENIES), (Status.RETRACTED, Stance.TAKES_BACK)],
)
def test_a_denial_and_a_retraction_count_even_in_a_silent_report(
    status: Status, stance: Stance
) -> None:
    group = only(event(status=status), alert=False)

    assert (stance, False) == (group.stance, group.can_open)


@pytest.mark.parametrize(
    ("second", "low", "expected"),
    [
        (event(EventType.SHELLING, evidence=((20, 29),)), None, True),
        (event(EventType.SHELLING, places=(REGION,), evidence=((20, 29),)), None, False),
        (event(EventType.SHELLING, places=(REGION,), evidence=((20, 29),)), 3, True),
        (event(EventType.SHELLING, places=(SOTK,), evidence=((5, 29),)), 3, False),
        (event(EventType.TALKS, places=(SOTK,), evidence=((20, 29),)), None, False),
    ],
)
def test_what_is_told_besides_opens_an_incident_only_with_substance(
    second: Event, low: int | None, expected: bool
) -> None:
    truce = event(AGREED, evidence=((0, 9),))
    figures = [casualty(low, event=1)] if low else []

    main, other = groups(report(truce, second, casualties=figures), source())

    assert (True, expected) == (main.can_open, other.can_open)


def test_it_gathers_who_acts_suffers_and_speaks() -> None:
    spoken = event(actor=None, target=Side.UNK, claimed_by=("AZE_MOD",), denied_by=("ARM_MOD",))

    group = only(spoken, casualties=[casualty(1, Harm.WOUNDED, side=Side.ART)])

    assert (Side.ART,) == group.actors
    assert frozenset({Side.ARM, Side.AZE}) == group.parties


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (casualty(2), Stance.CORRECTS),
        (casualty(None, high=9), Stance.CORRECTS),
        (casualty(None), Stance.TAKES_BACK),
        (casualty(2, scope=Scope.BACKGROUND), Stance.TAKES_BACK),
    ],
)
def test_a_retraction_that_gives_a_figure_is_a_correction(
    figure: Casualty, expected: Stance
) -> None:
    retraction = event(status=Status.RETRACTED)

    assert expected == only(retraction, casualties=[figure], alert=False).stance


def test_a_denial_by_nobody_is_none() -> None:
    assert found(event(status=Status.DENIED, claimed_by=()), alert=False) == []


def test_a_toll_alone_is_a_toll() -> None:
    assert only(event(TOLL)).is_toll
    assert not only(event(TOLL), event()).is_toll


def test_who_gives_the_figures_tells_of_an_event_that_names_nobody() -> None:
    figure = casualty(1, side=Side.AZE, claimed_by=("AZE_MOD",))

    group = only(event(claimed_by=()), casualties=[figure])

    assert group.claimed_by == ("AZE_MOD",)


@pytest.mark.parametrize(
    ("told", "days_late", "is_of_that_day"),
    [
        (event(places=(REGION,)), 2, True),
        (event(places=(REGION,)), 3, False),
        (event(places=()), 21, False),
        # Who says where it was, or who died of it, tells of that day.
        (event(places=(SOTK,)), 21, True),
        (event(EventType.CASUALTIES_UPDATE, places=(REGION,)), 21, True),
        (undated(places=(REGION,)), 21, False),
    ],
)
def test_the_day_on_which_a_war_began_is_not_that_of_its_latest_news(
    told: Event, days_late: int, is_of_that_day: bool
) -> None:
    (group,) = groups(report(told), source(at=NOON + days_late * DAY))

    expected = TODAY if is_of_that_day else TODAY + days_late * DAY
    assert expected == group.when.on
