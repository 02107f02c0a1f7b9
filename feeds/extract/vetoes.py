"""Harm that is none of war: protests, accidents, crime; a word of war overrules them."""

from bisect import bisect_left
from collections.abc import Sequence

from feeds.extract.classes import CueSpan, Line, Unit, rule, written
from feeds.extract.status import Reading
from feeds.model import Status

_HOSTILE = frozenset({"fight", "shelling", "air", "arms", "operation", "keeper", "foe", "truce"})
_WEAK = frozenset(
    {
        "attack",
        "fire",
        "hurt",
        "die",
        "harm",
        "toll",
        "lose",
        "blast",
        "shut",
        "found",
        "blockade",
        "struggle",
    }
)
"""Words that an accident or a crime shares with war."""

_CIVILIAN = "c"
MAX_BY = 5
_BY_CIVILIAN = rule(".{by}{own|the|article|other}{0,2}" + _CIVILIAN)
_SHARED = frozenset({"aircraft", "armour", "gun", "shot"})
"""Helicopters rescue as well, army trucks overturn, and shots are fired in quarrels."""
_CLOSING = ("shut", "blockade", "halt")
"""Who closes a corridor between two sides is beside the point, be they activists."""
_WILFUL = frozenset({"captured", "released", "detained"})
"""What is done to people on purpose: no accident does it."""


def peaceful(
    line: Line, unit: int, lead: Sequence[Line], about: Sequence[Line] = ()
) -> Reading | None:
    """Return why a mention or figure is none of war, None where it may be.

    ``lead`` is the headline and the first sentence: they say what the text is about. ``about`` is
    as far as the reason of a crime is looked for.
    """
    word = line.units[unit].name
    protest = _first_sign((line, *lead), "civil")
    is_closing = word in _CLOSING and _is_corridor(line)
    if protest is not None and not is_closing and not any(map(_is_armed, (line, *lead))):
        return _reading("protest", protest)
    if line.units[unit].value in _WILFUL:
        return None
    crime = next((s for each in about for s in each.signs if s.reach == "crime"), None)
    if crime is not None and not any(map(_is_of_war, (line, *about))):
        return _reading("accident", crime)
    accident = _first_sign((line, *lead), "accident")
    is_shot = line.units[unit].value in ("gun", "shot")
    if accident is None or not (word in _WEAK or is_shot) or any(map(_is_hostile, (line, *lead))):
        return None
    is_war = _IS_WAR.get(accident.reach)
    return None if is_war and is_war((line, *lead)) else _reading("accident", accident)


def by_civilian(line: Line, harm: Unit) -> bool:
    """Tell whether one civilian did it to another: "killed by her husband", a crime of no war."""
    at = bisect_left(line.words, harm.first, key=lambda unit: unit.first)
    before, behind = line.words[max(0, at - 1) : at], line.words[at : at + MAX_BY]
    letters = "".join(_CIVILIAN if unit.value == "civ" else written([unit]) for unit in behind)
    is_between = any(unit.value == "civ" for unit in before) and letters[1:2] == _CIVILIAN
    return is_between or bool(_BY_CIVILIAN.match(letters))


def _meets_officers(lines: Sequence[Line]) -> bool:
    """Tell whether officers of the police are in it: who stabs one is no quarreller."""
    return any(u.name == "person" and u.value == "police" for line in lines for u in line.words)


def _burns_nowhere(lines: Sequence[Line]) -> bool:
    return not any(u.name in ("blast", "fire") for line in lines for u in line.words)


_IS_WAR = {"hand": _meets_officers, "site": _burns_nowhere}
"""What makes a sign of an accident none, by its reach."""


def _reading(name: str, sign: CueSpan) -> Reading:
    return Reading(Status.BACKGROUND, f"{name}: {sign.key}", (sign.start, sign.end))


def _first_sign(lines: Sequence[Line], name: str) -> CueSpan | None:
    """Return the first sign of a kind, none within a longer word: "a fire" in "a fire fight"."""
    return next(
        (
            sign
            for line in lines
            for sign in line.signs
            if sign.name == name and not _is_within_fight(line, sign)
        ),
        None,
    )


def _is_corridor(line: Line) -> bool:
    return any(unit.place is not None and unit.place.kind == "corridor" for unit in line.words)


def _is_within_fight(line: Line, sign: CueSpan) -> bool:
    return "fight" in {line.units[line.unit_at(at)].name for at in (sign.first, sign.last - 1)}


def _is_armed(line: Line) -> bool:
    """Tell whether soldiers, insurgents or weapons of war stand in a sentence on a protest."""
    return any(
        unit.name in ("shelling", "air", "truce", "operation")
        or (unit.name == "arms" and unit.value not in ("blast", "armour"))
        or (unit.name == "fight" and unit.value == "gun")
        or (unit.name == "person" and unit.value.startswith("mil"))
        for unit in line.words
    )


def _is_of_war(line: Line) -> bool:
    return any(unit.name in ("shelling", "air", "keeper", "foe", "truce") for unit in line.words)


def _is_hostile(line: Line) -> bool:
    return any(
        not (at and line.words[at - 1].name in ("zero", "not"))
        and (
            (unit.name in _HOSTILE and unit.value not in _SHARED)
            or (unit.name == "person" and unit.value in ("mil.INS", "mil.FOE"))
            or (unit.name == "blast" and unit.value == "device")
        )
        for at, unit in enumerate(line.words)
    )
