from dataclasses import replace

import pytest

from feeds.merge import correct, retract
from feeds.model import Severity, Side, Standing
from tests.feeds.merge.made import HOUR, NOON, casualty, opened

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
