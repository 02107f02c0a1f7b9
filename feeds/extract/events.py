"""What happened: the rules of ``lexicon/rules.toml`` over a line, each mention with its type."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from feeds.extract.casualties import Harmed
from feeds.extract.classes import Line, rule
from feeds.extract.groups import Group
from feeds.model import EventType, Harm, Span, Theatre

PATH = Path(__file__).parents[1] / "lexicon" / "rules.toml"

GOVERNORS = ("after", "about", "bound")
"""A noun behind these is spoken of and not told: "after the clashes", "condemned the attack"."""
MAX_GOVERNED = 6
_NOUN_PHRASE = frozenset(
    {
        "other", "the", "article", "side", "place", "of", "number", "date", "weekday", "dayword",
        "happen", "and", "month", "own", "more", "fight", "attack", "quote", "both", "against",
        "in", "vague", "person", "org", "adverb", "people", "group",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules.toml, its pattern compiled."""

    name: str
    type: EventType
    pattern: re.Pattern[str]
    needs: tuple["Condition", ...]
    spoken: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an event: its type, where its word stands, and the rule that found it.

    ``is_spoken_of``: a noun that the sentence does not tell ("after the clashes").
    """

    type: EventType
    line: int
    unit: int
    clause: int
    span: Span
    rule: str
    is_noun: bool
    is_spoken_of: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules may ask of a sentence beyond its letters."""

    line: Line
    groups: tuple[Group, ...]
    harmed: tuple[Harmed, ...]
    theatre: Theatre | None


Condition = Callable[[Setting, int], bool]
"""Tells whether a rule may take the unit at an index of the setting's line."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in their order.

    Raises:
        KeyError: A rule asks for a class or a condition that does not exist.
    """
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return tuple(
        Rule(
            row["name"],
            EventType(row["type"]),
            rule(row["pattern"]),
            tuple(_CONDITIONS[name] for name in row.get("needs", ())),
            row.get("spoken", False),
        )
        for row in table["rule"]
    )


def find_mentions(setting: Setting) -> tuple[Mention, ...]:
    """Return the events that a chunked line mentions; each word makes one at most."""
    used: set[int] = set()
    found: list[Mention] = []
    for row in rules():
        for match in row.pattern.finditer(setting.line.letters):
            at = match.start("at") if match["at"] else match.start("at2")
            if at in used or not all(holds(setting, at) for holds in row.needs):
                continue
            used.add(at)
            found.append(_mention(setting, row, at))
    return tuple(sorted(found, key=lambda mention: mention.unit))


def _mention(setting: Setting, row: Rule, at: int) -> Mention:
    line = setting.line
    unit = line.units[at]
    is_noun = unit.value == "noun"
    return Mention(
        row.type,
        line.number,
        at,
        line.clause_of[at],
        unit.span,
        f"{row.name}: {unit.key}",
        is_noun,
        row.spoken and is_noun and _is_governed(line, at),
    )


def _is_governed(line: Line, at: int) -> bool:
    """Tell whether a preposition or verb before a noun makes it a thing only spoken of."""
    for before in range(at - 1, max(-1, at - 1 - MAX_GOVERNED), -1):
        name = line.units[before].name
        if name in GOVERNORS:
            return True
        if name not in _NOUN_PHRASE:
            return False
    return False


def _two_sides(setting: Setting, _at: int) -> bool:
    """Two sides of one conflict, or both of them by a word, stand in the sentence."""
    named = {
        "AZE" if u.value == "AZE" else "RUS" if u.value == "RUS" else u.value
        for u in setting.line.units
        if u.name in ("side", "people")
    }
    has_pair = any(pair <= named for pair in _PAIRS)
    return has_pair or any(u.name == "both" for u in setting.line.units)


_PAIRS = ({"ARM", "AZE"}, {"ART", "AZE"}, {"GEO", "RUS"}, {"GEO", "ABK"}, {"GEO", "OSE"})


def _armed_parties(setting: Setting, at: int) -> bool:
    """Somebody armed, or somebody harmed, stands in the sentence with an ambiguous word."""
    if any(draft.harm in (Harm.KILLED, Harm.WOUNDED) for draft in setting.harmed):
        return True
    names = [u.name for u in setting.line.units]
    if setting.line.units[at].value == "noun":
        return any(
            name in ("person", "keeper", "side", "foe", "group")
            for name in names[max(0, at - 6) : at + 7]
        )
    actor = any(
        name in ("person", "keeper", "side", "foe", "group", "org")
        for name in names[max(0, at - 6) : at]
    )
    return actor and any(
        name in ("person", "keeper", "side", "foe", "group", "place", "ground")
        for name in names[at + 1 : at + 7]
    )


def _captured_ground(setting: Setting, at: int) -> bool:
    unit = setting.line.units[at]
    return unit.value == "captured" and unit.key.startswith("captur") and not _has_harm(setting, at)


def _ground_taken(setting: Setting, _at: int) -> bool:
    """Armed people or a side take or leave ground."""
    return any(
        u.name in ("side", "person", "keeper", "foe", "people", "group", "org", "own")
        for u in setting.line.units
    )


def _has_harm(setting: Setting, at: int, *harms: Harm) -> bool:
    return any(d.unit == at and (not harms or d.harm in harms) for d in setting.harmed)


def _captured_people(setting: Setting, at: int) -> bool:
    return setting.line.units[at].value == "captured" and _has_harm(setting, at)


def _released_people(setting: Setting, at: int) -> bool:
    return _has_harm(setting, at, Harm.RELEASED)


def _detained_at_boundary(setting: Setting, at: int) -> bool:
    is_detained = setting.line.units[at].value == "detained" and _has_harm(setting, at)
    words = {u.name for u in setting.line.units}
    return (
        is_detained
        and setting.theatre is Theatre.GEORGIA
        and ("boundary" in words or _by_foreign(setting))
    )


def _by_foreign(setting: Setting) -> bool:
    return any(u.name == "side" and u.value in ("RUS", "OSE", "ABK") for u in setting.line.units)


def _not_after(setting: Setting, at: int) -> bool:
    """The truce is not merely a point in time: "since the ceasefire"."""
    return not _is_governed(setting.line, at)


_CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "two_sides": _two_sides,
        "armed_parties": _armed_parties,
        "captured_ground": _captured_ground,
        "ground_taken": _ground_taken,
        "captured_people": _captured_people,
        "released_people": _released_people,
        "detained_at_boundary": _detained_at_boundary,
        "not_after": _not_after,
    }
)
