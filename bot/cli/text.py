"""``extract`` and ``replay``: what the program reads out of given items, as JSON lines."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.lines import STANDARD_INPUT, in_order, lines_of
from bot.cli.shared import CommandError, progress
from feeds.entry_json import DatedEntry, LineError, read_entry
from feeds.model import Report
from feeds.replay import Replayed, Told, replay
from feeds.report_json import to_json
from feeds.store.database import MEMORY, open_database
from feeds.workers import WorkerError, Workers

AHEAD = 64
"""Lines that may be in work before the first of them is printed."""
PROCESSES = 2
TIMEOUT_SECONDS = 30.0

FAILED = 1

Files = Annotated[
    list[Path],
    typer.Argument(allow_dash=True, metavar="FILE", help="JSON lines; - is standard input."),
]
File = Annotated[
    Path,
    typer.Argument(allow_dash=True, metavar="FILE", help="JSON lines; - is standard input."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(epilog="Example:  caucasus-alerts extract items.jsonl > reports.jsonl")(extract)
    app.command("replay", epilog="Example:  caucasus-alerts replay items.jsonl")(replay_files)


def extract(file: File = STANDARD_INPUT) -> None:
    """Read items as JSON lines and print what each one reports, a JSON object a line, in order.

    An item has "id", "published" and at least one of "title", "summary", "text"; also "language"
    and "url". A line that is none gives {"id", "error"}; the rest goes on, and the end is 1.
    """
    if not asyncio.run(_extract(file)):
        raise typer.Exit(FAILED)


def replay_files(files: Files) -> None:
    """Apply items in the order of their publication and print which incident each one joined.

    Takes what extract takes. "alert" is merge's word: new, toll, both_sides, independent,
    disputed, transition, correction or null. The same input gives the same output.
    """
    if not asyncio.run(_replay(files)):
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class Extracted:
    """One line read: the entry and its report, or the line's id and what is wrong with it."""

    line_id: Any
    dated: DatedEntry | None = None
    report: Report | None = None
    problem: str = ""


async def extracted(file: Path, pool: Workers) -> AsyncGenerator[Extracted]:
    """Extract every line of ``file``, in order, as the lines come."""

    async def work(line: bytes) -> Extracted:
        return await _extract_line(line, pool)

    async with aclosing(in_order(lines_of(file), work, AHEAD)) as results:
        async for result in results:
            yield result


async def _extract_line(line: bytes, pool: Workers) -> Extracted:
    try:
        dated = read_entry(line)
        return Extracted(dated.entry.id, dated, await report_of(dated, pool))
    except LineError as error:
        return Extracted(error.line_id, problem=error.problem)
    except CommandError as error:
        return Extracted(dated.entry.id, problem=str(error))


async def report_of(dated: DatedEntry, pool: Workers) -> Report:
    """Extract one entry in a worker process: the words that decide are never loaded in ours.

    Raises:
        CommandError: it took too long, or the program has a bug that this entry shows.
    """
    call = asyncio.ensure_future(pool.call("feeds.reading:extract_one", dated.entry, dated.now))
    # Asked for and not caught: whatever one entry brings to light, the others must go on.
    await asyncio.wait([call])
    error = call.exception()
    if isinstance(error, WorkerError):
        raise CommandError(str(error)) from error
    if error is not None:
        raise CommandError(f"our fault: {type(error).__name__}: {error}") from error
    report: Report = call.result()
    return report


async def _extract(file: Path) -> bool:
    """Print a line for each; tell whether every line could be read."""
    is_clean = True
    with progress("Reading the items", is_wanted=not sys.stdout.isatty()) as steps:
        async with reading_pool() as pool, aclosing(extracted(file, pool)) as results:
            async for result in results:
                is_clean = is_clean and result.report is not None
                typer.echo(_extracted_json(result))
                steps.advance()
    return is_clean


async def _replay(files: Sequence[Path]) -> bool:
    results: list[Extracted] = []
    with progress("Reading the items") as steps:
        async with reading_pool() as pool:
            for file in files:
                async with aclosing(extracted(file, pool)) as lines:
                    async for result in lines:
                        results.append(result)
                        steps.say(f"Reading the items: {len(results)}")
    read = [(at.dated, at.report) for at in results if at.dated and at.report]
    database = open_database(MEMORY)
    try:
        replayed = iter(await database.run(replay, read))
    finally:
        database.close()
    for result in results:
        is_read = result.report is not None
        typer.echo(_replayed_json(next(replayed)) if is_read else _error_json(result))
    return len(read) == len(results)


def reading_pool(processes: int = PROCESSES) -> Workers:
    """Give the processes that read text; they start with their first work."""
    return Workers(processes, TIMEOUT_SECONDS)


def _extracted_json(result: Extracted) -> str:
    report = result.report
    return _error_json(result) if report is None else json.dumps(to_json(report))


def _error_json(result: Extracted) -> str:
    return json.dumps({"id": result.line_id, "error": result.problem})


def _replayed_json(replayed: Replayed) -> str:
    main = replayed.main
    row = {
        "id": replayed.entry_id,
        "incident": None if main is None else str(main.incident_id),
        "alert": None if main is None else main.change,
        "events": [_told_row(told) for told in replayed.events],
    }
    return json.dumps(row)


def _told_row(told: Told) -> dict[str, Any]:
    return {"event": told.event, "incident": str(told.incident_id), "alert": told.change}
