"""alerts -> deliveries: which chats hear of what, each alert once, in one transaction.

``policy.py`` decides how each chat is told; this file reads what that takes and writes down what
it says. What was still waiting of the same incident is taken back: the newer message shows it
all. A correction goes to everybody who got what it corrects. What operators merge and split is
``regrouping.py``'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.config import PolicySettings
from bot.model import TERMINAL, Chat, ChatSettings, DeliveryKind, DeliveryState, Lane
from bot.news import Circumstances, News, news_of
from bot.policy import ChatPast, Decision, Waiting, decide, louder
from bot.policy_rows import How
from bot.reasons import Reason
from bot.regrouping import Regrouped, after_merge, after_split
from bot.store import chats, outbox
from bot.store.outbox import PUSHES, NewRow, Ready, Telling, Traffic
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, incidents, merges


@dataclass(frozen=True, slots=True)
class _Case:
    """One alert for one chat. ``rows`` are what the ledger holds of the incident there.

    ``gone`` are the ids of the alert's incident, if that was merged into ``incident``. ``others``
    are the rows of the other incident of a merge or split; ``is_joined``: it is in this one now.
    """

    alert: Alert
    incident: Incident
    news: News
    chat: ChatSettings
    rows: Sequence[Telling]
    is_muted: bool
    gone: frozenset[int] = frozenset()
    others: Sequence[Telling] = ()
    is_joined: bool = False

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
        _write(connection, one.alert.id, changes, now)
    return len(ready)


def _write(
    connection: Connection, alert_id: int, changes: Sequence[_Change], now: datetime
) -> None:
    ids = [row.id for change in changes for row in change.taken_back]
    outbox.take_back(connection, ids, f"overtaken by alert {alert_id}", now)
    outbox.add(connection, [row for change in changes for row in change.added], now)
    outbox.close(connection, alert_id, sum(change.is_told for change in changes), now)


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
    is_gone = alert.incident_id != incident.id
    gone = frozenset(merges.ids(connection, alert.incident_id) if is_gone else ())
    others = outbox.tellings(connection, alert.other_id) if alert.other_id else {}
    is_joined = not is_gone and alert.other_id in merges.ids(connection, incident.id)
    for chat in active:
        key = chat.chat.id, chat.chat.thread_id
        known, other = rows.get(key, ()), others.get(key, ())
        yield _Case(alert, incident, news, chat, known, key in muted, gone, other, is_joined)


def _change(case: _Case, traffic: Traffic, settings: PolicySettings, now: datetime) -> _Change:
    """Decide for one chat, and count what that changes."""
    change = _regrouped(case, now) or _as_policy_says(case, traffic, settings, now)
    for row in change.taken_back:
        traffic.count(case.to, row.kind, -1, is_silent=row.is_silent)
    for new in change.added:
        traffic.count(case.to, new.kind, 1, is_silent=new.is_silent)
    return change


def _regrouped(case: _Case, now: datetime) -> _Change | None:
    """Tell a chat of a merge or a split that concerns it; None: policy decides."""
    if case.alert.reason is AlertReason.MERGED:
        found = after_merge(case.rows, case.gone) if case.gone else Regrouped(is_told=False)
        return _told_of(case, found, now)
    if case.alert.reason is AlertReason.SPLIT:
        split = after_split(case.rows, case.others)
        return None if split is None else _told_of(case, split, now)
    return _Change() if _knows(case) else None


def _knows(case: _Case) -> bool:
    """Tell whether a chat knows from one of two merged incidents what is new in the other."""
    if case.is_joined and any(row.has_left for row in case.others):
        return True
    if not case.gone or case.alert.reason is AlertReason.CORRECTION:
        return False
    return bool(case.waiting) or any(row.kind in PUSHES for row in case.told)


def _is_untold(case: _Case) -> bool:
    """Tell whether a merge that is undone now took back what a chat was about to be told."""
    is_half = case.alert.other_id > 0 and case.rows
    return bool(is_half) and not case.told and not case.waiting


def _told_of(case: _Case, found: Regrouped, now: datetime) -> _Change:
    if not found.is_told:
        return _Change((), found.taken_back, is_told=False)
    how = How.SOUND if found.rings else How.SILENT
    decision = Decision(how, case.alert.reason.value, now, rings=found.rings)
    edit = _edit(case, now) if found.replied else None
    added = [_row(case, decision), *([edit] if edit else [])]
    return _Change([new for new in added if not _is_known(case, new)], found.taken_back)


def _as_policy_says(
    case: _Case, traffic: Traffic, settings: PolicySettings, now: datetime
) -> _Change:
    news = replace(case.news, is_correction=False) if _is_untold(case) else case.news
    decision = decide(news, case.chat, _past(case, traffic), settings, now)
    if decision.how is How.NOTHING:
        return _Change(is_told=False)
    new = _row(case, decision)
    if _is_known(case, new):
        return _Change()
    added, taken_back = [new], case.waiting
    if decision.reason == Reason.CORRECTION and (edit := _edit(case, now)):
        added.append(edit)
        taken_back = [row for row in case.rows if row.is_waiting]
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
    replied = _replied(case, decision)
    kind = DeliveryKind.REPLY if replied else DeliveryKind.MESSAGE
    sent = [row.message_id for row in replied if row.message_id is not None]
    is_digest = decision.how is How.DIGEST
    return NewRow(
        chat=case.to,
        alert_id=case.alert.id,
        incident_id=case.alert.incident_id,
        version=case.alert.version,
        kind=DeliveryKind.DIGEST if is_digest else kind,
        is_silent=not decision.rings,
        lane=decision.lane,
        not_before=decision.not_before,
        expires_at=decision.expires_at,
        reason=decision.reason,
        target_message_id=sent[0] if sent and not is_digest else None,
    )


def _replied(case: _Case, decision: Decision) -> list[Telling]:
    """Give what a message refers to, that of the alert's own incident first.

    A correction also answers a round-up, where that is all that the chat got.
    """
    pushed = [row for row in case.told if row.kind in PUSHES]
    if not pushed and decision.reason == Reason.CORRECTION:
        pushed = list(case.told)
    return sorted(pushed, key=lambda row: _far(case, row))


def _edit(case: _Case, now: datetime) -> NewRow | None:
    """Let the first message of an incident show its correction, where it can be edited."""
    sent = [
        row
        for row in case.rows
        if row.kind is DeliveryKind.MESSAGE and row.state is DeliveryState.SENT
    ]
    last = max(sent, key=lambda row: (-_far(case, row), row.id), default=None)
    if case.to.id == TERMINAL.id or last is None or last.message_id is None:
        return None
    edit = NewRow(
        chat=case.to,
        alert_id=case.alert.id,
        incident_id=case.alert.incident_id,
        version=case.alert.version,
        kind=DeliveryKind.EDIT,
        is_silent=True,
        lane=Lane.ALERT,
        not_before=now,
        expires_at=None,
        reason=case.alert.reason.value,
        target_message_id=last.message_id,
    )
    return None if _is_known(case, edit) else edit


def _is_known(case: _Case, new: NewRow) -> bool:
    """Tell whether the ledger has this version for this chat already."""
    return any(
        (row.incident_id, row.version, row.kind) == (new.incident_id, new.version, new.kind)
        for row in case.rows
    )


def _far(case: _Case, row: Telling) -> int:
    """Rank a row: of the alert's own incident, of one merged into that, of the other one."""
    if row.incident_id == case.alert.incident_id:
        return 0
    return 1 if row.incident_id in case.gone else 2
