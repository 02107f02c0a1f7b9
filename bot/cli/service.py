"""``run`` and ``poll``: the service, and one round of it."""

import asyncio
import json
import logging
import os
import signal
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot import config as bot_config
from bot import logs
from bot.cli.shared import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Steps,
    UsageError,
    errors,
    output,
    progress,
    read_config,
    utc_now,
)
from bot.config import PolicySettings
from bot.config_changes import Reload
from bot.messenger import assemble
from bot.model import TERMINAL
from bot.plan import planner
from bot.push import Plan, Pusher, TerminalSender
from bot.reload import Reloader
from bot.service import Service, serving
from bot.store import chats
from feeds.config import Config
from feeds.config_warnings import dangers
from feeds.poll import PollResult
from feeds.store import feeds

_GOOD = frozenset({"ok", "slow", "stale", "empty", "moved"})
"""States of a feed that has answered."""

FAILED = 1

log = logging.getLogger(__name__)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(epilog="Example:  caucasus-alerts run --config config.toml")(run)
    app.command("poll", epilog="Example:  caucasus-alerts poll --force")(poll_once)


def run(config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Run the service: poll the feeds, merge what they report, tell the chats what is news.

    Without a Telegram token it prints the messages to the terminal. The first reading of a feed is
    its baseline and tells nobody. Ctrl-C ends it cleanly.
    """
    settings = read_config(config)
    secret = bot_config.token(settings, os.environ)
    _begin_to_log(settings)
    _say_hello(settings, has_token=secret is not None)
    asyncio.run(_run(settings, "" if secret is None else secret.get_secret_value()))


def poll_once(
    config: ConfigPath = DEFAULT_CONFIG,
    force: Annotated[bool, typer.Option("--force", help="Poll all feeds, due or not.")] = False,
    as_json: AsJson = False,
) -> None:
    """Poll every due feed once, wait until all is stored and decided, and print a table.

    Pushes nothing: what is news goes out with the next run. Ends with 1 where no feed answered.
    """
    settings = read_config(config)
    _begin_to_log(settings)
    results = asyncio.run(_poll_once(settings, force=force))
    results.sort(key=lambda result: result.feed)
    if as_json:
        typer.echo(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        output().print(_table(results) if results else "No feed is due; --force polls all.")
    if results and not any(result.state in _GOOD for result in results):
        raise typer.Exit(FAILED)


async def _run(config: Config, token: str) -> None:
    """Serve until we are told to stop, with Telegram where there is a token.

    Ctrl-C cancels us instead.
    """
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with serving(config, utc_now) as service, _reloader(config, service).following():
        if token:
            await assemble(service, token).serve(service, token, stop)
        else:
            await _run_in_terminal(service, stop)


def _reloader(config: Config, service: Service) -> Reloader:
    """Give what applies the configuration as it is edited, the log's settings included."""

    def log_anew(reload: Reload) -> None:
        if reload.config is not None:
            logs.configure(reload.config.service.log_level, reload.config.service.log_format)

    service.on_reload.append(log_anew)
    return Reloader(config, os.environ, service.take)


async def _run_in_terminal(service: Service, stop: asyncio.Event) -> None:
    """Print what is news. Who waits for it in Telegram must not lose it to the terminal.

    Raises:
        UsageError: chats are subscribed in this database.
    """
    database = service.services.database
    waiting = [chat for chat in await database.run(chats.active) if chat.chat.id != TERMINAL.id]
    if waiting:
        raise UsageError(
            f"{len(waiting)} Telegram chats are subscribed in this database, but there is no "
            "token: set TELEGRAM_TOKEN, or name another database to print messages here"
        )
    await database.run(chats.open_terminal, utc_now())
    pusher = Pusher(database, TerminalSender(output()), _plan(service), utc_now)

    def plan_anew(_reload: Reload) -> None:
        pusher.plan = _plan(service)

    service.on_reload.append(plan_anew)
    await service.run(pusher, stop)


def _plan(service: Service) -> Plan:
    return planner(bot_config.section(service.services.config, PolicySettings))


async def _poll_once(config: Config, *, force: bool) -> list[PollResult]:
    results: list[PollResult] = []

    def count(result: PollResult, steps: Steps) -> None:
        results.append(result)
        steps.advance()

    total = sum(feed.enabled for feed in config.feeds)
    with progress("Reading the feeds", total) as steps:
        async with serving(config, utc_now) as service:
            if force:
                await service.services.database.run(feeds.make_due, utc_now())
            await service.poll_due(lambda result: count(result, steps))
    return results


def _begin_to_log(config: Config) -> None:
    """Set the log up, and begin it with whatever opens a door in the configuration."""
    logs.configure(config.service.log_level, config.service.log_format)
    for danger in dangers(config):
        log.warning("%s", danger)


def _say_hello(config: Config, *, has_token: bool) -> None:
    """Say what runs, and where what it finds will go."""
    enabled = sum(feed.enabled for feed in config.feeds)
    where = "goes to Telegram" if has_token else "is printed here"
    errors().print(f"Reading {enabled} feeds. News {where}; Ctrl-C ends it.")


def _table(results: list[PollResult]) -> Table:
    table = Table(title="Polled feeds")
    for name in ("feed", "state"):
        table.add_column(name, no_wrap=True)
    table.add_column("why", overflow="fold")
    for name in ("entries", "new", "reports", "alerts", "held", "seconds"):
        table.add_column(name, justify="right")
    for result in results:
        entries = "-" if result.entries is None else str(result.entries)
        counts = (result.new, result.reports, result.alerts, result.held)
        table.add_row(
            Text(result.feed),
            str(result.state),
            Text(result.reason),
            entries,
            *map(str, counts),
            f"{result.seconds:.1f}",
        )
    return table
