"""A line in which each group of people is one unit, so that the rules of harm can be short."""

from collections.abc import Sequence

from feeds.extract.classes import Line, Unit
from feeds.extract.groups import Group


def _key(group: Group) -> str:
    return "no" if group.high == 0 else group.word or "some"


def chunk(line: Line, groups: Sequence[Group]) -> Line:
    """Return the line with every group as one unit of class "group", valued by its index."""
    units: list[Unit] = []
    index = 0
    starts = {group.first: number for number, group in enumerate(groups)}
    while index < len(line.units):
        if index not in starts:
            units.append(line.units[index])
            index += 1
            continue
        number = starts[index]
        group = groups[number]
        first, last = line.units[index], line.units[group.last - 1]
        units.append(
            Unit("group", str(number), first.first, last.last, first.start, last.end, _key(group))
        )
        index = group.last
    return line.with_units(units)
