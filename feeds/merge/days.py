"""On which local day something happened, and whether two such days may be one.

Consecutive days are two incidents. Only days that both texts name can veto; a day that is merely
implied by the time of publication lowers the points. Nights belong to two days: "overnight to
Friday" and "on Thursday at 23:30" are one night.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from feeds.model import Event, Incident, Place, Theatre

_DAY = timedelta(days=1)
_NIGHT_DESK = timedelta(hours=7)
_EVENING = "18:00"
_MORNING = "07:00"
_ZONES = {
    Theatre.ARMENIA_AZERBAIJAN: ZoneInfo("Asia/Yerevan"),
    Theatre.GEORGIA: ZoneInfo("Asia/Tbilisi"),
    Theatre.NORTH_CAUCASUS: ZoneInfo("Europe/Moscow"),
}


@dataclass(frozen=True, slots=True)
class When:
    """A local day, whether a text names it, and the night it lies in, if it does.

    ``night`` is the day on which that night began. ``is_overnight``: no more is known than that
    it was before or in the night which ended on ``on``, so the day before is as right.
    """

    on: date
    is_explicit: bool
    night: date | None = None
    is_overnight: bool = False


def when_of_events(events: Iterable[Event], said_at: datetime) -> When:
    """Return the day of a report's events: the first that a text names, else the first implied.

    Without any it is that of publication (``said_at``).
    """
    listed = tuple(events)
    known = [when for when in map(when_of_event, listed) if when is not None]
    if known:
        return min(known, key=lambda when: not when.is_explicit)
    return when_published(said_at, [place for event in listed for place in event.places])


def when_of_event(event: Event) -> When | None:
    """Return the day that a text names or implies for an event, if it does."""
    if event.happened_on is None:
        return None
    return _when(
        event.happened_on,
        event.local_time,
        is_explicit=event.is_day_explicit,
        is_overnight=event.is_overnight,
    )


def when_of_incident(incident: Incident) -> When:
    """Return the day of an incident; where no report names one, that of its first report."""
    published = when_published(incident.first_reported_at, incident.places)
    if incident.happened_on is None:
        return published
    if not incident.is_day_explicit and incident.happened_on == published.on:
        return published
    return _when(
        incident.happened_on,
        incident.local_time,
        is_explicit=incident.is_day_explicit,
        is_overnight=incident.is_overnight,
    )


def when_published(at: datetime, places: Iterable[Place]) -> When:
    """Return the day that a time of publication implies: in the small hours, either of two."""
    listed = tuple(places)
    day = local_day(at, listed)
    began = local_day(at - _NIGHT_DESK, listed)
    is_night = began != day
    return When(day, is_explicit=False, night=began if is_night else None, is_overnight=is_night)


def local_day(at: datetime, places: Iterable[Place]) -> date:
    """Return the day of ``at`` where the places lie (all but the North Caucasus are at UTC+4)."""
    theatres = [place.theatre for place in places if place.theatre is not None]
    zone = _ZONES[theatres[0] if theatres else Theatre.ARMENIA_AZERBAIJAN]
    return at.astimezone(zone).date()


def is_morning(at: datetime, places: Iterable[Place]) -> bool:
    """Tell whether it is before noon where the places lie."""
    listed = tuple(places)
    return local_day(at, listed) == local_day(at - _DAY / 2, listed) + _DAY


def days_between(one: When, other: When) -> int:
    """Return by how many days ``one`` is later than ``other``; the same night is 0."""
    if one.night is not None and other.night is not None:
        return (one.night - other.night).days
    for overnight, day in ((one, other), (other, one)):
        if overnight.is_overnight and overnight.night == day.on:
            return 0
    return (one.on - other.on).days


def _when(day: date, local_time: str | None, *, is_explicit: bool, is_overnight: bool) -> When:
    night = None
    if is_overnight or (local_time is not None and local_time < _MORNING):
        night = day - _DAY
    elif local_time is not None and local_time >= _EVENING:
        night = day
    return When(day, is_explicit, night, is_overnight)
