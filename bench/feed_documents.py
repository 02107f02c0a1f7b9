"""What feedparser alone makes of documents, and what we do: ``python -m bench.feed_documents DIR``.

A line for each document of a folder: distinct entries, how many of them have a date, and letters
that look like a wrong encoding, each of feedparser and of us, then the dates of both that differ by
more than a minute. "better" and "worse" compare these; exit 1 if any is worse. "no half" is a
document that breaks off, whose last, half entry feedparser takes for whole and we leave out.
"""

import calendar
import io
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from feeds.parse import ParseError, ParseHints
from feeds.parse.document import parse

SKIPPED = (".md", ".txt")
WRONG_LETTERS = re.compile(
    "[\\u00c0-\\u00ff]{3,}|[\\u0080-\\u009f]|\\ufffd|\\u00d0[\\u0080-\\u00bf]"
)
"""Runs of letters that no language has so, and marks of bytes that could not be read."""
FORGIVEN_SECONDS = 60
BASE = "https://feed.example/"


@dataclass(frozen=True)
class Made:
    """What a parser made of a document: ``dates`` by title, in seconds of the epoch."""

    entries: int = 0
    dated: int = 0
    wrong_letters: int = 0
    dates: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    problem: str = ""
    is_cut: bool = False


def by_feedparser(document: bytes) -> Made:
    """Read a document with feedparser's defaults."""
    began = time.process_time()
    parsed: Any = feedparser.parse(io.BytesIO(document))
    distinct = {
        (e.get("id"), e.get("link"), e.get("title"), e.get("summary")): e for e in parsed.entries
    }
    dates = {
        key: e.get("published_parsed") or e.get("updated_parsed") for key, e in distinct.items()
    }
    known = {key: calendar.timegm(date) for key, date in dates.items() if date}
    words = " ".join(f"{key[2]} {key[3]}" for key in distinct)
    return Made(
        entries=len(distinct),
        dated=len(known),
        wrong_letters=len(WRONG_LETTERS.findall(words)),
        dates={_squeezed(str(key[2])): date for key, date in known.items()},
        seconds=time.process_time() - began,
    )


def by_us(document: bytes, now: datetime) -> Made:
    """Read a document as a worker does."""
    began = time.process_time()
    try:
        parsed = parse(document, "", ParseHints(url=BASE), frozenset(), now)
    except ParseError as error:
        return Made(problem=error.reason.value, seconds=time.process_time() - began)
    dates = {e.title: e.published_at.timestamp() for e in parsed.entries if e.published_at}
    words = " ".join(f"{e.title} {e.summary}" for e in parsed.entries)
    return Made(
        entries=len(parsed.entries),
        dated=sum(e.published_at is not None for e in parsed.entries),
        wrong_letters=len(WRONG_LETTERS.findall(words)),
        dates={_squeezed(title): date for title, date in dates.items()},
        seconds=time.process_time() - began,
        is_cut=parsed.is_truncated,
    )


def verdict(theirs: Made, ours: Made) -> str:
    """Compare: worse in anything is worse; better in something is better; else the same."""
    if ours.is_cut and ours.entries == theirs.entries - 1:
        return "no half"
    gains = (
        ours.entries - theirs.entries,
        ours.dated - theirs.dated,
        theirs.wrong_letters - ours.wrong_letters,
    )
    if min(gains) < 0:
        return "worse"
    return "better" if max(gains) > 0 or _differing(theirs, ours) else "same"


def main(arguments: list[str]) -> int:
    """Print the table."""
    if not arguments:
        print(__doc__)
        return 2
    now, counts, seconds = datetime.now(UTC), Counter[str](), [0.0, 0.0]
    print(f"{'document':40} {'feedparser':>18} {'we':>18} {'dates differ':>12}")
    print(f"{'':40} {'entries dated odd':>18} {'entries dated odd':>18}")
    for path in sorted(Path(arguments[0]).iterdir()):
        if path.suffix in SKIPPED or not path.is_file():
            continue
        document = path.read_bytes()
        theirs, ours = by_feedparser(document), by_us(document, now)
        word = verdict(theirs, ours)
        counts[word] += 1
        seconds = [seconds[0] + theirs.seconds, seconds[1] + ours.seconds]
        shown = f"{_shown(theirs)} {_shown(ours)} {_differing(theirs, ours):12}"
        print(f"{path.name[:40]:40} {shown} {word} {ours.problem}".rstrip())
    print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))
    print(f"feedparser {seconds[0]:.1f} CPU s, we {seconds[1]:.1f}")
    return 1 if counts["worse"] else 0


def _squeezed(title: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"<[^>]*>", "", title))[:60]


def _differing(theirs: Made, ours: Made) -> int:
    """Count the entries that both date, and differently."""
    both = theirs.dates.keys() & ours.dates.keys()
    return sum(abs(theirs.dates[t] - ours.dates[t]) > FORGIVEN_SECONDS for t in both)


def _shown(made: Made) -> str:
    return f"{made.entries:8}{made.dated:6}{made.wrong_letters:4}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
