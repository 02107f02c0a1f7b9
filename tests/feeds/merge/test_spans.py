"""Low and high come from what claimants say; an inflicted figure bounds nothing."""

from collections.abc import Sequence
from typing import Any

import pytest

from feeds.merge import Span, spans
from feeds.model import Casualty, Harm, Side, Who
from tests.feeds.merge.made import casualty, event, grown, opened

EU: dict[str, Any] = {"claimed_by": ("EU",)}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([casualty(2)], Span(2, 2)),
        ([casualty(2), casualty(4, **EU)], Span(2, 4)),
        ([casualty(2), casualty(2, **EU)], Span(2, 2)),
        ([casualty(2), casualty(5, high=None, **EU)], Span(2, None)),
        ([casualty(None, high=9)], Span(0, 9)),
        ([casualty(2, who=Who.MIL), casualty(1, who=Who.CIV)], Span(3, 3)),
        ([casualty(2), casualty(90, claimed_by=("AZE_MOD",))], Span(2, 2)),
        ([casualty(2), casualty(1, side=Side.ART, **EU)], Span(1, 2)),
    ],
)
def test_a_span_holds_what_everybody_but_the_enemy_says(
    figures: Sequence[Casualty], expected: Span
) -> None:
    found = spans(opened(casualties=figures))

    assert expected == found[Side.ARM, Harm.KILLED]
    assert expected.differs is (expected.low != expected.high)


def test_the_newest_word_of_each_claimant_counts() -> None:
    incident = grown(opened(casualties=[casualty(2)]), event(), casualties=[casualty(3)]).incident

    assert {(Side.ARM, Harm.KILLED): Span(3, 3)} == spans(incident)


def test_what_only_the_enemy_says_has_no_span() -> None:
    inflicted = casualty(40, claimed_by=("AZE_MOD",))

    assert spans(opened(casualties=[inflicted])) == {}
