"""How many a group of people is: low, high, and how the source put it."""

import re
from collections.abc import Sequence

from feeds.extract.classes import Line, Unit


def count_of(line: Line, found: re.Match[str]) -> tuple[int | None, int | None, str]:
    """Return low, high and the qualifier of a group's number; one where it has none."""
    parts = found.groupdict()
    if not parts.get("count"):
        return _count_of_none(line.units[slice(*found.span())])
    number = line.units[found.start("count")]
    if number.name == "zero":
        return 0, 0, "none"
    if number.name == "vague":
        return None, None, f"vague:{number.value}"
    bounds = [u.value for u in line.units[found.start() : found.end()] if u.name == "bound"]
    bound = bounds[0] if bounds else "exact"
    low, high = number.low, number.high
    if bound in ("at_least", "more_than"):
        return low, None, bound
    if bound in ("almost", "at_most"):
        return None, high, bound
    return low, high, "exact" if bound == "total" else bound


def _count_of_none(units: Sequence[Unit]) -> tuple[int | None, int | None, str]:
    """Return the count of people without a number: one, a couple, or "others"."""
    last = units[-1]
    if last.name == "more" and (last.value == "more" or last.key.endswith("s")):
        return None, None, f"vague:{last.key}"
    count = 2 if any(unit.value.endswith(".PAIR") for unit in units) else 1
    return count, count, "exact"
