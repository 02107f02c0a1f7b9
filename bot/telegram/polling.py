"""Long polling: asks for exactly the updates that we handle, and tells when it can't go on.

PTB's updater would poll on for ever beside another instance with the same token, each taking every
other update. Here that ends with words for the operator, as does a token that was revoked.
"""

import asyncio
import contextlib
import hashlib
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot.telegram.application import App, ReceivingError, WrongTokenError
from feeds.lock import ServiceLock

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "my_chat_member")
"""All that we handle. Edited messages are left out: a command must not run twice."""
POLL_SECONDS = 50
"""Telegram's longest (Client.cpp)."""
CONFLICTS_ALLOWED = 5
"""An instance that is being replaced may still poll: a conflict or two are no news."""
CONFLICT_WINDOW = timedelta(minutes=5)
STOP_SECONDS = 2.0
STOP_TRIES = 3


class OtherPollerError(ReceivingError):
    """Another program receives this bot's updates."""

    def __init__(self, conflicts: int) -> None:
        super().__init__(
            f"another program receives this bot's updates ({conflicts} conflicts): stop it, "
            "perhaps an old container or a copy on another machine; if you don't know it, get a "
            "new token from BotFather (/revoke)"
        )


class PollWatch:
    """Hears the status of every poll, and decides when polling has failed for good.

    ``last_good_at`` is when Telegram last answered a poll, for health checks; None: not yet.
    """

    def __init__(
        self, clock: Callable[[], datetime], conflicts_allowed: int = CONFLICTS_ALLOWED
    ) -> None:
        self.last_good_at: datetime | None = None
        self.failure: ReceivingError | None = None
        self._clock = clock
        self._conflicts_allowed = conflicts_allowed
        self._conflicts: deque[datetime] = deque(maxlen=conflicts_allowed + 1)
        self._failed = asyncio.Event()

    def note(self, status: int) -> None:
        """Take the HTTP status of a poll that was answered."""
        now = self._clock()
        if status == 200:
            self.last_good_at = now
        elif status in {401, 404}:
            self._fail(WrongTokenError())
        elif status == 409:
            self._conflicts.append(now)
            recent = [at for at in self._conflicts if now - at <= CONFLICT_WINDOW]
            if len(recent) > self._conflicts_allowed:
                self._fail(OtherPollerError(len(recent)))

    async def failed(self) -> ReceivingError:
        """Wait for what ends the polling."""
        await self._failed.wait()
        return self.failure or ReceivingError("polling ended")

    def _fail(self, failure: ReceivingError) -> None:
        self.failure = self.failure or failure
        self._failed.set()


async def receive(
    application: App,
    watch: PollWatch,
    stop: asyncio.Event,
    stop_seconds: float = STOP_SECONDS,
) -> None:
    """Hand updates to a connected and started application until ``stop`` is set.

    ``watch.note`` must be what the application was built with as ``on_poll``. Stopping takes at
    most a few times ``stop_seconds``, also while Telegram is down.

    Raises:
        OtherPollerError: Somebody else polls too.
        WrongTokenError: The token was revoked.
    """
    updater = application.updater
    if updater is None:
        raise ReceivingError("the application was built without an updater")
    try:
        await updater.start_polling(
            timeout=timedelta(seconds=POLL_SECONDS),
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=_ignore,
        )
    except InvalidToken:
        raise WrongTokenError from None
    waits = [asyncio.create_task(stop.wait()), asyncio.create_task(watch.failed())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await _stop(updater, stop_seconds)
    if watch.failure is not None:
        raise watch.failure


async def _stop(updater: Updater, seconds: float) -> None:
    """Stop polling. PTB waits for a retry and then a last answer: an outage mustn't hold us up."""
    stopping = asyncio.create_task(updater.stop())
    for _ in range(STOP_TRIES):
        await asyncio.wait({stopping}, timeout=seconds)
        if stopping.done():
            break
        stopping.cancel()
    # A refused token ends the updater's own task, and its stop() raises that again.
    with contextlib.suppress(InvalidToken, asyncio.CancelledError):
        await stopping


def poller_lock(token: str, folder: Path, now: datetime) -> ServiceLock:
    """Give the lock of the one poller of a token on this machine, in ``folder``.

    Its name tells tokens apart and gives none away.
    """
    return ServiceLock(folder / f"telegram-{_name(token)}", now)


def _name(token: str) -> str:
    return hashlib.blake2b(token.encode(), key=b"poller lock", digest_size=8).hexdigest()


def _ignore(_error: TelegramError) -> None:
    """Leave it to the watch: the updater tries again by itself."""
