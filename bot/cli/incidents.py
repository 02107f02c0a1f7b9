"""``incidents``: what is known, and how it came about. ``incident_changes.py`` changes it."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.cli import incident_changes, incident_export
from bot.cli.incident_changes import Number, sure
from bot.cli.shared import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    opened,
    output,
    read_config,
    utc_now,
)
from bot.escape import clean, safe_url
from bot.names import headline
from bot.summarize import summarize
from bot.words import SOURCE_LANGUAGE, words
from feeds.merge.figures import as_text
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, alerts, codec, incidents, merges

app = typer.Typer(
    help="What is known, how it came about, putting it right, and exports.", no_args_is_help=True
)
incident_changes.add_to(app)
incident_export.add_to(app)

MAX_TITLE = 200
MAX_NOTE = 500


@app.command("list", epilog="Example:  caucasus-alerts incidents list --limit 5")
def list_incidents(
    config: ConfigPath = DEFAULT_CONFIG,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List incidents, the last reported first."""
    with opened(read_config(config)) as database, database.transaction() as connection:
        found = incidents.newest(connection, limit)
    if as_json:
        for incident in found:
            typer.echo(codec.encode(incident))
        return
    if not found:
        output().print("No incident yet. Read the feeds with: caucasus-alerts poll")
        return
    output().print(_table(found))


@app.command(epilog="Example:  caucasus-alerts incidents show 1042")
def show(number: Number, config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Show one incident: its message, its reports and why each joined, its history."""
    with opened(read_config(config)) as database, database.transaction() as connection:
        incident = sure(connection, number)
        if as_json:
            typer.echo(codec.encode(incident))
            return
        _print(output(), connection, incident)


def _table(found: tuple[Incident, ...]) -> Table:
    """Tabulate incidents; places and standing as readers see them, times in UTC."""
    table = Table(title="Incidents, the last reported first")
    for name in ("id", "what", "version", "outlets", "told", "last reported (UTC)"):
        table.add_column(name)
    for incident in found:
        table.add_row(
            f"#{incident.id}",
            Text(headline(incident, words(SOURCE_LANGUAGE))),
            str(incident.version),
            str(len({source.outlet for source in incident.sources})),
            "yes" if incident.is_told else "no",
            f"{incident.last_reported_at:%Y-%m-%d %H:%M}",
        )
    return table


def _print(console: Console, connection: Connection, incident: Incident) -> None:
    """Print an incident as a first message, then what it was made from."""
    ids = merges.ids(connection, incident.id)
    told = alerts.of_incident(connection, incident.id)
    shown = Alert(0, incident.id, incident.version, AlertReason.NEW, incident.first_reported_at)
    message = summarize(incident, told[-1] if told else shown, SOURCE_LANGUAGE, utc_now())
    console.print(Panel(Text(message.plain), expand=False))
    if merged := ", ".join(f"#{number}" for number in ids[1:]):
        _line(console, f"Merged into it: {merged}")
    _print_claims(console, incident)
    _print_reports(console, connection, incident)
    _print_alerts(console, told)
    for number in ids:
        _print_history(console, connection, number, incident)


def _print_claims(console: Console, incident: Incident) -> None:
    """Print the figures with the numbers by which ``correct`` takes them."""
    if incident.claims:
        console.print("Figures:", style="bold")
    for number, claim in enumerate(incident.claims, 1):
        text = f"{claim.claimant} {claim.harm} {claim.side} {claim.who} {as_text(claim)}"
        _line(console, f"{number}: {clean(text, MAX_NOTE)}, {clean(claim.outlet, MAX_TITLE)}")


def _print_reports(console: Console, connection: Connection, incident: Incident) -> None:
    """Print the reports with the numbers by which ``split`` takes them."""
    console.print("Reports:", style="bold")
    for telling in incidents.tellings(connection, incident.id):
        event = telling.report.events[telling.event]
        when = f"{telling.report_id}: {telling.first_read_at:%Y-%m-%d %H:%M}"
        _line(console, f"{when} {telling.feed}: {event.type} ({event.status}), {telling.reason}")
        _line(console, f"  “{clean(telling.title, MAX_TITLE)}” {safe_url(telling.url)}")


def _print_alerts(console: Console, told: Sequence[Alert]) -> None:
    console.print("Alerts:", style="bold")
    for alert in told:
        held = f"held: {alert.held_reason}" if alert.held_reason else "told"
        when = f"{alert.created_at:%Y-%m-%d %H:%M}"
        note = clean(alert.note, MAX_NOTE)
        _line(console, f"{when} version {alert.version}: {alert.reason}, {held}. {note}")


def _print_history(
    console: Console, connection: Connection, number: int, incident: Incident
) -> None:
    title = "History:" if number == incident.id else f"History of #{number}:"
    console.print(title, style="bold")
    for change in incidents.history(connection, number):
        when = f"{change.at:%Y-%m-%d %H:%M}"
        what = clean(change.what, MAX_NOTE)
        _line(console, f"{when} version {change.version} by {change.by}: {what}")


def _line(console: Console, text: str) -> None:
    """Print one line in which nothing is markup."""
    console.print(Text(f"  {text}"), soft_wrap=True)
