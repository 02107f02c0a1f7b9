from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from feeds.merge.days import (
    When,
    days_between,
    is_morning,
    local_day,
    when_of_event,
    when_of_events,
    when_of_incident,
)
from feeds.model import Place
from tests.feeds.merge.made import DAY, NOON, SOTK, TODAY, event, opened, undated

NORTH_EVENING = datetime(2031, 3, 4, 20, 30, tzinfo=UTC)  # 23:30 in Moscow, 00:30 in Yerevan
YESTERDAY = TODAY - DAY


def named(
    on: date, *, night: date | None = None, is_overnight: bool = False, is_explicit: bool = True
) -> When:
    return When(on, is_explicit, night, is_overnight)


def test_a_day_begins_at_local_midnight() -> None:
    assert date(2031, 3, 5) == local_day(NORTH_EVENING, [SOTK])


@pytest.mark.parametrize(("places", "expected"), [((), 5), ((SOTK,), 5)])
def test_a_place_that_is_missing_counts_as_the_caucasus(
    places: tuple[Place, ...], expected: int
) -> None:
    assert expected == local_day(NORTH_EVENING, places).day


def test_a_named_day_beats_an_implied_one() -> None:
    implied = event(happened_on=YESTERDAY, is_day_explicit=False)

    assert When(TODAY, is_explicit=True) == when_of_events([implied, event()], NOON)


def test_an_undated_report_is_of_the_day_that_it_came_out() -> None:
    assert When(TODAY, is_explicit=False) == when_of_events([undated()], NOON)


@pytest.mark.parametrize(("local_hour", "expected"), [(2, True), (6, True), (8, False)])
def test_an_undated_report_of_the_small_hours_may_be_of_the_day_before(
    local_hour: int, expected: bool
) -> None:
    at = NOON + timedelta(hours=local_hour - 12)
    night = YESTERDAY if expected else None

    found = when_of_events([undated()], at)

    assert named(TODAY, night=night, is_overnight=expected, is_explicit=False) == found


def test_an_undated_event_has_no_day_of_its_own() -> None:
    assert when_of_event(undated()) is None


@pytest.mark.parametrize(
    ("time", "night"),
    [("05:30", YESTERDAY), ("23:30", TODAY), ("12:00", None), (None, None)],
)
def test_an_hour_tells_the_night(time: str | None, night: date | None) -> None:
    assert named(TODAY, night=night) == when_of_event(event(local_time=time))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (named(TODAY), named(TODAY), 0),
        (named(TODAY), named(YESTERDAY), 1),
        (named(YESTERDAY), named(TODAY), -1),
        # "Overnight to Tuesday" is Monday night, whichever day is named.
        (named(TODAY, night=YESTERDAY, is_overnight=True), named(YESTERDAY), 0),
        (named(YESTERDAY), named(TODAY, night=YESTERDAY, is_overnight=True), 0),
        (named(YESTERDAY, night=YESTERDAY), named(TODAY, night=YESTERDAY), 0),
        # An hour before dawn does not make Tuesday's clash one of Monday.
        (named(TODAY, night=YESTERDAY), named(YESTERDAY), 1),
        # Two nights are two nights.
        (
            named(TODAY + DAY, night=TODAY, is_overnight=True),
            named(TODAY, night=YESTERDAY, is_overnight=True),
            1,
        ),
    ],
)
def test_it_counts_the_days_between(one: When, other: When, expected: int) -> None:
    assert expected == days_between(one, other)


@pytest.mark.parametrize(("hour", "expected"), [(2, True), (7, True), (8, False), (15, False)])
def test_a_morning_ends_at_local_noon(hour: int, expected: bool) -> None:
    at = datetime(2031, 3, 4, hour, 0, tzinfo=UTC)

    assert expected == is_morning(at, [SOTK])


def test_an_incident_has_the_day_that_its_reports_name() -> None:
    assert When(TODAY, is_explicit=True) == when_of_incident(opened())


def test_an_incident_without_a_day_has_that_of_its_first_report() -> None:
    incident = replace(opened(undated()), happened_on=None)

    assert When(TODAY, is_explicit=False) == when_of_incident(incident)


def test_an_incident_of_the_small_hours_may_be_of_the_day_before() -> None:
    at_two = datetime(2031, 3, 3, 22, 0, tzinfo=UTC)
    incident = opened(undated(), at=at_two)

    assert YESTERDAY == when_of_incident(incident).night
    assert not incident.is_overnight


def test_an_incident_keeps_a_day_that_was_implied_by_the_text() -> None:
    incident = opened(event(happened_on=YESTERDAY, is_day_explicit=False))

    assert When(YESTERDAY, is_explicit=False) == when_of_incident(incident)
