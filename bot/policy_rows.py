"""The table kind of news x preset: the rows of ``policy.toml``, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.model import Preset
from bot.news import Basis, News
from feeds.model import EventType, Harm

PATH = Path(__file__).with_name("policy.toml")


class How(StrEnum):
    """How a chat hears of news, the loudest first."""

    SOUND = "sound"
    SILENT = "silent"
    DIGEST = "digest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: which news it is about (an empty set asks for nothing), and how presets hear it."""

    name: str
    types: frozenset[EventType]
    harms: frozenset[Harm]
    claimed_harms: frozenset[Harm]
    basis: Basis
    how: Mapping[Preset, How]

    def fits(self, news: News) -> bool:
        """Tell whether ``news`` is of this kind; the rows above it come first."""
        return (
            (not self.types or bool(self.types & news.types))
            and (not self.harms or bool(self.harms & news.harms))
            and (not self.claimed_harms or bool(self.claimed_harms & news.claimed_harms))
            and news.basis >= self.basis
        )


@cache
def kinds_of_news() -> tuple[Kind, ...]:
    """Return the rows of the table.

    Raises:
        KeyError: A row lacks its name or a preset, or names an unknown basis.
        ValueError: A row names a type, a harm or a way to tell that doesn't exist.
    """
    return tuple(map(_kind, tomllib.loads(PATH.read_text(encoding="utf-8"))["rows"]))


def kind_of(news: News) -> Kind:
    """Return the kind of a piece of news; the last row asks for nothing, so there always is one."""
    return next(kind for kind in kinds_of_news() if kind.fits(news))


def _kind(row: Mapping[str, str | list[str]]) -> Kind:
    return Kind(
        name=str(row["name"]),
        types=frozenset(map(EventType, row.get("types", ()))),
        harms=frozenset(map(Harm, row.get("harms", ()))),
        claimed_harms=frozenset(map(Harm, row.get("claimed_harms", ()))),
        basis=Basis[str(row.get("basis", "unnamed")).upper()],
        how=MappingProxyType({preset: How(str(row[preset])) for preset in Preset}),
    )
