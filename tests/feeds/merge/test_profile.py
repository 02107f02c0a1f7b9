from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.merge.profile import MAX_SOURCES
from feeds.model import Event, EventType, Incident, Severity, Side, Standing, Status
from tests.feeds.merge.made import (
    GEGHARKUNIK,
    HOUR,
    KALBAJAR,
    NOON,
    SOTK,
    TODAY,
    casualty,
    event,
    grown,
    opened,
    source,
    undated,
)

SHELLING = EventType.SHELLING


def test_the_first_report_makes_the_incident() -> None:
    incident = opened(event(local_time="05:30"), casualties=[casualty(2)])

    expected = Incident(
        id=1,
        family="violence",
        types=(EventType.ARMED_CLASH,),
        places=(SOTK,),
        happened_on=TODAY,
        is_day_explicit=True,
        local_time="05:30",
        actors=(Side.AZE, Side.ARM),
        claimed_by=("ARM_MOD",),
        denied_by=(),
        claims=incident.claims,
        sources=(source(),),
        standing=Standing.ONE_SIDE,
        severity=Severity.HIGH,
        first_reported_at=NOON,
        last_reported_at=NOON,
        is_told=True,
        time_by=("ARM_MOD",),
        place_by=("ARM_MOD",),
    )
    assert expected == incident
    assert [2] == [claim.low for claim in incident.claims]


def test_a_later_report_adds_to_it() -> None:
    told = event(SHELLING, places=(KALBAJAR,), claimed_by=("AZE_MOD",), local_time="05:30")

    incident = grown(opened(), told).incident

    assert (EventType.ARMED_CLASH, SHELLING) == incident.types
    assert (SOTK, KALBAJAR) == incident.places
    assert ("ARM_MOD", "AZE_MOD") == incident.claimed_by
    assert "05:30" == incident.local_time
    assert ["Reuters", "AFP"] == [told_by.outlet for told_by in incident.sources]
    assert (2, NOON, NOON + HOUR) == (
        incident.version,
        incident.first_reported_at,
        incident.last_reported_at,
    )


def test_the_same_page_again_changes_nothing() -> None:
    incident = opened()

    assert incident == grown(incident, by=source()).incident


def test_reports_without_an_address_are_told_apart_by_their_time() -> None:
    first, second = (replace(source(at=NOON + hours * HOUR), url="") for hours in (1, 2))
    incident = grown(opened(), by=first).incident

    assert [2, 3] == [len(grown(incident, by=by).incident.sources) for by in (first, second)]


def test_places_are_listed_most_precise_first() -> None:
    incident = opened(event(places=(GEGHARKUNIK,)))

    assert (SOTK, GEGHARKUNIK) == grown(incident, event(places=(SOTK,))).incident.places


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        (undated(), event(), (TODAY, True)),
        (event(), undated(), (TODAY, True)),
    ],
)
def test_a_day_that_a_text_names_beats_one_that_is_implied(
    known: Event, told: Event, expected: tuple[object, bool]
) -> None:
    after = grown(opened(known), told).incident

    assert expected == (after.happened_on, after.is_day_explicit)


@pytest.mark.parametrize(
    ("told", "expected"), [(event(is_overnight=True), True), (undated(), False)]
)
def test_it_is_overnight_only_where_a_text_says_so(told: Event, expected: bool) -> None:
    assert expected == opened(told, at=NOON - timedelta(hours=10)).is_overnight


def test_an_unnamed_source_is_the_outlet() -> None:
    assert ("outlet:Reuters",) == opened(event(claimed_by=())).claimed_by


def test_a_denial_is_kept_with_its_denier() -> None:
    denial = event(status=Status.DENIED, claimed_by=(), denied_by=("AZE_MOD",))

    incident = grown(opened(), denial, alert=False).incident

    assert (("AZE_MOD",), Standing.DISPUTED) == (incident.denied_by, incident.standing)


def test_a_denial_brings_no_claimant() -> None:
    denial = event(status=Status.DENIED, claimed_by=("AZE_MOD",))

    incident = grown(opened(), denial, alert=False).incident

    assert (("ARM_MOD",), ("AZE_MOD",)) == (incident.claimed_by, incident.denied_by)


def test_what_is_disputed_stays_disputed() -> None:
    disputed = opened(event(status=Status.DISPUTED))

    assert grown(disputed, event(claimed_by=("EU",))).incident.standing is Standing.DISPUTED


TAKEN_BACK = event(status=Status.RETRACTED, claimed_by=())


def test_an_outlet_takes_back_what_only_it_told() -> None:
    by = source("Reuters", NOON + HOUR)

    assert grown(opened(), TAKEN_BACK, by=by, alert=False).incident.standing is Standing.WITHDRAWN


def test_a_claimant_takes_back_what_only_it_said() -> None:
    incident = grown(opened(), by=source("BBC", NOON + HOUR)).incident
    taken_back = replace(TAKEN_BACK, claimed_by=("ARM_GOV",))

    after = grown(incident, taken_back, by=source("AFP", NOON + 2 * HOUR), alert=False).incident

    assert after.standing is Standing.WITHDRAWN


def test_others_keep_an_incident_that_one_takes_back() -> None:
    both = grown(
        opened(casualties=[casualty(2)]),
        event(claimed_by=("witness",)),
        casualties=[casualty(1)],
    ).incident
    taken_back = replace(TAKEN_BACK, claimed_by=("ARM_MOD",))

    after = grown(both, taken_back, by=source("BBC", NOON + 2 * HOUR), alert=False).incident

    assert (("witness",), Standing.INDEPENDENT) == (after.claimed_by, after.standing)
    assert ["witness"] == [claim.claimant for claim in after.claims]


def test_a_correction_leaves_the_incident_standing() -> None:
    correction = event(status=Status.RETRACTED)
    known = opened(casualties=[casualty(12)])

    after = grown(known, correction, casualties=[casualty(2)], alert=False).incident

    assert (Standing.ONE_SIDE, Severity.HIGH) == (after.standing, after.severity)
    assert [(2, "12")] == [(claim.low, claim.before) for claim in after.claims]


def test_the_first_and_the_newest_sources_are_kept() -> None:
    incident = opened()
    for number in range(MAX_SOURCES + 5):
        incident = grown(incident, by=source(f"Outlet{number}", NOON + HOUR)).incident

    outlets = [told_by.outlet for told_by in incident.sources]
    assert (MAX_SOURCES, "Reuters", f"Outlet{MAX_SOURCES + 4}") == (
        len(outlets),
        outlets[0],
        outlets[-1],
    )


def test_an_older_report_does_not_turn_back_the_clock() -> None:
    incident = grown(opened(), by=source("AFP", NOON - HOUR)).incident

    assert (NOON, NOON) == (incident.first_reported_at, incident.last_reported_at)
