"""``explain``: why a text, page, feed or file alerts or stays silent, for a person to read."""

import asyncio
import errno
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.lines import STANDARD_INPUT
from bot.cli.shared import (
    CommandError,
    UsageError,
    output,
    progress,
    read_config,
    reason_text,
    utc_now,
)
from bot.cli.text import reading_pool
from bot.escape import clean
from bot.service import http_limits
from feeds.entry_json import MAX_LINE_BYTES
from feeds.explained import Explained, Finding
from feeds.fetch import Fetcher, FetchRequest, HttpLimits
from feeds.model import Entry, Event
from feeds.parse import ParseError
from feeds.workers import Workers

MAX_SHOWN = 300

What = Annotated[str, typer.Argument(metavar="TEXT|URL|FILE", help="What to explain.")]
Settings = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Fetch an address by the [http] settings of this file."),
]
Published = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="When it was published (UTC); else now."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(epilog='Example:  caucasus-alerts explain "Two soldiers killed near Sotk"')(explain)


def explain(
    what: What,
    published: Published = None,
    language: Annotated[str, typer.Option(help="ISO 639-1 code; else it is detected.")] = "",
    config: Settings = None,
) -> None:
    """Show what is read out of a text, or why nothing is, with the words that decided.

    A file's first line is its headline; - is standard input. An address may be that of an article
    or of a feed.
    """
    now = published.replace(tzinfo=UTC) if published else utc_now()
    http = HttpLimits() if config is None else http_limits(read_config(config))
    with progress("Reading"):
        explained = asyncio.run(explain_what(what, language, now, http))
    if not explained:
        raise CommandError(f"{what}: a feed without entries")
    for one in explained:
        _print(output(), one)


async def explain_what(
    what: str, language: str, now: datetime, http: HttpLimits
) -> Sequence[Explained]:
    """Explain an address, a file, or else the words themselves.

    Raises:
        FetchError: the address gives no document.
        CommandError: the document is neither a feed nor a page.
        UsageError: the file cannot be read.
    """
    async with reading_pool(processes=1) as pool:
        if what.startswith(("http://", "https://")):
            return await _explain_address(what, pool, now, http)
        title, _, text = words_of(what).partition("\n")
        entry = Entry(id="text", title=title, text=text, language=language, published_at=now)
        explained: Explained = await pool.call("feeds.explaining:explain", entry, now)
        return [explained]


async def _explain_address(
    url: str, pool: Workers, now: datetime, http: HttpLimits
) -> Sequence[Explained]:
    async with Fetcher(http) as fetcher:
        answer = await fetcher.fetch(FetchRequest(url))
    document = (answer.body, answer.content_type, answer.final_url, now)
    try:
        found: tuple[Explained, ...] = await pool.call(
            "feeds.explaining:explain_document", *document
        )
    except ParseError as error:
        raise CommandError(f"{url}: {error.detail}") from None
    return found


def words_of(what: str) -> str:
    """Return the content of a file or of standard input, where ``what`` names one, else ``what``.

    Raises:
        UsageError: the file cannot be read, or there are no words.
    """
    words = what if (content := _content(what)) is None else content.decode("utf-8", "replace")
    if not words.strip():
        raise UsageError("there is nothing to explain: give a text, a file or an address")
    return words.strip()


def _content(what: str) -> bytes | None:
    """Read what ``what`` names; None where it is a text. One word with a slash is no text."""
    if what == STANDARD_INPUT.name:
        return sys.stdin.buffer.read(MAX_LINE_BYTES)
    path = Path(what)
    try:
        if not path.exists() and not (len(path.parts) > 1 and len(what.split()) == 1):
            return None
        with path.open("rb") as file:
            return file.read(MAX_LINE_BYTES)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # a text, and no short one
            return None
        raise UsageError(f"{what[:MAX_SHOWN]}: {error.strerror}") from None


def _print(console: Console, explained: Explained) -> None:
    """Print one entry's verdict, what was read, and the words behind it."""
    report = explained.report
    console.print(Text(clean(explained.text, MAX_SHOWN), style="italic"), soft_wrap=True)
    verdict = "alert" if report.alert else "no alert"
    why = reason_text(report.reason)
    head = f"{verdict}: {why} (language {report.language}, severity {report.severity})"
    console.print(Text(head, style="bold"))
    if report.summary:
        console.print(Text(report.summary), soft_wrap=True)
    gate = explained.gate
    console.print(Text(f"gate: {gate.meaning} ({clean(gate.words, MAX_SHOWN)})"), soft_wrap=True)
    if report.events:
        console.print(_events(report.events))
    if explained.findings:
        console.print(_findings("What was read", explained.findings))
    if explained.cues:
        console.print(_findings("Words that can hold a report back", explained.cues))
    console.print()


def _events(events: Sequence[Event]) -> Table:
    table = Table(title="Events")
    for name in ("type", "status", "places", "who -> whom", "said by", "denied by", "when"):
        table.add_column(name, overflow="fold")
    for event in events:
        table.add_row(
            event.type,
            event.status,
            Text(", ".join(place.name for place in event.places)),
            f"{event.actor or '?'} -> {event.target or '?'}",
            ", ".join(event.claimed_by),
            ", ".join(event.denied_by),
            f"{event.happened_on or ''} {event.local_time or ''}".strip(),
        )
    return table


def _findings(title: str, findings: Sequence[Finding]) -> Table:
    table = Table(title=title)
    for name in ("words", "taken for", "rule"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        words = Text(clean(finding.words, MAX_SHOWN))
        table.add_row(words, Text(finding.meaning), Text(finding.rule))
    return table
