"""/stop_pushes and /resume_pushes: the emergency brake of everything that subscribers get."""

from bot.asking import Desk, Reply
from bot.holds import Why
from bot.operators.buttons import row
from bot.operators.desk import logged, said
from bot.store import holds, switches


def stop(desk: Desk) -> Reply:
    """Stop everything: what is in the queue waits, what is new is held."""
    if not _put(desk, switches.ON):
        return said(desk, "op.pushes.stopped_already")
    logged(desk, "stop_pushes")
    return said(desk, "op.pushes.stopped", row(desk.words, ("resume_pushes", "")))


def resume(desk: Desk) -> Reply:
    """Let everything go on. What was held meanwhile is looked at anew, as if it had just come."""
    if not _put(desk, switches.OFF):
        return said(desk, "op.pushes.going_already")
    logged(desk, "resume_pushes")
    number = holds.lift(desk.connection, Why.ALL_STOPPED)
    return said(desk, "op.pushes.going", number=str(number))


def _put(desk: Desk, value: str) -> bool:
    user = desk.ask.user_id or 0
    return switches.put(desk.connection, switches.PUSHES_STOPPED, value, user, desk.now)
