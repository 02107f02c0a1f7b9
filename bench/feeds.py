"""What a pass over 500 feeds of 30 entries costs, by the real ``poll --force``, each a process.

``python -m bench.feeds [FEEDS]``: a local server with 50 ms of latency serves feeds made of the
tests' own news. Pass 1: all is new. Pass 2: all is unchanged (304). Pass 3: every tenth feed has
two new entries. Prints CPU seconds (children and start-up included), entries stored and doubles;
1 where a bar for 500 feeds was missed. Where lemon24/reader is installed, it does the same work.
"""

import asyncio
import importlib.util
import os
import resource
import sqlite3
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from bench.made_feeds import APART, Feed, language_of, stock

FEEDS, ENTRIES = 500, 30
LATENCY_SECONDS = 0.05
EVERY, EXTRA = 10, 2
BARS = (25.0, 4.5, 5.0)
"""CPU seconds of the three passes over 500 feeds."""
READER = """
import sys, reader
from reader import make_reader
made = make_reader(sys.argv[1], feed_root="")
for url in sys.argv[2:]:
    made.add_feed(url, exist_ok=True)
made.update_feeds(workers=10)
print(made.get_entry_counts().total)
"""
SETTINGS = """
[http]
allow_private_networks = true
per_host_connections = 32
per_host_gap_seconds = 0.0
contact = "ops@example.org"

[extract]
full_text = false
"""


@dataclass(slots=True)
class Server:
    """Serves the feeds, each with its entity tag; ``extra`` entries lead every tenth of them."""

    feeds: list[Feed]
    extra: int = 0
    answers: dict[int, int] = field(default_factory=dict)

    async def serve(self, request: web.Request) -> web.Response:
        """Answer a feed, or that it is unchanged."""
        await asyncio.sleep(LATENCY_SECONDS)
        number = int(request.match_info["number"])
        entries = ENTRIES + (0 if number % EVERY else self.extra)
        tag = f'"{number}-{entries}"'
        is_known = request.headers.get("If-None-Match") == tag
        status = 304 if is_known else 200
        self.answers[status] = self.answers.get(status, 0) + 1
        body = b"" if is_known else self.feeds[number].document(entries)
        kind = {"Content-Type": "application/xml", "ETag": tag}
        return web.Response(status=status, body=body, headers=kind)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a child process and its own took."""

    cpu_seconds: float
    wall_seconds: float


async def run(*command: str, folder: Path) -> Cost:
    """Run a command to its end and measure it with all of its children."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), asyncio.get_running_loop().time()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with (folder / "out.txt").open("ab") as out:
        child = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=out, stderr=out
        )
        await child.wait()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), asyncio.get_running_loop().time()
    if child.returncode:
        raise SystemExit((folder / "out.txt").read_text(encoding="utf-8")[-2000:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall - begun)


async def main(count: int) -> int:
    """Print the figures; 1 where a bar was missed."""
    now = datetime.now(UTC).replace(microsecond=0)
    first_at = now - timedelta(hours=1) - APART * (ENTRIES + EXTRA)
    news = {language: stock(language) for language in ("en", "ru")}
    server = Server([Feed(n, news[language_of(n)], first_at) for n in range(count)])
    application = web.Application()
    application.router.add_get("/{number}", server.serve)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        return await measure(server, f"http://{host}:{port}", count)
    finally:
        await runner.cleanup()


async def measure(server: Server, url: str, count: int) -> int:
    """Poll three times, and let the other reader do the same where it is there."""
    is_good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await start_up(url, folder)
        configure(folder, url, range(count))
        others = [f"{url}/{number}" for number in range(count)]
        for number, bar in enumerate(BARS, start=1):
            server.extra = EXTRA if number == len(BARS) else 0
            server.answers.clear()
            cost = await run(sys.executable, "-m", "bot", "poll", "--force", folder=folder)
            entries, doubles = stored(folder)
            expected = count * ENTRIES + server.extra * len(range(0, count, EVERY))
            is_good &= entries == expected and not doubles
            is_good &= count != FEEDS or cost.cpu_seconds <= bar
            print(
                f"pass {number}: {cost.cpu_seconds:.1f} CPU s, {cost.wall_seconds:.1f} s "
                f"(bar for {FEEDS} feeds: {bar} CPU s); answers {server.answers}; "
                f"{entries} entries of {expected}, {doubles} double"
            )
            if importlib.util.find_spec("reader"):
                database = str(folder / "reader.db")
                cost = await run(sys.executable, "-c", READER, database, *others, folder=folder)
                print(f"  lemon24/reader: {cost.cpu_seconds:.1f} CPU s")
    return 0 if is_good else 1


async def start_up(url: str, folder: Path) -> None:
    """Print what a pass over a single feed costs: nearly all of it is the start."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        alone = Path(name)
        configure(alone, url, range(1))
        cost = await run(sys.executable, "-m", "bot", "poll", "--force", folder=alone)
        print(f"start-up, one feed: {cost.cpu_seconds:.1f} CPU s, {cost.wall_seconds:.1f} s")


def configure(folder: Path, url: str, numbers: range) -> None:
    """Write a configuration with these feeds."""
    feeds = [
        f'[[feeds]]\nname = "Feed {n}"\nurl = "{url}/{n}"\nlanguage = "{language_of(n)}"\n'
        'areas = ["armenia-azerbaijan"]\n'
        for n in numbers
    ]
    text = "\n".join((SETTINGS, *feeds))
    (folder / "config.toml").write_text(text, encoding="utf-8")


def stored(folder: Path) -> tuple[int, int]:
    """Count the entries in the database, and those that are there twice."""
    query = "SELECT count(*), count(*) - count(DISTINCT feed || char(0) || entry_id) FROM entry"
    (path,) = folder.glob("data/*.db")
    connection = sqlite3.connect(path)
    entries, doubles = connection.execute(query).fetchone()
    connection.close()
    return int(entries), int(doubles)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS)))
