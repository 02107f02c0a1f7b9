"""What operators' handlers share: answering with one line, and the log of what was done."""

from bot.asking import Desk, Keyboard, Reply
from bot.layout import line, write
from bot.store import operator_log


def said(desk: Desk, key: str, keyboard: Keyboard = (), **values: str) -> Reply:
    """Answer with one line of words."""
    return Reply(write([line(desk.words.say(key, **values))]), keyboard)


def logged(desk: Desk, what: str, subject: str = "") -> None:
    """Write down what this operator did, in the transaction that does it."""
    operator_log.note(desk.connection, desk.ask.user_id or 0, what, subject, desk.now)
