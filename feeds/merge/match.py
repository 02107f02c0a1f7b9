"""Which incident a report tells of: points for what agrees, a veto for what can't be.

An incident is compared by its profile, the fold of all its reports, because any single report
misses something.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feeds.merge.evidence import compared
from feeds.merge.groups import Group
from feeds.merge.kinship import UNRELATED, Kinship
from feeds.merge.splitting import CEASEFIRE
from feeds.merge.weights import JOINS, PERHAPS, WEIGHTS, Weight
from feeds.model import Incident, Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a report fits an incident; a veto leaves no points. ``why`` is for ``explain``."""

    incident: Incident
    points: float
    why: str
    is_veto: bool

    @property
    def joins(self) -> bool:
        """Tell whether the report tells of the incident."""
        return self.points >= JOINS

    @property
    def is_uncertain(self) -> bool:
        """Tell whether the report may tell of the incident, and doesn't join."""
        return PERHAPS <= self.points < JOINS


def best(
    group: Group, candidates: Iterable[Incident], kinship: Kinship = UNRELATED
) -> Verdict | None:
    """Return the best fit, vetoed or not; the newest of equals, then the one with the lowest id."""
    fitting = (incident for incident in candidates if _may_join(group, incident))
    return max((judge(group, one, kinship) for one in fitting), key=_rank, default=None)


def judge(
    group: Group,
    incident: Incident,
    kinship: Kinship = UNRELATED,
    weights: Mapping[Weight, float] = WEIGHTS,
) -> Verdict:
    """Compare a report's group with an incident of its family, up to the first veto."""
    total, named = 0.0, []
    for evidence in compared(group, incident, kinship):
        if evidence.weight is None:
            return Verdict(incident, 0.0, evidence.why, is_veto=True)
        points = weights[evidence.weight] * evidence.times
        total += points
        named.append(f"{evidence.why} {points:+.1f}")
    return Verdict(incident, round(total, 2), ", ".join(named), is_veto=False)


def _rank(verdict: Verdict) -> tuple[bool, float, float, int]:
    incident = verdict.incident
    return (
        not verdict.is_veto,
        verdict.points,
        incident.last_reported_at.timestamp(),
        -incident.id,
    )


def _may_join(group: Group, incident: Incident) -> bool:
    """Tell whether the families meet; news of a breach alone also looks at the truce.

    A withdrawn incident is closed: whoever tells of it again opens another.
    """
    if incident.standing is Standing.WITHDRAWN:
        return False
    return incident.family == group.family or (group.is_breach and incident.family == CEASEFIRE)
