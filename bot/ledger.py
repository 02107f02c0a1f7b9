"""What becomes of a delivery, and of its chat, when something happens to it. Pure.

Telegram has no idempotency key: a call that breaks off may have been carried out. So ``sending``
is committed before the call, a definite failure goes back to ``pending``, and an end that isn't
known gets one more try, marked as a repeat, and is then ``unknown`` (design.md, section 6).
Nothing is lost, and there are two copies at most.

``step`` changes the one row; what it asks for beside that are its effects, which the store
carries out in the same transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.model import DeliveryKind, DeliveryState, Ending, Outcome, Trouble

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 120.0
"""Waits between two tries double up to this."""
NO_ENTRY_WAIT_SECONDS = 60.0
NO_ENTRY_TRIES = 3
"""An administrator may give the right to write back, or open the topic: so often we ask."""
WHOLE_BOT_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Row:
    """What decides about a delivery. ``attempts``: calls begun; ``tries``: refused by a chat."""

    kind: DeliveryKind
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sender takes it, and calls once this is committed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The call that was begun as number ``attempt`` came back."""

    outcome: Outcome
    attempt: int


@dataclass(frozen=True, slots=True)
class CutShort:
    """The process that called is gone, or its lease has run out."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """It isn't to be sent any more: superseded, unsubscribed, chat gone."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """It is too old to be pushed; whoever says so puts it into a round-up."""


Event = Claimed | Ended | CutShort | Dropped | Overdue


@dataclass(frozen=True, slots=True)
class Wait:
    """Send this chat nothing for so long: what comes later mustn't overtake."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Flood:
    """Telegram told this chat to wait; if it tells several chats, it means the bot."""

    seconds: float


@dataclass(frozen=True, slots=True)
class WaitAll:
    """Nothing can be sent at all until an operator has acted."""

    seconds: float
    reason: Trouble


@dataclass(frozen=True, slots=True)
class LeaveChat:
    """Send this chat nothing more until it comes back; ``is_topic``: only this topic of it."""

    reason: Trouble
    is_topic: bool


@dataclass(frozen=True, slots=True)
class MoveChat:
    """The group has become another chat, with everything that it has chosen."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """An operator should know: it may not have arrived, or we wrote something wrong."""

    what: str


Effect = Wait | Flood | WaitAll | LeaveChat | MoveChat | Alarm
Step = tuple[Row, tuple[Effect, ...]]


def step(row: Row, event: Event) -> Step:
    """Apply ``event``. One that comes too late for the row's state changes nothing."""
    match event:
        case Claimed() if row.state is DeliveryState.PENDING:
            return replace(row, state=DeliveryState.SENDING, attempts=row.attempts + 1), ()
        case Dropped() if row.state is DeliveryState.PENDING:
            return replace(row, state=DeliveryState.CANCELLED), ()
        case Overdue() if row.state is DeliveryState.PENDING:
            return replace(row, state=DeliveryState.EXPIRED), ()
        case CutShort() if row.state is DeliveryState.SENDING:
            return _unclear(row)
        case Ended(outcome, attempt) if (row.state, row.attempts) == (_SENDING, attempt):
            return _ended(row, outcome)
        case _:
            return row, ()


_SENDING = DeliveryState.SENDING


def _ended(row: Row, outcome: Outcome) -> Step:
    special = _BY_TROUBLE.get(outcome.trouble) if outcome.trouble else None
    if special is not None:
        return special(row, outcome)
    return _BY_ENDING[outcome.ending](row, outcome)


def _sent(row: Row, _outcome: Outcome) -> Step:
    return replace(row, state=DeliveryState.SENT), ()


def _not_sent(row: Row, outcome: Outcome) -> Step:
    """Try again, later and later. A wait that Telegram named is a flood wait."""
    back = replace(row, state=DeliveryState.PENDING)
    if outcome.retry_after_seconds is not None:
        return back, (Flood(outcome.retry_after_seconds),)
    return back, (Wait(_backoff_seconds(row)),)


def _unclear(row: Row, outcome: Outcome | None = None) -> Step:
    """Try once more, marked. Doing an edit twice is no harm, so it needs no mark."""
    del outcome
    wait = Wait(_backoff_seconds(row))
    if row.kind is DeliveryKind.EDIT:
        return replace(row, state=DeliveryState.PENDING), (wait,)
    if row.is_repeat:
        unknown = replace(row, state=DeliveryState.UNKNOWN)
        return unknown, (Alarm("two calls in a row broke off: it may not have arrived"),)
    return replace(row, state=DeliveryState.PENDING, is_repeat=True), (wait,)


def _refused(row: Row, outcome: Outcome) -> Step:
    return replace(row, state=DeliveryState.FAILED), (Alarm(outcome.detail),)


def _gone(row: Row, _outcome: Outcome) -> Step:
    """Somebody has deleted the message that was to be edited: who did, has seen it."""
    return replace(row, state=DeliveryState.FAILED), ()


def _blocked(row: Row, _outcome: Outcome) -> Step:
    leave = LeaveChat(Trouble.BLOCKED, is_topic=False)
    return replace(row, state=DeliveryState.CANCELLED), (leave,)


def _no_entry(row: Row, outcome: Outcome) -> Step:
    """Ask a few times; then leave the chat, or only the topic, alone."""
    if row.attempts < NO_ENTRY_TRIES:
        return replace(row, state=DeliveryState.PENDING), (Wait(NO_ENTRY_WAIT_SECONDS),)
    trouble = outcome.trouble or Trouble.NO_RIGHTS
    leave = LeaveChat(trouble, is_topic=trouble is Trouble.TOPIC_GONE)
    return replace(row, state=DeliveryState.CANCELLED), (leave,)


def _migrated(row: Row, outcome: Outcome) -> Step:
    back = replace(row, state=DeliveryState.PENDING)
    if outcome.new_chat_id is None:
        return back, (Wait(_backoff_seconds(row)),)
    return back, (MoveChat(outcome.new_chat_id),)


def _whole_bot(row: Row, outcome: Outcome) -> Step:
    reason = outcome.trouble or Trouble.UNAUTHORIZED
    wait = WaitAll(WHOLE_BOT_WAIT_SECONDS, reason)
    return replace(row, state=DeliveryState.PENDING), (wait,)


def _backoff_seconds(row: Row) -> float:
    doubled = FIRST_WAIT_SECONDS * 2.0 ** min(max(row.attempts - 1, 0), 20)
    return min(doubled, LONGEST_WAIT_SECONDS)


_Rule = Callable[[Row, Outcome], Step]

_BY_ENDING: Mapping[Ending, _Rule] = MappingProxyType(
    {
        Ending.SENT: _sent,
        Ending.NOT_SENT: _not_sent,
        Ending.UNCLEAR: _unclear,
        Ending.REFUSED: _refused,
    }
)
_BY_TROUBLE: Mapping[Trouble, _Rule] = MappingProxyType(
    {
        Trouble.BLOCKED: _blocked,
        Trouble.NO_RIGHTS: _no_entry,
        Trouble.TOPIC_GONE: _no_entry,
        Trouble.MESSAGE_GONE: _gone,
        Trouble.MIGRATED: _migrated,
        Trouble.UNAUTHORIZED: _whole_bot,
    }
)
"""Troubles that say more than how the call ended."""
