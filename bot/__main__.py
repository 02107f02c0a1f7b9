"""``caucasus-alerts`` (also ``python -m bot``): puts the commands together and runs one.

The only file that sees everything. Every expected error becomes one line and an exit code here:
0 good, 1 expected failure, 2 wrong use or configuration, 130 interrupted.
"""

import sys
from collections.abc import Sequence
from importlib import metadata
from io import TextIOWrapper
from typing import Annotated

import typer
from rich.text import Text

from bot.cli import config, demo, evaluate, explain, feeds, incidents, init, service, text
from bot.cli.shared import CommandError, UsageError, errors
from bot.telegram.application import ReceivingError, WrongTokenError
from feeds.config_problems import ConfigError
from feeds.fetch import FetchError
from feeds.lock import LockHeldError
from feeds.store.database import DatabaseError
from feeds.workers import WorkerError

FAILED = 1
WRONG_USE = 2

EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (UsageError, WRONG_USE),
    (ConfigError, WRONG_USE),
    (WrongTokenError, WRONG_USE),
    (ReceivingError, FAILED),
    (CommandError, FAILED),
    (LockHeldError, FAILED),
    (DatabaseError, FAILED),
    (FetchError, FAILED),
    (WorkerError, FAILED),
    (OSError, FAILED),
)
"""Expected errors and their exit codes, the first that fits. Anything else is a bug."""

app = typer.Typer(
    name="caucasus-alerts",
    help="New reports of clashes and ceasefires in the Caucasus, merged, attributed, pushed.",
    epilog="Start with:  caucasus-alerts demo",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for group in (service, init, demo, config, text, explain, evaluate):
    group.add_to(app)
app.add_typer(feeds.app, name="feeds")
app.add_typer(incidents.app, name="incidents")


@app.callback()
def program(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Take what stands before a command."""
    if version:
        typer.echo(metadata.version("caucasus-alerts"))
        raise typer.Exit


def exit_code(error: Exception) -> int:
    """Return the code that an expected error ends the program with."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def _words(error: Exception) -> str:
    """Say an error without the number that the system gives it."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that ``arguments`` (else the command line) name; exit with its code."""
    # Spawned workers run the parent's main script again, unless it was started as a module: with
    # this, the console command is, and each worker saves 80 MB and 0.8 s.
    sys.modules["__main__"].__spec__ = __spec__
    for stream in (sys.stdout, sys.stderr):
        # A headline that the terminal has no letters for must not end a service.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app(args=arguments)
    except tuple(kind for kind, _ in EXIT_CODES) as error:
        errors().print(Text(f"caucasus-alerts: {_words(error)}", style="red"), soft_wrap=True)
        sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
