"""``evaluate``: precision and recall on labelled files, and every error."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.lines import in_order, lines_of
from bot.cli.shared import UsageError, output, progress
from bot.cli.text import AHEAD, reading_pool, report_of
from bot.escape import clean
from feeds.entry_json import LineError
from feeds.evaluate import Score, error, score, total
from feeds.labelled import Labelled, read_labelled
from feeds.workers import Workers

ALL = "all"
MAX_TEXT = 120

File = Annotated[
    Path,
    typer.Argument(allow_dash=True, metavar="FILE", help="Labelled items; - is standard input."),
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(epilog="Example:  caucasus-alerts evaluate cases.jsonl")(evaluate)


def evaluate(file: File) -> None:
    """Score what is read out of labelled items: precision, recall and F1 by field and language.

    Takes both formats of labels: cases with "expect", and real items with "alert" yes, no or
    borderline (borderline is left out). Prints every wrong alert first.
    """
    judged = asyncio.run(_judge(file))
    if not judged:
        raise UsageError(f"{file}: no labelled items")
    for one in judged:
        if one.error:
            output().print(Text(f"{one.error}: {one.labelled.id} {one.text}"), soft_wrap=True)
    by_language = _by_language(judged)
    output().print(_tallies(by_language))
    output().print(_shares(by_language))


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled item with its report's score and error."""

    labelled: Labelled
    score: Score
    error: str

    @property
    def text(self) -> str:
        """Its headline, or the beginning of its text, and the reason is not repeated."""
        return clean(self.labelled.dated.entry.full_text, MAX_TEXT)


async def _judge(file: Path) -> list[Judged]:
    """Extract and score every item of a file."""
    judged: list[Judged] = []
    with progress("Reading the items") as steps:
        async with reading_pool() as pool:

            async def work(line: bytes) -> Judged:
                return await _judge_line(line, pool)

            async with aclosing(in_order(lines_of(file), work, AHEAD)) as results:
                async for one in results:
                    judged.append(one)
                    steps.say(f"Reading the items: {len(judged)}")
    return judged


async def _judge_line(line: bytes, pool: Workers) -> Judged:
    try:
        labelled = read_labelled(line)
    except LineError as problem:
        raise UsageError(f"item {problem.line_id}: {problem.problem}") from None
    report = await report_of(labelled.dated, pool)
    return Judged(labelled, score(labelled, report), error(labelled, report))


def _by_language(judged: Sequence[Judged]) -> Mapping[str, Score]:
    """Sum the scores of all items, then of each language where there are several."""
    languages = sorted({one.labelled.dated.entry.language for one in judged})
    sums = {ALL: total(one.score for one in judged)}
    for language in languages if len(languages) > 1 else ():
        of_it = (one for one in judged if one.labelled.dated.entry.language == language)
        sums[language or "not given"] = total(one.score for one in of_it)
    return sums


def _tallies(by_language: Mapping[str, Score]) -> Table:
    table = _table("Found", ("language", "field"), ("P", "R", "F1", "right", "wrong", "missed"))
    for language, summed in by_language.items():
        for name, tally in summed.tallies.items():
            figures = (tally.precision, tally.recall, tally.f1)
            counts = (tally.hits, tally.false_alarms, tally.misses)
            table.add_row(
                language, name, *(f"{figure:.3f}" for figure in figures), *map(str, counts)
            )
    return table


def _shares(by_language: Mapping[str, Score]) -> Table:
    table = _table("Agree where both have the event", ("language", "field"), ("share", "of"))
    for language, summed in by_language.items():
        for name, share in summed.shares.items():
            table.add_row(language, name, f"{share.value:.3f}", str(share.compared))
    return table


def _table(title: str, names: Iterable[str], figures: Iterable[str]) -> Table:
    table = Table(title=title)
    for name in names:
        table.add_column(name)
    for name in figures:
        table.add_column(name, justify="right")
    return table
