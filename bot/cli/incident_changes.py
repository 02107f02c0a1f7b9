"""``incidents merge|split|retract|correct``: what operators put right, told to who was told.

Each asks before it does anything, unless ``--yes``; without a terminal it wants ``--yes``. A reason
that begins with "source:" says that the source has corrected itself; else the mistake was ours.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, TypeVar

import typer

from bot.cli.shared import (
    DEFAULT_CONFIG,
    CommandError,
    ConfigPath,
    UsageError,
    opened,
    output,
    read_config,
    utc_now,
)
from bot.corrections import BY, Act, act_of, amend, put_right, withdraw
from bot.field_values import field_value
from bot.merges import merge, split, undo
from bot.names import headline
from bot.words import SOURCE_LANGUAGE, words
from feeds.merge import Field
from feeds.model import Incident, Standing
from feeds.store import Connection, incidents

T = TypeVar("T")
Work = Callable[[Connection], T]

LARGEST_ID = 2**63 - 1
"""More than the database can hold is no number of ours."""
LONGEST_NUMBER = 15
TOLD_BY = "its readers are told by the running service."

Number = Annotated[
    int,
    typer.Argument(
        metavar="ID", min=1, max=LARGEST_ID, help="The number after the # of a message."
    ),
]
Into = Annotated[
    int, typer.Argument(metavar="INTO", min=1, max=LARGEST_ID, help="The number that goes on.")
]
Which = Annotated[
    str,
    typer.Argument(metavar="WHICH", help="Reports, as show numbers them: 3,4; or a merge: #1043."),
]
Right = Annotated[
    str,
    typer.Argument(
        metavar="WHAT=RIGHT",
        help="figure:1=3 (as show numbers them), place=Sotk, day=2031-03-05, time=05:30, "
        "kind=shelling.",
    ),
]
Why = Annotated[
    str,
    typer.Option(
        "--reason",
        help='Why, in a few words: readers see it. "source: ..." if the source corrected itself.',
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    start = "Example:  caucasus-alerts incidents"
    for name, command, example in (
        ("merge", merge_, 'merge 1043 1042 --reason "the same clash"'),
        ("split", split_, 'split 1042 3,4 --reason "another village"'),
        ("retract", retract, 'retract 1043 --reason "it was an anniversary"'),
        ("correct", correct, 'correct 1042 place=Sotk --reason "we misread it"'),
    ):
        app.command(name, epilog=f"{start} {example}")(command)


def merge_(
    gone: Number, into: Into, reason: Why, yes: Yes = False, config: ConfigPath = DEFAULT_CONFIG
) -> None:
    """Let an incident go on as another one. The old number leads there for ever.

    Whoever was told of it is told where it goes on. Figures are never added. split undoes it.
    """
    act = _act(reason)
    one, other = _run(config, lambda connection: (sure(connection, gone), sure(connection, into)))
    _ask(f"{_what(one)} goes on as {_what(other)}", is_sure=yes)
    _run(config, lambda c: merge(c, sure(c, one.id), sure(c, other.id), act))
    output().print(f"#{one.id} goes on as #{other.id}; {TOLD_BY}")


def split_(
    number: Number, which: Which, reason: Why, yes: Yes = False, config: ConfigPath = DEFAULT_CONFIG
) -> None:
    """Take reports out of an incident into one of their own, or undo a merge."""
    act = _act(reason)
    numbers = [_numeral(part, "a number") for part in which.removeprefix("#").split(",")]
    incident = _run(config, lambda connection: sure(connection, number))
    is_undo = which.startswith("#")
    _ask(
        f"{'' if is_undo else 'reports '}{which} of {_what(incident)}: told apart from it",
        is_sure=yes,
    )

    def work(connection: Connection) -> tuple[Incident, Incident]:
        whole = sure(connection, number)
        if is_undo:
            return undo(connection, whole, numbers[0], act)
        return split(connection, whole, frozenset(numbers), act)

    old, new = _run(config, work)
    output().print(f"#{new.id} is told apart from #{old.id}; {TOLD_BY}")


def retract(
    number: Number, reason: Why, yes: Yes = False, config: ConfigPath = DEFAULT_CONFIG
) -> None:
    """Take an incident back. Everybody who was told of it is told so with the next push."""
    act = _act(reason)
    incident = _run(config, lambda connection: _standing(connection, number))
    _ask(f"{_what(incident)} is taken back", is_sure=yes)
    _run(config, lambda connection: withdraw(connection, _standing(connection, number), act))
    output().print(f"#{incident.id} is withdrawn; {TOLD_BY}")


def correct(
    number: Number, right: Right, reason: Why, yes: Yes = False, config: ConfigPath = DEFAULT_CONFIG
) -> None:
    """Put a figure, the place, day, time or kind right. Readers see what it was, and why."""
    act = _act(reason)
    name, _, value = right.partition("=")
    change = _change(name.strip(), value.strip())
    incident = _run(config, lambda connection: sure(connection, number))
    _ask(f"{name} of {_what(incident)} becomes {value}", is_sure=yes)
    _run(config, lambda connection: change(connection, sure(connection, number), act))
    output().print(f"#{incident.id} is put right; {TOLD_BY}")


def sure(connection: Connection, number: int) -> Incident:
    """Read an incident; a number that was merged away gives the one it went into.

    Raises:
        CommandError: there is none.
    """
    incident = incidents.get(connection, number)
    if incident is None:
        raise CommandError(f"there is no incident #{number}; see: caucasus-alerts incidents list")
    return incident


def _standing(connection: Connection, number: int) -> Incident:
    incident = sure(connection, number)
    if incident.standing is Standing.WITHDRAWN:
        raise CommandError(f"#{incident.id} is withdrawn already")
    return incident


def _run(config: ConfigPath, work: Work[T]) -> T:
    """Do something in one short transaction: the service writes beside us, also while we ask."""
    try:
        with opened(read_config(config)) as database, database.transaction() as connection:
            return work(connection)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _act(reason: str) -> Act:
    act = act_of(reason.strip(), utc_now(), f"{BY} at the command line")
    if not act.reason:
        raise UsageError("--reason is empty: readers are told why, so say it in a few words")
    return act


def _change(name: str, value: str) -> Callable[[Connection, Incident, Act], Incident]:
    """Give what puts a figure or a field right."""
    kind, _, number = name.partition(":")
    if kind == "figure":
        place, figure = _numeral(number, "the number of a figure"), _numeral(value, "a figure")
        return lambda connection, incident, act: _figure(connection, incident, place, figure, act)
    if name not in Field.__members__.values():
        raise UsageError(f'"{name}" is nothing that can be put right: figure:1, {", ".join(Field)}')
    field = Field(name)
    try:
        right = field_value(field, value)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return lambda connection, incident, act: amend(connection, incident, field, right, act)


def _figure(
    connection: Connection, incident: Incident, place: int, figure: int, act: Act
) -> Incident:
    if not 1 <= place <= len(incident.claims):
        raise ValueError(f"#{incident.id} has no figure {place}; show lists them")
    claim = incident.claims[place - 1]
    right = replace(claim, low=figure, high=figure, qualifier="exact", said_at=act.at)
    return put_right(connection, incident, right, act)


def _numeral(text: str, what: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise UsageError(f'"{text[:20]}" is not {what}')
    return int(digits)


def _ask(what: str, *, is_sure: bool) -> None:
    """Let the operator confirm."""
    if is_sure:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{what}: add --yes to do it")
    if not typer.confirm(f"{what}. Go on?"):
        raise CommandError("nothing was changed")


def _what(incident: Incident) -> str:
    return f"#{incident.id} ({headline(incident, words(SOURCE_LANGUAGE))})"
