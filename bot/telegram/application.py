"""python-telegram-bot put together: two pools of our requests, our order of handling.

``connect`` keeps trying while Telegram is down: a service that starts in an outage must still read
feeds. Only a token that Telegram refuses ends it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseRateLimiter

from bot.telegram.processing import PerChatProcessor
from bot.telegram.request import AiohttpRequest, Timeouts

SEND_CONNECTIONS = 16
"""Calls at once; 25 a second at 100 ms each need three."""
UPDATE_CONNECTIONS = 4
"""With one alone, a poll that hangs would stop all others for ever (PTB#3087)."""
FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 60.0

_log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
"""PTB's application; its six parameters are what handlers may keep, and none of ours uses them."""


class ReceivingError(Exception):
    """No update can be received: the service has to end. The text says what to do."""


class WrongTokenError(ReceivingError):
    """Telegram doesn't know the token, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram refuses the bot's token: ask BotFather for the present one (/token) and put "
            "it into TELEGRAM_TOKEN or the file that [telegram] token_file names"
        )


@dataclass(frozen=True, slots=True)
class Link:
    """How to reach Telegram. ``api_url`` is the Bot API's, without a path."""

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    proxy_url: str = field(default="", repr=False)
    connections: int = SEND_CONNECTIONS
    timeouts: Timeouts = field(default_factory=Timeouts)


def build(
    link: Link,
    limiter: BaseRateLimiter[Any] | None = None,
    on_poll: Callable[[int], None] = lambda _status: None,
) -> App:
    """Make the application; handlers are added by whoever has them.

    ``limiter`` paces every call of the bot, ``on_poll`` hears the status of each getUpdates.
    """
    base_url = link.api_url.rstrip("/")
    sends = AiohttpRequest(link.connections, link.timeouts, link.proxy_url)
    polls = AiohttpRequest(UPDATE_CONNECTIONS, link.timeouts, link.proxy_url, on_poll)
    builder = ApplicationBuilder().token(link.token)
    builder.base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    builder.request(sends).get_updates_request(polls)
    # Nothing of ours runs in PTB's job queue, which would start a scheduler of its own.
    builder.concurrent_updates(PerChatProcessor()).job_queue(None)
    if limiter is not None:
        builder.rate_limiter(limiter)
    return builder.build()


@asynccontextmanager
async def connected(
    application: App, first_retry_seconds: float = FIRST_RETRY_SECONDS
) -> AsyncIterator[App]:
    """Connect, however long that takes, and start handling; stop and close at the end.

    Raises:
        WrongTokenError: Telegram refuses the token.
    """
    try:
        await connect(application, first_retry_seconds)
        await application.start()
        try:
            yield application
        finally:
            await application.stop()
    finally:
        await application.shutdown()
        # PTB's own shutdown leaves the requests open if the bot never got through.
        await application.bot.shutdown()


async def connect(application: App, first_retry_seconds: float = FIRST_RETRY_SECONDS) -> None:
    """Ask Telegram who the bot is, again and again until it answers.

    Raises:
        WrongTokenError: Telegram refuses the token.
    """
    wait_seconds = first_retry_seconds
    while not await _is_connected(application):
        await asyncio.sleep(wait_seconds)
        wait_seconds = min(2 * wait_seconds, LONGEST_RETRY_SECONDS)


async def _is_connected(application: App) -> bool:
    is_refused = False
    try:
        await application.initialize()
    except InvalidToken:
        # PTB writes the token into this one: it must not hang on ours as its context.
        is_refused = True
    except TelegramError as error:
        _log.warning("Telegram can't be reached, trying again: %s", error.message)
        return False
    if is_refused:
        raise WrongTokenError
    return True
