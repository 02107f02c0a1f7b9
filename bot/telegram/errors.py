"""What a failed call means: an exception of python-telegram-bot -> an ``Outcome``. Pure.

Descriptions are the Bot API server's own (telegram-bot-api's Client.cpp); docs/telegram.md has the
table with what the ledger does about each.
"""

from collections.abc import Mapping
from types import MappingProxyType

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.model import Ending, Outcome, Trouble
from bot.telegram.answers import BARE_FLOOD_SECONDS, FloodError, NotSentError
from bot.telegram.redact import redact

ENDINGS: Mapping[Trouble, Ending] = MappingProxyType(
    {
        Trouble.NOT_SENT: Ending.NOT_SENT,
        Trouble.AMBIGUOUS: Ending.UNCLEAR,
        Trouble.FLOOD: Ending.NOT_SENT,
        Trouble.BLOCKED: Ending.REFUSED,
        Trouble.MIGRATED: Ending.NOT_SENT,
        Trouble.NO_RIGHTS: Ending.REFUSED,
        Trouble.TOPIC_GONE: Ending.REFUSED,
        Trouble.NOT_MODIFIED: Ending.SENT,
        Trouble.MESSAGE_GONE: Ending.REFUSED,
        Trouble.BAD_REQUEST: Ending.REFUSED,
        Trouble.UNAUTHORIZED: Ending.NOT_SENT,
        Trouble.CONFLICT: Ending.NOT_SENT,
    }
)
"""How a call with that trouble ended."""

_KINDS: tuple[tuple[type[TelegramError], Trouble | None], ...] = (
    (ChatMigrated, Trouble.MIGRATED),
    (RetryAfter, Trouble.FLOOD),
    (InvalidToken, Trouble.UNAUTHORIZED),
    (Conflict, Trouble.CONFLICT),
    (Forbidden, None),
    (BadRequest, None),
)
"""What an exception means by its type; None: its description tells. Others are the network's."""
_DESCRIPTIONS: tuple[tuple[str, Trouble], ...] = (
    ("message is not modified", Trouble.NOT_MODIFIED),
    ("message to edit not found", Trouble.MESSAGE_GONE),
    ("message can't be edited", Trouble.MESSAGE_GONE),
    ("message_id_invalid", Trouble.MESSAGE_GONE),
    ("topic_closed", Trouble.TOPIC_GONE),
    ("topic_deleted", Trouble.TOPIC_GONE),
    ("message thread not found", Trouble.TOPIC_GONE),
    ("chat not found", Trouble.BLOCKED),
    ("the group chat was deleted", Trouble.BLOCKED),
    ("group chat was deactivated", Trouble.BLOCKED),
    ("chat_write_forbidden", Trouble.NO_RIGHTS),
    ("chat_restricted", Trouble.NO_RIGHTS),
    ("chat_admin_required", Trouble.NO_RIGHTS),
    ("have no rights to send", Trouble.NO_RIGHTS),
    ("not enough rights", Trouble.NO_RIGHTS),
    ("need administrator rights", Trouble.NO_RIGHTS),
)
"""A part of a 400's or 403's description, in lower case -> what it means. The first that fits."""

_UNREADABLE = ("can't parse entities", "entities_too_long", "message is too long", "button_")


def outcome_of(error: TelegramError) -> Outcome:
    """Say how a call ended that raised ``error``. ``NOT_MODIFIED`` is a success."""
    trouble = trouble_of(error)
    return Outcome(
        ending=ENDINGS[trouble],
        retry_after_seconds=_wait_seconds(error) if trouble is Trouble.FLOOD else None,
        detail=_detail(trouble, error),
        trouble=trouble,
        new_chat_id=error.new_chat_id if isinstance(error, ChatMigrated) else None,
    )


def trouble_of(error: TelegramError) -> Trouble:
    """Tell what went wrong. BadRequest and TimedOut are NetworkErrors too, so order matters."""
    for kind, trouble in _KINDS:
        if isinstance(error, kind):
            return trouble if trouble is not None else _described(error)
    is_not_sent = isinstance(error, NetworkError) and isinstance(error.__cause__, NotSentError)
    return Trouble.NOT_SENT if is_not_sent else Trouble.AMBIGUOUS


def is_unreadable(error: BadRequest) -> bool:
    """Tell whether Telegram can't read what we wrote, so that plain text may still get through."""
    text = error.message.lower()
    return any(part in text for part in _UNREADABLE)


def _detail(trouble: Trouble, error: TelegramError) -> str:
    """Say it in Telegram's words. A move says the new chat's id, which no log may hold."""
    said = "" if trouble is Trouble.MIGRATED else f": {error.message}"
    return redact(f"{trouble}{said}")


def _described(error: TelegramError) -> Trouble:
    text = error.message.lower()
    otherwise = Trouble.BLOCKED if isinstance(error, Forbidden) else Trouble.BAD_REQUEST
    return next((trouble for part, trouble in _DESCRIPTIONS if part in text), otherwise)


def _wait_seconds(error: TelegramError) -> float:
    return error.seconds if isinstance(error, FloodError) else BARE_FLOOD_SECONDS
