"""A report + candidate incidents -> the incidents that it tells of, and what they are worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feeds.merge.blocks import EPISODE, FOLLOW_UP, TRUCE
from feeds.merge.days import days_between, when_of_incident
from feeds.merge.groups import Group, Stance, groups
from feeds.merge.kinship import UNRELATED, Kinship
from feeds.merge.match import Verdict, best
from feeds.merge.origins import blocs, speaker
from feeds.merge.places import Nearness, compare
from feeds.merge.profile import attached, grown, opened
from feeds.merge.revision import change
from feeds.merge.splitting import CEASEFIRE, VIOLENCE
from feeds.model import AlertReason, EventType, Incident, Report, Source, Standing


@dataclass(frozen=True, slots=True)
class Merged:
    """What a report did to one incident.

    ``events`` index ``Report.events``; it is empty for a copy in which nothing was read.
    ``incident`` has the id 0 if it is new, and a higher version if the report changed it.
    ``alert`` is None for a silent edit; ``note`` says the change in data terms, ``reason`` why the
    report joined or opened the incident. ``origin`` is that of its source, or of whom that copies.
    ``maybe_of`` is the id of the incident of which a new one may tell again, 0: it surely doesn't.
    """

    events: tuple[int, ...]
    incident: Incident
    alert: AlertReason | None
    note: str
    reason: str
    origin: str
    maybe_of: int = 0


def merge(
    report: Report, source: Source, candidates: Sequence[Incident], kinship: Kinship = UNRELATED
) -> tuple[Merged, ...]:
    """Return what a report does to incidents, that of its main event first; empty if it is silent.

    ``candidates`` are the incidents of ``blocks(report, source)`` and those of ``kinship``; any
    others are passed over. The answer depends on nothing else: the same input gives the same.
    """
    done: list[_Step] = []
    told = groups(report, source)
    for group in sorted(told, key=lambda group: group.stance is not Stance.TELLS):
        known = _current(candidates, done)
        verdict = best(group, known, kinship)
        if verdict is not None and verdict.joins:
            _note(done, _joined(group, source, verdict, kinship))
        elif group.can_open:
            _note(done, _opened(group, source, verdict, candidates))
    if not told:
        done += _copies(source, candidates, kinship)
    done.sort(key=lambda step: min(step.events, default=0))
    return tuple(_merged(step) for step in done)


@dataclass(frozen=True, slots=True)
class _Step:
    """One incident before and after what of the report concerns it; ``before`` None: new."""

    events: tuple[int, ...]
    before: Incident | None
    after: Incident
    reason: str
    origin: str
    is_correction: bool = False
    maybe_of: int = 0


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


def _joined(group: Group, source: Source, verdict: Verdict, kinship: Kinship) -> _Step:
    incident = verdict.incident
    copied = kinship.copied_from(incident.id)
    if copied:
        # Ten outlets with one wire report are one origin: who names nobody speaks for the wire.
        source = replace(source, origin=copied)
        group = replace(group, speaker=speaker(source, group.actors))
    reason = f"{group.stance}: {verdict.why} = {verdict.points:.1f}"
    is_correction = group.stance is Stance.CORRECTS
    after = grown(incident, group, source)
    return _Step(group.events, incident, after, reason, source.origin, is_correction)


def _copies(source: Source, candidates: Sequence[Incident], kinship: Kinship) -> Iterator[_Step]:
    """Yield the step of a copy in which nothing was read: one more page of what it copies."""
    why = "a copy, in which nothing was read"
    open_ones = {one.id: one for one in candidates if one.standing is not Standing.WITHDRAWN}
    for incident in [open_ones[one] for one in kinship.copied() if one in open_ones][:1]:
        copied = replace(source, origin=kinship.copied_from(incident.id))
        yield _Step((), incident, attached(incident, copied), why, copied.origin)


def _opened(
    group: Group, source: Source, verdict: Verdict | None, candidates: Sequence[Incident]
) -> _Step:
    after = opened(group, source, _links(group, candidates))
    is_uncertain = verdict is not None and verdict.is_uncertain
    maybe_of = verdict.incident.id if verdict is not None and is_uncertain else 0
    why = _why_new(verdict)
    return _Step(group.events, None, after, why, source.origin, maybe_of=maybe_of)


def _why_new(verdict: Verdict | None) -> str:
    if verdict is None:
        return "new: no incident of its kind in these days"
    number = f"#{verdict.incident.id}"
    if verdict.is_veto:
        return f"new: not {number}, {verdict.why}"
    doubt = "perhaps" if verdict.is_uncertain else "not"
    return f"new: {doubt} {number}, {verdict.why} = {verdict.points:.1f}"


def _merged(step: _Step) -> Merged:
    """Number the incident: one report makes one version, however much of it it tells."""
    alert, note, after = _told(step)
    return Merged(step.events, after, alert, note, step.reason, step.origin, step.maybe_of)


def _told(step: _Step) -> tuple[AlertReason | None, str, Incident]:
    """Return the reason to tell a step, what changed, and the incident with its version."""
    if step.before is None:
        return AlertReason.NEW, "", step.after
    if step.after == step.before:
        return None, "", step.before
    after = replace(step.after, version=step.before.version + 1)
    found = change(step.before, after, is_correction=step.is_correction)
    return (None, "", after) if found is None else (found.reason, found.note, after)


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
