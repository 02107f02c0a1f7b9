"""Merging two incidents and splitting one, by an operator: stored, and told to those who heard.

A merge lets the one number lead to the other. A split takes reports out into an incident of their
own; where they are just those that a merge brought in, it undoes that, and the old number is back.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.corrections import Act, alert_of, changed
from bot.holds import Decision
from bot.store import holds
from feeds import merge as merging
from feeds.merge import Retold
from feeds.model import Alert, AlertReason, Incident, Source, Standing
from feeds.store import Connection, alerts, incidents, merges
from feeds.store.incidents import Telling
from feeds.store.merges import Merge

NOBODY = 0
"""Who decides about a hold where no user id is known."""


def merge(
    connection: Connection, gone: Incident, kept: Incident, act: Act, user_id: int = NOBODY
) -> Incident:
    """Let ``gone`` go on in ``kept``; give that as it is then.

    Whoever was told of ``gone`` is told where it goes on; whoever knows only ``kept`` hears what
    is new in it. What of ``gone`` waits for an operator is decided by this.

    Raises:
        ValueError: they are one, of different kinds, or one of them is withdrawn.
    """
    both = changed(connection, merging.united(kept, gone), f"#{gone.id} merged into it", act)
    last = replace(gone, version=gone.version + 1)
    changed(connection, last, f"merged into #{kept.id}", act)
    merges.add(connection, Merge(gone.id, kept.id, kept), act.by, act.at)
    if kept.is_told:
        held = holds.of_incident(connection, gone.id)
        ids = [one.alert_id for one in held if one.decision is Decision.OPEN]
        holds.decide(connection, ids, Decision.DROPPED, user_id, act.at)
        _tell_news(connection, kept, both, gone.id, act)
    alerts.add(connection, replace(alert_of(last, AlertReason.MERGED, act), other_id=kept.id))
    return both


def split(
    connection: Connection, incident: Incident, report_ids: Collection[int], act: Act
) -> tuple[Incident, Incident]:
    """Take reports out of an incident; give what is left of it, and the one that they make.

    Raises:
        ValueError: a report is not among its own, none would stay or go, either half tells of
            nothing by itself, or something of it waits for an operator.
    """
    told = incidents.tellings(connection, incident.id)
    go = [one for one in told if one.report_id in report_ids]
    stay = [one for one in told if one.report_id not in report_ids]
    _check(connection, incident, report_ids, go, stay)
    for one in merges.into(connection, incident.id):
        ids = merges.ids(connection, one.old)
        if {telling.incident_id for telling in go} <= set(ids) and not any(
            telling.incident_id in ids for telling in stay
        ):
            return _undone(connection, incident, one, act)
    left = merging.without(incident, _told(stay), _told(go))
    made = replace(merging.made_of(incident, _told(go)), links=(incident.id,))
    numbers = ", ".join(map(str, sorted(report_ids)))
    new = changed(connection, made, f"split off #{incident.id} with reports {numbers}", act)
    merges.move(connection, report_ids, merges.ids(connection, incident.id), new.id)
    old = changed(connection, left, f"reports {numbers} split off as #{new.id}", act)
    return _told_apart(connection, old, new, act)


def undo(
    connection: Connection, incident: Incident, gone_id: int, act: Act
) -> tuple[Incident, Incident]:
    """Undo the merge of ``gone_id`` into an incident; give this and that, each for itself.

    Raises:
        ValueError: it was not merged into this one.
    """
    for one in merges.into(connection, incident.id):
        if one.old == gone_id:
            return _undone(connection, incident, one, act)
    raise ValueError(f"#{gone_id} was not merged into #{incident.id}")


def _undone(
    connection: Connection, incident: Incident, merge_: Merge, act: Act
) -> tuple[Incident, Incident]:
    """Restore both as they were; what came since stays with the one under whose number it came."""
    before, gone = merge_.survivor, incidents.as_stored(connection, merge_.old)
    if gone is None:
        raise ValueError(f"#{merge_.old} is not there any more")
    if incident.standing is Standing.WITHDRAWN:
        raise ValueError(f"#{incident.id} is withdrawn")
    version = max(incident.version, gone.version) + 1
    if before is None or not _is_unchanged(incident, before, gone):
        told = incidents.tellings(connection, incident.id)
        ids = merges.ids(connection, merge_.old)
        stay = [one for one in told if one.incident_id not in ids]
        go = [one for one in told if one.incident_id in ids]
        before = merging.without(incident, _told(stay), _told(go))
    merges.undo(connection, merge_.old)
    left = replace(before, version=version, is_told=incident.is_told)
    old = changed(connection, left, f"#{gone.id} split off again", act)
    new = changed(
        connection, replace(gone, version=version), f"split off #{incident.id} again", act
    )
    return _told_apart(connection, old, new, act)


def _is_unchanged(now: Incident, before: Incident, gone: Incident) -> bool:
    """Tell whether an incident is still just what merging these two made of it."""
    both = merging.united(before, gone)
    return replace(both, version=now.version, is_told=now.is_told) == now


def _told_apart(
    connection: Connection, old: Incident, new: Incident, act: Act
) -> tuple[Incident, Incident]:
    correction = alert_of(old, AlertReason.CORRECTION, act)
    alerts.add(connection, replace(correction, other_id=new.id))
    alerts.add(connection, replace(alert_of(new, AlertReason.SPLIT, act), other_id=old.id))
    return old, new


def _tell_news(
    connection: Connection, before: Incident, after: Incident, gone_id: int, act: Act
) -> None:
    """Alert of what is new to readers of an incident in what was merged into it."""
    news = merging.change(before, after)
    if news is not None:
        alert = Alert(0, after.id, after.version, news.reason, act.at, news.note)
        alerts.add(connection, replace(alert, other_id=gone_id))


def _check(
    connection: Connection,
    incident: Incident,
    report_ids: Collection[int],
    go: Sequence[Telling],
    stay: Sequence[Telling],
) -> None:
    if incident.standing is Standing.WITHDRAWN:
        raise ValueError(f"#{incident.id} is withdrawn")
    unknown = set(report_ids) - {one.report_id for one in go}
    if unknown:
        raise ValueError(f"report {min(unknown)} does not tell of #{incident.id}")
    if not go or not stay:
        raise ValueError("at least one report must go, and one stay")
    held = holds.of_incident(connection, incident.id)
    if any(one.decision is Decision.OPEN for one in held):
        raise ValueError(f"#{incident.id} waits for an operator: release or drop it first")


def _told(tellings: Sequence[Telling]) -> tuple[Retold, ...]:
    """Put what was stored of each report together: its events, and where it was read."""
    found: dict[int, Retold] = {}
    for one in tellings:
        earlier = found.get(one.report_id)
        events = (*(earlier.events if earlier else ()), one.event)
        source = Source(one.feed, one.feed, one.url, one.published_at, one.first_read_at)
        found[one.report_id] = Retold(one.report, source, events)
    return tuple(found.values())
