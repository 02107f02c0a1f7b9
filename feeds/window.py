"""A feed's window, the entries of one document, beside those that are stored. Pure.

A window that shares nothing with what is stored has moved on too far (entries may have been
missed between two polls: we come sooner), or all of its items were given new names (a re-issue:
what is old stays untold). Most of the time it is neither.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

THIN = 0.25
"""Share of a window's entries that are old, below which the next window may miss some."""
LEAST_WINDOW = 4
"""Entries of a window whose share of old ones means something."""
MOST_HURRY = 6
RELAX_AFTER = timedelta(hours=6)
"""A feed that was polled more often goes back by one step after so long without a reason."""
QUIET_FOR = timedelta(hours=6)
"""The same turn is told once in so long: a feed may re-issue itself with every poll."""


class Turn(StrEnum):
    """What a document was, out of the ordinary."""

    ALL_NEW = "all_new"
    """None of its entries was stored: some before them may have been missed."""
    REISSUED = "reissued"
    """Its entries are stored under other names."""
    TOO_LONG = "too_long"
    """It has more entries than are read."""


@dataclass(frozen=True, slots=True)
class Window:
    """How the entries of one document meet the stored ones.

    ``total`` counts the document's entries (0: there was no document, or it was the first), and
    ``read`` those that the cap let through. ``old`` counts the stored ones and edits of them,
    ``renamed`` those that were known by their text alone. ``is_whole`` is False where not all
    could be read. ``told`` and ``held`` count the alerts that it made.
    """

    total: int = 0
    read: int = 0
    old: int = 0
    renamed: int = 0
    told: int = 0
    held: int = 0
    is_whole: bool = True

    @property
    def has_no_overlap(self) -> bool:
        """Tell whether entries may have been published and dropped since the last poll."""
        return self.total > 0 and self.is_whole and self.old + self.renamed == 0

    @property
    def is_thin(self) -> bool:
        """Tell whether nearly all of it is new: at this pace some will be missed."""
        share = (self.old + self.renamed) / max(self.total, 1)
        return self.has_no_overlap or (self.total >= LEAST_WINDOW and share < THIN)

    @property
    def turn(self) -> Turn | None:
        """Name what operators should hear of, if anything."""
        if self.read < self.total:
            return Turn.TOO_LONG
        if self.has_no_overlap:
            return Turn.ALL_NEW
        return Turn.REISSUED if self.renamed and not self.old else None

    @property
    def words(self) -> str:
        """Say the turn for an operator, with its figures."""
        alerts = f"{self.told} alerts told, {self.held} held"
        match self.turn:
            case Turn.TOO_LONG:
                return f"it has {self.total} entries; the first {self.read} are read; {alerts}"
            case Turn.ALL_NEW:
                what = f"all {self.total} of its {self.total} entries are new"
                return f"{what}, so some before them may have been missed; {alerts}"
            case Turn.REISSUED:
                new = self.total - self.renamed
                what = f"all of its {self.total} entries have new names"
                return f"{what}; {self.renamed} are known by their text, {new} are new; {alerts}"
        return ""


NO_WINDOW = Window()


def is_worth_telling(
    turn: Turn, last: Turn | None, last_at: datetime | None, now: datetime
) -> bool:
    """Tell whether operators have not heard the same of this feed lately."""
    return turn is not last or last_at is None or now - last_at >= QUIET_FOR
