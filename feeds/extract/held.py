"""Conditions on people held: at the boundary line, insurgents, anybody."""

from feeds.extract.setting import Setting
from feeds.model import Harm, Side, Theatre, Who

BOUNDARY = "Administrative boundary line"
"""The line between Georgia and Abkhazia or South Ossetia, as the gazetteer names it."""


def insurgents_held(setting: Setting, at: int) -> bool:
    """Insurgents are detained or captured: that is an operation."""
    return any(
        draft.unit == at
        and draft.harm in (Harm.DETAINED, Harm.CAPTURED)
        and draft.group.side is Side.INS
        for draft in setting.harmed
    )


def has_harm(setting: Setting, at: int, *harms: Harm) -> bool:
    """Tell whether the word at an index harms people, in one of the ways given or any."""
    return any(d.unit == at and (not harms or d.harm in harms) for d in setting.harmed)


def detained_at_boundary(setting: Setting, at: int) -> bool:
    """Tell whether people are taken at the line between Georgia and its breakaway regions."""
    if setting.theatre is not Theatre.GEORGIA or not has_harm(setting, at):
        return False
    unit = setting.line.units[at]
    words = {u.name for u in setting.line.words}
    is_civil = any(
        d.unit == at and d.group.who is not Who.MIL and d.group.side in (None, Side.GEO)
        for d in setting.harmed
    )
    is_held = unit.value == "detained" or unit.name == "take"
    is_detained = is_held or (
        unit.value == "captured" and is_civil and (_by_foreign(setting) or "boundary" in words)
    )
    is_there = any(u.place and BOUNDARY in u.place.place.within for u in setting.line.words)
    return is_detained and ("boundary" in words or is_there or _by_foreign(setting))


def _by_foreign(setting: Setting) -> bool:
    return any(
        (u.name == "side" and u.value in ("RUS", "OSE", "ABK"))
        or (u.name == "org" and u.value == "SSG")
        for u in setting.line.words
    )
