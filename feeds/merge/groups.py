"""A report's events -> what it tells of one happening each.

A report may tell of violence, of the ceasefire that ended it and of prisoners: each goes its own
way, with its casualties. Within violence only events with settlements, or named days, of their
own are told apart; a report that names many places draws one picture of a front.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feeds.kinds import family
from feeds.merge.days import When, days_between, when_of_event, when_of_events
from feeds.merge.origins import NOBODY, blocs, side_of, speaker
from feeds.merge.places import Nearness, compare, has_settlement
from feeds.model import Casualty, Event, EventType, Place, Report, Scope, Side, Source, Status

VIOLENCE = "violence"
CEASEFIRE = "ceasefire"
_MAX_APART = 2
"""Settlements that one report may tell apart; with more it describes a front."""
_STRONG_FAMILIES = frozenset({VIOLENCE, CEASEFIRE, "prisoners"})
_NOT_FACTS = frozenset({EventType.CASUALTIES_UPDATE, EventType.CEASEFIRE_VIOLATED})


class Stance(StrEnum):
    """What a report does to the incident that it speaks of."""

    TELLS = "tells"
    DENIES = "denies"
    TAKES_BACK = "takes back"
    CORRECTS = "corrects"
    """It takes back a figure and gives the right one."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one report says of one happening: the unit that joins or opens an incident.

    ``events`` index ``Report.events``. ``speaker`` is who claims what nobody named does.
    ``can_open``: an incident may begin with it.
    """

    stance: Stance
    family: str
    events: tuple[int, ...]
    types: tuple[EventType, ...]
    places: tuple[Place, ...]
    when: When
    local_time: str | None
    actors: tuple[Side, ...]
    speaker: str
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    is_disputed: bool
    casualties: tuple[Casualty, ...]
    said_at: datetime
    can_open: bool

    @property
    def parties(self) -> frozenset[Side]:
        """The peoples that act, suffer or speak."""
        speakers = (side_of(code) for code in (*self.claimed_by, *self.denied_by))
        return blocs((*self.actors, *speakers))

    @property
    def is_toll(self) -> bool:
        """Tell whether it brings figures only."""
        return self.types == (EventType.CASUALTIES_UPDATE,)

    @property
    def is_breach(self) -> bool:
        """Tell whether it says no more than that a truce is broken: no settlement, no number."""
        is_bare = not has_settlement(self.places) and not any(c.low for c in self.casualties)
        return self.types[0] is EventType.CEASEFIRE_VIOLATED and is_bare


def groups(report: Report, source: Source) -> tuple[Group, ...]:
    """Return what a report tells, the happening of its main event first.

    A silent report tells nothing: only its denials, retractions and corrections count.
    """
    found = [
        _group(report, source, stance, members)
        for stance, indexes in _by_stance(report)
        for members in _split(report, indexes)
    ]
    found.sort(key=lambda group: min(group.events))
    return tuple(found)


def _by_stance(report: Report) -> Iterator[tuple[Stance, list[int]]]:
    stances: dict[Stance, list[int]] = {
        stance: [] for stance in (Stance.TELLS, Stance.DENIES, Stance.TAKES_BACK)
    }
    for index, event in enumerate(report.events):
        if event.status.is_live and report.alert:
            stances[Stance.TELLS].append(index)
        elif event.status is Status.DENIED and (event.denied_by or event.claimed_by):
            stances[Stance.DENIES].append(index)
        elif event.status is Status.RETRACTED:
            stances[Stance.TAKES_BACK].append(index)
    yield from stances.items()


def _split(report: Report, indexes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indexes of the events that belong to one happening."""
    families: dict[str, list[int]] = {}
    for index in indexes:
        families.setdefault(family(report.events[index].type), []).append(index)
    violence = families.pop(VIOLENCE, [])
    facts = [index for index in violence if report.events[index].type not in _NOT_FACTS]
    others = [index for index in violence if index not in facts]
    if not facts and others and families.get(CEASEFIRE):
        # "The truce is in force, and both accuse the other of breaking it" is news of the truce.
        families[CEASEFIRE] += [i for i in others if not _has_figures(report, i)]
        others = [i for i in others if _has_figures(report, i)]
    clusters = _clusters(report, facts or others[:1])
    for index in others:
        if not any(index in cluster for cluster in clusters):
            _nearest(report, clusters, index).append(index)
    yield from (sorted(cluster) for cluster in clusters)
    yield from families.values()


def _clusters(report: Report, indexes: Sequence[int]) -> list[list[int]]:
    """Put events together unless they are plainly two; one that fits two brings them together."""
    clusters: list[list[int]] = []
    for index in indexes:
        fitting = [c for c in clusters if not any(_are_two(report, index, i) for i in c)]
        merged = [index, *(i for cluster in fitting for i in cluster)]
        clusters = [c for c in clusters if c not in fitting] + [merged]
    if len(clusters) > _MAX_APART:
        return [[index for cluster in clusters for index in cluster]]
    return clusters


def _are_two(report: Report, one: int, other: int) -> bool:
    """Tell whether two events of one report are surely two happenings."""
    a, b = report.events[one], report.events[other]
    if not _is_evidence_apart(a, b):
        return False
    if _are_other_days(when_of_event(a), when_of_event(b)):
        return True
    are_settled = has_settlement(a.places) and has_settlement(b.places)
    return are_settled and compare(a.places, b.places) is Nearness.APART


def _are_other_days(one: When | None, other: When | None) -> bool:
    if one is None or other is None or not (one.is_explicit and other.is_explicit):
        return False
    return days_between(one, other) != 0


def _is_evidence_apart(one: Event, other: Event) -> bool:
    """Tell whether both events rest on words of their own."""
    if not one.evidence or not other.evidence:
        return False
    return not any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def _nearest(report: Report, clusters: list[list[int]], index: int) -> list[int]:
    """Return the cluster that a toll or a violation goes with: one at its place, else the first."""
    places = report.events[index].places
    for cluster in clusters:
        near = compare(places, _places(report.events[i] for i in cluster))
        if near not in (Nearness.APART, Nearness.UNKNOWN):
            return cluster
    return clusters[0]


def _group(report: Report, source: Source, stance: Stance, members: Sequence[int]) -> Group:
    events = [report.events[index] for index in members]
    casualties = _casualties(report, members)
    types = tuple(dict.fromkeys(event.type for event in events))
    places = _places(events)
    has_figure = any(c.low is not None or c.high is not None for c in casualties)
    is_correction = stance is Stance.TAKES_BACK and has_figure
    actors = _actors(events, casualties)
    return Group(
        stance=Stance.CORRECTS if is_correction else stance,
        family=_family(types),
        events=tuple(members),
        types=types,
        places=places,
        when=when_of_events(events, source.published_at),
        local_time=next((event.local_time for event in events if event.local_time), None),
        actors=actors,
        speaker=speaker(source, actors),
        claimed_by=_codes(event.claimed_by for event in events),
        denied_by=_codes(event.denied_by for event in events),
        is_disputed=any(event.status is Status.DISPUTED for event in events),
        casualties=casualties,
        said_at=source.published_at,
        can_open=stance is Stance.TELLS and _can_open(report, members, places, casualties),
    )


def _family(types: Sequence[EventType]) -> str:
    """Return the family of events that go together: a breach beside a truce is of the truce."""
    families = [family(event_type) for event_type in types]
    return CEASEFIRE if CEASEFIRE in families else families[0]


def _can_open(
    report: Report, members: Sequence[int], places: Iterable[Place], casualties: Sequence[Casualty]
) -> bool:
    """Tell whether an incident may begin: with the main event, or with one of its own substance.

    What a report mentions beside its main event is often the past that the main event ended.
    """
    live = [index for index, event in enumerate(report.events) if event.status.is_live]
    if live[0] in members:
        return True
    if family(report.events[members[0]].type) not in _STRONG_FAMILIES:
        return False
    main = report.events[live[0]]
    is_apart = all(_is_evidence_apart(report.events[index], main) for index in members)
    return is_apart and (has_settlement(places) or bool(casualties))


def _has_figures(report: Report, index: int) -> bool:
    return any(casualty.event == index for casualty in report.casualties)


def _casualties(report: Report, members: Sequence[int]) -> tuple[Casualty, ...]:
    return tuple(
        casualty
        for casualty in report.casualties
        if casualty.event in members and casualty.scope is not Scope.BACKGROUND
    )


def _actors(events: Sequence[Event], casualties: Sequence[Casualty]) -> tuple[Side, ...]:
    acting = [side for event in events for side in (event.actor, event.target)]
    named = [side for side in (*acting, *(c.side for c in casualties)) if side is not None]
    return tuple(dict.fromkeys(side for side in named if side not in NOBODY))


def _places(events: Iterable[Event]) -> tuple[Place, ...]:
    return tuple({place.name: place for event in events for place in event.places}.values())


def _codes(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in lists for code in codes))
