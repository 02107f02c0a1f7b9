"""How fast the extractor reads, how soon it is ready, and how much memory it takes.

``python -m bench.extractor [FILE...]``: a FILE holds entries as ``extract`` reads them, one JSON
object a line; without any the texts of the tests are read. CPU seconds of one core; a line for
each figure with its bar, and 1 where one was missed. Articles are texts past the gate, joined to
600 words.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from feeds.entry_json import DatedEntry, read_entry
from feeds.extract import Extractor
from feeds.model import Entry
from feeds.workers import Workers

BUNDLED = Path(__file__).parents[1] / "tests" / "data" / "blind"
WORDS = 600
ROUNDS = 3
GATE_ENTRIES = 20_000
NEWS = "Azerbaijani forces shelled Sotk, killing two soldiers. "
HOSTILE = (
    "x" * 1_000_000,
    '"' * 1_000_000,
    "killed two " * 90_000,
    "said Baku " * 100_000,
    "after the " * 100_000 + "clashes",
    "Armenia\n" * 120_000,
    "убиты двое " * 90_000,
    NEWS * 18_000,
)
"""Texts of 1 MB, each with much of something that some rule looks for."""


def _rows(file: Path) -> list[DatedEntry]:
    return [read_entry(line) for line in file.read_bytes().splitlines() if line]


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where a bar was missed."""
    files = [Path(name) for name in arguments] or sorted(BUNDLED.glob("*.jsonl"))
    rows = [row for file in files for row in _rows(file)]
    is_good = loading()
    extractor = Extractor.load()
    made = list(articles([row for row in rows if extractor.gate.decide(row.entry).passes]))
    entries = [row.entry for row in rows]
    per_second = len(made) / best(partial(read_all, extractor, made))
    is_good &= told(f"{len(made)} articles of {WORDS} words", per_second, "/s", least=120)
    times = GATE_ENTRIES // len(entries) + 1
    gated = len(entries) * times / best(partial(decide_all, extractor, entries * times))
    is_good &= told(f"gate, {len(entries)} entries", gated, "/s", least=20_000)
    worst = max(seconds(partial(read_hostile, extractor, text)) for text in HOSTILE)
    is_good &= told("the worst hostile text of 1 MB", worst, " s", most=3)
    return 0 if is_good else 1


def loading() -> bool:
    """Measure what a new worker takes until it is ready, Python's own start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    asyncio.run(warm_up())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    is_quick = told("a worker is ready after", cpu, " s", most=3)
    return told("a worker takes", after.ru_maxrss / 1024, " MiB", most=250) and is_quick


async def warm_up() -> None:
    """Start one worker process as the service does, and end it."""
    async with Workers(count=1) as workers:
        await workers.warm_up()


def articles(rows: Iterable[DatedEntry]) -> Iterator[DatedEntry]:
    """Join texts of one language until they have the words of an article."""
    kept: dict[str, list[str]] = {}
    for row in rows:
        texts = kept.setdefault(row.entry.language, [])
        texts.append(row.entry.full_text)
        if sum(len(text.split()) for text in texts) >= WORDS:
            title = texts[0].partition("\n")[0]
            entry = replace(row.entry, title=title, summary="", text="\n".join(texts))
            yield replace(row, entry=entry)
            texts.clear()


def read_all(extractor: Extractor, rows: Sequence[DatedEntry]) -> None:
    """Extract what every entry reports."""
    for row in rows:
        extractor.extract(row.entry, row.now)


def decide_all(extractor: Extractor, entries: Sequence[Entry]) -> None:
    """Let the gate judge every entry."""
    for entry in entries:
        extractor.gate.decide(entry)


def read_hostile(extractor: Extractor, text: str) -> None:
    """Extract what a hostile text reports; its title lets it pass the gate."""
    row = read_entry(b'{"id": "x", "published": "2031-03-05", "title": "Armenia: killed"}')
    extractor.extract(replace(row.entry, text=text, language="en"), row.now)


def best(work: Callable[[], None]) -> float:
    """Give the CPU seconds of the quickest of some rounds, the first of which warms up."""
    return min(seconds(work) for _ in range(ROUNDS))


def seconds(work: Callable[[], None]) -> float:
    """Give the CPU seconds that something takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def told(what: str, figure: float, unit: str, least: float = 0.0, most: float = 0.0) -> bool:
    """Print a figure beside its bar, and tell whether it is good."""
    is_good = figure >= least if least else figure <= most
    bar = f"at least {least:,g}" if least else f"at most {most:,g}"
    digits = 0 if figure >= 100 else 2
    print(f"{what}: {figure:,.{digits}f}{unit} (bar: {bar}{unit}){'' if is_good else '  MISSED'}")
    return is_good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
