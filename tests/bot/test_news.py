from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.news import Basis, Circumstances, basis, has_second_word, news_of, theatres
from feeds.model import (
    AlertReason,
    EventType,
    Harm,
    Incident,
    Severity,
    Side,
    Standing,
    Theatre,
)
from tests.bot.made import DAGESTAN, NOW, alert, claim, incident, source

HOUR = timedelta(hours=1)
INFLICTED = claim(claimant="AZE_MOD")
"""Azerbaijan's ministry says that two Armenian soldiers were killed."""


def told(*claimed_by: str, **changes: Any) -> Incident:
    return incident(**{"claimed_by": claimed_by, "claims": (), **changes})


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (told(), Basis.UNNAMED),
        (told("outlet:OC Media"), Basis.UNNAMED),
        (told(sources=(source(origin="OC Media"), source(origin="JAMnews"))), Basis.ESTABLISHED),
        (told(sources=(source(), source(outlet="Hetq"))), Basis.UNNAMED),  # both speak for Armenia
        (told("ARM_MOD"), Basis.NAMED),
        (told("ARM_MOD", "ARM_GOV"), Basis.NAMED),
        (told("media"), Basis.NAMED),
        (told("ARM_MOD", "AZE_MOD"), Basis.ESTABLISHED),
        (told("EU"), Basis.ESTABLISHED),
        (told(claims=(INFLICTED,)), Basis.NAMED),
    ],
)
def test_it_says_what_an_incident_stands_on(made: Incident, expected: Basis) -> None:
    assert expected is basis(made)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((claim(),), {Harm.KILLED}),  # its own
        ((INFLICTED,), set()),
        ((claim(claimant="EU"),), {Harm.KILLED}),
        ((claim(claimant="outlet:OC Media"),), set()),
        ((claim(claimant="outlet:OC Media"), claim(claimant="outlet:Hetq")), {Harm.KILLED}),
        ((claim(claimant="RUS_MOD"), claim(claimant="RUS_GOV")), {Harm.KILLED}),  # outsiders
        ((claim(low=0, high=0),), set()),
        ((claim(low=None, high=None, qualifier="vague:dozens"),), {Harm.KILLED}),
        ((claim(harm=Harm.WOUNDED), INFLICTED), {Harm.WOUNDED}),
    ],
)
def test_harm_is_established_by_the_side_that_lost_an_outsider_or_two_origins(
    claims: tuple[Any, ...], expected: set[Harm]
) -> None:
    made = incident(claims=claims, claimed_by=())

    assert expected == news_of(made, alert()).harms


def test_what_a_side_says_that_it_inflicted_is_told_but_not_established() -> None:
    made = news_of(incident(claims=(INFLICTED,)), alert())

    assert (frozenset(), frozenset({Harm.KILLED})) == (made.harms, made.claimed_harms)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (told("ARM_MOD"), False),
        (told("ARM_MOD", claims=(INFLICTED,)), True),  # two origins
        (told("ARM_MOD", claims=(claim(),)), True),  # its own losses
        (told(claims=(INFLICTED,)), False),
        (told(claims=(claim(claimant="EU"),)), False),  # an outsider, but alone
    ],
)
def test_it_knows_when_more_than_one_word_stands_behind_it(made: Incident, expected: bool) -> None:
    assert expected is has_second_word(made)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {Theatre.ARMENIA_AZERBAIJAN}),
        ({"places": (DAGESTAN,)}, {Theatre.NORTH_CAUCASUS}),
        ({"places": ()}, {Theatre.ARMENIA_AZERBAIJAN}),
        ({"places": (), "actors": (Side.GEO, Side.RUS)}, {Theatre.GEORGIA}),
        ({"places": (), "actors": (Side.RUS,)}, set()),
    ],
)
def test_its_area_is_that_of_its_places_else_of_its_sides(
    changes: dict[str, Any], expected: set[Theatre]
) -> None:
    assert expected == theatres(incident(**changes))


@pytest.mark.parametrize(
    ("types", "hours"),
    [
        ((EventType.ARMED_CLASH,), 12),
        ((EventType.CEASEFIRE_AGREED,), 24),
        ((EventType.ARMED_CLASH, EventType.CASUALTIES_UPDATE), 24),
    ],
)
def test_it_expires_by_its_kind(types: tuple[EventType, ...], hours: int) -> None:
    made = incident(types=types, last_reported_at=NOW)

    assert NOW + hours * HOUR == news_of(made, alert()).expires_at


def test_what_was_published_long_before_we_read_it_is_old() -> None:
    made = incident(last_reported_at=NOW - 20 * HOUR)

    assert NOW - 8 * HOUR == news_of(made, alert()).expires_at


def test_a_publisher_whose_clock_runs_ahead_does_not_stay_news_for_longer() -> None:
    made = incident(last_reported_at=NOW + 20 * HOUR)

    assert NOW + 12 * HOUR == news_of(made, alert()).expires_at


def test_a_correction_is_never_too_old() -> None:
    made = news_of(incident(standing=Standing.WITHDRAWN), alert(AlertReason.CORRECTION))

    assert (True, True, None) == (made.is_correction, made.is_withdrawn, made.expires_at)


@pytest.mark.parametrize(("is_released", "expected"), [(True, True), (False, False)])
def test_an_operators_release_stands_for_a_second_word(is_released: bool, expected: bool) -> None:
    grave = replace(told("AZE_MOD", claims=(INFLICTED,)), severity=Severity.CRITICAL)
    made = news_of(grave, alert(), Circumstances(is_released=is_released))

    assert (True, expected) == (made.is_critical, made.may_break)
