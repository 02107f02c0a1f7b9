"""``incidents export``: the event and the claim table, as CSV, GeoJSON or JSON Lines."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from importlib.metadata import version
from typing import Annotated

import typer

from bot.claim_exports import ClaimRow, claim_rows
from bot.cli.shared import DEFAULT_CONFIG, ConfigPath, UsageError, opened, read_config
from bot.export_formats import Format, Row, csv_lines, geojson_lines, json_lines
from bot.exports import About, EventRow, event_row
from feeds.model import Incident
from feeds.store import Connection, exports, incidents
from feeds.store.database import Database

AT_ONCE = 200
"""Incidents that one transaction reads: the service writes in between."""


class Table(StrEnum):
    """Which table is exported."""

    EVENT = "event"
    CLAIM = "claim"


As = Annotated[Format, typer.Option("--format", help="How it is written.")]
Of = Annotated[Table, typer.Option("--tables", help="Which table.")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day of an event.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of an event.")
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    epilog = "Example:  caucasus-alerts incidents export --tables claim > claims.csv"
    app.command(epilog=epilog)(export)


def export(
    as_: As = Format.CSV,
    of: Of = Table.EVENT,
    since: Since = None,
    until: Until = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Write all incidents to standard output, by number; docs/exports.md explains the columns."""
    if as_ is Format.GEOJSON and of is Table.CLAIM:
        raise UsageError("claims have no place: export them as csv or jsonl")
    days = since.date() if since else date.min, until.date() if until else date.max
    with opened(read_config(config)) as database:
        for line in _lines(as_, of, _abouts(database, days, of)):
            typer.echo(line, nl=False)


def _lines(as_: Format, of: Table, found: Iterator[About]) -> Iterator[str]:
    if as_ is Format.GEOJSON:
        return geojson_lines(map(event_row, found))
    rows: Iterator[Row] = map(event_row, found)
    if of is Table.CLAIM:
        rows = (row for about in found for row in claim_rows(about))
    kind = EventRow if of is Table.EVENT else ClaimRow
    return csv_lines(kind, rows) if as_ is Format.CSV else json_lines(rows)


def _abouts(database: Database, days: tuple[date, date], of: Table) -> Iterator[About]:
    """Read what is exported, a page at a time: memory stays flat."""
    program_version, last = version("caucasus-alerts"), 0
    while True:
        with database.transaction() as connection:
            page = exports.page(connection, last, AT_ONCE)
            found = [
                _about(connection, one, program_version, of)
                for one in page
                if days[0] <= _day(one.incident) <= days[1]
            ]
        yield from found
        if len(page) < AT_ONCE:
            return
        last = page[-1].incident.id


def _about(connection: Connection, one: exports.Exported, program_version: str, of: Table) -> About:
    has_claims = of is Table.CLAIM and not one.merged_into
    tellings = incidents.tellings(connection, one.incident.id) if has_claims else ()
    return About(one.incident, one.merged_into, one.is_human_reviewed, program_version, tellings)


def _day(incident: Incident) -> date:
    return incident.happened_on or incident.first_reported_at.date()
