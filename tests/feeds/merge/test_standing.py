from dataclasses import replace
from typing import Any

import pytest

from feeds.merge.standing import severity, standing, told, total
from feeds.model import Casualty, EventType, Harm, Severity, Side, Standing, Who
from tests.feeds.merge.made import HOUR, NOON, casualty, event, grown, opened, source

BOTH = (Side.ARM, Side.AZE)
KILLED, WOUNDED = Harm.KILLED, Harm.WOUNDED


@pytest.mark.parametrize(
    ("claimed_by", "denied_by", "disputed", "expected"),
    [
        (("ARM_MOD",), (), False, Standing.ONE_SIDE),
        (("ARM_MOD", "ART_GOV"), (), False, Standing.ONE_SIDE),
        (("ARM_MOD", "outlet:BBC"), (), False, Standing.ONE_SIDE),
        (("outlet:BBC",), (), False, Standing.INDEPENDENT),
        (("ARM_MOD", "AZE_GOV"), (), False, Standing.BOTH_SIDES),
        (("ARM_MOD", "EU"), (), False, Standing.INDEPENDENT),
        (("ARM_MOD", "AZE_GOV", "witness"), (), False, Standing.INDEPENDENT),
        (("ARM_MOD",), ("AZE_MOD",), False, Standing.DISPUTED),
        (("ARM_MOD", "EU"), ("AZE_MOD",), False, Standing.DISPUTED),
        (("ARM_MOD",), (), True, Standing.DISPUTED),
    ],
)
def test_it_has_five_phrases(
    claimed_by: tuple[str, ...], denied_by: tuple[str, ...], disputed: bool, expected: Standing
) -> None:
    assert expected == standing(claimed_by, denied_by, BOTH, disputed=disputed)


def figures(*said: Casualty, harm: Harm = KILLED, **changes: Any) -> tuple[int, int, int]:
    """What is told of Armenians, of Azerbaijanis, and of people of no named side."""
    found = told(opened(event(**changes), casualties=said), harm)
    return found.get(Side.ARM, 0), found.get(Side.AZE, 0), found[Side.UNK]


@pytest.mark.parametrize(
    ("said", "changes", "expected"),
    [
        ([casualty(2)], {}, (2, 0, 0)),
        ([casualty(2, side=Side.ART)], {}, (2, 0, 0)),
        ([casualty(2), casualty(3, who=Who.CIV)], {}, (5, 0, 0)),
        ([casualty(2, side=Side.AZE)], {}, (0, 0, 0)),  # inflicted
        ([casualty(2, side=Side.AZE)], {"claimed_by": ("witness",)}, (0, 2, 0)),
        ([casualty(2)], {"claimed_by": ()}, (2, 0, 0)),  # told with the first report
        ([casualty(7, side=Side.BOTH)], {}, (0, 0, 0)),
        ([casualty(2, WOUNDED)], {}, (0, 0, 0)),
    ],
)
def test_it_knows_what_was_told(
    said: list[Casualty], changes: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    assert expected == figures(*said, **changes)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (3, None, 0),  # one outlet that names nobody
        (3, 3, 3),
        (3, 5, 3),  # as far as two go
        (5, 3, 3),
    ],
)
def test_unnamed_figures_count_as_far_as_two_of_them_go(
    first: int, second: int | None, expected: int
) -> None:
    incident = opened(undated := event(claimed_by=()))
    for number, outlet in ((first, "AFP"), (second, "BBC")):
        if number is not None:
            by = source(outlet, NOON + HOUR)
            incident = grown(incident, undated, casualties=[casualty(number)], by=by).incident

    assert expected == told(incident, KILLED)[Side.UNK]


def test_ten_outlets_that_quote_one_ministry_are_one_origin() -> None:
    incident = opened(event(claimed_by=()))
    about_others = [casualty(9, side=Side.UNK)]
    for number in range(10):
        by = source(f"Outlet{number}", NOON + HOUR)
        incident = grown(incident, event(), casualties=about_others, by=by).incident

    assert total(told(incident, KILLED)) == 0


def test_outlets_that_differ_in_whose_dead_they_are_add_nothing() -> None:
    incident = opened(event(claimed_by=()), casualties=[casualty(3), casualty(2, side=Side.AZE)])
    for outlet in ("AFP", "BBC"):
        by = source(outlet, NOON + HOUR)
        aze_five = [casualty(5, side=Side.AZE)]
        incident = grown(incident, event(claimed_by=()), casualties=aze_five, by=by).incident

    assert total(told(incident, KILLED)) == 5


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({Side.ARM: 3, Side.AZE: 2}, 5),
        ({Side.ARM: 3, Side.BOTH: 7}, 7),
        ({Side.ARM: 3, Side.UNK: 2}, 3),
        ({}, 0),
    ],
)
def test_people_of_no_named_side_are_not_added_to_the_others(
    known: dict[Side, int], expected: int
) -> None:
    assert expected == total(known)


@pytest.mark.parametrize(
    ("event_type", "said", "expected"),
    [
        (EventType.ARMED_CLASH, [], Severity.MEDIUM),
        (EventType.CEASEFIRE_VIOLATED, [], Severity.LOW),
        (EventType.CEASEFIRE_VIOLATED, [casualty(1, WOUNDED)], Severity.MEDIUM),
        (EventType.TALKS, [], Severity.LOW),
        (EventType.CEASEFIRE_AGREED, [], Severity.HIGH),
        (EventType.TERRITORY_CHANGE, [], Severity.HIGH),
        (EventType.ARMED_CLASH, [casualty(1)], Severity.HIGH),
        (EventType.ARMED_CLASH, [casualty(4, WOUNDED)], Severity.MEDIUM),
        (EventType.ARMED_CLASH, [casualty(5, WOUNDED)], Severity.HIGH),
        (EventType.ARMED_CLASH, [casualty(10)], Severity.CRITICAL),
        (EventType.ARMED_CLASH, [casualty(30, WOUNDED)], Severity.CRITICAL),
        (EventType.ARMED_CLASH, [casualty(400, side=Side.AZE)], Severity.MEDIUM),
    ],
)
def test_what_a_side_says_it_inflicted_never_makes_it_graver(
    event_type: EventType, said: list[Casualty], expected: Severity
) -> None:
    assert expected == severity(opened(event(event_type), casualties=said))


def test_an_incident_without_claims_is_as_grave_as_its_types() -> None:
    bare = replace(opened(casualties=[casualty(10)]), claims=())

    assert severity(bare) is Severity.MEDIUM
