"""What a worker process does in one call: a document or entries in, plain values out.

The only module that brings parse and extract together. It is loaded in worker processes alone,
by its dotted name, so that the main process never holds spaCy.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from feeds.extract import Explanation, Extractor
from feeds.model import Entry, Report
from feeds.parse import ParsedFeed, ParseHints
from feeds.parse.document import parse
from feeds.readings import Reading

BUDGET_SECONDS = 15.0
"""After this no further entry of a document is begun: half of the default limit of a call."""


@cache
def extractor() -> Extractor:
    """Give this process's extractor; the first call loads it (about a second)."""
    return Extractor.load()


def load() -> None:
    """Load all that reading needs, before there is work."""
    extractor()


def read(
    document: bytes, content_type: str, hints: ParseHints, known: frozenset[str], now: datetime
) -> Reading:
    """Decode and parse a document, and extract what its unseen entries report.

    Args:
        document: RSS, Atom or JSON Feed, decompressed.
        content_type: the HTTP header, or "".
        hints: what the operator knows about the feed.
        known: keys of stored entries (``feeds.parse.item_key``).
        now: aware UTC.

    Raises:
        ParseError: it is no feed.
    """
    end = time.monotonic() + BUDGET_SECONDS
    parsed = parse(document, content_type, hints, known, now)
    return extract_while(
        lambda: time.monotonic() < end, parsed, partial(extractor().extract, now=now)
    )


def extract_while(
    is_time_left: Callable[[], bool], parsed: ParsedFeed, extract: Callable[[Entry], Report]
) -> Reading:
    """Extract entry after entry, but at least one, as long as there is time for a next one."""
    done: list[tuple[Entry, Report]] = []
    for entry in parsed.entries:
        if done and not is_time_left():
            reached = tuple(entry for entry, _ in done)
            return Reading(replace(parsed, entries=reached, is_truncated=True), tuple(done))
        done.append((entry, extract(entry)))
    return Reading(parsed, tuple(done))


def extract_one(entry: Entry, now: datetime) -> Report:
    """Extract what one entry reports; ``now`` stands in where it has no date."""
    return extractor().extract(entry, now)


def extract_entries(entries: Sequence[Entry], now: datetime) -> tuple[Report, ...]:
    """Extract what each of some entries reports, in their order."""
    return tuple(extractor().extract(entry, now) for entry in entries)


def explain_entry(entry: Entry, now: datetime) -> Explanation:
    """Extract what one entry reports, with everything that decided it."""
    return extractor().explain(entry, now)
