"""How updates reach the bot: long polling with offsets and one poller, or a webhook."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiohttp

from tests.telegram_server.world import ApiError, Json

_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK_IS_ON = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass
class Updates:
    """The updates that the bot has not confirmed, and who waits for them.

    ``wake`` runs a function in the server's loop, from any thread; ``changed`` tells tests that
    something was confirmed. ``hold_seconds`` is how long a
    conflict is held back, ``retry_seconds`` the pause after a webhook that failed.
    """

    wake: Callable[[Callable[[], None]], None]
    changed: Callable[[], None]
    hold_seconds: float = 0.0
    retry_seconds: float = 0.05
    pending: list[Json] = field(default_factory=list)
    allowed: Sequence[str] = ()
    webhook: Json = field(default_factory=dict)
    deliveries: list[int] = field(default_factory=list)
    """The HTTP statuses that the webhook answered; 0 where there was no answer."""
    last_id: int = 0
    closed: bool = False
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _poller: object = None

    def add(self, kind: str, content: Json) -> None:
        """Queue an update, unless the bot doesn't want its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT
        if wanted:
            self.last_id += 1
            self.pending.append({"update_id": self.last_id, kind: content})
            self.notify()

    def notify(self) -> None:
        """Let whoever waits look again."""
        self.wake(self._arrived.set)

    def close(self) -> None:
        """End every wait."""
        self.closed = True
        self._arrived.set()

    async def get(self, fields: Json) -> list[Json]:
        """Answer getUpdates.

        Raises:
            ApiError: 409, to the older of two pollers or while a webhook is set.
        """
        if self.webhook:
            await self._conflict(_WEBHOOK_IS_ON)
        self.allowed = fields.get("allowed_updates", self.allowed)
        self._confirm(fields.get("offset", 0))
        self.changed()
        mine = self._poller = object()
        self._arrived.set()
        await self._wait(mine, min(float(fields.get("timeout", 0)), 50.0))
        if self._poller is not mine:
            await self._conflict(_OTHER_POLLER)
        self._poller = None
        return self.pending[: fields.get("limit", 100)]

    async def push(self) -> None:
        """Bring updates to the webhook, one after the other, until it has taken each."""
        async with aiohttp.ClientSession() as session:
            while not self.closed:
                if not (self.webhook and self.pending):
                    await self._next(None)
                    continue
                status = await self._post(session, self.pending[0])
                self.deliveries.append(status)
                if 200 <= status < 300:
                    self.pending.pop(0)
                    self.changed()
                else:
                    await asyncio.sleep(self.retry_seconds)

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> int:
        headers = {}
        if self.webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook["secret_token"]
        try:
            async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0

    async def _wait(self, mine: object, seconds: float) -> None:
        ends_at = asyncio.get_running_loop().time() + seconds
        while self._poller is mine and not self.pending and not self.closed:
            left = ends_at - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await self._next(left)

    async def _next(self, seconds: float | None) -> None:
        self._arrived.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._arrived.wait()

    async def _conflict(self, text: str) -> None:
        await asyncio.sleep(self.hold_seconds)
        raise ApiError(409, text)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [u for u in self.pending if u["update_id"] >= offset]
