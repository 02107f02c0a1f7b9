"""From an entry on a web server to messages in three chats, with the service as its own process."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.feed_server import FeedServer
from tests.news import News, fillers, rss
from tests.telegram_server.people import ChatHandle
from tests.telegram_server.server import FakeTelegram

ROOT = Path(__file__).parents[1]
POLL_SECONDS = 3.0
START_SECONDS = 30.0
TEXT = (
    "Two Armenian soldiers were killed when Azerbaijani forces shelled Nerkin Hand on "
    f"{datetime.now(UTC):%A}, the Defense Ministry of Armenia said."
)
CLASH = News("clash", "Two Armenian soldiers killed in shelling of Nerkin Hand", TEXT, None)


@dataclass
class World:
    """A feed, the Bot API, and how to run the service between them."""

    folder: Path
    feed: FeedServer
    telegram: FakeTelegram
    log: str = ""

    def configure(self, more: str = "", *, full_text: bool = False) -> None:
        (self.folder / "config.toml").write_text(
            "[http]\nallow_private_networks = true\nper_host_gap_seconds = 0\n"
            f"[extract]\nfull_text = {str(full_text).lower()}\n"
            '[service]\nworkers = 1\n[database]\nurl = "sqlite:///alerts.db"\n'
            f'[telegram]\napi_url = "{self.telegram.api_url}"\n{more}'
            f'[[feeds]]\nname = "Herald"\nurl = "{self.feed.url("/rss")}"\nlanguage = "en"\n'
            f"poll_minutes = {POLL_SECONDS / 60}\n",
            encoding="utf-8",
        )

    @asynccontextmanager
    async def running(self, token: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the service; end it if it hasn't ended."""
        service = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", self.folder / "config.toml"),
            cwd=ROOT,
            env={"TELEGRAM_TOKEN": token or self.telegram.token, "PATH": ""},
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield service
        finally:
            if service.returncode is None:
                service.terminate()
            _, said = await service.communicate()
            self.log += said.decode()

    async def until(self, holds: object) -> None:
        assert callable(holds)
        await self.telegram.until(holds, START_SECONDS)


@pytest.fixture
async def world(tmp_path: Path, telegram: FakeTelegram) -> AsyncIterator[World]:
    async with FeedServer() as feed:
        world = World(tmp_path, feed, telegram)
        world.configure()
        feed.document("/rss", rss(*fillers(3)))
        yield world


def subscribed(telegram: FakeTelegram) -> list[ChatHandle]:
    """Let a person, a group and a channel subscribe to everything."""
    anna = telegram.person("Anna")
    group = telegram.chat("Newsroom").add(anna, "creator")
    channel = telegram.chat("Alerts", "channel").add(anna, "creator")
    for chat in (anna.chat, group, channel):
        anna.writes("/subscribe all", chat)
    return [anna.chat, group, channel]


async def baseline_read(world: World) -> None:
    """Wait until the feed was read once: what comes later is news."""
    async with asyncio.timeout(START_SECONDS):
        while world.feed.count("/rss") < 2:  # noqa: ASYNC110 - no event of ours tells
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("full_text", [False, True])
async def test_an_entry_reaches_three_chats_within_a_poll_and_two_seconds(
    world: World, full_text: bool
) -> None:
    world.configure(full_text=full_text)
    world.feed.hang("/clash")
    here = world.feed.url("").encode()
    async with world.running():
        chats = subscribed(world.telegram)
        await world.until(lambda: all(chat.sent for chat in chats))
        await baseline_read(world)
        answered = [len(chat.sent) for chat in chats]
        document = rss(CLASH, *fillers(3)).replace(b"https://herald.example", here)
        world.feed.document("/rss", document)
        served_at = time.monotonic()
        await world.until(
            lambda: all(len(chat.sent) > n for chat, n in zip(chats, answered, strict=True))
        )
        taken = time.monotonic() - served_at
        if full_text:
            await world.feed.asked("/clash")

    assert [len(chat.sent) - n for chat, n in zip(chats, answered, strict=True)] == [1, 1, 1]
    assert all("Nerkin Hand" in chat.texts[-1] for chat in chats)
    assert not [chat for chat in chats[1:] if str(abs(chat.id)) in world.log]
    assert taken <= POLL_SECONDS + 2, f"from an entry served to three messages: {taken:.2f} s"


async def test_a_wrong_token_ends_it_with_words_and_is_never_printed(world: World) -> None:
    token = "123456:" + "A" * 35
    async with world.running(token) as service, asyncio.timeout(START_SECONDS):
        assert service.stderr is not None
        said = (await service.stderr.read()).decode()

    assert service.returncode == 2
    assert "Telegram refuses the bot's token" in said
    assert token not in said
    assert "Traceback" not in said
