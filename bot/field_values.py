"""What an operator types for a field that is put right -> the value. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from bot.places import known_place
from feeds.merge import Field
from feeds.merge.edits import Value
from feeds.model import EventType, Place

UNKNOWN = "-"
"""How a time is typed that nobody gave."""
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def field_value(field: Field, text: str) -> Value:
    """Read a value.

    Raises:
        ValueError: it is none; the text says what would be.
    """
    return _READERS[field](text.strip())


def _place(text: str) -> Place:
    place = known_place(text)
    if place is None:
        raise ValueError(f'no place, or more than one, of the gazetteer is called "{text[:80]}"')
    return place


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text[:80]}" is no day; write it as 2031-03-05') from error


def _time(text: str) -> str:
    if text == UNKNOWN:
        return ""
    if not _TIME.fullmatch(text):
        raise ValueError(f'"{text[:80]}" is no time; write it as 05:30, or - where none is known')
    return text


def _kind(text: str) -> str:
    if text not in EventType.__members__.values():
        raise ValueError(f'"{text[:80]}" is no kind; kinds are {", ".join(EventType)}')
    return text


_READERS: Mapping[Field, Callable[[str], Value]] = MappingProxyType(
    {Field.PLACE: _place, Field.DAY: _day, Field.TIME: _time, Field.KIND: _kind}
)
