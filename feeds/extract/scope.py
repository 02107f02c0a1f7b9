"""Where it happened, and whether that is ours: the place of the event decides, not of the speaker.

Theatres are of conflict, not sovereigns (product.md, section 2).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.extract.classes import Line, rule, written
from feeds.extract.cues import Cue
from feeds.extract.places import Gazetteer, PlaceMention
from feeds.model import Place, Precision, Theatre

THEATRE_OF_SIDE = {
    "ARM": Theatre.ARMENIA_AZERBAIJAN,
    "AZE": Theatre.ARMENIA_AZERBAIJAN,
    "ART": Theatre.ARMENIA_AZERBAIJAN,
    "GEO": Theatre.GEORGIA,
    "ABK": Theatre.GEORGIA,
    "OSE": Theatre.GEORGIA,
    "NC": Theatre.NORTH_CAUCASUS,
}
PAIRS = (("ARM", "AZE"), ("ART", "AZE"), ("GEO", "RUS"), ("GEO", "ABK"), ("GEO", "OSE"))
"""The sides of each conflict; the first one's theatre is its scene."""
_NOT_EVENT = frozenset({Cue.SPEAKER, Cue.DATELINE, Cue.DESTINATION, Cue.ORIGIN})
_PRECISIONS = {p: rank for rank, p in enumerate(Precision)}
_SETTLED = (Precision.VILLAGE, Precision.TOWN)
_STRIKES = frozenset(
    {"shelling", "attack", "fight", "shell", "take", "air", "shut", "blockade", "arms"}
)
_NAMED_ACTS = frozenset({"shelling", "attack", "fight", "blast", "air", "operation", "truce"})
MAX_PLACES = 6
BORDER = "Armenia-Azerbaijan border"
"""As the gazetteer names it; a text says "the border" where it names both sides."""
_AT_BORDER = rule("{in}{the|own|other}{0,2}{frontier}")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an event plays: its places, most precise first, its theatre, and whether it is ours."""

    places: tuple[Place, ...]
    theatre: Theatre | None
    is_ours: bool
    reason: str = ""
    country: str = ""
    is_own: bool = True


def scene_of(
    line: Line,
    clause: int,
    places: Sequence[PlaceMention],
    fallback: Scene | None,
    gazetteer: Gazetteer,
) -> Scene:
    """Return where an event of a clause plays. ``places`` are those of the sentence.

    ``fallback`` is the scene of the sentence before, of the headline or of the whole text.
    """
    named = [p for p in places if not _is_aside(p)]
    located = [p for p in named if p.is_locative or _is_struck(line, p)]
    in_clause = [p for p in located if line.clause_of[line.unit_at(p.first)] == clause]
    ours = _ours(in_clause) or _ours(located)
    is_elsewhere = any(p.is_outside for p in located) or _has_foreign(line)
    if not located and not is_elsewhere:
        ours = [p for p in _ours(named) if _is_named_as_place(line, p)]
    if ours:
        names = _without_containers(ours)
        theatre = next((p.theatre for p in names if p.theatre), None)
        row = gazetteer.row(names[0].name)
        return Scene(names, theatre, is_ours=True, country=row.country if row else "")
    if is_elsewhere:
        return Scene((), None, is_ours=False, reason="other_region")
    scene = _by_sides(line, located, fallback, gazetteer) or _by_names(places, fallback)
    return _on_border(line, scene, gazetteer)


def _on_border(line: Line, scene: Scene, gazetteer: Gazetteer) -> Scene:
    """Return the border of two sides as the place where no better one is: "along the border"."""
    border = gazetteer.get(BORDER)
    is_there = any(
        line.words[found.end() - 1].value == "border"
        for found in _AT_BORDER.finditer(written(line.words))
    )
    if scene.places or border is None or not is_there:
        return scene
    sides = {u.value for u in line.words if u.name in ("side", "people")}
    return replace(scene, places=(border,)) if {"ARM", "AZE"} <= sides else scene


def _is_aside(place: PlaceMention) -> bool:
    """Tell whether a name is of who speaks or where people come from, not where it happened.

    A capital or country before a colon speaks; of any other place the colon tells what happened.
    """
    is_label = Cue.LABEL in place.cues and (place.is_country or place.is_capital)
    return is_label or bool(place.cues & _NOT_EVENT)


def _is_named_as_place(line: Line, place: PlaceMention) -> bool:
    """Tell whether a name without a preposition is where it happens, as a headline or a case may.

    "Grozny wakes to explosions" and "Агдамский район подвергся" are; who speaks, a side's name
    and "бойцы из Шали" are not.
    """
    at = bisect_right(line.words, place.first, key=lambda unit: unit.last)
    is_from = at > 0 and line.words[at - 1].name == "of"
    is_side = at < len(line.words) and line.words[at].name == "side"
    is_wide = place.place.precision in (Precision.REGION, Precision.LINE)
    return not (is_from or is_side or is_wide or place.is_capital)


def _is_struck(line: Line, place: PlaceMention) -> bool:
    """Tell whether a word of violence has the place as its object, or is named for it.

    "Pounds Stepanakert", "the Jermuk shelling", "Sotk: two wounded".
    """
    at = line.unit_at(place.first)
    behind = line.units[at + 1].name if at + 1 < len(line.units) else ""
    if behind in _NAMED_ACTS or Cue.LABEL in place.cues:
        return not (place.is_country or place.is_capital)
    for before in range(at - 1, max(-1, at - 6), -1):
        if line.units[before].name in _STRIKES:
            return not (place.is_country or place.is_capital)
        if line.units[before].name not in ("the", "other", "side", "org", "place", "of", "in"):
            return False
    return False


def scene_of_all(places: Sequence[PlaceMention]) -> Scene | None:
    """Return where a whole text plays, None where it names no place of ours or one elsewhere."""
    named = [p for p in places if not _is_aside(p)]
    located = [p for p in named if p.is_locative]
    ours = _ours(located)
    if not located and not any(p.is_outside for p in places):
        ours = [p for p in _ours(named) if p.place.precision in _SETTLED and not p.is_capital]
    if not ours or any(p.is_outside for p in located):
        return None
    return Scene((), ours[0].place.theatre, is_ours=True, is_own=False)


def stage_of(
    lines: Sequence[Line], places: Mapping[int, Sequence[PlaceMention]], gazetteer: Gazetteer
) -> Scene | None:
    """Return the first scene that the lead names: a headline without a place plays there too.

    A capital alone is none, as governments speak there.
    """
    for line in lines:
        here = [place for place in places.get(line.number, ()) if not place.is_capital]
        scene = scene_of(line, 0, here, None, gazetteer)
        if scene.reason == "other_region":
            return None
        if scene.is_ours and scene.places:
            return scene
    homes = [p for line in lines for p in _ours(places.get(line.number, ())) if _is_home(p)]
    names = _without_containers(homes)
    return Scene(names, names[0].theatre, is_ours=True) if names else None


def _is_home(place: PlaceMention) -> bool:
    """Tell whether only people of a village are named: at home, where nothing else is said."""
    return place.cues == {Cue.ORIGIN} and place.place.precision in _SETTLED and not place.is_capital


def scene_of_sides(line: Line) -> Scene | None:
    """Return the scene of what two sides of one conflict do together, wherever they meet."""
    sides = {u.value for u in line.words if u.name in ("side", "people")}
    for first, second in PAIRS:
        if first in sides and second in sides:
            return Scene((), THEATRE_OF_SIDE[first], is_ours=True)
    return None


def _by_names(places: Sequence[PlaceMention], fallback: Scene | None) -> Scene:
    """Judge by places that are only named: "the Kodori crisis"."""
    if fallback is not None and (fallback.is_ours or fallback.reason != "no_region"):
        return fallback
    ours = _ours(p for p in places if Cue.DATELINE not in p.cues)
    if ours:
        return Scene((), ours[0].place.theatre, is_ours=True)
    return Scene((), None, is_ours=False, reason="no_region")


def _ours(places: Iterable[PlaceMention]) -> list[PlaceMention]:
    return [p for p in places if not (p.is_outside or p.is_country) and p.place.theatre]


def _has_foreign(line: Line) -> bool:
    return any(sign.name == "foreign" for sign in line.signs)


def _by_sides(
    line: Line,
    located: Sequence[PlaceMention],
    fallback: Scene | None,
    gazetteer: Gazetteer,
) -> Scene | None:
    """Judge by who takes part where no place is given."""
    sides = [u.value for u in line.words if u.name in ("side", "people")]
    country = next((p for p in located if p.is_country and p.kind == "country"), None)
    if country is not None:
        row = gazetteer.row(country.place.name)
        theatre = _theatre_of(sides) or country.place.theatre
        return Scene((), theatre, is_ours=True, country=row.country if row else "")
    is_elsewhere = fallback is not None and not fallback.is_ours
    if ("UKR" in sides or is_elsewhere) and scene_of_sides(line) is None:
        return Scene((), None, is_ours=False, reason="other_region")
    theatres = {THEATRE_OF_SIDE[side] for side in sides if side in THEATRE_OF_SIDE}
    is_republics = theatres == {Theatre.NORTH_CAUCASUS}
    if not theatres or (is_republics and not _has_insurgents(line)):
        return None
    return _scene_in(_theatre_of(sides), fallback)


def _theatre_of(sides: Iterable[str]) -> Theatre | None:
    """Return the theatre of the first side that has one."""
    return next((THEATRE_OF_SIDE[side] for side in sides if side in THEATRE_OF_SIDE), None)


def _scene_in(theatre: Theatre | None, fallback: Scene | None) -> Scene:
    """Return the scene before where it is in a theatre, else one that knows no more of it."""
    is_there = fallback is not None and fallback.theatre is theatre
    return fallback if fallback is not None and is_there else Scene((), theatre, is_ours=True)


def _has_insurgents(line: Line) -> bool:
    """Tell whether a sentence is on insurgents: a Chechen unit or leader may act anywhere."""
    return any(unit.name == "person" and unit.value == "mil.INS" for unit in line.words)


def _without_containers(mentions: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """Return the places, most precise first, without those that contain another one."""
    places: dict[str, Place] = {}
    for mention in mentions:
        places.setdefault(mention.place.name, mention.place)
    containers = {name for place in places.values() for name in place.within}
    kept = [place for name, place in places.items() if name not in containers]
    if any(place.precision in _SETTLED for place in kept):
        kept = [p for p in kept if p.precision in _SETTLED or p.precision is Precision.DISTRICT]
    kept.sort(key=lambda place: _PRECISIONS[place.precision])
    return tuple(kept[:MAX_PLACES])
