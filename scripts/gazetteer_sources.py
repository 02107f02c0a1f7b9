"""The gazetteer's two sources as types: our own list, and GeoNames; reading the first."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class GeoName:
    """One row of GeoNames: ``region`` is our name of the region that its admin code stands for."""

    id: int
    name: str
    country: str
    region: str
    population: int
    lat: float
    lon: float
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One line of ``feeds/gazetteer_own.jsonl``; ``parents`` (``in``) are its next containers."""

    name: str
    kind: str
    country: str
    parents: tuple[str, ...]
    touches: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    context: str = ""
    contexts: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    display: Mapping[str, str] = field(default_factory=dict)
    alt: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of our list, the plain name first."""
        listed = (form for forms in self.alt.values() for form in forms)
        return tuple(dict.fromkeys((plain_name(self.name), *listed)))


def plain_name(name: str) -> str:
    """Return a canonical name without what tells it from its namesakes: "Java (South Ossetia)"."""
    return re.sub(r" \(.*\)$", "", name)


def read_own(path: Path) -> list[OwnPlace]:
    """Read our own list. Raises OSError, ValueError, KeyError on a broken line."""
    return [_own(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _own(table: dict[str, Any]) -> OwnPlace:
    return OwnPlace(
        name=table["name"],
        kind=table["kind"],
        country=table["cc"],
        parents=tuple(table["in"]),
        touches=tuple(table.get("touches", ())),
        across=tuple(table.get("across", ())),
        lat=table["lat"],
        lon=table["lon"],
        geonameid=table.get("geonameid"),
        context=table.get("context", ""),
        contexts=table.get("contexts", {}),
        near=table.get("near", {}),
        display=table.get("display", {}),
        alt=table["alt"],
    )
