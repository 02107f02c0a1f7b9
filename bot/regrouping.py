"""What chats are told when operators merge two incidents, or split one: how, and what it replaces.

Pure. A merge is told where the merged incident was told before, in reply to that message. Of what
was still waiting the loudest stays, since a message shows the incident as it stands when it leaves:
so nothing is told twice and nothing is lost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model import DeliveryKind
from bot.reasons import Reason
from bot.store.outbox import PUSHES, Telling


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What one chat is told: ``is_told`` by a message of its own, with a sound if ``rings``.

    ``replied`` are the messages that it refers to, the first told first.
    """

    is_told: bool
    rings: bool = False
    replied: Sequence[Telling] = ()
    taken_back: Sequence[Telling] = ()


def after_merge(rows: Sequence[Telling], gone: Collection[int]) -> Regrouped:
    """Decide for a chat with these rows of both incidents; ``gone`` are the merged one's ids."""
    theirs = [row for row in rows if row.incident_id in gone]
    others = [row for row in rows if row.incident_id not in gone]
    waiting = _waiting(theirs)
    if replied := _pushed(theirs):
        # Who got it must get its correction as such.
        waiting = [row for row in waiting if row.reason != Reason.CORRECTION]
        return Regrouped(True, _rings(waiting), replied, waiting)
    if waiting and not _pushed(others):
        waiting = sorted([*_waiting(others), *waiting], key=_loudness)[1:]
    return Regrouped(False, taken_back=waiting)


def _rings(waiting: Sequence[Telling]) -> bool:
    return any(row.kind in PUSHES and not row.is_silent for row in waiting)


def after_split(rows: Sequence[Telling], others: Sequence[Telling]) -> Regrouped | None:
    """Decide for a chat about the incident that was split off; None: it is news to this chat.

    ``rows`` are of that incident, ``others`` of the one that it was split from. Who was told of
    that hears there that it was wrong, as loud as it was told: here a silent message is enough.
    """
    told, heard = _left(rows), _left(others)
    if not told and not heard:
        return None
    rings = not heard and any(not row.is_silent for row in told)
    taken_back = [row for row in rows if row.is_waiting]
    return Regrouped(True, rings, _pushed(rows), taken_back)


def _waiting(rows: Sequence[Telling]) -> list[Telling]:
    """Give what can be taken back."""
    return [row for row in rows if row.is_waiting and row.kind is not DeliveryKind.EDIT]


def _left(rows: Sequence[Telling]) -> list[Telling]:
    return [row for row in rows if row.has_left and row.kind is not DeliveryKind.EDIT]


def _pushed(rows: Sequence[Telling]) -> list[Telling]:
    return [row for row in _left(rows) if row.kind in PUSHES]


def _loudness(row: Telling) -> tuple[bool, bool]:
    """Order rows, the loudest first."""
    return row.kind not in PUSHES, row.is_silent
