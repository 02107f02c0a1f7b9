"""A source that puts a place right withdraws nothing; one that takes its report back does."""

from typing import Any

import pytest

from feeds.merge import Merged, merge
from feeds.model import AlertReason, Event, Incident, Place, Source, Standing, Status
from tests.feeds.merge.made import (
    HOUR,
    KUT,
    NOON,
    SOTK,
    SYUNIK,
    TEGH,
    event,
    opened,
    report,
    source,
)

REUTERS, AP = source("Reuters", NOON + HOUR), source("AP", NOON + HOUR)
NOBODY: dict[str, Any] = {"claimed_by": ()}


def corrected(*places: Place, **changes: Any) -> Event:
    made = {"status": Status.RETRACTED, "is_correction": True, "places": places, **changes}
    return event(**made)


def told(said: Event, known: Incident, by: Source = REUTERS) -> Merged | None:
    found = merge(report(said, alert=False), by, [known])
    return found[0] if found else None


@pytest.mark.parametrize("places", [(TEGH,), (TEGH, SOTK), (SOTK, TEGH)])
def test_the_right_place_takes_the_place_of_the_wrong_one(places: tuple[Place, ...]) -> None:
    merged = told(corrected(*places), opened())

    assert merged is not None
    assert merged.alert is AlertReason.CORRECTION
    assert merged.note == "place Sotk -> Tegh"
    assert merged.incident.places == (TEGH,)
    assert merged.incident.standing is Standing.ONE_SIDE


def test_what_contains_the_right_place_stays() -> None:
    merged = told(corrected(TEGH), opened(event(places=(SOTK, SYUNIK))))

    assert merged is not None
    assert merged.incident.places == (TEGH, SYUNIK)


@pytest.mark.parametrize("places", [(), (SOTK,), (SYUNIK,)])
def test_a_correction_that_names_no_other_village_changes_nothing(
    places: tuple[Place, ...],
) -> None:
    known = opened(event(places=(SOTK, SYUNIK)))
    merged = told(corrected(*places), known)

    assert merged is not None
    assert merged.alert is None
    assert merged.incident.places == known.places


@pytest.mark.parametrize(
    ("by", "changes", "is_its_own"),
    [
        (REUTERS, NOBODY, True),
        (AP, {}, True),
        (AP, NOBODY, False),
        (AP, {"claimed_by": ("AZE_MOD",)}, False),
    ],
)
def test_only_who_told_of_it_can_move_it(
    by: Source, changes: dict[str, Any], is_its_own: bool
) -> None:
    assert is_its_own is (told(corrected(KUT, **changes), opened(), by) is not None)


def test_a_report_that_takes_it_back_withdraws() -> None:
    merged = told(event(status=Status.RETRACTED), opened())

    assert merged is not None
    assert merged.incident.standing is Standing.WITHDRAWN


def test_a_retraction_of_another_place_finds_nothing() -> None:
    assert told(event(status=Status.RETRACTED, places=(TEGH,)), opened()) is None
