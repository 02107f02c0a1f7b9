"""Silent edits: a message shows what changed since, where it wasn't worth telling anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import TERMINAL, Chat, DeliveryKind, DeliveryState, Lane
from bot.store import chats, outbox, revisions
from bot.store.outbox import PUSHES, NewRow, Telling
from feeds.model import Incident
from feeds.store import Connection, incidents

EDIT_GAP = timedelta(minutes=30)
"""At most one edit per message in so long; a change in between waits and brings the newest."""
CURSOR = "edits"
REVISIONS_AT_ONCE = 500
REASON = "revision"


def edits(connection: Connection, now: datetime) -> int:
    """Write the edits that changes since the last time ask for; return how many messages change.

    An edit that is still waiting is brought to the newest version. The terminal takes nothing
    back, so nothing there is edited.
    """
    changed = revisions.changed(connection, CURSOR, REVISIONS_AT_ONCE)
    if not changed:
        return 0
    active = [one.chat for one in chats.active(connection) if one.chat.id != TERMINAL.id]
    return sum(_edit_all(connection, active, incident_id, now) for incident_id in changed)


def _edit_all(
    connection: Connection, active: Sequence[Chat], incident_id: int, now: datetime
) -> int:
    incident = incidents.get(connection, incident_id)
    if incident is None or incident.id != incident_id:
        return 0  # Merged into another one, which has a line of history of its own.
    if outbox.is_held(connection, incident_id):
        return 0  # An edit would tell what is held back.
    rows = outbox.tellings(connection, incident_id)
    number = 0
    for chat in active:
        told = rows.get((chat.id, chat.thread_id), ())
        original = _original(told, incident.id)
        if original is not None and _shown(told) < incident.version:
            _edit(connection, told, _new(chat, original, incident, now), now)
            number += 1
    return number


def _new(chat: Chat, original: Telling, incident: Incident, now: datetime) -> NewRow:
    return NewRow(
        chat=chat,
        alert_id=original.alert_id,
        incident_id=incident.id,
        version=incident.version,
        kind=DeliveryKind.EDIT,
        is_silent=True,
        lane=Lane.EDIT,
        not_before=now,
        expires_at=None,
        reason=REASON,
        target_message_id=original.message_id,
    )


def _edit(connection: Connection, told: Sequence[Telling], new: NewRow, now: datetime) -> None:
    """Write an edit, or bring the one that waits to its version."""
    edits = [row for row in told if row.kind is DeliveryKind.EDIT]
    for row in edits:
        if row.state is DeliveryState.PENDING:
            revisions.renew(connection, row.id, new.version, now)
            return
    last = max((row.updated_at for row in edits), default=None)
    at = now if last is None else max(now, last + EDIT_GAP)
    outbox.add(connection, [replace(new, not_before=at)], now)


def _original(told: Sequence[Telling], incident_id: int) -> Telling | None:
    """Return the message that first told a chat of an incident, if it has arrived for certain.

    Where it got two that were merged later, that of the one which goes on.
    """
    sent = [
        row
        for row in told
        if row.state is DeliveryState.SENT
        and row.message_id is not None
        and row.kind is DeliveryKind.MESSAGE
    ]
    return max(sent, key=lambda row: (row.incident_id == incident_id, row.id), default=None)


def _shown(told: Sequence[Telling]) -> int:
    """Return the newest version that a chat was shown or is about to be; edits aren't repeated."""
    alive = [row for row in told if row.kind in PUSHES and (row.has_left or row.is_waiting)]
    edits = [row for row in told if row.kind is DeliveryKind.EDIT]
    return max(row.version for row in (*alive, *edits))
