"""A line in which each group of people is one unit, so that the rules of harm can be short."""

from collections.abc import Sequence
from dataclasses import replace

from feeds.extract.classes import Line, Unit, written
from feeds.extract.groups import Group


def _key(group: Group) -> str:
    return "no" if group.high == 0 else group.word or "some"


def chunk(line: Line, groups: Sequence[Group]) -> Line:
    """Return the line with every group as one unit of class "group", valued by its index."""
    if not groups:
        return line
    units: list[Unit] = []
    clause_of: list[int] = []
    index = 0
    for number, group in enumerate(groups):
        first, last = line.units[group.first], line.units[group.last - 1]
        units.extend(line.units[index : group.first])
        units.append(
            Unit("group", str(number), first.first, last.last, first.start, last.end, _key(group))
        )
        clause_of.extend(line.clause_of[index : group.first + 1])
        index = group.last
    units.extend(line.units[index:])
    clause_of.extend(line.clause_of[index:])
    return replace(line, units=tuple(units), letters=written(units), clause_of=tuple(clause_of))
