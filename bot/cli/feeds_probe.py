"""``feeds probe URL``: the feeds behind an address, what each has, and a block to take it in."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.shared import (
    AsJson,
    CommandError,
    UsageError,
    output,
    progress,
    read_config,
    utc_now,
)
from bot.config_blocks import block, free_name
from bot.escape import clean
from bot.service import http_limits
from feeds.config import LANGUAGES, FeedSettings
from feeds.config_checks import web_url
from feeds.fetch import Answer, Fetcher, FetchError, FetchRequest, HttpLimits
from feeds.parse import ParseError, ParseHints, ParseProblem
from feeds.parse.identity import absolute_url
from feeds.readings import Reading
from feeds.workers import WorkerError, Workers

MAX_FOUND = 5
"""Feeds of a page that are shown."""
SHOWN_TITLES = 5
MAX_TITLE = 100
LARGE_BYTES = 500_000
"""A document from which on an hour is polite, where the server can't say "unchanged"."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a feed has. ``undated`` counts its entries without a readable date."""

    url: str
    title: str
    format: str
    entries: int
    newest_at: datetime | None
    oldest_at: datetime | None
    undated: int
    language: str
    alerts: int
    alert_titles: tuple[str, ...]
    bytes: int
    has_validators: bool
    block: str


@dataclass(frozen=True, slots=True)
class _Tools:
    fetcher: Fetcher
    pool: Workers
    now: datetime


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(epilog="Example:  caucasus-alerts feeds probe https://oc-media.org")(probe)


def probe(
    url: Annotated[str, typer.Argument(metavar="URL", help="A feed, or a page that has some.")],
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="Fetch by the [http] settings of this file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look at an address: what feeds it has, their entries and dates, how many would alert.

    Ends with a [[feeds]] block for each, ready for config.toml. Nothing is stored.
    """
    address = url if "://" in url else f"https://{url}"
    try:
        web_url(address)
    except ValueError as error:
        raise UsageError(f"{clean(url, MAX_TITLE)}: expected {error}") from None
    http = HttpLimits() if config is None else http_limits(read_config(config))
    with progress("Looking"):
        found = asyncio.run(probe_address(address, http))
    if as_json:
        rows = [asdict(one) for one in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, default=datetime.isoformat))
        return
    for one in found:
        output().print(Text(_describe(one)), soft_wrap=True)
        typer.echo(f"\n{one.block}")


async def probe_address(url: str, http: HttpLimits) -> Sequence[Probe]:
    """Look at a feed, or at the feeds that a page has.

    Raises:
        FetchError: there is no answer.
        CommandError: there is an answer, but no feed.
    """
    async with Fetcher(replace(http, per_host_gap_seconds=0)) as fetcher, Workers(1) as pool:
        tools = _Tools(fetcher, pool, utc_now())
        answer = await fetcher.fetch(FetchRequest(url))
        try:
            return [await _look(tools, answer)]
        except ParseError as error:
            if error.reason is not ParseProblem.HTML_PAGE:
                raise CommandError(f"{url}: {error.detail}") from None
        page = (answer.body, answer.content_type, answer.final_url)
        candidates = await pool.call("feeds.parse.discovery:discover", *page)
        found = await _look_at_each(tools, candidates)
    if not found:
        tried = "\n".join(f"  {candidate}" for candidate in candidates)
        raise CommandError(f"{url}: a page, and no feed was found. Tried:\n{tried}")
    return found


async def _look_at_each(tools: _Tools, candidates: Sequence[str]) -> list[Probe]:
    """Look at addresses that a page names, until enough of them are feeds."""
    found: dict[str, Probe] = {}
    for candidate in candidates:
        if len(found) == MAX_FOUND:
            break
        try:
            one = await _look(tools, await tools.fetcher.fetch(FetchRequest(candidate)))
        except (FetchError, ParseError, WorkerError):
            continue
        found.setdefault(one.url, one)
    return list(found.values())


async def _look(tools: _Tools, answer: Answer) -> Probe:
    hints, nothing = ParseHints(url=answer.final_url), frozenset[str]()
    document = (answer.body, answer.content_type)
    reading: Reading = await tools.pool.call(
        "feeds.reading:read", *document, hints, nothing, tools.now
    )
    kind: str = await tools.pool.call("feeds.parse.discovery:format_of", *document)
    dates = [entry.published_at for entry, _ in reading.entries if entry.published_at is not None]
    alerts = [entry.title for entry, report in reading.entries if report.alert]
    languages = Counter(report.language for _, report in reading.entries)
    made = Probe(
        url=answer.moved_to or answer.final_url,
        title=reading.parsed.title,
        format=kind,
        entries=reading.parsed.total_entries,
        newest_at=max(dates, default=None),
        oldest_at=min(dates, default=None),
        undated=len(reading.entries) - len(dates),
        language=next((language for language, _ in languages.most_common(1)), "en"),
        alerts=len(alerts),
        alert_titles=tuple(clean(title, MAX_TITLE) for title in alerts[:SHOWN_TITLES]),
        bytes=len(answer.body),
        has_validators=bool(answer.etag or answer.last_modified),
        block="",
    )
    return replace(made, block=_block(made))


def _block(one: Probe) -> str:
    """Write the block that takes a feed in; one that is costly to read, once an hour."""
    is_costly = one.bytes >= LARGE_BYTES and not one.has_validators
    feed = FeedSettings.model_validate(
        {
            "name": free_name(one.title, one.url, ()),
            "url": absolute_url(one.url, ""),
            "language": one.language if one.language in LANGUAGES else "en",
            **({"poll_minutes": 60} if is_costly else {}),
        }
    )
    return block(feed)


def _describe(one: Probe) -> str:
    """Say in a few lines what a feed has."""
    span = "no entry has a date"
    if one.newest_at is not None and one.oldest_at is not None:
        span = f"{one.oldest_at:%Y-%m-%d %H:%M} to {one.newest_at:%Y-%m-%d %H:%M} UTC"
        span += f", {one.undated} without a date" if one.undated else ""
    checks = "ETag or Last-Modified" if one.has_validators else "no ETag, no Last-Modified"
    title = clean(one.title, MAX_TITLE) or "without a title"
    lines = [
        f"{one.url}",
        f"  {title}: {one.format}, {one.bytes / 1000:.0f} kB, {checks}",
        f"  {one.entries} entries in {one.language}: {span}",
        f"  {one.alerts} of them would alert" + (":" if one.alerts else ""),
        *(f"    {title}" for title in one.alert_titles),
    ]
    return "\n".join(lines)
