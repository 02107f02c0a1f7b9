"""What sick feeds do to well ones, and to the process that polls them: nothing, if all is right.

``python -m bench.feed_faults``: a server in a process of its own has 100 feeds of 30 entries that
answer after 50 ms, and 25 sick ones: 5 hang, 20 fail.
The service of ``run`` polls them all every 6 seconds, once without the sick ones and once with
them. Printed are, for the well feeds, when the last was read for the first time, and how long after
it was due each later poll reached the server; for the main process its memory and the lag of its
event loop.
"""

import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import bot.__main__  # noqa: F401 - what ``run`` loads counts in its memory
from bot import config as bot_config
from bot.service import serving
from tests.feed_server import FeedServer
from tests.news import fillers, rss

FEEDS = 100
ENTRIES = 30
HANGING = 5
FAILING = 20
POLL_MINUTES = 0.1
LATENCY_SECONDS = 0.05
SECONDS = 50.0
PROBE_SECONDS = 0.01
STATUSES = (500, 503, 404, 403, 429)
BARS = {"lag": 0.020, "memory": 120.0, "delay": 1.0}


@dataclass(frozen=True)
class Figures:
    """One run: seconds, but for the memory in MiB."""

    first_round: float
    late: Sequence[float]
    lag: Sequence[float]
    memory: float


def main() -> int:
    """Print the figures; 1 where a bar was missed."""
    well = measure(sick=0)
    both = measure(sick=1)
    delay = percentile(both.late, 99) - percentile(well.late, 99)
    for name, run in (("without", well), ("with", both)):
        print(
            f"{name:8} sick feeds: all read after {run.first_round:.1f} s; later polls late by "
            f"p50 {percentile(run.late, 50):.2f} s, p99 {percentile(run.late, 99):.2f} s; "
            f"loop lag p99 {percentile(run.lag, 99) * 1000:.1f} ms, max "
            f"{max(run.lag) * 1000:.1f} ms; main process {run.memory:.0f} MiB"
        )
    print(f"sick feeds delay the p99 by {delay:.2f} s")
    is_good = (
        percentile(both.lag, 99) < BARS["lag"]
        and both.memory <= BARS["memory"]
        and delay < BARS["delay"]
    )
    return 0 if is_good else 1


def percentile(values: Sequence[float], percent: int) -> float:
    """Give the value that so many percent do not exceed."""
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def measure(sick: int) -> Figures:
    """Poll the well feeds, with the sick ones or without, and see what comes of it."""
    with served() as (pipe, ports), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_text(written(ports, sick), encoding="utf-8")
        began = time.monotonic()
        lag = asyncio.run(run(path))
        pipe.send("enough")
        arrivals: dict[str, list[float]] = pipe.recv()
    first = max(times[0] for times in arrivals.values()) - began
    gaps = [b - a for times in arrivals.values() for a, b in pairwise(times[1:])]
    late = [gap - POLL_MINUTES * 60 for gap in gaps]
    return Figures(first, late, lag, memory())


async def run(path: Path) -> list[float]:
    """Run the service for a while and give how late the event loop was, each 10 ms."""
    async with serving(bot_config.load(path, {}), lambda: datetime.now(UTC)) as service:
        async with service.polling(), probing() as lag:
            await asyncio.sleep(SECONDS)
        return lag


@asynccontextmanager
async def probing() -> AsyncIterator[list[float]]:
    """Note how much later than asked for a sleep of 10 ms ends, again and again."""
    lag: list[float] = []

    async def probe() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(PROBE_SECONDS)
            lag.append(time.monotonic() - before - PROBE_SECONDS)

    task = asyncio.create_task(probe())
    try:
        yield lag
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def memory() -> float:
    """Give the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def written(ports: tuple[int, int], sick: int) -> str:
    """Write a configuration: hosts are told apart by their ports."""
    well, ill = ports
    names = [f"http://127.0.0.1:{well}/well/{n}" for n in range(FEEDS)]
    names += [f"http://127.0.0.1:{ill}/sick/{n}" for n in range((HANGING + FAILING) * sick)]
    blocks = [
        f'[[feeds]]\nname = "{n}"\nurl = "{url}"\nlanguage = "en"\npoll_minutes = {POLL_MINUTES}\n'
        for n, url in enumerate(names)
    ]
    http = "per_host_connections = 500\nper_host_gap_seconds = 0\nallow_private_networks = true\n"
    return f"[http]\n{http}[extract]\nfull_text = false\n{''.join(blocks)}"


@contextmanager
def served() -> Iterator[tuple[Connection, tuple[int, int]]]:
    """Run the server as a process of its own; give the pipe to it, and its two ports."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    yield ours, ours.recv()
    process.join()


def serve(pipe: Connection) -> None:
    """Be the server's process."""
    asyncio.run(serve_until_told(pipe))


async def serve_until_told(pipe: Connection) -> None:
    """Serve until the pipe says that it is enough, then tell when which well feed was asked."""
    async with FeedServer(latency_seconds=LATENCY_SECONDS) as well, FeedServer() as ill:
        for n in range(FEEDS):
            well.document(f"/well/{n}", rss(*fillers(ENTRIES)), etag='"1"')
        for n in range(HANGING):
            ill.hang(f"/sick/{n}")
        for n in range(FAILING):
            ill.document(f"/sick/{HANGING + n}", b"", STATUSES[n % len(STATUSES)])
        pipe.send((well.port, ill.port))
        await asyncio.to_thread(pipe.recv)
        arrivals: dict[str, list[float]] = {}
        for request in well.requests:
            arrivals.setdefault(request.path, []).append(request.at)
        pipe.send(arrivals)


if __name__ == "__main__":
    sys.exit(main())
