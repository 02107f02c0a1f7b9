from dataclasses import replace
from typing import Any

import pytest

from feeds.merge import Field, amend, correct, former, retract
from feeds.model import Severity, Side, Standing
from tests.feeds.merge.made import DAY, HOUR, KUT, NOON, SOTK, TODAY, casualty, opened

CLASH = opened(casualties=[casualty(12)])
RIGHT = replace(CLASH.claims[0], low=2, high=2, said_at=NOON + HOUR)


def test_an_operator_withdraws_an_incident() -> None:
    withdrawn = retract(CLASH)

    assert (Standing.WITHDRAWN, 2) == (withdrawn.standing, withdrawn.version)
    assert (CLASH.claims, CLASH.sources) == (withdrawn.claims, withdrawn.sources)


def test_it_is_withdrawn_once() -> None:
    withdrawn = retract(CLASH)

    assert retract(withdrawn) == withdrawn


def test_an_operator_puts_a_figure_right() -> None:
    corrected = correct(CLASH, RIGHT)

    assert [(2, "12")] == [(claim.low, claim.before) for claim in corrected.claims]
    assert (2, Severity.HIGH) == (corrected.version, corrected.severity)


def test_a_figure_that_nobody_gave_is_not_put_right() -> None:
    with pytest.raises(ValueError, match="ARM_MOD says nothing of killed AZE"):
        correct(CLASH, replace(RIGHT, side=Side.AZE))


@pytest.mark.parametrize(
    ("field", "value", "was", "now"),
    [
        (Field.PLACE, KUT, "Sotk", "Kut"),
        (Field.DAY, TODAY - DAY, "2031-03-04", "2031-03-03"),
        (Field.TIME, "05:30", "", "05:30"),
        (Field.KIND, "shelling", "armed_clash", "shelling"),
    ],
)
def test_a_field_is_put_right_and_knows_what_it_was(
    field: Field, value: Any, was: str, now: str
) -> None:
    amended = amend(CLASH, field, value)

    assert (was, now) == (former(CLASH, field), former(amended, field))
    assert CLASH.version + 1 == amended.version


def test_nobody_but_us_gave_what_we_put_right() -> None:
    given = replace(CLASH, place_by=("ARM_MOD",), time_by=("ARM_MOD",))

    assert () == amend(given, Field.PLACE, KUT).place_by
    assert () == amend(given, Field.TIME, "05:30").time_by


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Field.PLACE, SOTK, "the place is so already"),
        (Field.TIME, "", "the time is so already"),
        (Field.KIND, "talks", "talks is of the kind talks, the incident of violence"),
    ],
)
def test_what_is_so_already_or_of_another_kind_is_refused(
    field: Field, value: Any, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        amend(CLASH, field, value)
