"""``demo``: the bundled samples through the whole program, without network or token."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from aiohttp import web
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import config as bot_config
from bot import logs, samples
from bot.cli.shared import CommandError, output, progress, reason_text
from bot.config import PolicySettings
from bot.escape import clean
from bot.plan import planner
from bot.push import Pusher, TerminalSender
from bot.samples import Samples
from bot.service import Service, serving
from bot.store import chats
from bot.summarize import Mark
from feeds.health import Health
from feeds.poll import PollResult
from feeds.store import fates
from feeds.store.entries import Fate
from feeds.store.fates import LeftOut

HOST = "127.0.0.1"
MAX_TITLE = 80


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(epilog="Example:  caucasus-alerts demo")(demo)


def demo() -> None:
    """Play invented feeds of 2031 through the whole program and print the messages.

    A clash that both sides tell differently, a ceasefire, an update, a correction, and what is
    left out and why. Needs no network and no token, and keeps nothing.
    """
    logs.configure("error", "text")
    with tempfile.TemporaryDirectory(prefix="caucasus-alerts-demo-") as folder:
        asyncio.run(play(samples.load(), Path(folder), output()))


@dataclass(slots=True)
class VirtualClock:
    """A clock that stands until it is set: the sample's time, not ours."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time that it was set to."""
        return self.now


async def play(played: Samples, folder: Path, console: Console) -> None:
    """Serve ``played`` and print what the real program, with its files in ``folder``, makes of it.

    The rounds are polled one after the other, each at its own time; the first is the baseline.
    """
    console.print("[bold]SAMPLE, NOT REAL[/bold]: invented feeds of 2031, the real program.\n")
    clock = VirtualClock(played.rounds[0])
    async with _served(played, clock) as address:
        config = bot_config.load(_written(played, address, folder), {})
        async with serving(config, clock) as service:
            sender = TerminalSender(console)
            database = service.services.database
            await database.run(chats.open_terminal, clock())
            plan = planner(bot_config.section(config, PolicySettings))
            pusher = Pusher(database, sender, plan, clock, (Mark.SAMPLE,))
            for at in played.rounds:
                clock.now = at
                await _poll(service, at)
                await pusher.push()
            silent = await database.run(fates.left_out, played.rounds[0])
    console.print(_table(silent))


async def _poll(service: Service, at: datetime) -> None:
    """Poll what is due; the first time, the processes that read have to start.

    Raises:
        CommandError: a sample feed could not be read: then the demo shows nothing true.
    """
    results: list[PollResult] = []
    with progress(f"Reading the feeds of {at:%d %B %Y, %H:%M} UTC"):
        await service.poll_due(results.append)
    for result in results:
        if result.state is not Health.OK:
            raise CommandError(
                f"the sample feed of {result.feed} is {result.state}: {result.reason}"
            )


@asynccontextmanager
async def _served(played: Samples, clock: VirtualClock) -> AsyncIterator[str]:
    """Serve each outlet's document of the moment on a free port; give the server's address."""
    outlets = {outlet.slug: outlet for outlet in played.outlets}

    async def answer(request: web.Request) -> web.Response:
        document = outlets[request.match_info["slug"]].document(clock.now)
        return web.Response(body=document, content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/{slug}.xml", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()


def _written(played: Samples, address: str, folder: Path) -> Path:
    """Write the configuration that an operator would: only the sample server is allowed."""
    lines = [
        "[service]",
        "workers = 1",  # Thirteen items: a second process would cost more time than it saves.
        "[database]",
        'url = "sqlite:///demo.db"',
        "[http]",
        "per_host_gap_seconds = 0",
        f'allow_hosts = ["{address}"]',
        "[extract]",
        "full_text = false",  # The samples' links lead nowhere.
    ]
    for outlet in played.outlets:
        lines += [
            "[[feeds]]",
            f"name = {json.dumps(outlet.name)}",
            f'url = "http://{address}/{outlet.slug}.xml"',
            'language = "en"',
            *([f'side = "{outlet.side}"'] if outlet.side else []),
        ]
    path = folder / "config.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _table(silent: Sequence[LeftOut]) -> Table:
    table = Table(title="Left out, and why (SAMPLE, NOT REAL)")
    for name in ("outlet", "headline", "why"):
        table.add_column(name, overflow="fold")
    for entry in silent:
        is_silent = entry.fate is Fate.SILENT
        why = reason_text(entry.reason) if is_silent else f"{entry.fate}: {entry.reason}"
        table.add_row(entry.feed, Text(clean(entry.title, MAX_TITLE)), Text(why))
    return table
