"""What goes into parsing and what comes out: plain values, light to import."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from feeds.model import Entry


@dataclass(frozen=True, slots=True)
class ParseHints:
    """What the operator knows about a feed.

    ``url`` is the base of relative links, ``language`` (ISO 639-1) that of the entries,
    ``encoding`` overrides what the document declares, ``time_zone`` (IANA) is that of dates
    without one.
    """

    url: str = ""
    language: str = ""
    encoding: str = ""
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the publisher wrote it: markup and date strings untouched, absent parts empty."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    text: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document's unseen entries, in its order.

    ``total_entries`` counts all of the document's items, ``known_entries`` those among them that
    were known. ``is_well_formed`` is False where the XML had to be repaired. ``is_truncated``
    says that more may have been there: the document broke off (its last, half item is left out)
    or had more items than the cap; don't take its validators for a full reading.
    """

    title: str
    entries: tuple[Entry, ...]
    total_entries: int
    known_entries: int = 0
    is_well_formed: bool = True
    is_truncated: bool = False


class ParseProblem(StrEnum):
    """Why a document has no entries to give."""

    EMPTY = "empty"
    """Nothing but white space."""
    HTML_PAGE = "html_page"
    ENTITIES = "entities"
    """It defines XML entities, which no feed needs and bombs are made of."""
    NOT_A_FEED = "not_a_feed"
    """Neither RSS, nor Atom, nor a JSON Feed."""


class ParseError(Exception):
    """A document can't be read as a feed. ``detail`` says more, in words for operators."""

    def __init__(self, reason: ParseProblem, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


def item_key(entry_id: str, content_hash: str) -> str:
    """Give the key under which an item is known: 32 hexadecimal digits of both its parts."""
    both = f"{entry_id}\x00{content_hash}".encode("utf-8", "replace")
    return hashlib.blake2b(both, digest_size=16).hexdigest()
