import pytest

from feeds.extract.severity import TABLE, is_established, severity_of
from feeds.model import Casualty, Event, EventType, Harm, Scope, Severity, Side, Status, Who

CLASH = Event(EventType.ARMED_CLASH, Status.ASSERTED)


def killed(
    low: int | None,
    *claimants: str,
    side: Side = Side.ARM,
    harm: Harm = Harm.KILLED,
    scope: Scope = Scope.INCIDENT,
) -> Casualty:
    return Casualty(0, side, Who.MIL, harm, low, low, scope=scope, claimed_by=claimants)


@pytest.mark.parametrize(
    ("events", "casualties", "expected"),
    [
        ([CLASH], [killed(10, "ARM_MOD")], Severity.CRITICAL),
        ([CLASH], [killed(2, "ARM_MOD")], Severity.HIGH),
        ([CLASH], [killed(2)], Severity.HIGH),
        ([CLASH], [killed(2, "medic")], Severity.HIGH),
        ([CLASH], [killed(70, "AZE_MOD")], Severity.MEDIUM),
        ([CLASH], [killed(70, "AZE_MOD", "ARM_MOD")], Severity.CRITICAL),
        ([CLASH], [killed(3, "ARM_MOD", harm=Harm.WOUNDED)], Severity.MEDIUM),
        ([CLASH], [killed(6, "ARM_MOD", harm=Harm.WOUNDED)], Severity.HIGH),
        ([CLASH], [killed(6500, scope=Scope.BACKGROUND)], Severity.MEDIUM),
        ([CLASH], [], Severity.MEDIUM),
        ([Event(EventType.CEASEFIRE_AGREED, Status.ASSERTED)], [], Severity.HIGH),
        ([Event(EventType.TALKS, Status.ASSERTED)], [], Severity.LOW),
        ([Event(EventType.ARMED_CLASH, Status.BACKGROUND)], [killed(10)], Severity.LOW),
        ([], [], Severity.LOW),
    ],
)
def test_severity_follows_what_is_established(
    events: list[Event], casualties: list[Casualty], expected: Severity
) -> None:
    found = severity_of(events, casualties)

    assert expected == found


@pytest.mark.parametrize(
    ("claimants", "side", "expected"),
    [
        ((), Side.ARM, True),
        (("ARM_MOD",), Side.ARM, True),
        (("AZE_MOD",), Side.ARM, False),
        (("AZE_MOD", "ARM_MOD"), Side.ARM, True),
        (("witness",), Side.ARM, True),
        (("AZE_MOD",), Side.BOTH, True),
    ],
)
def test_losses_that_a_side_says_it_inflicted_are_not_established(
    claimants: tuple[str, ...], side: Side, expected: bool
) -> None:
    found = is_established(killed(5, *claimants, side=side))

    assert expected == found


def test_the_table_is_read_from_the_worst_down() -> None:
    order = [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM]

    found = [order.index(row.severity) for row in TABLE]

    assert sorted(found) == found
