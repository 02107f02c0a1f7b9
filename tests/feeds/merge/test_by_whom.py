"""The incident keeps who gave its day and hour, and who named its place."""

from typing import Any

import pytest

from feeds.model import Event, Incident
from tests.feeds.merge.made import KALBAJAR, REGION, SOTK, event, grown, opened, undated

BAKU: dict[str, Any] = {"claimed_by": ("AZE_MOD",)}


def by(told: Event, *later: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who gave the time, and who the place, after these reports."""
    incident: Incident = opened(told)
    for one in later:
        incident = grown(incident, one).incident
    return incident.time_by, incident.place_by


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        (event(), [], ("ARM_MOD",)),
        (undated(), [], ()),
        (event(claimed_by=()), [], ("outlet:Reuters",)),
        # Another who says the same day, or the hour that nobody had said.
        (event(), [event(**BAKU)], ("ARM_MOD", "AZE_MOD")),
        (event(), [undated(**BAKU)], ("ARM_MOD",)),
        (event(), [event(**BAKU, local_time="05:30")], ("AZE_MOD",)),
        (event(local_time="05:30"), [event(**BAKU)], ("ARM_MOD",)),
        (event(local_time="05:30"), [event(**BAKU, local_time="06:10")], ("ARM_MOD",)),
        (undated(), [event(**BAKU)], ("AZE_MOD",)),
    ],
)
def test_who_gave_the_time(first: Event, later: list[Event], expected: tuple[str, ...]) -> None:
    assert expected == by(first, *later)[0]


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        (event(), [], ("ARM_MOD",)),
        (event(places=()), [], ()),
        (event(), [event(**BAKU)], ("ARM_MOD", "AZE_MOD")),
        (event(), [event(**BAKU, places=(KALBAJAR,))], ("ARM_MOD",)),
        (event(places=(REGION,)), [event(**BAKU, places=(SOTK, REGION))], ("AZE_MOD",)),
        (event(places=()), [event(**BAKU)], ("AZE_MOD",)),
    ],
)
def test_who_named_the_place(first: Event, later: list[Event], expected: tuple[str, ...]) -> None:
    assert expected == by(first, *later)[1]
