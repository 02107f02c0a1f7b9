from datetime import date, timedelta

import pytest

from feeds.merge import Block, blocks
from feeds.model import Event, EventType, Status
from tests.feeds.merge.made import DAY, NOON, TODAY, event, report, source, undated

TOMORROW = TODAY + DAY


def days_back(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (event(), [Block("violence", days_back(3), TOMORROW)]),
        (undated(), [Block("violence", days_back(3), TOMORROW)]),
        (undated(EventType.CASUALTIES_UPDATE), [Block("violence", days_back(7), TOMORROW)]),
        (undated(status=Status.DENIED), [Block("violence", days_back(7), TOMORROW)]),
        (
            event(EventType.CEASEFIRE_VIOLATED),
            [
                Block("violence", days_back(3), TOMORROW),
                Block("ceasefire", days_back(30), TOMORROW),
            ],
        ),
        (
            event(EventType.CEASEFIRE_AGREED),
            [
                Block("ceasefire", days_back(3), TOMORROW),
                Block("violence", days_back(7), TOMORROW),
            ],
        ),
        (event(EventType.TALKS), [Block("talks", days_back(3), TOMORROW)]),
    ],
)
def test_it_looks_where_the_incident_may_lie(told: Event, expected: list[Block]) -> None:
    assert expected == list(blocks(report(told), source()))


def test_a_late_report_that_names_its_day_looks_there() -> None:
    late = event(happened_on=days_back(20))

    found = blocks(report(late), source())

    assert (Block("violence", days_back(23), days_back(19)),) == found


def test_a_silent_report_looks_nowhere() -> None:
    assert blocks(report(event(), alert=False), source()) == ()


def test_a_family_is_looked_up_once() -> None:
    told = report(event(), event(EventType.SHELLING))

    assert len(blocks(told, source())) == 1


def test_no_block_is_wider_than_a_month() -> None:
    told = report(*(event(event_type) for event_type in EventType))

    widths = [block.last_on - block.first_on for block in blocks(told, source(at=NOON))]

    assert max(widths) <= timedelta(days=31)
