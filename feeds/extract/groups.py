"""People that a text counts: a quantifier, a number, adjectives, a person noun, and of whom.

The groups come first, then the verbs that harm them (NEXUS's order). A group may lack its noun
("13 killed", "a third was wounded") or its number ("a policeman": one). A part of another group
("among them two officers") is marked, so that nobody is counted twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.extract.classes import KARABAKH, Line, Unit, rule
from feeds.extract.counts import count_of
from feeds.extract.fixed_shapes import FIXED_SHAPES
from feeds.extract.shapes import FREE_SHAPES, LAST_SHAPES
from feeds.model import Side, Span, Who


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Shapes compiled: each, and one pattern that finds where any of them may begin."""

    each: tuple[tuple[str, re.Pattern[str]], ...]
    beginning: re.Pattern[str]


def _compiled(shapes: Sequence[tuple[str, str]]) -> _Shapes:
    unnamed = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern in shapes)
    each = tuple((name, rule(pattern)) for name, pattern in shapes)
    return _Shapes(each, rule(f"{unnamed}|{{among}}"))


_FIXED, _FREE, _LAST = map(_compiled, (FIXED_SHAPES, FREE_SHAPES, LAST_SHAPES))


FOREIGN = frozenset({"FRA", "USA", "EU", "UN", "OSCE", "NATO", "ICRC"})
"""Speakers of no side whose people may be harmed: "two French reporters"."""
_KIN = ".KIN"
_THINGS = ("fight", "war", "truce", "deal", "struggle", "unit", "abstract", "attack", "boundary")
MAX_APPOSED = 4
"""Words of a name between who somebody is and how old."""
_OF_ONE = ("single", "plain", "aged", "known")
_BLOODY = ("killed", "killed.INS", "wounded")
_AFTER_BARE = frozenset(
    {
        "", "hurt", "die", "be", "have", "comma", "and", "break", "in", "of", "harm", "more",
        "among",
        "after", "adverb", "by", "who", "when", "say", "suffer", "not", "against", "quote", "hands",
    }
)  # fmt: skip
"""What may follow a number without a noun; anything else is what it counts."""
_PART_ENDS = ("break", "be", "hurt", "harm", "say", "have")
_PART_ENDS_FREE = ("break", "be", "more", "hurt", "die", "say")
"""What ends the telling of a part: "among them two officers"."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some people: how many, what kind, whose. ``first``, ``last`` (exclusive) count units.

    ``side`` is what the group's own words say (``is_own``: the speaker's, ``is_foe``: the
    other's), None where they say nothing. ``from_republics`` marks people of Russia's North
    Caucasus. ``is_bare``: no noun. ``is_more``: on top of an earlier figure. ``is_part``: of the
    figure before it. ``is_dead``: bodies. ``is_total``: of all ("12 in all").
    """

    first: int
    last: int
    span: Span
    shape: str
    low: int | None
    high: int | None
    qualifier: str
    who: Who = Who.UNK
    side: Side | None = None
    is_own: bool = False
    is_foe: bool = False
    is_more: bool = False
    is_part: bool = False
    is_dead: bool = False
    is_total: bool = False
    word: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether it is one whom the text takes as known: "the driver"."""
        return self.shape == "known"

    @property
    def is_bare(self) -> bool:
        """Tell whether it has no noun: "13", "another"."""
        return self.shape == "bare"

    @property
    def is_zero(self) -> bool:
        """Tell whether it is nobody."""
        return self.high == 0

    @property
    def is_implicit(self) -> bool:
        """Tell whether it is one person without a number: "a policeman", "12-year-old boy"."""
        return self.shape in _OF_ONE


def find_groups(line: Line, plural_endings: tuple[str, ...]) -> tuple[Group, ...]:
    """Return the groups of a sentence, left to right, without overlap."""
    groups: list[Group] = []
    index = 0
    part_until = -1
    shapes = _shapes_of(line)
    while (begun := shapes.beginning.search(line.letters, index)) is not None:
        index = begun.start()
        if line.units[index].name == "among":
            part_until = _part_end(line, index)
        group = _group_at(line, index, plural_endings, is_part=index < part_until)
        if group is None or _is_same_one(line, group, groups):
            index += 1
            continue
        is_apposed = bool(groups) and groups[-1].is_bare and groups[-1].last == index
        is_part = is_apposed and group.is_implicit  # "one of them a girl of nine"
        if is_part or (group.is_bare and _name_at(line, group.last) == "among"):
            group = replace(group, is_part=True)
        groups.append(group)
        index = group.last
    return tuple(groups)


def _is_aged(unit: Unit) -> bool:
    """Tell whether a word says only how old somebody is: "a 34-year-old"."""
    return unit.name == "person" and not unit.value


def _is_same_one(line: Line, group: Group, groups: Sequence[Group]) -> bool:
    """Tell whether somebody known by age was counted before: "a soldier, 19-year-old Ali,"."""
    last = groups[-1] if groups else None
    is_apposed = last is not None and group.first - last.last <= MAX_APPOSED
    is_near = is_apposed and _name_at(line, group.first - 1) in ("comma", "other")
    is_aged = any(map(_is_aged, line.units[group.first : group.last]))
    return is_near and is_aged and group.shape == "plain"


def _name_at(line: Line, index: int) -> str:
    return line.units[index].name if 0 <= index < len(line.units) else ""


def _part_end(line: Line, index: int) -> int:
    """Return the unit at which a part of a figure is all told: the next verb, break or end."""
    ends = _PART_ENDS_FREE if line.is_free_order else _PART_ENDS
    return next(
        (i for i in range(index, len(line.units)) if line.units[i].name in ends), len(line.units)
    )


def _group_at(
    line: Line, index: int, plural_endings: tuple[str, ...], *, is_part: bool
) -> Group | None:
    for shape, pattern in _shapes_of(line).each:
        found = pattern.match(line.letters, index)
        if found is None or not _is_people(line, found, shape, plural_endings):
            continue
        return _group(line, found, shape, is_part=is_part)
    return None


def _shapes_of(line: Line) -> _Shapes:
    if line.grammar.is_verb_last:
        return _LAST
    return _FREE if line.is_free_order else _FIXED


def _is_harming(unit: Unit) -> bool:
    """Tell whether a verb takes people as its object: "killing five cricketers"."""
    return unit.name == "hurt" and unit.value in _BLOODY and unit.key.endswith("ing")


def _is_people(
    line: Line, found: re.Match[str], shape: str, plural_endings: tuple[str, ...]
) -> bool:
    """Tell whether a shape really is people: not "three positions", "the soldiers", "No. 5"."""
    units = line.units
    if shape == "bare":
        before = _name_at(line, found.start() - 1)
        if before == "month" or before == _name_at(line, found.end()) == "comma":
            return False  # a date, or an age: "a soldier, 19, was killed"
        is_object = found.start() > 0 and _is_harming(line.units[found.start() - 1])
        return is_object or _name_at(line, found.end()) in _AFTER_BARE
    if shape in ("shared", "owned"):
        return shape == "shared" or _names_owner(line, units[found.start() : found.end("owner")])
    head = units[found.start("head")]
    noun = head.key.partition(" ")[0] if line.is_free_order else head.key
    is_many = shape in _OF_ONE and noun.endswith(plural_endings)
    is_age = shape == "crew" and not head.value.startswith("mil")
    is_age = is_age and not head.value.endswith(_KIN)  # "a girl of nine"
    is_thing = _is_aged(head) and _name_at(line, found.end("head")) in _THINGS
    if (
        is_many
        or is_age
        or is_thing
        or _names_agent(line, units[found.start() : found.start("head")])
    ):
        return False
    if shape == "plain":
        before = units[found.start() - 1].name if found.start() else "break"
        is_unclear = before == "other" and not line.grammar.is_verb_last
        return not is_unclear and before not in ("the", "number", "person")
    return True


def _names_owner(line: Line, before: Sequence[Unit]) -> bool:
    """Tell whether the words before a number say whose they are: the last is in the genitive."""
    is_genitive = before[-1].key.endswith(line.grammar.genitive_endings)
    return is_genitive and not _names_agent(line, before)


def _names_agent(line: Line, before: Sequence[Unit]) -> bool:
    """Tell whether the words before a noun say who did it and not who they are."""
    parties = (unit.key for unit in before if unit.name in ("side", "org"))
    return any(key.endswith(line.grammar.agent_endings) for key in parties)


def _group(line: Line, found: re.Match[str], shape: str, *, is_part: bool) -> Group:
    units = line.units[found.start() : found.end()]
    parts = found.groupdict()
    low, high, qualifier = count_of(line, found)
    head = line.units[found.start("head")] if parts.get("head") else None
    who, _, implied = (
        head.value.partition(".") if head and head.name not in ("people", "side") else ("", "", "")
    )
    side = _side(units, implied)
    return Group(
        first=found.start(),
        last=found.end(),
        span=(units[0].start, units[-1].end),
        shape=shape,
        low=low,
        high=high,
        qualifier=qualifier,
        who=Who(who) if who else Who.UNK,
        side=side,
        is_own=any(unit.name == "own" for unit in units),
        is_foe=implied == "FOE" or any(unit.name == "foe" for unit in units),
        is_more=any(u.name == "more" and u.value == "more" for u in units),
        is_part=is_part and high != 0,
        is_total=any(unit.name == "bound" and unit.value == "total" for unit in units),
        is_dead=any(unit.name == "corpse" for unit in units),
        word=head.key if head else "",
    )


def _side(units: tuple[Unit, ...], implied: str) -> Side | None:
    """Return whose people they are by the group's own words; the noun's word comes last."""
    sides = [_owner(u) for u in units if _owner(u)]
    others = [side for side in sides if side not in ("RUS", "NC")]
    if implied in ("INS", "FOE") and not others:
        return Side.INS if implied == "INS" else None
    if not sides and any(unit.value in FOREIGN for unit in units if unit.name == "role"):
        return Side.UNK
    if len(set(sides)) > 1:
        return Side.BOTH if set(sides) == {"ARM", "AZE"} else side_of(sides[0])
    if sides:
        return side_of(sides[0])
    return Side(implied) if implied in Side.__members__ else None


def _owner(unit: Unit) -> str:
    """Return the side that a word of a group names; Karabakh's soldiers are its Armenians'."""
    if unit.name == "place" and unit.place and unit.place.place.name == KARABAKH:
        return "ART"
    return unit.value if unit.name in ("side", "people", "both") else ""


def side_of(value: str) -> Side:
    """Return the side that a word list's value stands for; Russia's republics are RUS."""
    return Side.RUS if value == "NC" else Side(value)
