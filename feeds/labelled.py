"""A line of a labelled file -> the entry and what it should give. Both formats are known.

A *case* has ``expect`` with events and casualties; an *item* has ``alert`` as yes, no or
borderline beside its fields. Which one a line is shows in the line.
"""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from feeds.entry_json import DatedEntry, LineError, read_entry
from feeds.model import EventType, Harm, Scope, Side, Status

T = TypeVar("T")

_ALERT = {"yes": True, "no": False, "borderline": None}


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A labelled event: ``types`` are all that count as right, the main one first."""

    types: tuple[EventType, ...]
    status: Status
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldCasualty:
    """A labelled figure: ``sides`` are all that count as right, the main one first."""

    sides: tuple[Side, ...]
    harm: Harm
    low: int | None
    high: int | None
    scope: Scope

    @property
    def side(self) -> Side:
        """The main side."""
        return self.sides[0]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry and what it should give. ``alert`` is None where either answer is right."""

    dated: DatedEntry
    alert: bool | None
    is_item: bool
    types: tuple[EventType, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    casualties: tuple[GoldCasualty, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.dated.entry.id


def read_labelled(line: bytes) -> Labelled:
    """Read one line of a labelled file.

    Raises:
        LineError: it is no entry, or its labels are none of the two formats.
    """
    dated = read_entry(line)
    row = json.loads(line)
    try:
        return _case(dated, row["expect"]) if "expect" in row else _item(dated, row)
    except KeyError as error:
        raise LineError(dated.entry.id, f"label {error} is missing or unknown") from None
    except (TypeError, ValueError) as error:
        raise LineError(dated.entry.id, f"label: {error}") from None


def _case(dated: DatedEntry, expect: dict[str, Any]) -> Labelled:
    return Labelled(
        dated=dated,
        alert=_typed(expect["alert"], bool),
        is_item=False,
        events=tuple(_event(event) for event in expect["events"]),
        casualties=tuple(_casualty(casualty) for casualty in expect["casualties"]),
    )


def _item(dated: DatedEntry, row: dict[str, Any]) -> Labelled:
    return Labelled(
        dated=dated,
        alert=_ALERT[row["alert"]],
        is_item=True,
        types=tuple(EventType(name) for name in row["types"]),
        casualties=tuple(_casualty(casualty) for casualty in row["casualties"]),
    )


def _event(row: dict[str, Any]) -> GoldEvent:
    return GoldEvent(
        types=tuple(EventType(name) for name in (row["type"], *row.get("type_alt", ()))),
        status=Status(row["status"]),
        places=tuple(_typed(name, str) for name in _typed(row["places"], list)),
    )


def _casualty(row: dict[str, Any]) -> GoldCasualty:
    sides = [row["side"], *([row["side_alt"]] if row.get("side_alt") else [])]
    return GoldCasualty(
        sides=tuple(Side(side) for side in sides),
        harm=Harm(row["kind"]),
        low=_bound(row["min"]),
        high=_bound(row["max"]),
        scope=Scope(row.get("scope", Scope.INCIDENT)),
    )


def _bound(value: Any) -> int | None:
    return None if value is None else _typed(value, int)


def _typed(value: Any, kind: type[T]) -> T:
    """Give a value of exactly this type: JSON's true is no number, and a word no list."""
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, not {json.dumps(value)[:40]}")
    return value
