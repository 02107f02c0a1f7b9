"""What a format's reader finds in a document, before it becomes entries."""

from dataclasses import dataclass

from feeds.parse.parsed import Item

MAX_ITEMS = 10_000
"""Items read of one document; feeds have 10 to 500."""


@dataclass(frozen=True, slots=True)
class Found:
    """The items of a document that were not seen to be known, and how many there were."""

    title: str
    items: tuple[Item, ...]
    total: int
    known: int = 0
    is_well_formed: bool = True
    is_truncated: bool = False
