"""What is known of each type of event: the rows of ``lexicon/kinds.toml`` (design.md, 5.2).

A leaf beside ``model``, read once: merging asks for the family, delivery for the expiry, exports
for the codes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from feeds.model import EventType

PATH = Path(__file__).parent / "lexicon" / "kinds.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of event: its merge family, whether it alerts, when it expires, and its codes.

    ``rank`` orders the types of a report, the lower first; ``noun`` names the type in a sentence.
    """

    type: EventType
    family: str
    alerts: bool
    expires_hours: int
    rank: int
    noun: str
    acled: str
    plover: str
    cameo: tuple[str, ...]


@cache
def kinds() -> Mapping[EventType, Kind]:
    """Return the kind of every type.

    Raises:
        KeyError: The file lacks a type.
        TypeError: A type lacks a field, or has one too many.
    """
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            type_: Kind(type=type_, **{**table[type_], "cameo": tuple(table[type_]["cameo"])})
            for type_ in EventType
        }
    )


def family(event_type: EventType) -> str:
    """Return the merge family of a type: incidents are merged only within one."""
    return kinds()[event_type].family
