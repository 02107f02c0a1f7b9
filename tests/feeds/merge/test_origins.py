import pytest

from feeds.merge.origins import (
    are_both_sides,
    are_opponents,
    bloc,
    blocs,
    is_independent,
    is_inflicted,
    is_own,
    origin,
    side_of,
    speaker,
    with_allies,
)
from feeds.model import Side
from tests.feeds.merge.made import source


@pytest.mark.parametrize(
    ("claimant", "expected"),
    [
        ("ARM_MOD", Side.ARM),
        ("ART_GOV", Side.ARM),
        ("AZE_GOV", Side.AZE),
        ("RUS", Side.RUS),
        ("medic", None),
        ("EU", None),
        ("outlet:ARM_TV", None),
    ],
)
def test_a_claimant_speaks_for_its_people(claimant: str, expected: Side | None) -> None:
    assert expected == side_of(claimant)


@pytest.mark.parametrize(
    ("outlet_origin", "actors", "expected"),
    [
        ("Reuters", (), "outlet:Reuters"),
        ("AZE_GOV", (), "AZE_GOV"),
        ("UN", (), "UN"),
        ("RUS_GOV", (Side.RUS, Side.INS), "RUS_GOV"),
        ("RUS_GOV", (Side.GEO, Side.OSE), "RUS_GOV"),
        ("RUS_GOV", (Side.ARM, Side.AZE), "outlet:Tass"),
        ("RUS_GOV", (), "outlet:Tass"),
    ],
)
def test_a_state_agency_counts_with_its_state_where_that_is_a_party(
    outlet_origin: str, actors: tuple[Side, ...], expected: str
) -> None:
    assert expected == speaker(source("Tass", origin=outlet_origin), actors)


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("ARM_MOD", "ARM_PM", True),
        ("ARM_MOD", "ART_GOV", True),
        ("ARM_MOD", "AZE_MOD", False),
        ("outlet:BBC", "outlet:CNN", False),
        ("medic", "medic", True),
    ],
)
def test_all_offices_of_a_side_are_one_origin(one: str, other: str, are_one: bool) -> None:
    assert are_one == (origin(one) == origin(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Side.ARM, Side.AZE, True),
        (Side.AZE, Side.ARM, True),
        (Side.GEO, Side.OSE, True),
        (Side.RUS, Side.INS, True),
        (Side.RUS, Side.AZE, False),
        (Side.ARM, Side.GEO, False),
    ],
)
def test_it_knows_who_fights_whom(one: Side, other: Side, expected: bool) -> None:
    assert expected == are_opponents(one, other)


def test_karabakh_armenians_count_as_armenian() -> None:
    assert Side.ARM == bloc(Side.ART)
    assert frozenset({Side.ARM}) == blocs([Side.ART, Side.ARM, Side.UNK, Side.BOTH, None])


def test_allies_come_with_their_side() -> None:
    assert frozenset({Side.RUS, Side.ABK, Side.OSE}) == with_allies({Side.OSE})
    assert frozenset({Side.GEO}) == with_allies({Side.GEO})


@pytest.mark.parametrize(
    ("claimant", "side", "own", "inflicted"),
    [
        ("ARM_MOD", Side.ARM, True, False),
        ("ARM_MOD", Side.ART, True, False),
        ("ARM_MOD", Side.AZE, False, True),
        ("RUS_NAC", Side.INS, False, True),
        ("RUS_MOD", Side.AZE, False, False),
        ("ARM_MOD", Side.UNK, False, False),
        ("outlet:BBC", Side.ARM, False, False),
    ],
)
def test_a_figure_is_own_or_inflicted_or_neither(
    claimant: str, side: Side, own: bool, inflicted: bool
) -> None:
    assert (own, inflicted) == (is_own(claimant, side), is_inflicted(claimant, side))


@pytest.mark.parametrize(
    ("claimant", "actors", "expected"),
    [
        ("witness", (), True),
        ("EU", (Side.ARM, Side.AZE), True),
        ("media", (Side.ARM, Side.AZE), False),
        ("official", (Side.ARM, Side.AZE), False),
        ("outlet:BBC", (Side.ARM, Side.AZE), False),
        ("RUS_MOD", (Side.ARM, Side.AZE), True),
        ("RUS_MOD", (Side.GEO, Side.OSE), False),
        ("TUR_GOV", (Side.ARM, Side.AZE), False),
        ("AZE_MOD", (Side.ARM,), False),  # its enemy, though no report has named it yet
        ("ARM_MOD", (), False),
    ],
)
def test_only_who_stands_outside_is_independent(
    claimant: str, actors: tuple[Side, ...], expected: bool
) -> None:
    assert expected == is_independent(claimant, actors)


@pytest.mark.parametrize(
    ("claimants", "expected"),
    [
        (("ARM_MOD", "AZE_GOV"), True),
        (("ARM_MOD", "ART_GOV"), False),
        (("ARM_MOD", "RUS_MOD", "EU"), False),
        (("GEO_GOV", "RUS_MFA"), True),
        ((), False),
    ],
)
def test_both_sides_are_two_that_fight(claimants: tuple[str, ...], expected: bool) -> None:
    assert expected == are_both_sides(claimants)
