import pytest

from feeds.merge.places import Nearness, compare, has_settlement
from feeds.model import Place, Precision
from tests.feeds.merge.made import (
    ARMENIA,
    BORDER,
    DAGESTAN,
    GANJA,
    GEGHARKUNIK,
    KALBAJAR,
    KARABAKH,
    KHANKENDI,
    KUT,
    LINE,
    REGION,
    SHUSHA,
    SOTK,
    SYUNIK,
    TBILISI,
    TEGH,
    place,
)

VARDENIS = place("Vardenis", ["Gegharkunik", "Armenia", BORDER], precision=Precision.TOWN)
CAUCASUS = place("South Caucasus", precision=Precision.REGION)
DISTRICT = place("Old district", precision=Precision.DISTRICT, point=(40.2, 45.8))
NEAR = place("Near", point=(40.25, 45.9))
FAR = place("Far", point=(40.6, 45.9))
OSSETIA = place(
    "South Ossetia", ["Georgia", "Administrative boundary line"], precision=Precision.REGION
)
ERGNETI = place("Ergneti", ["Gori", "Georgia", "Administrative boundary line"])


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([SOTK], [SOTK], Nearness.SAME),
        ([SOTK], [KUT], Nearness.APART),
        ([SOTK], [TEGH], Nearness.APART),
        ([GANJA], [KHANKENDI], Nearness.APART),
        ([SOTK], [KALBAJAR], Nearness.INSIDE),  # the other side's name for the place
        ([SOTK], [VARDENIS], Nearness.INSIDE),  # a village of the town's district
        ([SOTK], [GEGHARKUNIK], Nearness.INSIDE),
        ([SOTK], [LINE], Nearness.INSIDE),
        ([SOTK], [SYUNIK], Nearness.APART),
        ([KHANKENDI], [REGION], Nearness.INSIDE),
        ([GANJA], [REGION], Nearness.APART),
        ([SYUNIK], [SYUNIK], Nearness.SAME_AREA),
        ([SYUNIK], [GEGHARKUNIK], Nearness.APART),  # both touch one border
        ([SYUNIK], [LINE], Nearness.INSIDE),
        ([REGION], [LINE], Nearness.TOUCHING),
        ([REGION], [TEGH], Nearness.TOUCHING),  # headlines say Karabakh for the border, too
        ([REGION], [DAGESTAN], Nearness.APART),
        ([OSSETIA], [ERGNETI], Nearness.TOUCHING),
        ([ARMENIA], [SOTK], Nearness.TOUCHING),
        ([ARMENIA], [ARMENIA], Nearness.TOUCHING),
        ([ARMENIA], [REGION], Nearness.TOUCHING),
        ([ARMENIA], [GANJA], Nearness.APART),
        ([], [SOTK], Nearness.UNKNOWN),
        ([SOTK], [], Nearness.UNKNOWN),
        ([CAUCASUS], [TBILISI], Nearness.UNKNOWN),
    ],
)
def test_it_compares_by_containment(
    ours: list[Place], theirs: list[Place], expected: Nearness
) -> None:
    assert expected == compare(ours, theirs)
    assert expected == compare(theirs, ours)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([SHUSHA, REGION], [KHANKENDI, REGION], Nearness.APART),
        ([SOTK, TEGH], [TEGH], Nearness.SAME),
        ([KUT, KALBAJAR], [SOTK], Nearness.APART),  # the towns around don't join villages
        ([SOTK, ARMENIA], [GANJA, ARMENIA], Nearness.APART),
        ([SOTK, LINE], [TEGH, LINE], Nearness.APART),
        ([TEGH, REGION], [GANJA, REGION], Nearness.APART),
        ([GANJA, REGION], [REGION], Nearness.APART),  # the conflict's name, not a place
        ([KHANKENDI, REGION], [REGION], Nearness.INSIDE),
    ],
)
def test_the_finest_places_of_both_lists_decide(
    ours: list[Place], theirs: list[Place], expected: Nearness
) -> None:
    assert expected == compare(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (DISTRICT, NEAR, Nearness.TOUCHING),
        (DISTRICT, FAR, Nearness.APART),
        (DISTRICT, place("Nowhere"), Nearness.APART),
        (NEAR, place("Next door", point=(40.26, 45.9)), Nearness.APART),
    ],
)
def test_distance_counts_only_where_a_point_is_vague(
    ours: Place, theirs: Place, expected: Nearness
) -> None:
    assert expected == compare([ours], [theirs])


def test_a_loosely_named_region_meets_only_its_own_lines() -> None:
    region = place(KARABAKH, precision=Precision.REGION)
    boundary = place("Administrative boundary line", precision=Precision.LINE)

    assert Nearness.APART == compare([region], [boundary])


@pytest.mark.parametrize(
    ("places", "expected"),
    [([SOTK], True), ([GANJA], True), ([REGION, LINE], False), ([], False)],
)
def test_it_tells_settlements_from_areas(places: list[Place], expected: bool) -> None:
    assert expected == has_settlement(places)
