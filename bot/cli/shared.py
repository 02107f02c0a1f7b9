"""What the commands share: the --config option, consoles, progress, and errors with a mend."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from bot import config as bot_config
from bot.words import SOURCE_LANGUAGE, words
from feeds.config import Config
from feeds.store.database import Database, open_database

PIPED_WIDTH = 160
"""Columns of a table that goes to a file or a pipe."""

CONFIG_VARIABLE = "CAUCASUS_ALERTS_CONFIG"

ConfigPath = Annotated[
    Path,
    typer.Option(
        "--config",
        "-c",
        envvar=CONFIG_VARIABLE,
        help="The configuration file.",
        show_default="config.toml, in this folder",
    ),
]
DEFAULT_CONFIG = Path("config.toml")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


class CommandError(Exception):
    """An expected failure: one line for the operator, with the mend. The exit code is 1."""


class UsageError(CommandError):
    """What was asked cannot be done as it was asked. The exit code is 2."""


def output() -> Console:
    """Give the console for results: standard output, wide where it is a file or a pipe."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    return console


def errors() -> Console:
    """Give the console for everything that is no result: standard error."""
    return Console(stderr=True, highlight=False)


def utc_now() -> datetime:
    """Return the time now. Only commands read the clock; all else is handed it."""
    return datetime.now(UTC)


def read_config(path: Path) -> Config:
    """Read and check the configuration.

    Raises:
        ConfigError: with every problem that was found.
    """
    return bot_config.load(path, os.environ)


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """Open the configured database, and close it however the command ends.

    Raises:
        DatabaseError: it cannot be opened.
    """
    database = open_database(config.database.url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def progress(
    description: str, total: int | None = None, *, is_wanted: bool = True
) -> Iterator["Steps"]:
    """Show progress on standard error while something long runs, if that is a terminal.

    ``is_wanted`` is False where results that appear on the same screen are progress enough.
    """
    console = errors()
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    counts = (BarColumn(), MofNCompleteColumn()) if total is not None else ()
    with Progress(
        *columns,
        *counts,
        console=console,
        transient=True,
        disable=not (is_wanted and console.is_terminal),
    ) as bar:
        yield Steps(bar, description, total)


class Steps:
    """A running count that ``progress`` shows."""

    def __init__(self, bar: Progress, description: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(description, total=total)

    def advance(self, steps: int = 1) -> None:
        """Count ``steps`` more as done."""
        self._bar.advance(self._task, steps)

    def say(self, description: str) -> None:
        """Change what is said to be going on."""
        self._bar.update(self._task, description=description)


def reason_text(reason: str) -> str:
    """Return the code of a report's reason with its meaning, where it has one in words."""
    key = f"silent_because.{reason}"
    english = words(SOURCE_LANGUAGE)
    return f"{reason}: {english.say(key)}" if english.has(key) else reason
