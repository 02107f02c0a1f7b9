"""Which events of a report tell of one happening.

Each family goes its own way. Within violence only events with settlements, or named days, of
their own are told apart; a report that names many places draws one picture of a front.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from feeds.kinds import family
from feeds.merge.days import When, days_between, when_of_event
from feeds.merge.places import Nearness, compare, has_settlement
from feeds.model import Event, EventType, Place, Report

VIOLENCE = "violence"
CEASEFIRE = "ceasefire"
_MAX_APART = 2
"""Settlements that one report may tell apart; with more it describes a front."""
_NOT_FACTS = frozenset({EventType.CASUALTIES_UPDATE, EventType.CEASEFIRE_VIOLATED})


def happenings(report: Report, indexes: Iterable[int]) -> Iterator[list[int]]:
    """Yield lists of those of ``indexes`` (into ``report.events``) that belong together."""
    families: dict[str, list[int]] = {}
    for index in indexes:
        families.setdefault(family(report.events[index].type), []).append(index)
    violence = families.pop(VIOLENCE, [])
    others, facts = _parted(violence, lambda index: report.events[index].type in _NOT_FACTS)
    if not facts and CEASEFIRE in families:
        # "The truce is in force, and both accuse the other of breaking it" is news of the truce.
        others, uncounted = _parted(others, lambda index: _has_figures(report, index))
        families[CEASEFIRE] += uncounted
    yield from _violence(report, facts or others[:1], others if facts else others[1:])
    yield from families.values()


def _parted(indexes: Iterable[int], is_first: Callable[[int], bool]) -> tuple[list[int], list[int]]:
    first = [index for index in indexes if is_first(index)]
    return first, [index for index in indexes if index not in first]


def is_evidence_apart(one: Event, other: Event) -> bool:
    """Tell whether both events rest on words of their own."""
    if not one.evidence or not other.evidence:
        return False
    return not any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def places_of(events: Iterable[Event]) -> tuple[Place, ...]:
    """Return the places of several events, each once."""
    return tuple({place.name: place for event in events for place in event.places}.values())


def _violence(report: Report, facts: Sequence[int], others: Sequence[int]) -> Iterator[list[int]]:
    """Yield the facts that belong together, each with the tolls and violations at its place."""
    clusters = _clusters(report, facts)
    for index in others:
        _nearest(report, clusters, index).append(index)
    yield from (sorted(cluster) for cluster in clusters)


def _clusters(report: Report, indexes: Sequence[int]) -> list[list[int]]:
    """Put events together unless they are plainly two; one that fits two brings them together."""
    clusters: list[list[int]] = []
    for index in indexes:
        fitting = [c for c in clusters if not any(_are_two(report, index, i) for i in c)]
        merged = [index, *chain.from_iterable(fitting)]
        clusters = [c for c in clusters if c not in fitting] + [merged]
    if len(clusters) > _MAX_APART:
        return [list(chain.from_iterable(clusters))]
    return clusters


def _are_two(report: Report, one: int, other: int) -> bool:
    """Tell whether two events of one report are surely two happenings."""
    a, b = report.events[one], report.events[other]
    if not is_evidence_apart(a, b):
        return False
    if _are_other_days(when_of_event(a), when_of_event(b)):
        return True
    are_settled = has_settlement(a.places) and has_settlement(b.places)
    return are_settled and compare(a.places, b.places) is Nearness.APART


def _are_other_days(one: When | None, other: When | None) -> bool:
    if one is None or other is None or not (one.is_explicit and other.is_explicit):
        return False
    return days_between(one, other) != 0


def _nearest(report: Report, clusters: list[list[int]], index: int) -> list[int]:
    """Return the cluster that a toll or a violation goes with: one at its place, else the first."""
    places = report.events[index].places
    for cluster in clusters:
        near = compare(places, places_of(report.events[i] for i in cluster))
        if near not in (Nearness.APART, Nearness.UNKNOWN):
            return cluster
    return clusters[0]


def _has_figures(report: Report, index: int) -> bool:
    return any(casualty.event == index for casualty in report.casualties)
