"""A report + candidate incidents -> the incidents that it tells of, and what they are worth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.merge.blocks import EPISODE, FOLLOW_UP, TRUCE
from feeds.merge.days import days_between, when_of_incident
from feeds.merge.groups import Group, Stance, groups
from feeds.merge.match import MAYBE, Verdict, best
from feeds.merge.origins import blocs
from feeds.merge.places import Nearness, compare
from feeds.merge.profile import grown, opened
from feeds.merge.revision import change
from feeds.merge.splitting import CEASEFIRE, VIOLENCE
from feeds.model import AlertReason, EventType, Incident, Report, Source


@dataclass(frozen=True, slots=True)
class Merged:
    """What a report did to one incident.

    ``events`` index ``Report.events``. ``incident`` has the id 0 if it is new, and a higher
    version if the report changed it. ``alert`` is None for a silent edit; ``note`` says the
    change in data terms, ``reason`` why the report joined or opened the incident.
    """

    events: tuple[int, ...]
    incident: Incident
    alert: AlertReason | None
    note: str
    reason: str


def merge(report: Report, source: Source, candidates: Sequence[Incident]) -> tuple[Merged, ...]:
    """Return what a report does to incidents, that of its main event first; empty if it is silent.

    ``candidates`` are the incidents of ``blocks(report, source)``; any others are passed over.
    The answer depends on nothing else: the same input gives the same answer.
    """
    done: list[_Step] = []
    for group in sorted(groups(report, source), key=lambda group: group.stance is not Stance.TELLS):
        known = _current(candidates, done)
        verdict = best(group, known)
        if verdict is not None and verdict.joins:
            _note(done, _joined(group, source, verdict))
        elif group.can_open:
            _note(done, _opened(group, source, verdict, candidates))
    done.sort(key=lambda step: min(step.events))
    return tuple(_merged(step) for step in done)


@dataclass(frozen=True, slots=True)
class _Step:
    """One incident before and after what of the report concerns it; ``before`` None: new."""

    events: tuple[int, ...]
    before: Incident | None
    after: Incident
    reason: str
    is_correction: bool = False


def _current(candidates: Sequence[Incident], done: Sequence[_Step]) -> list[Incident]:
    """Return the candidates as the groups before left them, new ones included."""
    changed = {step.after.id: step.after for step in done}
    opened_now = [step.after for step in done if step.before is None]
    return [*(changed.get(incident.id, incident) for incident in candidates), *opened_now]


def _note(done: list[_Step], step: _Step) -> None:
    """Add a step, or put it together with the one that changed the same incident before."""
    for index, earlier in enumerate(done):
        if earlier.after is step.before:
            done[index] = replace(
                earlier,
                events=(*earlier.events, *step.events),
                after=step.after,
                is_correction=earlier.is_correction or step.is_correction,
            )
            return
    done.append(step)


def _joined(group: Group, source: Source, verdict: Verdict) -> _Step:
    after = grown(verdict.incident, group, source)
    reason = f"{group.stance}: {verdict.why} = {verdict.points:.1f}"
    is_correction = group.stance is Stance.CORRECTS
    return _Step(group.events, verdict.incident, after, reason, is_correction)


def _opened(
    group: Group, source: Source, verdict: Verdict | None, candidates: Sequence[Incident]
) -> _Step:
    if verdict is None:
        reason = "new: no incident of its kind in these days"
    elif verdict.is_veto:
        reason = f"new: not #{verdict.incident.id}, {verdict.why}"
    else:
        doubt = "perhaps" if verdict.points >= MAYBE else "not"
        number = f"#{verdict.incident.id}"
        reason = f"new: {doubt} {number}, {verdict.why} = {verdict.points:.1f}"
    return _Step(group.events, None, opened(group, source, _links(group, candidates)), reason)


def _merged(step: _Step) -> Merged:
    """Number the incident: one report makes one version, however much of it it tells."""
    if step.before is None:
        return Merged(step.events, step.after, AlertReason.NEW, "", step.reason)
    if step.after == step.before:
        return Merged(step.events, step.before, None, "", step.reason)
    after = replace(step.after, version=step.before.version + 1)
    found = change(step.before, after, is_correction=step.is_correction)
    if found is None:
        return Merged(step.events, after, None, "", step.reason)
    return Merged(step.events, after, found.reason, found.note, step.reason)


def _links(group: Group, candidates: Sequence[Incident]) -> tuple[int, ...]:
    """Return the ids of the incidents that a new one follows, at most one of each family."""
    newest: dict[str, Incident] = {}
    for incident in candidates:
        other = newest.get(incident.family)
        is_newer = other is None or _recency(incident) > _recency(other)
        if is_newer and incident.id and _follows(group, incident):
            newest[incident.family] = incident
    return tuple(sorted(incident.id for incident in newest.values()))


def _recency(incident: Incident) -> tuple[float, int]:
    return incident.last_reported_at.timestamp(), incident.id


def _follows(group: Group, incident: Incident) -> bool:
    """Tell whether a new incident goes on from another: its place again, its truce, its war."""
    near = compare(group.places, incident.places)
    shared = blocs(incident.actors) & group.parties
    if near is Nearness.APART or incident.first_reported_at > group.said_at or not shared:
        return False
    if incident.family == group.family:
        days = days_between(group.when, when_of_incident(incident))
        return 0 <= days <= EPISODE.days and near is not Nearness.UNKNOWN
    return _is_of_its_truce(group, incident)


def _is_of_its_truce(group: Group, incident: Incident) -> bool:
    """Tell whether a group breaks the truce that an incident is, or ends the fighting of one."""
    since = group.said_at - incident.last_reported_at
    if group.family == VIOLENCE and incident.family == CEASEFIRE:
        return EventType.CEASEFIRE_VIOLATED in group.types and since <= TRUCE
    return group.family == CEASEFIRE and incident.family == VIOLENCE and since <= FOLLOW_UP
