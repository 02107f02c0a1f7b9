"""How much one chat may ask: a flood from one costs the others nothing.

A chat may ask ``BURST`` things at once and one more every ``SECONDS_EACH``, which is what Telegram
lets us say in a group (20 a minute). Past that it is told so once, and then not answered: answers
that wait would hold places that others need.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BURST = 12
SECONDS_EACH = 3.0
MOST_CHATS = 10_000


class Turn(StrEnum):
    """What to do with a question: answer it, say that it is too much, or nothing."""

    ANSWER = "answer"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class _Left:
    answers: float
    at: datetime
    is_warned: bool = False


class Patience:
    """Counts the questions of each chat; the chats that have been quiet longest are forgotten."""

    def __init__(self) -> None:
        self._left: OrderedDict[int, _Left] = OrderedDict()

    def turn(self, chat_id: int, now: datetime) -> Turn:
        """Count a question and say what becomes of it."""
        left = self._left.get(chat_id, _Left(BURST, now))
        passed_seconds = max((now - left.at).total_seconds(), 0.0)
        answers = min(BURST, left.answers + passed_seconds / SECONDS_EACH)
        # Who goes on and on gets an answer now and then, but no second warning beside it.
        is_warned = left.is_warned and answers < BURST / 2
        turn = Turn.ANSWER if answers >= 1 else Turn.IGNORE if is_warned else Turn.WARN
        taken = 1 if turn is Turn.ANSWER else 0
        self._left[chat_id] = _Left(answers - taken, now, is_warned or turn is Turn.WARN)
        self._left.move_to_end(chat_id)
        if len(self._left) > MOST_CHATS:
            self._left.popitem(last=False)
        return turn
