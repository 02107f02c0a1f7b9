"""Which incident a report tells of: points for what agrees, a veto for what can't be.

An incident is compared by its profile, the fold of all its reports, because any single report
misses something.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from feeds.merge.evidence import Evidence, compared
from feeds.merge.groups import Group
from feeds.merge.splitting import CEASEFIRE
from feeds.model import Incident, Standing

JOINS = 2.75
"""Points from which a report joins."""
MAYBE = 1.75
"""Points from which it is named as a possible duplicate."""


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


def best(group: Group, candidates: Iterable[Incident]) -> Verdict | None:
    """Return the best fit, vetoed or not; the newest of equals, then the one with the lowest id."""
    verdicts = [judge(group, incident) for incident in candidates if _may_join(group, incident)]
    return max(verdicts, key=_rank, default=None)


def judge(group: Group, incident: Incident) -> Verdict:
    """Compare a report's group with an incident of its family, up to the first veto."""
    found: list[Evidence] = []
    for evidence in compared(group, incident):
        if evidence.is_veto:
            return Verdict(incident, 0.0, evidence.why, is_veto=True)
        found.append(evidence)
    points = round(sum(evidence.points for evidence in found), 2)
    why = ", ".join(f"{evidence.why} {evidence.points:+.1f}" for evidence in found)
    return Verdict(incident, points, why, is_veto=False)


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
