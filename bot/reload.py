"""The configuration, edited while the service runs: checked whole, applied at once or refused.

The folder is watched, not the file: editors put a new file in the old one's place, and containers
swap links. A look every few seconds finds what no notice told of; SIGHUP makes one at once.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from watchfiles import awatch

from bot import config as bot_config
from bot.config_changes import Reload, compare
from feeds.config import Config
from feeds.config_problems import ConfigError

LOOK_SECONDS = 5.0
SETTLE_SECONDS = 0.2
"""A file that is still being written changes within so long."""

log = logging.getLogger(__name__)

Take = Callable[[Reload], Awaitable[None]]


class Reloader:
    """Follows one configuration file.

    Args:
        config: as it was read at the start; its path is followed.
        environ: the environment, for secrets and overrides.
        take: applies what was read, and hears what was refused.
        look_seconds: pause between two looks that nothing asked for.
    """

    def __init__(
        self,
        config: Config,
        environ: Mapping[str, str],
        take: Take,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._config = config
        self._environ = environ
        self._take = take
        self._look_seconds = look_seconds
        self._digest = _digest(config.path)
        self._was_refused = False
        self._looking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Follow the file for as long as the caller stays in this."""
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        watching = asyncio.create_task(self._watch(stop))
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGHUP)
            stop.set()
            await asyncio.gather(watching, *self._tasks)

    async def look(self, *, is_asked: bool = False) -> None:
        """Read the file if it changed, or if somebody ``is_asked`` for it."""
        async with self._looking:
            digest = await self._settled()
            if digest == self._digest and not is_asked:
                return
            self._digest = digest
            reload = self._read()
            if reload.config is not None:
                self._config = reload.config
            _log(self._config.path, reload)
            if is_asked or self._was_refused or not reload.is_nothing:
                await self._take(reload)
            self._was_refused = bool(reload.problems)

    def _read(self) -> Reload:
        try:
            new = bot_config.load(self._config.path, self._environ)
            bot_config.token(new, self._environ)
        except ConfigError as error:
            return Reload(None, problems=error.problems)
        return compare(self._config, new)

    async def _settled(self) -> bytes:
        """Give the digest of the file once it stays the same."""
        digest = _digest(self._config.path)
        while digest != self._digest:
            await asyncio.sleep(SETTLE_SECONDS)
            again = _digest(self._config.path)
            if again == digest:
                break
            digest = again
        return digest

    async def _watch(self, stop: asyncio.Event) -> None:
        """Look whenever something in the file's folder changes, and now and then."""
        path = self._config.path
        folders = {path.absolute().parent, path.resolve().parent}
        notices = awatch(
            *folders,
            watch_filter=lambda _change, at: self._is_meant(Path(at).name),
            stop_event=stop,
            rust_timeout=int(self._look_seconds * 1000),
            yield_on_timeout=True,
            recursive=False,  # the database writes into a folder below this one
        )
        try:
            async for _ in notices:
                await self.look()
        except OSError as error:
            log.warning("no notice of changes (%s): looking every %g s", error, self._look_seconds)
            await self._look_now_and_then(stop)

    def _is_meant(self, name: str) -> bool:
        """Tell whether a name in the folder may be the file, or a link that containers swap.

        Others may change all the time: a log or a database beside it.
        """
        path = self._config.path
        return name in (path.name, path.resolve().name) or name.startswith("..")

    async def _look_now_and_then(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._look_seconds)

    def _hang_up(self) -> None:
        task = asyncio.ensure_future(self.look(is_asked=True))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _digest(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes()).digest()
    except OSError as error:
        return os.strerror(error.errno or 0).encode()


def _log(path: Path, reload: Reload) -> None:
    if reload.problems:
        log.error("%s is refused, the last good one stays: %s", path, "; ".join(reload.problems))
        return
    log.info("%s is applied: %s", path, "; ".join(reload.changes) or "nothing changed")
    if reload.after_restart:
        log.warning("after a restart only: %s", ", ".join(reload.after_restart))
