"""From an RSS document on a web server to the printed message, through everything in between."""

import io
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from rich.console import Console

from bot import config as bot_config
from bot.config import PolicySettings
from bot.plan import planner
from bot.push import Pusher, TerminalSender
from bot.service import serving
from bot.store import chats
from tests.feed_server import FeedServer

START = datetime(2031, 3, 5, 2, 0, tzinfo=UTC)
OLD = ("Rain in Yerevan", "It will last until Friday.")
CLASH_TEXT = (
    "Two Armenian soldiers were killed on Wednesday when Azerbaijani units opened fire near the "
    "village of Tegh, the Armenian Defence Ministry said."
)
CLASH = ("Two Armenian soldiers killed near Tegh", CLASH_TEXT)
HOSTILE = (
    "\u202e<b>Shelling</b> &lt;i&gt; near Gori 💥 " + "A" * 10_000,
    "Shelling hit the village of Nikozi on Wednesday, the Georgian State Security Service said.",
)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def rss(*items: tuple[str, str]) -> bytes:
    """Write a feed of items, the newest last, a minute apart from the start on."""
    rows = [
        f"<item><guid>{n}</guid><link>https://herald.example/{n}</link>"
        f"<title>{escape(title)}</title><description>{escape(summary)}</description>"
        f"<pubDate>{START + timedelta(minutes=n):%a, %d %b %Y %H:%M:%S GMT}</pubDate></item>"
        for n, (title, summary) in enumerate(items)
    ]
    return f'<rss version="2.0"><channel><title>H</title>{"".join(rows)}</channel></rss>'.encode()


async def told(folder: Path, *documents: bytes) -> list[str]:
    """Poll one feed that changes from document to document; give what is printed after each."""
    clock, printed, plan = Clock(), [], planner(PolicySettings())
    async with FeedServer() as server:
        path = folder / "config.toml"
        path.write_text(
            "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
            "[extract]\nfull_text = false\n"
            f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n',
            encoding="utf-8",
        )
        async with serving(bot_config.load(path, {}), clock) as service:
            await service.services.database.run(chats.open_terminal, clock())
            for document in documents:
                server.document("/rss", document)
                out = io.StringIO()
                await service.poll_due(lambda _: None)
                sender = TerminalSender(Console(file=out))
                await Pusher(service.services.database, sender, plan, clock).push()
                printed.append(out.getvalue())
                clock.now += timedelta(minutes=10)
    return printed


async def test_a_new_entry_is_told_once_whatever_the_feed_does_between(tmp_path: Path) -> None:
    walk = await told(tmp_path, rss(OLD), b"<html>down</html>", rss(OLD, CLASH), rss(OLD, CLASH))

    assert [walk[0], walk[1], walk[3]] == ["", "", ""]
    assert walk[2].splitlines()[:2] == [
        "Fighting reported near Tegh: one side's claim",
        "Where: Tegh, Syunik",
    ]
    assert "Armenia MoD: 2 of its soldiers killed" in walk[2]
    assert "1 origin, 1 outlet (UTC+4): Herald 06:01" in walk[2]


async def test_the_first_document_tells_nobody_and_a_hostile_title_is_told_safely(
    tmp_path: Path,
) -> None:
    baseline, news = await told(tmp_path, rss(CLASH), rss(CLASH, HOSTILE))

    assert baseline == ""
    assert news.startswith("Shelling reported near")
    assert "AAAA" not in news
    assert "\u202e" not in news
    assert len(news) < 1_000
