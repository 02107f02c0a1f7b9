from dataclasses import replace
from typing import Any

import pytest

from feeds.merge import united
from feeds.model import Incident, Severity, Side, Standing
from tests.feeds.merge.made import HOUR, KUT, NOON, SYUNIK, casualty, event, opened, undated

KEPT = opened(casualties=[casualty(2)])


def other(**changes: Any) -> Incident:
    """An incident of Kut, an hour later, with 5 dead by the same claimant."""
    made = opened(event(places=(KUT,)), casualties=[casualty(5)], at=NOON + HOUR)
    return replace(made, id=2, **changes)


def test_it_keeps_the_number_and_goes_past_both_versions() -> None:
    both = united(replace(KEPT, version=2), other(version=7))

    assert (1, 8) == (both.id, both.version)


@pytest.mark.parametrize("kept_first", [True, False])
def test_the_newest_word_of_a_claimant_wins_and_nothing_is_added(kept_first: bool) -> None:
    one, two = (KEPT, other()) if kept_first else (other(), KEPT)

    assert [("ARM_MOD", 5, "2")] == [(c.claimant, c.low, c.before) for c in united(one, two).claims]


def test_claims_of_others_stay_beside_it() -> None:
    theirs = replace(other().claims[0], claimant="AZE_MOD", side=Side.AZE)

    assert ["ARM_MOD", "AZE_MOD"] == [
        claim.claimant for claim in united(KEPT, other(claims=(theirs,))).claims
    ]


def test_it_lasts_from_the_first_report_of_both_to_the_last() -> None:
    both = united(other(), KEPT)

    assert (NOON, NOON + HOUR) == (both.first_reported_at, both.last_reported_at)
    assert 2 == len(both.sources)


def test_a_day_that_a_report_names_beats_one_that_is_implied() -> None:
    vague = replace(opened(undated()), id=2)

    assert united(vague, KEPT).is_day_explicit
    assert united(vague, KEPT).time_by == KEPT.time_by


def test_the_most_precise_place_comes_first_with_who_named_it() -> None:
    wide = opened(event(places=(SYUNIK,)))
    both = united(wide, other(place_by=("AZE_MOD",)))

    assert (["Kut", "Syunik"], ("AZE_MOD",)) == ([p.name for p in both.places], both.place_by)


def test_readers_who_know_one_know_both() -> None:
    assert united(replace(KEPT, is_told=False), other(is_told=True)).is_told


def test_what_is_disputed_stays_disputed_and_severity_is_derived_anew() -> None:
    grave = replace(other().claims[0], low=12, high=12)
    both = united(KEPT, other(standing=Standing.DISPUTED, claims=(grave,)))

    assert (Standing.DISPUTED, Severity.CRITICAL) == (both.standing, both.severity)


def test_a_link_between_the_two_is_gone() -> None:
    assert (9,) == united(replace(KEPT, links=(2, 9)), other(links=(1,))).links


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": 1}, "both are #1"),
        ({"family": "ceasefire"}, "different kinds stay two incidents"),
        ({"standing": Standing.WITHDRAWN}, "#2 is withdrawn"),
    ],
)
def test_two_that_cannot_be_one_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        united(KEPT, replace(other(), **changes))
