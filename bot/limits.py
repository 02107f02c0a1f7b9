"""How fast we may send: the whole bot, one chat, one group, and who must wait. Pure.

Telegram publishes about 30 messages a second in all, one a second into a chat (short bursts pass)
and 20 a minute into a group or channel, edits included; it varies them, and its word (429 with
``retry_after``) counts more than ours. Our rates are those of GCRA: each send moves the time of
the next one on, so that the store keeps one time per limit, over restarts.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf

CHAT_BURST = 2
GROUP_BURST = 3
"""Messages at once into a chat, or a group, that was quiet."""
AHEAD = timedelta(seconds=0.2)
"""How far slots are given away ahead, so that a busy loop loses none; the urgent wait so long."""
LATE = timedelta(seconds=0.1)
"""A slot that is longer past is not used: calls that were held up would all go at once."""
LONGEST_PACE = timedelta(minutes=3)
"""Our own pace and waits never ask for more: a time further ahead means a clock set back."""
WIDENED_BY_CHATS = 3
WIDENED_WITHIN = timedelta(seconds=10)
"""So many chats that are told to wait within so long mean that the whole bot is."""
LONGEST_BARE_WAIT_SECONDS = 300.0
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second in all and into a chat, and a minute into a group."""

    per_second: float = 25.0
    chat_per_second: float = 1.0
    group_per_minute: float = 20.0

    @property
    def gap(self) -> timedelta:
        """Between two sends of the bot."""
        return timedelta(seconds=1 / self.per_second)

    @property
    def chat_gap(self) -> timedelta:
        """Between two sends into a chat, after its burst."""
        return timedelta(seconds=1 / self.chat_per_second)

    @property
    def group_gap(self) -> timedelta:
        """Between two sends into a group, after its burst; burst and rest together keep the rate.

        Exactly so many fit into any minute, the burst included.
        """
        return timedelta(seconds=60 / max(self.group_per_minute - GROUP_BURST + 1, 1.0))


LIFTED = Rates(inf, inf, inf)
"""For the terminal, which takes what it gets."""


@dataclass(frozen=True, slots=True)
class Budget:
    """When the bot may send next by our pace, and by Telegram's word."""

    tat: datetime = EARLIEST
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """When a chat may be sent to by our pace a second and a minute, and by Telegram's word.

    ``flood_count`` counts Telegram's refusals since the last message that went through.
    """

    next_ok_at: datetime = EARLIEST
    group_ok_at: datetime = EARLIEST
    not_before: datetime | None = None
    flood_count: int = 0
    flooded_at: datetime | None = None


def reserve(budget: Budget, rates: Rates, now: datetime) -> tuple[datetime, Budget]:
    """Take the bot's next slot: when to send, and what is left."""
    at = max(now, _believed(budget.tat, now), budget.not_before or now)
    return at, replace(budget, tat=at + rates.gap)


def is_free(budget: Budget, now: datetime) -> bool:
    """Tell whether the next slot is near enough to be given away now."""
    at, _ = reserve(budget, LIFTED, now)
    return at <= now + AHEAD


def opens_at(pace: Pace, now: datetime) -> datetime:
    """When a chat may be sent to; ``now`` or earlier means now."""
    own = max(_believed(pace.next_ok_at, now), _believed(pace.group_ok_at, now))
    return max(own, pace.not_before or own)


def sent(pace: Pace, rates: Rates, at: datetime, *, is_group: bool) -> Pace:
    """Count a send at ``at``. Channels are groups: their ids are below zero too."""
    gap, group_gap = rates.chat_gap, rates.group_gap
    next_ok_at = max(_believed(pace.next_ok_at, at), at - (CHAT_BURST - 1) * gap) + gap
    if not is_group:
        return replace(pace, next_ok_at=next_ok_at)
    floor = at - (GROUP_BURST - 1) * group_gap
    group_ok_at = max(_believed(pace.group_ok_at, at), floor) + group_gap
    return replace(pace, next_ok_at=next_ok_at, group_ok_at=group_ok_at)


def went_through(pace: Pace) -> Pace:
    """Forget the refusals: a message has got through."""
    return replace(pace, flood_count=0, flooded_at=None)


def flooded(pace: Pace, retry_after_seconds: float, now: datetime) -> Pace:
    """Wait as Telegram says, and longer if it says so again and again."""
    count = pace.flood_count + 1
    own_seconds = min(2.0**count, LONGEST_BARE_WAIT_SECONDS)
    until = now + timedelta(seconds=max(retry_after_seconds, own_seconds))
    not_before = max(until, pace.not_before or until)
    return replace(pace, not_before=not_before, flood_count=count, flooded_at=now)


def delayed(pace: Pace, seconds: float, now: datetime) -> Pace:
    """Let a chat wait so long for reasons of our own, at most ``LONGEST_PACE``."""
    until = now + min(timedelta(seconds=seconds), LONGEST_PACE)
    return replace(pace, next_ok_at=max(until, _believed(pace.next_ok_at, now)))


def widened(flooded_chats: list[Pace], now: datetime) -> datetime | None:
    """Give until when the whole bot must wait, if lately so many chats have to; else None.

    The shortest of their waits: if it is the bot that must wait, each was told the same.
    """
    lately = [
        pace.not_before
        for pace in flooded_chats
        if pace.not_before and pace.flooded_at and abs(now - pace.flooded_at) <= WIDENED_WITHIN
    ]
    return min(lately) if len(lately) >= WIDENED_BY_CHATS else None


def _believed(at: datetime, now: datetime) -> datetime:
    return EARLIEST if at > now + LONGEST_PACE else at
