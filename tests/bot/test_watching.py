from dataclasses import replace

import pytest

from bot.model import WatchPoint
from bot.watching import sight
from feeds.model import Place, Precision

GORIS = WatchPoint("Goris", 39.51, 46.34, 40)
KAPAN = WatchPoint("Kapan", 39.21, 46.41, 10)
NERKIN_HAND = Place("Nerkin Hand", Precision.VILLAGE, lat=39.05, lon=46.53)


@pytest.mark.parametrize(
    ("north", "east", "bearing"),
    [
        (1, 0, "n"),
        (1, 1, "ne"),
        (0, 1, "e"),
        (-1, 1, "se"),
        (-1, 0, "s"),
        (-1, -1, "sw"),
        (0, -1, "w"),
        (1, -1, "nw"),
    ],
)
def test_it_says_on_which_side_and_how_far(north: int, east: int, bearing: str) -> None:
    place = Place("X", Precision.VILLAGE, lat=39.51 + 0.2 * north, lon=46.34 + 0.26 * east)
    seen = sight([place], [GORIS])

    assert seen is not None
    assert bearing == seen.bearing
    assert 22 <= (seen.distance_km or 0) <= 32


@pytest.mark.parametrize(
    ("precision", "radius_km", "is_near"),
    [
        (Precision.VILLAGE, 53, True),
        (Precision.VILLAGE, 50, False),
        (Precision.TOWN, 50, True),
        (Precision.DISTRICT, 34, True),
        (Precision.DISTRICT, 30, False),
    ],
)
def test_what_the_precision_leaves_open_counts_as_near(
    precision: Precision, radius_km: int, is_near: bool
) -> None:
    place = replace(NERKIN_HAND, precision=precision)  # 54 km from Goris

    assert is_near == (sight([place], [replace(GORIS, radius_km=radius_km)]) is not None)


def test_the_nearest_point_is_named() -> None:
    place = Place("X", Precision.VILLAGE, lat=39.25, lon=46.40)
    seen = sight([place], [GORIS, KAPAN])

    assert seen is not None
    assert (seen.point, seen.bearing) == (KAPAN, "n")


def test_a_place_whose_precision_covers_the_point_has_no_distance() -> None:
    district = Place("Kapan district", Precision.DISTRICT, lat=39.25, lon=46.40)
    seen = sight([district], [KAPAN])

    assert seen is not None
    assert seen.distance_km is None


def test_a_place_without_a_point_is_near_nothing() -> None:
    assert sight([Place("Syunik", Precision.REGION)], [GORIS]) is None
    assert sight([], [GORIS]) is None
    assert sight([NERKIN_HAND], []) is None
