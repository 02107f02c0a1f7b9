"""An incident is open, goes quiet, is closed, and can be opened again by who names its day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.merge import Phase, merge, phase
from feeds.model import AlertReason, Event, EventType
from tests.feeds.merge.made import (
    DAY,
    HOUR,
    NOON,
    REGION,
    TODAY,
    casualty,
    event,
    opened,
    report,
    source,
    undated,
)

CLASH = opened()
TRUCE = opened(event(EventType.CEASEFIRE_AGREED, places=(REGION,)))
DIED = event(EventType.CASUALTIES_UPDATE)


@pytest.mark.parametrize(
    ("later", "of_clash", "of_truce"),
    [
        (timedelta(0), Phase.OPEN, Phase.OPEN),
        (48 * HOUR, Phase.OPEN, Phase.OPEN),
        (49 * HOUR, Phase.QUIET, Phase.OPEN),
        (9 * DAY, Phase.QUIET, Phase.QUIET),
        (9 * DAY + HOUR, Phase.CLOSED, Phase.QUIET),
        (15 * DAY, Phase.CLOSED, Phase.CLOSED),
        (30 * DAY, Phase.CLOSED, Phase.CLOSED),
        (31 * DAY, Phase.OVER, Phase.OVER),
        (-DAY, Phase.OPEN, Phase.OPEN),
    ],
)
def test_an_incident_ends_step_by_step(later: timedelta, of_clash: Phase, of_truce: Phase) -> None:
    assert (of_clash, of_truce) == (phase(CLASH, NOON + later), phase(TRUCE, NOON + later))


@pytest.mark.parametrize(
    ("told", "later", "joins"),
    [
        (DIED, 20 * DAY, True),
        (undated(EventType.CASUALTIES_UPDATE), 20 * DAY, False),
        (undated(EventType.CASUALTIES_UPDATE), 6 * DAY, True),
        (DIED, 31 * DAY, False),
        (replace(DIED, happened_on=TODAY + DAY), 20 * DAY, False),
    ],
)
def test_a_closed_incident_is_opened_by_who_names_its_day(
    told: Event, later: timedelta, joins: bool
) -> None:
    by = source("AFP", NOON + later)
    (merged,) = merge(report(told, casualties=[casualty(3)]), by, [CLASH])

    assert joins == (merged.incident.id == CLASH.id)


def test_each_report_keeps_an_incident_open() -> None:
    (merged,) = merge(report(DIED), source("AFP", NOON + 20 * DAY), [CLASH])

    assert phase(merged.incident, NOON + 21 * DAY) is Phase.OPEN


def test_later_news_of_what_is_over_follows_it() -> None:
    by = source("AFP", NOON + 40 * DAY)
    (merged,) = merge(report(DIED, casualties=[casualty(3)]), by, [CLASH])

    assert merged.alert is AlertReason.NEW
    assert merged.incident.links == (CLASH.id,)
    assert merged.reason == "new: not #1, it is over"
