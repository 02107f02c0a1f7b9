"""``feeds``: which feeds there are and how each one is."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import feeds_lists, feeds_poll, feeds_probe
from bot.cli.shared import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    UsageError,
    opened,
    output,
    read_config,
)
from bot.escape import clean
from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.store import feeds
from feeds.store.feeds import FeedRow

app = typer.Typer(help="Which feeds there are, and how each one is.", no_args_is_help=True)
for command in (feeds_probe, feeds_poll, feeds_lists):
    command.add_to(app)

DISABLED = "disabled"
STATES = (*(state.value for state in Health), DISABLED)
MAX_STATE = 40
STYLES = {"ok": "green", "slow": "yellow", "moved": "yellow", "new": "", DISABLED: "dim"}
"""How states look on a terminal; all others are in red."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed as it is listed: its setting and how it last was. Times are UTC."""

    name: str
    language: str
    url: str
    state: str
    reason: str
    since_at: datetime | None
    last_good_at: datetime | None
    newest_entry_at: datetime | None
    next_poll_at: datetime | None
    possible_missed: int
    turn: str
    turn_at: datetime | None


@app.callback()
def about() -> None:
    """Which feeds there are, and how each one is."""


@app.command("list", epilog="Example:  caucasus-alerts feeds list --state blocked")
def list_feeds(
    config: ConfigPath = DEFAULT_CONFIG,
    state: Annotated[str, typer.Option(help="Only feeds in this state, such as ok.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the configured feeds: state, why, when they last answered, when they are polled next."""
    if state and state not in STATES:
        raise UsageError(f"--state {clean(state, MAX_STATE)}: there is {', '.join(STATES)}")
    settings = read_config(config)
    with opened(settings) as database, database.transaction() as connection:
        stored = {row.name: row for row in feeds.every(connection)}
    lines = [_line(feed, stored.get(feed.name)) for feed in settings.feeds]
    shown = [line for line in lines if state in ("", line.state)]
    if as_json:
        rows = [asdict(line) for line in shown]
        typer.echo(json.dumps(rows, ensure_ascii=False, default=datetime.isoformat))
    else:
        output().print(_table(shown))


def _line(feed: FeedSettings, row: FeedRow | None) -> FeedLine:
    """Put a feed's setting and its stored state together; the setting decides."""
    health = FeedState() if row is None else row.state
    return FeedLine(
        name=feed.name,
        language=feed.language,
        url=feed.url,
        state=str(health.state) if feed.enabled else DISABLED,
        reason=health.reason if feed.enabled else feed.reason or "by the configuration",
        since_at=health.since_at,
        last_good_at=health.last_good_at,
        newest_entry_at=health.newest_entry_at,
        next_poll_at=health.next_poll_at if feed.enabled else None,
        possible_missed=health.possible_missed,
        turn=health.turn_words,
        turn_at=health.turn_at,
    )


def _table(lines: list[FeedLine]) -> Table:
    table = Table(title="Feeds, times in UTC")
    for name in ("feed", "language", "state"):
        table.add_column(name, no_wrap=True)
    table.add_column("why", overflow="fold", min_width=20)
    for name in ("since", "last good", "newest entry", "next poll"):
        table.add_column(name, no_wrap=True)
    for line in lines:
        times = (line.since_at, line.last_good_at, line.newest_entry_at, line.next_poll_at)
        state = Text(line.state, style=STYLES.get(line.state, "red"))
        table.add_row(Text(line.name), line.language, state, Text(_why(line)), *map(_time, times))
    return table


def _why(line: FeedLine) -> str:
    """Give the reason, and what was last out of the ordinary with its documents."""
    if line.turn_at is None:
        return line.reason
    missed = f"; {line.possible_missed} times some may be missed" if line.possible_missed else ""
    return f"{line.reason}. On {line.turn_at:%m-%d %H:%M}: {line.turn}{missed}"


def _time(at: datetime | None) -> str:
    return "-" if at is None else f"{at:%m-%d %H:%M}"
