from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.merge import merge
from feeds.model import AlertReason, Event, EventType, Incident, Report, Standing, Status
from tests.feeds.merge.made import (
    DAY,
    HOUR,
    NOON,
    REGION,
    SOTK,
    TEGH,
    TODAY,
    Archive,
    casualty,
    event,
    opened,
    report,
    source,
    undated,
)

SHELLING, TALKS = EventType.SHELLING, EventType.TALKS
AGREED, BROKEN = EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_VIOLATED
NEXT_DAY = source("AFP", NOON + DAY)
ON_NEXT_DAY = event(happened_on=TODAY + DAY)


def test_the_first_report_opens_an_incident() -> None:
    (merged,) = merge(report(event()), source(), [])

    assert (0, AlertReason.NEW, (0,)) == (merged.incident.id, merged.alert, merged.events)
    assert "new: no incident of its kind in these days" == merged.reason


def test_a_second_report_joins_it_and_says_why() -> None:
    (merged,) = merge(report(event()), source("AFP", NOON + HOUR), [opened()])

    assert (1, None) == (merged.incident.id, merged.alert)
    assert merged.reason.startswith("tells: same kind +1.0")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (event(places=(TEGH,)), "new: not #1, different places"),
        (event(places=(), actor=None, target=None, claimed_by=()), "new: perhaps #1"),
        (undated(places=(), actor=None, target=None, claimed_by=()), "new: perhaps #1"),
    ],
)
def test_a_report_that_does_not_join_says_why(told: Event, reason: str) -> None:
    (merged,) = merge(report(told), source("AFP", NOON + HOUR), [opened()])

    assert merged.reason.startswith(reason)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_reported_as_happened_opens(status: Status) -> None:
    assert status.is_live == bool(merge(report(event(status=status)), source(), []))


@pytest.mark.parametrize("event_type", list(EventType))
def test_a_silent_report_opens_nothing(event_type: EventType) -> None:
    assert merge(report(event(event_type), alert=False), source(), []) == ()


@pytest.mark.parametrize("status", [Status.ASSERTED, Status.BACKGROUND, Status.FUTURE])
def test_a_silent_report_changes_nothing(status: Status) -> None:
    told = report(event(status=status), casualties=[casualty(99)], alert=False)

    assert merge(told, source("AFP"), [opened()]) == ()


def test_the_main_event_comes_first() -> None:
    truce = event(AGREED, evidence=((0, 9),))
    clash = event(evidence=((20, 29),))

    merged = merge(report(truce, clash), source(), [])

    assert ["ceasefire", "violence"] == [each.incident.family for each in merged]
    assert [(0,), (1,)] == [each.events for each in merged]


def test_two_places_of_one_report_join_two_incidents() -> None:
    at_sotk = event(evidence=((0, 9),))
    at_tegh = event(SHELLING, places=(TEGH,), evidence=((20, 29),))
    known = [opened(), replace(opened(event(places=(TEGH,))), id=2)]

    merged = merge(report(at_sotk, at_tegh), source("AFP", NOON + HOUR), known)

    assert [1, 2] == [each.incident.id for each in merged]


def test_a_claim_and_its_denial_in_one_report_are_one_step() -> None:
    denial = event(SHELLING, status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",))

    (merged,) = merge(report(denial, event()), source(), [])

    assert ((1, 0), AlertReason.NEW) == (merged.events, merged.alert)
    assert (Standing.DISPUTED, 1) == (merged.incident.standing, merged.incident.version)


def test_two_groups_that_join_one_incident_are_one_step() -> None:
    denial = event(SHELLING, status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",))
    told = report(event(), denial, casualties=[casualty(3)])

    (merged,) = merge(told, source("AFP", NOON + HOUR), [opened(casualties=[casualty(2)])])

    assert ((0, 1), AlertReason.DISPUTED) == (merged.events, merged.alert)
    assert (2, 3) == (merged.incident.version, merged.incident.claims[0].low)


def test_a_correction_beside_a_denial_is_still_one() -> None:
    correction = event(status=Status.RETRACTED)
    denial = event(SHELLING, status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",))
    told = report(correction, denial, casualties=[casualty(3)], alert=False)

    (merged,) = merge(told, source("AFP", NOON + HOUR), [opened(casualties=[casualty(2)])])

    assert ((0, 1), AlertReason.CORRECTION) == (merged.events, merged.alert)


def test_a_breach_told_with_its_truce_is_one_incident() -> None:
    told = report(event(AGREED, places=(REGION,)), event(BROKEN, places=(REGION,)))

    (merged,) = merge(told, source(), [])

    assert "ceasefire" == merged.incident.family


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        (opened(), report(ON_NEXT_DAY), (1,)),
        (opened(event(places=(TEGH,))), report(ON_NEXT_DAY), ()),
        (opened(event(happened_on=TODAY - 3 * DAY)), report(ON_NEXT_DAY), ()),
        (opened(event(AGREED)), report(event(BROKEN, happened_on=TODAY + DAY)), (1,)),
        (opened(event(AGREED)), report(ON_NEXT_DAY), ()),
        (opened(event(AGREED)), report(event(BROKEN, happened_on=TODAY + 31 * DAY)), ()),
        (opened(event(places=())), report(ON_NEXT_DAY), ()),
        (opened(), report(event(AGREED, happened_on=TODAY + DAY)), (1,)),
        (opened(), report(event(AGREED, happened_on=TODAY + 9 * DAY)), ()),
        (opened(), report(event(TALKS, happened_on=TODAY + DAY)), ()),
        (opened(event(actor=None, target=None, claimed_by=())), report(ON_NEXT_DAY), ()),
    ],
)
def test_a_new_incident_is_linked_to_what_it_follows(
    known: Incident, told: Report, expected: tuple[int, ...]
) -> None:
    on = told.events[0].happened_on or TODAY
    (merged,) = merge(told, source("AFP", NOON + (on - TODAY)), [known])

    assert (AlertReason.NEW, expected) == (merged.alert, merged.incident.links)


def test_it_is_linked_to_the_newest_of_a_kind() -> None:
    older = opened(event(happened_on=TODAY - DAY), at=NOON - DAY)
    newer = replace(opened(), id=2)

    (merged,) = merge(report(ON_NEXT_DAY), NEXT_DAY, [newer, older])

    assert (2,) == merged.incident.links


def test_a_day_of_one_clash_is_one_incident_told_step_by_step() -> None:
    archive, alerts = Archive(), []
    steps = [
        (event(), 2, "Reuters"),
        (undated(places=(REGION,)), 2, "AFP"),
        (event(claimed_by=("AZE_MOD",)), None, "Trend"),
        (event(), 3, "Armenpress"),
        (event(status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",)), None, "APA"),
        (undated(EventType.CASUALTIES_UPDATE, places=()), 4, "BBC"),
    ]
    for hour, (told, killed, outlet) in enumerate(steps):
        figures = [casualty(killed)] if killed else []
        told_as = report(told, casualties=figures, alert=told.status.is_live)
        (merged,) = archive.tell(told_as, source(outlet, NOON + hour * HOUR))
        alerts.append(merged.alert)

    toll, both = AlertReason.TOLL, AlertReason.BOTH_SIDES
    assert [AlertReason.NEW, None, both, toll, AlertReason.DISPUTED, toll] == alerts
    assert [6] == [incident.version for incident in archive.incidents.values()]


def test_the_same_village_on_three_days_is_three_linked_incidents() -> None:
    archive = Archive()
    for days in range(3):
        told = report(event(happened_on=TODAY + timedelta(days=days)))
        archive.tell(told, source(at=NOON + timedelta(days=days)))

    links = [incident.links for incident in archive.incidents.values()]
    assert [(), (1,), (2,)] == links


def test_daily_bulletins_of_equal_wording_stay_apart() -> None:
    archive = Archive()
    for place in (SOTK, TEGH):
        archive.tell(report(event(places=(place,))), source("MoD", NOON))

    assert len(archive.incidents) == 2
