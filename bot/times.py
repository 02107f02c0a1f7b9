"""Times as a reader sees them: local weekday, day and hour, always with the offset from UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.words import Words
from feeds.model import Incident, Place, Theatre

_ZONES = {
    Theatre.ARMENIA_AZERBAIJAN: "Asia/Yerevan",  # Baku keeps the same hours: both UTC+4.
    Theatre.GEORGIA: "Asia/Tbilisi",
    Theatre.NORTH_CAUCASUS: "Europe/Moscow",
}
_NOWHERE = Theatre.ARMENIA_AZERBAIJAN
"""Whose clock counts where no place is known: all of the region but its north keeps it."""


def zone_of(places: tuple[Place, ...]) -> ZoneInfo:
    """Return the zone that people keep where something happened, as far as that is known."""
    theatres = [place.theatre for place in places if place.theatre]
    return ZoneInfo(_ZONES[theatres[0] if theatres else _NOWHERE])


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return the hour of ``at`` as "06:12"."""
    return at.astimezone(zone).strftime("%H:%M")


def offset(at: datetime, zone: ZoneInfo) -> str:
    """Return the offset that ``zone`` has at ``at``, as "UTC+4" or "UTC+5:30"."""
    text = at.astimezone(zone).strftime("%z")
    hours, minutes = int(text[:3]), text[3:5]
    return f"UTC{hours:+d}" + ("" if minutes == "00" else f":{minutes}")


def day(on: date, now: datetime, words: Words) -> str:
    """Return ``on`` as "Wed 5 Mar", with the year where it is not the year of ``now``."""
    form = "EEE d MMM" if on.year == now.year else "EEE d MMM y"
    return format_date(on, form, locale=words.language)


def moment(at: datetime, zone: ZoneInfo, now: datetime, words: Words) -> str:
    """Return a time of our own as "Wed 5 Mar 06:12 (UTC+4)"."""
    local = at.astimezone(zone)
    return words.say(
        "time", day=day(local.date(), now, words), time=clock(at, zone), offset=offset(at, zone)
    )


def happened(incident: Incident, now: datetime, words: Words) -> str:
    """Return when an incident happened, as far as it is told, on the clock of its place."""
    if incident.happened_on is None:
        return words.say("when.unknown")
    zone = zone_of(incident.places)
    noon = datetime(*incident.happened_on.timetuple()[:3], 12, tzinfo=zone)
    values = {"day": day(incident.happened_on, now, words), "offset": offset(noon, zone)}
    if incident.is_overnight:
        return words.say("when.night", **values)
    if incident.local_time:
        return words.say("when.hour", time=incident.local_time, **values)
    return words.say("when.day" if incident.is_day_explicit else "when.inferred", **values)
