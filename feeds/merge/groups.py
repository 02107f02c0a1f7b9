"""A report's events -> what it tells of one happening each.

A report may tell of violence, of the ceasefire that ended it and of prisoners: each goes its own
way, with its casualties.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from feeds.kinds import family
from feeds.merge.days import When, local_day, when_of_events, when_published
from feeds.merge.origins import NOBODY, blocs, side_of, speaker
from feeds.merge.places import has_settlement
from feeds.merge.splitting import CEASEFIRE, VIOLENCE, happenings, is_evidence_apart, places_of
from feeds.model import Casualty, Event, EventType, Place, Report, Scope, Side, Source, Status

_LATE = timedelta(days=3)
_STRONG_FAMILIES = frozenset({VIOLENCE, CEASEFIRE, "prisoners"})


class Stance(StrEnum):
    """What a report does to the incident that it speaks of."""

    TELLS = "tells"
    DENIES = "denies"
    TAKES_BACK = "takes back"
    CORRECTS = "corrects"
    """It takes back a figure, a place or a day, and gives the right one."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one report says of one happening: the unit that joins or opens an incident.

    ``events`` index ``Report.events``. ``speaker`` is who claims what nobody named does, as said by
    ``outlet``. ``can_open``: an incident may begin with it.
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
    outlet: str
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
        for members in happenings(report, indexes)
    ]
    found.sort(key=lambda group: min(group.events))
    return tuple(found)


def _by_stance(report: Report) -> Iterator[tuple[Stance, list[int]]]:
    stances: dict[Stance, list[int]] = {Stance.TELLS: [], Stance.DENIES: [], Stance.TAKES_BACK: []}
    for index, event in enumerate(report.events):
        if event.status.is_live and report.alert:
            stances[Stance.TELLS].append(index)
        elif event.status is Status.DENIED and (event.denied_by or event.claimed_by):
            stances[Stance.DENIES].append(index)
        elif event.status is Status.RETRACTED:
            stances[Stance.TAKES_BACK].append(index)
    yield from stances.items()


def _group(report: Report, source: Source, stance: Stance, members: Sequence[int]) -> Group:
    events = [report.events[index] for index in members]
    casualties = _casualties(report, members)
    types = tuple(dict.fromkeys(event.type for event in events))
    places = places_of(events)
    actors = _actors(events, casualties)
    return Group(
        stance=_stance(stance, events, casualties),
        family=_family(types),
        events=tuple(members),
        types=types,
        places=places,
        when=_when(events, places, source.published_at),
        local_time=_local_time(events),
        actors=actors,
        speaker=speaker(source, actors),
        outlet=source.outlet,
        claimed_by=_claimed_by(events, casualties),
        denied_by=_codes(event.denied_by for event in events),
        is_disputed=any(event.status is Status.DISPUTED for event in events),
        casualties=casualties,
        said_at=source.published_at,
        can_open=stance is Stance.TELLS and _can_open(report, members, places, casualties),
    )


def _when(events: Sequence[Event], places: Sequence[Place], said_at: datetime) -> When:
    """Return the day of events, that of publication where the named one is when a war began.

    "Since fighting began on 27 September" is the day of no single event: who tells of one days
    late tells where it was, or who died of it.
    """
    when = when_of_events(events, said_at)
    is_late = local_day(said_at, places) - when.on >= _LATE
    is_toll = all(event.type is EventType.CASUALTIES_UPDATE for event in events)
    is_vague = not has_settlement(places) and not is_toll
    is_begin = when.is_explicit and is_late and is_vague
    return when_published(said_at, places) if is_begin else when


def _stance(stance: Stance, events: Iterable[Event], casualties: Iterable[Casualty]) -> Stance:
    """Return the stance, told apart: a retraction that gives what is right is a correction."""
    if stance is not Stance.TAKES_BACK:
        return stance
    has_figure = any(c.low is not None or c.high is not None for c in casualties)
    is_correction = has_figure or any(event.is_correction for event in events)
    return Stance.CORRECTS if is_correction else Stance.TAKES_BACK


def _local_time(events: Sequence[Event]) -> str | None:
    return next((event.local_time for event in events if event.local_time), None)


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
    is_apart = all(is_evidence_apart(report.events[index], main) for index in members)
    return is_apart and (has_settlement(places) or bool(casualties))


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


def _claimed_by(events: Iterable[Event], casualties: Iterable[Casualty]) -> tuple[str, ...]:
    """Return who says it: of the events, or else of their figures."""
    return _codes(event.claimed_by for event in events) or _codes(
        figure.claimed_by for figure in casualties
    )


def _codes(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in lists for code in codes))
