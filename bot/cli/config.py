"""``check``: is the configuration right, and do its feeds answer?"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot import config as bot_config
from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigPath,
    Steps,
    errors,
    output,
    progress,
    read_config,
    utc_now,
)
from bot.service import http_limits, workers
from feeds.config import Config, FeedSettings
from feeds.fetch import Fetcher, FetchError
from feeds.parse import ParseError, ParseHints
from feeds.readings import Reading
from feeds.request import request_for
from feeds.workers import WorkerError, Workers

FAILED = 1


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(epilog="Example:  caucasus-alerts check --live")(check)


def check(
    config: ConfigPath = DEFAULT_CONFIG,
    live: Annotated[
        bool, typer.Option("--live", help="Also fetch each feed once and say what it has.")
    ] = False,
) -> None:
    """Check the configuration and print all of its problems, each with the path to its key.

    Ends with 2 where there is a problem. With --live it ends with 1 where a feed does not answer;
    nothing is stored.
    """
    settings = read_config(config)
    bot_config.token(settings, os.environ)
    for warning in bot_config.warnings(settings):
        errors().print(Text(f"warning: {warning}", style="yellow"), soft_wrap=True)
    enabled = [feed for feed in settings.feeds if feed.enabled]
    output().print(f"{config}: good, {len(enabled)} feeds enabled", soft_wrap=True)
    if not live:
        return
    seen = asyncio.run(look_at_all(settings, enabled))
    output().print(_table(seen))
    if not all(sight.is_good for sight in seen):
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look at a feed showed: its newest entry and its counts, or what was wrong."""

    feed: str
    is_good: bool
    what: str
    entries: str = "-"
    newest: str = "-"
    reports: str = "-"


async def look_at_all(config: Config, enabled: list[FeedSettings]) -> list[Sight]:
    """Fetch each feed once; what any of them does wrong is in its sight."""
    room = asyncio.Semaphore(config.service.polls_at_once)

    async def look(feed: FeedSettings, steps: Steps) -> Sight:
        async with room:
            sight = await _look_at(config, feed, fetcher, pool)
        steps.advance()
        return sight

    with progress("Fetching the feeds", len(enabled)) as steps:
        async with Fetcher(http_limits(config)) as fetcher, workers(config) as pool:
            return await asyncio.gather(*(look(feed, steps) for feed in enabled))


async def _look_at(config: Config, feed: FeedSettings, fetcher: Fetcher, pool: Workers) -> Sight:
    """Fetch one feed as a first poll would, and read all of it."""
    try:
        answer = await fetcher.fetch(request_for(feed, config))
        hints = ParseHints(answer.final_url, feed.language, feed.encoding, feed.time_zone)
        nothing: frozenset[str] = frozenset()
        document = (answer.body, answer.content_type, hints, nothing, utc_now())
        reading: Reading = await pool.call("feeds.reading:read", *document)
    except (FetchError, ParseError) as error:
        return Sight(feed.name, is_good=False, what=error.detail)
    except WorkerError as error:
        return Sight(feed.name, is_good=False, what=str(error))
    dates = [entry.published_at for entry, _ in reading.entries if entry.published_at]
    return Sight(
        feed=feed.name,
        is_good=True,
        what="answers, and can be read",
        entries=str(reading.parsed.total_entries),
        newest=f"{max(dates):%Y-%m-%d %H:%M}" if dates else "-",
        reports=str(sum(report.alert for _, report in reading.entries)),
    )


def _table(seen: Sequence[Sight]) -> Table:
    table = Table(title="Feeds as they answer now, times in UTC")
    for name in ("feed", "what it said", "newest entry"):
        table.add_column(name, overflow="fold")
    for name in ("entries", "reports in scope"):
        table.add_column(name, justify="right")
    for sight in seen:
        style = "" if sight.is_good else "red"
        what = Text(sight.what, style=style)
        table.add_row(Text(sight.feed), what, sight.newest, sight.entries, sight.reports)
    return table
