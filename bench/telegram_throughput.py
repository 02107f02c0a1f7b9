"""Sends a second through our requests, and through PTB's own, at a simulated latency.

``python -m bench.telegram_throughput``: the fake Bot API server runs as a process of its own and
spends 60 ms on every call. Loopback, so these are figures of the client and nothing else.
"""

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.request import AiohttpRequest

LATENCY_SECONDS = 0.06
CASES: tuple[tuple[str, Callable[[int], BaseRequest], int, int], ...] = (
    ("aiohttp", AiohttpRequest, 16, 1000),
    ("aiohttp", AiohttpRequest, 64, 2000),
    ("PTB's default", lambda n: HTTPXRequest(n, httpx_kwargs={"trust_env": False}), 64, 400),
)
"""Name, how a pool of that size is made, connections, messages."""


def main() -> int:
    """Print a line per case."""
    command = [sys.executable, "-m", "tests.telegram_server", "--latency", str(LATENCY_SECONDS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        link = json.loads(server.stdout.readline() if server.stdout else "{}")
        chat_id = _sim(link, do="person", name="Anna")
        _sim(link, do="writes", person="Anna", text="/start")
        for name, make, connections, messages in CASES:
            waits = asyncio.run(_send(link, make(connections), chat_id, connections, messages))
            _print(name, connections, waits)
        server.terminate()
    return 0


async def _send(
    link: dict[str, str], request: BaseRequest, chat_id: int, at_once: int, messages: int
) -> list[float]:
    """Send, and give each call's seconds, sorted; the last is the time of all."""
    waits: list[float] = []
    left = iter(range(messages))
    bot = Bot(link["token"], base_url=f"{link['api_url']}/bot", request=request)

    async def send() -> None:
        for _ in left:
            began = time.perf_counter()
            await bot.send_message(chat_id, "<b>Hello</b>", parse_mode="HTML")
            waits.append(time.perf_counter() - began)

    async with bot:
        began = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(at_once)))
        total = time.perf_counter() - began
    return [*sorted(waits), total]


def _print(name: str, connections: int, waits: list[float]) -> None:
    *waits, total = waits
    middle, late = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    print(
        f"{name}, {connections} connections: {len(waits) / total:.0f}/s, "
        f"p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms"
    )


def _sim(link: dict[str, str], **act: Any) -> Any:
    body = json.dumps(act).encode()
    request = urllib.request.Request(f"{link['api_url']}/sim", body)  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)["result"]


if __name__ == "__main__":
    sys.exit(main())
