"""places + watch points -> which point is near, how far, and on which side. Pure.

A place is known to its precision only: a district's point may be twenty kilometres from where
something happened. So what counts is the distance less what the precision leaves open, and a
message says "about".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from bot.model import WatchPoint
from feeds.merge.places import distance_km
from feeds.model import Place, Precision

REACH_KM = {
    Precision.VILLAGE: 2.0,
    Precision.TOWN: 5.0,
    Precision.DISTRICT: 20.0,
    Precision.LINE: 20.0,
    Precision.REGION: 60.0,
}
"""How far from its point something may have happened that is told of a place."""
BEARINGS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True, slots=True)
class Sighting:
    """News near a watch point: how far from it, and on which side of it (one of ``BEARINGS``).

    ``distance_km`` is None where the place's precision leaves open that it is right there.
    """

    point: WatchPoint
    distance_km: float | None
    bearing: str


def sight(places: Iterable[Place], points: Iterable[WatchPoint]) -> Sighting | None:
    """Return the watch point that news is nearest to, None where it is beyond every radius."""
    points = tuple(points)
    found = [
        (distance, index, place, point)
        for place in places
        for index, point in enumerate(points)
        if (distance := _distance_km(point, place)) is not None
        and distance - REACH_KM[place.precision] <= point.radius_km
    ]
    if not found:
        return None
    distance, _, place, point = min(found, key=lambda one: one[:2])
    is_there = distance <= REACH_KM[place.precision]
    return Sighting(point, None if is_there else distance, _bearing(point, place))


def _distance_km(point: WatchPoint, place: Place) -> float | None:
    return distance_km(Place("", Precision.TOWN, lat=point.lat, lon=point.lon), place)


def _bearing(point: WatchPoint, place: Place) -> str:
    """Say on which side of a point a place lies, to an eighth of the compass."""
    lat_a, lat_b = radians(point.lat), radians(place.lat or 0.0)
    east = radians((place.lon or 0.0) - point.lon)
    x = sin(east) * cos(lat_b)
    y = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(east)
    return BEARINGS[round(degrees(atan2(x, y)) / 45) % len(BEARINGS)]
