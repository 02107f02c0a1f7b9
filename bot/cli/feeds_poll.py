"""``feeds poll``: one feed now, or what would become of each of its entries."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.shared import (
    DEFAULT_CONFIG,
    AsJson,
    CommandError,
    ConfigPath,
    UsageError,
    errors,
    opened,
    output,
    progress,
    read_config,
    reason_text,
    utc_now,
)
from bot.escape import clean
from bot.service import database_path, http_limits, serving, workers
from feeds.config import Config, FeedSettings
from feeds.fetch import Fetcher
from feeds.lock import LockHeldError
from feeds.parse import ParseError, ParseHints
from feeds.poll import PollResult, poll
from feeds.readings import Reading
from feeds.rehearsal import Foreseen, Rehearsal, rehearse
from feeds.request import request_for
from feeds.store import feeds
from feeds.store.database import MEMORY

MAX_TITLE = 90
MAX_NAME = 60
STYLES = {"told": "bold green", "held": "yellow", "known": "dim", "silent": "", "joined": "cyan"}


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("poll", epilog='Example:  caucasus-alerts feeds poll "OC Media" --dry-run')(
        poll_feed
    )


def poll_feed(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The feed, as configured.")],
    config: ConfigPath = DEFAULT_CONFIG,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Store nothing; show what would become of each entry.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Poll one feed now, whether it is due or enabled or not.

    Where a service runs, it polls the feed within seconds. With --dry-run nothing is stored or
    sent, and each entry is shown with its fate: told, held, joined, silent, known.
    """
    settings = read_config(config)
    feed = _named(settings, name)
    if dry_run:
        with progress(f"Reading {feed.name}"):
            rehearsal, now = asyncio.run(rehearse_poll(settings, feed))
        _show(feed, rehearsal, now, as_json=as_json)
        return
    try:
        result = asyncio.run(_poll(settings, feed))
    except LockHeldError:
        with opened(settings) as database, database.transaction() as connection:
            feeds.make_due(connection, utc_now(), feed.name)
        errors().print(f"{feed.name}: the running service polls it within seconds", markup=False)
        return
    words = f"{result.feed}: {result.state}, {result.reason}; {result.new} new, "
    output().print(Text(f"{words}{result.alerts} alerts, {result.held} held. {result.turn}"))


async def rehearse_poll(config: Config, feed: FeedSettings) -> tuple[Rehearsal, datetime]:
    """Fetch a feed whole and foresee what a poll would do; also give the time of it.

    Raises:
        FetchError: there is no answer.
        CommandError: what there is can't be read.
    """
    async with Fetcher(http_limits(config)) as fetcher, workers(config) as pool:
        answer = await fetcher.fetch(request_for(feed, config))
        now = utc_now()
        hints = ParseHints(answer.final_url, feed.language, feed.encoding, feed.time_zone)
        nothing: frozenset[str] = frozenset()
        document = (answer.body, answer.content_type, hints, nothing, now)
        try:
            reading: Reading = await pool.call("feeds.reading:read", *document)
        except ParseError as error:
            raise CommandError(f"{feed.name}: {error.detail}") from None
    # A database that is not there yet is not made for this.
    url = config.database.url if database_path(config).exists() else MEMORY
    settings = config.database.model_copy(update={"url": url})
    with (
        opened(replace(config, database=settings)) as database,
        database.transaction() as connection,
    ):
        return rehearse(connection, config, feed, reading, now), now


async def _poll(config: Config, feed: FeedSettings) -> PollResult:
    async with serving(config, utc_now) as service:
        return await poll(feed, service.services)


def _named(config: Config, name: str) -> FeedSettings:
    """Find a feed by its name, however written.

    Raises:
        UsageError: there is none.
    """
    for feed in config.feeds:
        if feed.name.casefold() == name.strip().casefold():
            return feed
    raise UsageError(f"there is no feed {clean(name, MAX_NAME)}; feeds list names them all")


def _show(feed: FeedSettings, rehearsal: Rehearsal, now: datetime, *, as_json: bool) -> None:
    if as_json:
        rows = [_row(one) for one in rehearsal.entries]
        typer.echo(json.dumps(rows, ensure_ascii=False, default=datetime.isoformat))
        return
    title = f"{feed.name}, were it polled at {now:%Y-%m-%d %H:%M} UTC"
    output().print(_table(title, rehearsal))
    if rehearsal.is_baseline:
        output().print("It was never polled: this is its baseline, and tells nobody.")
    if rehearsal.turn:
        output().print(Text(rehearsal.turn))


def _table(title: str, rehearsal: Rehearsal) -> Table:
    table = Table(title=Text(title))
    for name in ("published", "fate"):
        table.add_column(name, no_wrap=True)
    for name in ("title", "why"):
        table.add_column(name, overflow="fold")
    for one in rehearsal.entries:
        published = one.entry.published_at
        table.add_row(
            "-" if published is None else f"{published:%m-%d %H:%M}",
            Text(one.fate, style=STYLES.get(one.fate, "")),
            Text(clean(one.entry.title, MAX_TITLE)),
            Text(_why(one)),
        )
    return table


def _row(one: Foreseen) -> dict[str, object]:
    return {
        "id": one.entry.id,
        "title": one.entry.title,
        "published_at": one.entry.published_at,
        "fate": one.fate,
        "reason": one.reason,
    }


def _why(one: Foreseen) -> str:
    return HELD.get(one.reason, one.reason) if one.fate == "held" else reason_text(one.reason)


HELD = {
    "baseline": "it was there before we began",
    "too_old": "too old at first sight",
    "reissued": "brought again, dated before the last good poll",
    "untold": "it corrects what nobody was told",
}
"""Why an alert is told to nobody (``feeds.telling.Held``), in words."""
