"""A file that is edited while it is followed; each edit as some editor or container does it."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import config as bot_config
from bot.config_changes import Reload
from bot.reload import Reloader
from bot.service import serving
from tests.bot.made import NOW

FEED = '[[feeds]]\nname = "{0}"\nurl = "http://127.0.0.1:9/{0}"\nlanguage = "en"\n'
TWO = FEED.format("Herald") + FEED.format("Gazette")


def write_over(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def replace_file(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def swap_links(path: Path, text: str) -> None:
    """Change a mounted folder as Kubernetes does: a link to a folder is replaced."""
    newer = path.parent / "..newer"
    newer.mkdir()
    (newer / "config.toml").write_text(text, encoding="utf-8")
    link = path.parent / "..data.new"
    link.symlink_to(newer.name)
    link.replace(path.parent / "..data")


def remove(path: Path) -> None:
    path.unlink()


class Heard:
    """What the follower of a file told, to be waited for."""

    def __init__(self) -> None:
        self.reloads: asyncio.Queue[Reload] = asyncio.Queue()

    async def __call__(self, reload: Reload) -> None:
        self.reloads.put_nowait(reload)

    async def next(self) -> Reload:
        async with asyncio.timeout(20):
            return await self.reloads.get()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    older = tmp_path / "..older"
    older.mkdir()
    (older / "config.toml").write_text(FEED.format("Herald"), encoding="utf-8")
    (tmp_path / "..data").symlink_to(older.name)
    (tmp_path / "config.toml").symlink_to(Path("..data") / "config.toml")
    return tmp_path / "config.toml"


def follow(path: Path, heard: Heard) -> Reloader:
    return Reloader(bot_config.load(path, {}), {}, heard, look_seconds=0.2)


@pytest.mark.parametrize("edit", [write_over, replace_file, swap_links])
async def test_an_edit_is_applied_whichever_way_the_file_changes(
    path: Path, edit: Callable[[Path, str], None]
) -> None:
    heard = Heard()
    async with follow(path, heard).following():
        edit(path, TWO)
        reload = await heard.next()

    assert (reload.changes, reload.after_restart) == (("feed added: Gazette",), ())


async def test_a_mistake_is_refused_with_all_its_problems_and_mended_later(path: Path) -> None:
    heard = Heard()
    reloader = follow(path, heard)
    replace_file(path, "[http]\ncontakt = 1\n" + FEED.format("Herald").replace("en", "xx"))
    await reloader.look()
    await reloader.look()
    refused = await heard.next()
    replace_file(path, TWO)
    await reloader.look()
    mended = await heard.next()

    assert (refused.config, len(refused.problems), heard.reloads.empty()) == (None, 2, True)
    assert mended.changes == ("feed added: Gazette",)


async def test_a_mistake_that_is_taken_back_is_heard_of_too(path: Path) -> None:
    heard = Heard()
    reloader = follow(path, heard)
    for text in ("nonsense", FEED.format("Herald")):
        replace_file(path, text)
        await reloader.look()
    refused, good = await heard.next(), await heard.next()

    assert (bool(refused.problems), good.is_nothing) == (True, True)


async def test_a_file_that_is_gone_is_refused(path: Path) -> None:
    heard = Heard()
    reloader = follow(path, heard)
    remove(path)
    await reloader.look()

    assert "no such file" in (await heard.next()).problems[0]


async def test_a_hang_up_has_it_read_and_says_that_nothing_changed(path: Path) -> None:
    heard = Heard()
    async with follow(path, heard).following():
        os.kill(os.getpid(), signal.SIGHUP)
        reload = await heard.next()

    assert (reload.is_nothing, reload.config) == (True, bot_config.load(path, {}))


async def test_an_edited_comment_is_no_news(path: Path) -> None:
    heard = Heard()
    reloader = follow(path, heard)
    write_over(path, FEED.format("Herald") + "# a comment\n")
    await reloader.look()

    assert heard.reloads.empty()


async def test_a_running_service_takes_feeds_in_and_out(path: Path) -> None:
    heard: list[Reload] = []
    async with serving(bot_config.load(path, {}), lambda: NOW) as service, service.polling():
        service.on_reload.append(heard.append)
        reloader = Reloader(service.services.config, {}, service.take)
        replace_file(path, "[http]\nmax_redirects = 2\n" + FEED.format("Gazette"))
        await reloader.look()
        names = [feed.name for feed in await service.due.claim(9)]

    assert names in ([], ["Gazette"])  # a tick may have been faster
    assert [feed.name for feed in service.due.feeds] == ["Gazette"]
    assert [reload.changes for reload in heard] == [
        ("feed added: Gazette", "feed removed: Herald", "[http] max_redirects")
    ]
