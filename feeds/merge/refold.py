"""An incident folded anew from the reports that are said to tell of it: for a merge or a split.

What the matcher decides is left aside: somebody has decided which reports belong together. So
joining two incidents and parting them again gives back what was there. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feeds.merge.groups import Group, Stance, groups
from feeds.merge.profile import attached, grown, opened
from feeds.model import Incident, Report, Source


@dataclass(frozen=True, slots=True)
class Retold:
    """A report with its source, and which of its events tell of the incident (none: a copy)."""

    report: Report
    source: Source
    events: tuple[int, ...]


def refold(told: Sequence[Retold], like: Incident) -> Incident:
    """Fold reports, in the order in which they were read, into the next version of ``like``.

    Its id, its links and whether readers know of it stay.

    Raises:
        ValueError: No report tells of anything: there is nothing left of the incident.
    """
    steps = list(_steps(told))
    first = next((n for n, (group, _) in enumerate(steps) if group.stance is Stance.TELLS), None)
    if first is None:
        raise ValueError(f"no report left that tells of #{like.id}")
    group, source = steps.pop(first)
    folded = opened(group, source, like.links)
    for group, source in steps:
        folded = grown(folded, group, source)
    for copy in told:
        folded = folded if copy.events else attached(folded, copy.source)
    return replace(folded, id=like.id, version=like.version + 1, is_told=like.is_told)


def _steps(told: Sequence[Retold]) -> Iterator[tuple[Group, Source]]:
    for one in told:
        found = groups(one.report, one.source)
        for group in sorted(found, key=lambda group: group.stance is not Stance.TELLS):
            if not set(group.events).isdisjoint(one.events):
                yield group, one.source
