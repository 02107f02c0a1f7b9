"""What to send, planned anew every moment: overdue, hushed, fanned out, edited. One transaction."""

from collections.abc import Callable
from datetime import datetime

from bot.config import PolicySettings
from bot.edits import edits
from bot.fan_out import fan_out
from bot.hours import next_round_up
from bot.policy import keeps_sound
from bot.reasons import Reason
from bot.second_word import second_words
from bot.store import chats, waiting
from bot.store.retention import forget_old
from feeds.store import Connection


def planner(settings: PolicySettings) -> Callable[[Connection, datetime], int]:
    """Give the function that makes deliveries of what is new, as ``Pusher`` calls it."""

    def make(connection: Connection, now: datetime) -> int:
        return plan(connection, now, settings)

    return make


def plan(connection: Connection, now: datetime, settings: PolicySettings) -> int:
    """Make deliveries of everything that is new; return how many alerts were fanned out.

    What waited so long that it is no news any more goes into a round-up, and what waited into the
    night comes without a sound.
    """
    waiting.move_overdue(connection, Reason.TOO_OLD, next_round_up(now), now)
    _hush(connection, now)
    second_words(connection, now)
    done = fan_out(connection, now, settings)
    edits(connection, now)
    forget_old(connection, now)
    return done


def _hush(connection: Connection, now: datetime) -> None:
    if not (ringing := waiting.ringing(connection, now)):
        return
    active = {(one.chat.id, one.chat.thread_id): one for one in chats.active(connection)}
    late = [
        row_id
        for row_id, key, reason in ringing
        if key in active and not keeps_sound(active[key], reason, now)
    ]
    waiting.hush(connection, late, Reason.QUIET_HOURS, now)
