"""Webhooks: Telegram brings the updates, to any number of copies of the service behind one address.

An update is answered with 200 only when it has been handled: Telegram repeats all others. So
handlers must bear to see an update twice.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot, Update

from bot.telegram.polling import ALLOWED_UPDATES

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret
MAX_UPDATE_BYTES = 1024 * 1024
CONNECTIONS = 40
"""How many updates Telegram may bring at once; its own default."""

_log = logging.getLogger(__name__)

HandOn = Callable[[Update], Awaitable[None]]


class WebhookReceiver:
    """The route that Telegram posts to. ``hand_on`` is PTB's ``Application.process_update``."""

    def __init__(self, bot: Bot, hand_on: HandOn, secret: str) -> None:
        self._bot = bot
        self._hand_on = hand_on
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update: 403 without the secret, 413 if too long, 400 if it isn't an update."""
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            _log.warning("a webhook call without the secret was refused")
            return web.Response(status=403)
        try:
            told = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(told, dict) or not isinstance(told.get("update_id"), int):
            return web.Response(status=400)
        await self._hand_on(Update.de_json(told, self._bot))
        return web.Response()


def webhook_secret(token: str) -> str:
    """Derive the secret from the token: every copy of the service knows it, nobody else does."""
    return hashlib.blake2b(token.encode(), key=b"webhook secret", digest_size=32).hexdigest()


async def register(bot: Bot, url: str, secret: str) -> None:
    """Tell Telegram where to bring updates.

    Raises:
        TelegramError: Telegram can't be reached or refuses the address.
    """
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=CONNECTIONS,
    )


@asynccontextmanager
async def serving(
    receiver: WebhookReceiver, host: str, port: int, path: str = "/telegram"
) -> AsyncIterator[int]:
    """Serve the route, and give the port (of use where ``port`` is 0).

    Raises:
        OSError: The address is taken.
    """
    app = web.Application(client_max_size=MAX_UPDATE_BYTES)
    app.router.add_post(path, receiver.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
