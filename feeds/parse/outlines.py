"""What a list of feeds holds, between the file and the configuration: light to import."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class OpmlError(Exception):
    """A document is no OPML; the text says why, for an operator."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. ``settings`` are those of ours that it carries, as TOML writes them."""

    name: str
    url: str
    language: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
