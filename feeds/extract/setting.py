"""What the rules may ask of a sentence beyond its letters, as one value."""

from dataclasses import dataclass

from feeds.extract.casualties import Harmed
from feeds.extract.classes import Line
from feeds.extract.groups import Group
from feeds.model import Theatre


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules may ask of a sentence beyond its letters."""

    line: Line
    groups: tuple[Group, ...]
    harmed: tuple[Harmed, ...]
    theatre: Theatre | None
