"""How near two places are, by containment first: distance counts only where a point is vague.

Two different named settlements are never one place, however near. A region, district or line
contains its villages, and the district that the other side names across a line is the place.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from feeds.model import Place, Precision

_VILLAGE = frozenset({Precision.VILLAGE})
_SETTLED = frozenset({Precision.VILLAGE, Precision.TOWN})
_EARTH_RADIUS_KM = 6371.0
VAGUE_RADIUS_KM = 20.0
"""How far off a district's point may lie from what happened in it."""

_BORDER, _BOUNDARY = "Armenia-Azerbaijan border", "Administrative boundary line"
_LOOSE = {
    "Nagorno-Karabakh": frozenset({_BORDER, "Line of contact", "Lachin corridor"}),
    "Armenia": frozenset({_BORDER}),
    "Azerbaijan": frozenset({_BORDER}),
    "South Ossetia": frozenset({_BOUNDARY}),
    "Abkhazia": frozenset({_BOUNDARY}),
    "Georgia": frozenset({_BOUNDARY}),
}
"""Names that outlets put on the whole conflict, with the lines that this takes in."""

_BEHIND = {
    "Abkhazia": "Abkhazia",
    "Samegrelo": "Abkhazia",
    "South Ossetia": "South Ossetia",
    "Shida Kartli": "South Ossetia",
    "Mtskheta-Mtianeti": "South Ossetia",
}
"""Regions at Georgia's two boundary lines, which bear one name, with the land behind each."""

_FRONT = 3
"""Settlements from which a list of places is a front, and not one place."""

_ALL_LINES = frozenset().union(*_LOOSE.values())
_COUNTRIES = frozenset({"Armenia", "Azerbaijan", "Georgia"})
"""Too wide for two events in one of them to be at one place."""
_VAST = frozenset({"South Caucasus", "North Caucasus"})
"""Names that say no more than the theatre does."""


class Nearness(StrEnum):
    """How two places, or two lists of places, lie to each other; the value is for ``explain``."""

    SAME = "same settlement"
    INSIDE = "one contains or faces the other"
    SAME_AREA = "same area"
    TOUCHING = "neighbouring area"
    UNKNOWN = "a place is missing"
    APART = "different places"


_ORDER = tuple(Nearness)


def compare(ours: Iterable[Place], theirs: Iterable[Place]) -> Nearness:
    """Return the nearest relation of two lists of places; the finest that both have decide.

    A village beside its region in a list is not two places, so regions and towns don't bring
    together what villages keep apart.
    """
    left, right = _telling(ours), _telling(theirs)
    if not left or not right:
        return Nearness.UNKNOWN
    if _is_on_front(left, right) or _is_on_front(right, left):
        return Nearness.INSIDE
    left, right = _finest(left, right)
    return min((_pair(a, b) for a in left for b in right), key=_ORDER.index)


def _finest(
    left: tuple[Place, ...], right: tuple[Place, ...]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Keep the places of the finest precision that both name."""
    for precise in (_VILLAGE, _SETTLED):
        finer = _only(left, precise), _only(right, precise)
        if all(finer):
            return finer
    return left, right


def has_settlement(places: Iterable[Place]) -> bool:
    """Tell whether any of the places is a village or a town."""
    return bool(_only(places, _SETTLED))


def _is_on_front(front: Sequence[Place], places: Iterable[Place]) -> bool:
    """Tell whether settlements of one list lie where an offensive goes on that the other one draws.

    That is the region that holds all settlements of the front, or where they lie in several, the
    line that they share.
    """
    settled = _only(front, _SETTLED)
    if len(settled) < _FRONT:
        return False
    shared = frozenset.intersection(*(frozenset(place.within) for place in settled))
    covered = (shared - _COUNTRIES - _VAST - _ALL_LINES) or (shared & _ALL_LINES)
    return any(covered.intersection(place.within) for place in _only(places, _SETTLED))


def _telling(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places that say where it was.

    None that contains another of them, and beside a settlement no name of the whole conflict
    ("Nagorno-Karabakh: twelve killed in Ganja").
    """
    known = tuple(place for place in places if place.name not in _VAST)
    labels = {name for place in known for name in place.within} | _COUNTRIES
    if has_settlement(known):
        labels |= _LOOSE.keys()
    return tuple(place for place in known if place.name not in labels) or known


def _only(places: Iterable[Place], precise: frozenset[Precision]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.precision in precise)


def _pair(one: Place, other: Place) -> Nearness:
    if one.name == other.name and one.name not in _COUNTRIES:
        return Nearness.SAME if one.precision in _SETTLED else Nearness.SAME_AREA
    meeting = _meets(one, other) | _meets(other, one)
    if meeting - _COUNTRIES:
        return Nearness.INSIDE
    is_touching = meeting or _share_line(one, other) or _is_near_vague_point(one, other)
    return Nearness.TOUCHING if is_touching else Nearness.APART


def _meets(inner: Place, outer: Place) -> frozenset[str]:
    """Return the outer place's name if it contains the inner one, or faces it across a line."""
    return frozenset((inner.name, *inner.within, *inner.across)) & {outer.name}


def _share_line(one: Place, other: Place) -> bool:
    """Tell whether a loosely named region and another place meet at a line, or across one."""
    if one.name not in _LOOSE and other.name not in _LOOSE:
        return False
    lands = _behind(one), _behind(other)
    if all(lands) and lands[0].isdisjoint(lands[1]):
        return False
    return not _lines(one).isdisjoint(_lines(other))


def _behind(place: Place) -> frozenset[str]:
    return frozenset(_BEHIND[name] for name in (place.name, *place.within) if name in _BEHIND)


def _lines(place: Place) -> frozenset[str]:
    own = _ALL_LINES.intersection((place.name, *place.within, *place.across))
    return own | _LOOSE.get(place.name, frozenset())


def _is_near_vague_point(one: Place, other: Place) -> bool:
    if one.precision in _SETTLED and other.precision in _SETTLED:
        return False
    apart_km = distance_km(one, other)
    return apart_km is not None and apart_km <= VAGUE_RADIUS_KM


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance, None where a place has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat_a, lat_b = radians(one.lat), radians(other.lat)
    lon_half = radians(other.lon - one.lon) / 2
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(lon_half) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))
