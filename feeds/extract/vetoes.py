"""Harm that is none of war: protests, accidents, crime. What the sentence says else overrules it."""

from feeds.extract.classes import CueSpan, Line
from feeds.extract.status import Reading
from feeds.model import Status

_HOSTILE = frozenset({"fight", "shelling", "air", "arms", "operation", "keeper", "foe", "truce"})
_WEAK = frozenset({"attack", "fire", "hurt", "die", "harm", "toll", "lose", "blast", "suffer"})
"""Words that an accident or a crime shares with war."""


def peaceful(line: Line, unit: int, title: Line | None) -> Reading | None:
    """Return why a mention or figure is none of war, None where it may be."""
    word = line.units[unit].name
    protest = _sign(line, "civil") or (_sign(title, "civil") if title else None)
    if protest is not None and not _is_armed(line):
        return Reading(Status.BACKGROUND, f"protest: {protest.key}", (protest.start, protest.end))
    accident = _sign(line, "accident")
    if accident is not None and word in _WEAK and not _is_hostile(line):
        return Reading(
            Status.BACKGROUND, f"accident: {accident.key}", (accident.start, accident.end)
        )
    return None


def _sign(line: Line, name: str) -> CueSpan | None:
    return next((sign for sign in line.signs if sign.name == name), None)


def _is_armed(line: Line) -> bool:
    """Tell whether soldiers, insurgents or weapons of war stand in a sentence on a protest."""
    return any(
        unit.name in ("shelling", "air", "arms", "keeper", "truce", "operation")
        or (unit.name == "person" and unit.value.startswith("mil"))
        for unit in line.words
    )


def _is_hostile(line: Line) -> bool:
    return any(
        unit.name in _HOSTILE or (unit.name == "person" and unit.value == "mil.INS")
        for unit in line.words
    )
