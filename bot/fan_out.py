"""alerts -> deliveries: which chats hear of what, each alert once, in one transaction.

``policy.py`` decides how each chat is told; this file reads what that takes and writes down what
it says. What was still waiting of the same incident is taken back: the newer message shows it
all. A correction goes to everybody who got what it corrects.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config import PolicySettings
from bot.model import TERMINAL, Chat, ChatSettings, DeliveryKind, DeliveryState, Lane
from bot.news import Circumstances, News, news_of
from bot.policy import ChatPast, Decision, Waiting, decide, louder
from bot.policy_rows import How
from bot.reasons import Reason
from bot.store import chats, outbox
from bot.store.outbox import PUSHES, NewRow, Ready, Telling, Traffic
from feeds.model import Alert, Incident
from feeds.store import Connection, incidents


@dataclass(frozen=True, slots=True)
class _Case:
    """One alert for one chat. ``rows`` are what the ledger holds of the incident there."""

    alert: Alert
    incident: Incident
    news: News
    chat: ChatSettings
    rows: Sequence[Telling]
    is_muted: bool

    @property
    def to(self) -> Chat:
        """Where it would go."""
        return self.chat.chat

    @property
    def waiting(self) -> Sequence[Telling]:
        """What is still to be told of the incident, and can be taken back."""
        return [row for row in self.rows if row.is_waiting and row.kind is not DeliveryKind.EDIT]

    @property
    def told(self) -> Sequence[Telling]:
        """What this chat has got of the incident, or may have got."""
        return [row for row in self.rows if row.has_left and row.kind is not DeliveryKind.EDIT]


@dataclass(frozen=True, slots=True)
class _Change:
    """What one chat is to be told, and what that takes the place of."""

    added: Sequence[NewRow] = ()
    taken_back: Sequence[Telling] = ()
    is_told: bool = True


def fan_out(connection: Connection, now: datetime, settings: PolicySettings) -> int:
    """Fan out every alert that may be told now, oldest first; return how many."""
    ready = outbox.ready(connection, now)
    if not ready:
        return 0
    active = chats.active(connection)
    traffic = outbox.traffic(connection, now)
    for one in ready:
        cases = _cases(connection, one, active, now)
        changes = [_change(case, traffic, settings, now) for case in cases]
        ids = [row.id for change in changes for row in change.taken_back]
        outbox.take_back(connection, ids, f"overtaken by alert {one.alert.id}", now)
        outbox.add(connection, [row for change in changes for row in change.added], now)
        outbox.close(connection, one.alert.id, sum(change.is_told for change in changes), now)
    return len(ready)


def _cases(
    connection: Connection, ready: Ready, active: Sequence[ChatSettings], now: datetime
) -> Iterator[_Case]:
    """Give an alert for every chat."""
    alert = ready.alert
    incident = incidents.get(connection, alert.incident_id)
    if incident is None:
        raise LookupError(f"alert {alert.id} is about incident {alert.incident_id}: there is none")
    words = " ".join(outbox.headlines(connection, incident.id))
    news = news_of(incident, alert, Circumstances(ready.is_released, ready.is_unreviewed, words))
    rows = outbox.tellings(connection, incident.id)
    muted = chats.muted(connection, incident.id, now)
    for chat in active:
        key = chat.chat.id, chat.chat.thread_id
        yield _Case(alert, incident, news, chat, rows.get(key, ()), key in muted)


def _change(case: _Case, traffic: Traffic, settings: PolicySettings, now: datetime) -> _Change:
    """Let policy decide for one chat, and count what that changes."""
    decision = decide(case.news, case.chat, _past(case, traffic), settings, now)
    if decision.how is How.NOTHING:
        return _Change(is_told=False)
    new = _row(case, decision)
    if _is_known(case, new):
        return _Change()
    added, taken_back = [new], case.waiting
    if decision.reason == Reason.CORRECTION and (edit := _edit(case, now)):
        added.append(edit)
        taken_back = [row for row in case.rows if row.is_waiting]
    for row in taken_back:
        traffic.count(case.to, row.kind, -1, is_silent=row.is_silent)
    traffic.count(case.to, new.kind, 1, is_silent=new.is_silent)
    return _Change(added, taken_back)


def _past(case: _Case, traffic: Traffic) -> ChatPast:
    """Say what policy must know of a chat, leaving out what would be taken back."""
    pushes = [row for row in case.waiting if row.kind in PUSHES]
    ringing = [row for row in pushes if not row.is_silent]
    last = [row.updated_at for row in case.told if row.kind in PUSHES]
    return ChatPast(
        sounding=traffic.sounding(case.to) - len(ringing),
        messages=traffic.messages(case.to) - len(pushes),
        told=_how(case.told),
        told_at=max(last, default=None),
        waiting=_waiting(case.waiting),
        is_muted=case.is_muted,
    )


def _how(rows: Sequence[Telling]) -> How | None:
    """Say how loud a chat was told, None if it wasn't."""
    if not rows:
        return None
    return How.SILENT if all(row.is_silent for row in rows) else How.SOUND


def _waiting(rows: Sequence[Telling]) -> Waiting | None:
    if not rows:
        return None
    found = [Waiting(_way(row), row.not_before, row.expires_at, not row.is_silent) for row in rows]
    loudest = found[0]
    for one in found[1:]:
        loudest = one if louder(loudest.how, one.how) is one.how else loudest
    return loudest


def _way(row: Telling) -> How:
    if row.kind is DeliveryKind.DIGEST:
        return How.DIGEST
    return How.SILENT if row.is_silent else How.SOUND


def _row(case: _Case, decision: Decision) -> NewRow:
    """Write a decision as a row: a reply where the chat has a message of the incident."""
    replied = [row for row in case.told if row.kind in PUSHES] or (
        list(case.told) if decision.reason == Reason.CORRECTION else []
    )
    kind = DeliveryKind.REPLY if replied else DeliveryKind.MESSAGE
    sent = [row.message_id for row in replied if row.message_id is not None]
    is_digest = decision.how is How.DIGEST
    return NewRow(
        chat=case.to,
        alert_id=case.alert.id,
        incident_id=case.incident.id,
        version=case.alert.version,
        kind=DeliveryKind.DIGEST if is_digest else kind,
        is_silent=not decision.rings,
        lane=decision.lane,
        not_before=decision.not_before,
        expires_at=decision.expires_at,
        reason=decision.reason,
        target_message_id=sent[0] if sent and not is_digest else None,
    )


def _edit(case: _Case, now: datetime) -> NewRow | None:
    """Let the first message of an incident show its correction, where it can be edited."""
    sent = [
        row.message_id
        for row in case.rows
        if row.kind is DeliveryKind.MESSAGE and row.state is DeliveryState.SENT
    ]
    if case.to.id == TERMINAL.id or not sent or sent[-1] is None:
        return None
    edit = NewRow(
        chat=case.to,
        alert_id=case.alert.id,
        incident_id=case.incident.id,
        version=case.alert.version,
        kind=DeliveryKind.EDIT,
        is_silent=True,
        lane=Lane.ALERT,
        not_before=now,
        expires_at=None,
        reason=Reason.CORRECTION,
        target_message_id=sent[-1],
    )
    return None if _is_known(case, edit) else edit


def _is_known(case: _Case, new: NewRow) -> bool:
    """Tell whether the ledger has this version for this chat already."""
    return any((row.version, row.kind) == (new.version, new.kind) for row in case.rows)
