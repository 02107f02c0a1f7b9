"""The outbox as the bot reads it, and the ledger's rows as fan-out reads and writes them.

What is sent next, and how calls end, is ``deliveries.py``'s; this file brings rows into the
ledger and takes back what newer news has overtaken.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.model import Chat, ChatState, DeliveryKind, DeliveryState, Lane
from bot.store.schema import alert_fan_out, alert_hold
from bot.store.schema import chat as chats
from bot.store.schema import delivery as table
from feeds.model import Alert
from feeds.store import alerts, merges
from feeds.store.schema import alert, entry, incident_report, report

NEWEST = timedelta(days=3)
"""An alert that nobody could be told of for so long is history."""
BATCH = 200
BY_AGE = alert.c.id + 0
"""The order of ids. By the id itself SQLite would read every alert that there ever was, in this
order, and not the few of the last days through their index."""
HEADLINES = 20
RELEASED, HELD = "released", ""
PUSHES = (DeliveryKind.MESSAGE, DeliveryKind.REPLY)
"""What reaches a chat as a message of its own."""
PUSH_VALUES = tuple(kind.value for kind in PUSHES)
DEAD = (DeliveryState.FAILED, DeliveryState.EXPIRED, DeliveryState.CANCELLED)

Key = tuple[int, int]
"""A chat: its id, and its thread."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An alert that may be told now.

    ``is_released``: an operator let it go. ``is_unreviewed``: it was held for one, and time did.
    """

    alert: Alert
    is_released: bool
    is_unreviewed: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A row of the ledger, as far as it decides what a chat is told next."""

    id: int
    alert_id: int
    incident_id: int
    version: int
    kind: DeliveryKind
    state: DeliveryState
    is_silent: bool
    is_repeat: bool
    not_before: datetime
    expires_at: datetime | None
    message_id: int | None
    updated_at: datetime
    reason: str = ""

    @property
    def is_waiting(self) -> bool:
        """Tell whether it can be taken back: what may have arrived once can't."""
        return self.state is DeliveryState.PENDING and not self.is_repeat

    @property
    def has_left(self) -> bool:
        """Tell whether the chat has it, or may have it."""
        done = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENDING)
        return self.state in done or (self.state is DeliveryState.PENDING and self.is_repeat)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A delivery that is to be written."""

    chat: Chat
    alert_id: int
    incident_id: int
    version: int
    kind: DeliveryKind
    is_silent: bool
    lane: Lane
    not_before: datetime
    expires_at: datetime | None
    reason: str
    target_message_id: int | None = None


class Traffic:
    """How many pushes each chat got in the last hour or is about to get, and how many sound."""

    def __init__(self) -> None:
        self._all: Counter[Key] = Counter()
        self._sounding: Counter[Key] = Counter()

    def count(self, chat: Chat, kind: DeliveryKind, number: int, *, is_silent: bool) -> None:
        """Add rows of a kind to a chat's count, or take them off it; only pushes count."""
        if kind in PUSHES:
            self._all[chat.id, chat.thread_id] += number
            self._sounding[chat.id, chat.thread_id] += 0 if is_silent else number

    def messages(self, chat: Chat) -> int:
        """Return a chat's pushes, silent ones included."""
        return self._all[chat.id, chat.thread_id]

    def sounding(self, chat: Chat) -> int:
        """Return a chat's pushes with a sound."""
        return self._sounding[chat.id, chat.thread_id]


def ready(connection: Connection, now: datetime) -> Sequence[Ready]:
    """Read the alerts that are to be fanned out, oldest first: not held, and not done yet."""
    hold = alert_hold.c
    is_free = or_(
        hold.alert.is_(None),
        hold.decision == RELEASED,
        and_(hold.decision == HELD, hold.release_at <= now),
    )
    query = (
        select(alert, hold.decision, hold.decided_by, hold.alert.label("hold"))
        .outerjoin(alert_hold, hold.alert == alert.c.id)
        .outerjoin(alert_fan_out, alert_fan_out.c.alert == alert.c.id)
        .where(
            alert.c.held_reason == "",
            alert.c.created_at > now - NEWEST,
            alert_fan_out.c.alert.is_(None),
            is_free,
        )
        .order_by(BY_AGE)
        .limit(BATCH)
    )
    return [_ready(row) for row in connection.execute(query)]


def headlines(connection: Connection, incident_id: int) -> Sequence[str]:
    """Read what the sources of an incident wrote, title and summary, newest first."""
    query = (
        select(entry.c.title + " " + entry.c.summary)
        .join(report, report.c.entry == entry.c.id)
        .join(incident_report, incident_report.c.report == report.c.id)
        .where(incident_report.c.incident == incident_id)
        .order_by(report.c.id.desc())
        .distinct()
        .limit(HEADLINES)
    )
    return connection.scalars(query).all()


def close(connection: Connection, alert_id: int, told: int, now: datetime) -> None:
    """Note that an alert is fanned out, to so many chats; it never is again."""
    connection.execute(insert(alert_fan_out).values(alert=alert_id, at=now, chats=told))


def traffic(connection: Connection, now: datetime) -> Traffic:
    """Count each active chat's pushes of the last hour, with what is on its way."""
    done = (DeliveryState.SENT.value, DeliveryState.UNKNOWN.value)
    ahead = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)
    is_chats = and_(chats.c.chat_id == table.c.chat_id, chats.c.thread_id == table.c.thread_id)
    columns = (table.c.chat_id, table.c.thread_id, table.c.kind, table.c.is_silent)
    counts = Traffic()
    for is_counted in (
        and_(table.c.state.in_(done), table.c.updated_at > now - timedelta(hours=1)),
        table.c.state.in_(ahead),
    ):
        is_told = and_(chats.c.state == ChatState.ACTIVE.value, table.c.kind.in_(PUSH_VALUES))
        query = select(*columns, func.count()).join(chats, is_chats).where(is_told, is_counted)
        for chat_id, thread_id, kind, is_silent, number in connection.execute(
            query.group_by(*columns)
        ):
            chat = Chat(chat_id, thread_id)
            counts.count(chat, DeliveryKind(kind), number, is_silent=is_silent)
    return counts


def tellings(connection: Connection, incident_id: int) -> Mapping[Key, Sequence[Telling]]:
    """Read every row about an incident, by chat, in the order in which they were written.

    Those about incidents that were merged into it are among them.
    """
    is_about = table.c.incident.in_(merges.ids(connection, incident_id))
    query = select(table).where(is_about).order_by(table.c.id)
    found: dict[Key, list[Telling]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.chat_id, row.thread_id].append(_telling(row))
    return found


def was_told_for(connection: Connection, incident_id: int, reason: str) -> bool:
    """Tell whether any chat was told of an incident, or is about to be, for that reason."""
    query = select(table.c.id).where(table.c.incident.in_(merges.ids(connection, incident_id)))
    return connection.execute(query.where(table.c.policy_reason == reason)).first() is not None


def is_held(connection: Connection, incident_id: int) -> bool:
    """Tell whether operators hold something of an incident back, or have dropped it."""
    query = select(alert_hold.c.alert).join(alert, alert.c.id == alert_hold.c.alert)
    held = query.where(alert.c.incident == incident_id, alert_hold.c.decision != RELEASED)
    return connection.execute(held).first() is not None


def add(connection: Connection, rows: Iterable[NewRow], now: datetime) -> None:
    """Write new rows, all pending."""
    if values := [_values(row, now) for row in rows]:
        connection.execute(insert(table), values)


def again(connection: Connection, where: ColumnElement[bool], row: NewRow, now: datetime) -> None:
    """Write a new row over one that is dead."""
    connection.execute(update(table).where(where).values(_values(row, now)))


def take_back(connection: Connection, ids: Collection[int], detail: str, now: datetime) -> None:
    """Cancel rows that are still waiting; ``detail`` says what takes their place."""
    change = {"state": DeliveryState.CANCELLED.value, "detail": detail, "updated_at": now}
    taken = update(table).where(table.c.id == bindparam("of")).values(change)
    if ids:
        connection.execute(taken, [{"of": row_id} for row_id in ids])


def _ready(row: Row[*tuple[Any, ...]]) -> Ready:
    made = alerts.from_row(row)
    by_person = row.decision == RELEASED and row.decided_by is not None
    return Ready(made, is_released=by_person, is_unreviewed=row.hold is not None and not by_person)


def _telling(row: Row[*tuple[Any, ...]]) -> Telling:
    return Telling(
        id=row.id,
        alert_id=row.alert,
        incident_id=row.incident,
        version=row.version,
        kind=DeliveryKind(row.kind),
        state=DeliveryState(row.state),
        is_silent=row.is_silent,
        is_repeat=row.is_repeat,
        not_before=row.not_before,
        expires_at=row.expires_at,
        message_id=row.message_id,
        updated_at=row.updated_at,
        reason=row.policy_reason,
    )


def _values(row: NewRow, now: datetime) -> dict[str, object]:
    return {
        "chat_id": row.chat.id,
        "thread_id": row.chat.thread_id,
        "alert": row.alert_id,
        "incident": row.incident_id,
        "version": row.version,
        "kind": row.kind.value,
        "state": DeliveryState.PENDING.value,
        "attempts": 0,
        "is_repeat": False,
        "is_silent": row.is_silent,
        "lane": row.lane.value,
        "not_before": row.not_before,
        "expires_at": row.expires_at,
        "policy_reason": row.reason,
        "target_message_id": row.target_message_id,
        "detail": "",
        "updated_at": now,
    }
