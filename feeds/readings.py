"""What a worker process hands back, apart from the reading itself: light to import.

The main process unpickles these; were they in ``feeds.reading``, it would load spaCy for that.
"""

from dataclasses import dataclass

from feeds.model import Entry, Report
from feeds.parse import ParsedFeed


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: each unseen entry with what it reports, in the document's order.

    Where time ran out, ``entries`` are the ones that were reached, and ``parsed.is_truncated`` is
    set: the others are still unseen, and the next poll of the whole document reads them.
    """

    parsed: ParsedFeed
    entries: tuple[tuple[Entry, Report], ...]
