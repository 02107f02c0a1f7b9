"""What an answer over HTTP says, and the three ways of a call to fail.

``NotSentError`` and ``UnclearError`` are the *causes* of PTB's exceptions: they tell whether a
call may have been carried out, which decides about copies.
"""

import json
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError, RetryAfter, TelegramError

BARE_FLOOD_SECONDS = 10.0
"""How long to wait after a 429 that doesn't say."""
LONGEST_FLOOD_SECONDS = 7 * 24 * 3600

Json = dict[str, Any]


class NotSentError(Exception):
    """The call surely had no effect."""


class UnclearError(Exception):
    """The call may have been carried out."""


class FloodError(RetryAfter):
    """A 429, with or without its parameters: ``seconds`` is how long to wait."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(timedelta(seconds=seconds))

    @property
    def retry_after(self) -> timedelta:
        """The wait. PTB's own property warns that it will change from seconds to this."""
        return self._retry_after


def because(error: TelegramError, cause: Exception) -> TelegramError:
    """Give ``error`` its cause."""
    error.__cause__ = cause
    return error


def check(status: int, retry_after: str, body: bytes) -> None:
    """Let only a clear answer of the Bot API pass.

    Raises:
        NetworkError: The answer is somebody else's, or says nothing about the effect.
        FloodError: 429.
    """
    answer = _answer(body)
    if status == 429:
        raise FloodError(_wait_seconds(answer, retry_after))
    if answer is not None and (answer["ok"] and "result" in answer) == (status < 300):
        if status < 500:
            return
        text = f"{status}: {answer.get('description', '')}"
        raise because(NetworkError(text), UnclearError(text))
    if 300 <= status < 500:
        # Whoever is in between answered for itself, so he passed nothing on.
        text = f"not the Bot API's answer, status {status}"
        raise because(NetworkError(text), NotSentError(text))
    text = f"no clear answer, status {status}"
    raise because(NetworkError(text), UnclearError(text))


def _answer(body: bytes) -> Json | None:
    """Read an answer; None if it isn't one of the Bot API."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else None


def _wait_seconds(answer: Json | None, retry_after: str) -> float:
    """Read how long to wait: from the body, else from the header, never longer than a week."""
    parameters = (answer or {}).get("parameters")
    told = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(told, int | float) and told > 0:
        return float(min(told, LONGEST_FLOOD_SECONDS))
    is_number = retry_after.isdecimal() and len(retry_after) <= len(str(LONGEST_FLOOD_SECONDS))
    return float(int(retry_after) if is_number else 0) or BARE_FLOOD_SECONDS
