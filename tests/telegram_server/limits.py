"""Telegram's flood control on the fake's clock: 30/s in all, 1/s a chat, 20/min a group.

Telegram publishes no exact rules; docs/telegram.md says where these numbers come from. Who asks
again while he should wait, waits longer.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.telegram_server.world import ApiError, Chat, Json

_COUNTED = ("send", "edit", "copy", "forward")
LONGEST_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Rates:
    """What Telegram lets through; ``burst``: messages at once into a chat that was quiet."""

    per_second: int = 30
    chat_per_second: int = 1
    burst: int = 3
    group_per_minute: int = 20
    retry_after_seconds: int = 3


@dataclass
class _Wait:
    until: datetime
    seconds: int


@dataclass
class Limits:
    """Who has sent how much lately, and who must wait until when. Key 0 is the whole bot."""

    rates: Rates | None = None
    refused: int = 0
    _sent: dict[int, deque[datetime]] = field(default_factory=dict)
    _levels: dict[int, tuple[float, datetime]] = field(default_factory=dict)
    _waits: dict[int, _Wait] = field(default_factory=dict)

    def take(self, method: str, chat: Chat, fields: Json, now: datetime) -> None:
        """Count a request.

        Raises:
            ApiError: 429 with ``retry_after``.
        """
        if self.rates is None or not method.startswith(_COUNTED):
            return
        is_paid = bool(fields.get("allow_paid_broadcast"))
        for key in (chat.id,) if is_paid else (0, chat.id):
            self._check_wait(key, now)
        if not is_paid and self._count(0, now, 1) >= self.rates.per_second:
            self._refuse(0, now)
        if chat.type != "private" and self._count(chat.id, now, 60) >= self.rates.group_per_minute:
            self._refuse(chat.id, now)
        level = self._level(chat.id, now)
        if level + 1 > self.rates.burst:
            self._refuse(chat.id, now)
        self._levels[chat.id] = (level + 1, now)
        for key in (chat.id,) if is_paid else (0, chat.id):
            self._sent.setdefault(key, deque()).append(now)

    def flood(self, chat_id: int, seconds: int, now: datetime) -> None:
        """Make a chat (0: the bot) wait from now on."""
        self._waits[chat_id] = _Wait(now + timedelta(seconds=seconds), seconds)

    def _check_wait(self, key: int, now: datetime) -> None:
        wait = self._waits.get(key)
        if wait is not None and now < wait.until:
            # Rounded up: Telegram gives whole seconds, and who waits them is let through.
            left = -(-(wait.until - now) // timedelta(seconds=1))
            wait.seconds = min(max(wait.seconds * 2, left), LONGEST_SECONDS)
            wait.until = now + timedelta(seconds=wait.seconds)
            self._raise(wait.seconds)

    def _count(self, key: int, now: datetime, seconds: int) -> int:
        sent = self._sent.setdefault(key, deque())
        while sent and now - sent[0] >= timedelta(seconds=60 if key else 1):
            sent.popleft()
        return sum(now - at < timedelta(seconds=seconds) for at in sent)

    def _level(self, key: int, now: datetime) -> float:
        """How full a chat's bucket is: it drains by ``chat_per_second``."""
        level, at = self._levels.get(key, (0.0, now))
        rate = self.rates.chat_per_second if self.rates else 1
        return max(0.0, level - (now - at).total_seconds() * rate)

    def _refuse(self, key: int, now: datetime) -> None:
        seconds = self.rates.retry_after_seconds if self.rates else 1
        self.flood(key, seconds, now)
        self._raise(seconds)

    def _raise(self, seconds: int) -> None:
        self.refused += 1
        text = f"Too Many Requests: retry after {seconds}"
        raise ApiError(429, text, retry_after=seconds)
