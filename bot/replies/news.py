"""/latest and /incident: what was reported, as it stands now."""

import re
from collections.abc import Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.asking import Desk, Reply
from bot.coverage import coverage, coverage_line
from bot.layout import MAX_CHARACTERS, Line, line, units, write
from bot.model import ALL_AREAS, Message
from bot.names import headline
from bot.replies.areas import area_names, read_areas
from bot.replies.pages import GAP, as_of, told
from bot.store.shown import hidden
from bot.summarize import Occasion, summarize
from bot.times import moment, zone_of
from feeds.model import Alert, AlertReason, Incident, Standing, Theatre
from feeds.store import alerts, feeds, incidents

SHOWN = 8
LOOKED_AT = 200
RECENT = timedelta(days=7)
_NUMBER = re.compile(r"#?0*([1-9][0-9]{0,8})")


def latest(desk: Desk) -> Reply:
    """/latest [area]: the newest incidents of the chat's areas, or of those named."""
    areas = desk.settings.areas or ALL_AREAS
    if desk.ask.arguments:
        named = read_areas(desk.ask.arguments, desk.words)
        if named is None:
            return told(desk, "latest.example")
        areas = named
    shown = latest_lines(desk, areas, SHOWN)
    title = desk.words.say("latest", areas=area_names(areas, desk.words))
    return Reply(
        write(
            [
                line(title, is_bold=True),
                *(shown or [line(desk.words.say("latest.none", days=str(RECENT.days)))]),
                GAP,
                coverage_of(desk, areas),
                line(desk.words.say("calm")),
                as_of(desk),
            ]
        )
    )


def latest_lines(desk: Desk, areas: Collection[Theatre], most: int) -> list[Line]:
    """Write the newest incidents of these areas, the newest first, a line each."""
    found = [
        incident
        for incident in incidents.newest(desk.connection, LOOKED_AT)
        if _is_in(incident, areas) and desk.now - incident.last_reported_at <= RECENT
    ]
    held = hidden(desk.connection, [incident.id for incident in found], desk.now)
    open_ones = [incident for incident in found if incident.id not in held]
    return [line(_entry(desk, incident)) for incident in open_ones[:most]]


def coverage_of(desk: Desk, areas: Collection[Theatre]) -> Line:
    """Write how many sources of these areas are read now."""
    states = {row.name: row.state.state for row in feeds.every(desk.connection)}
    return line(coverage_line(coverage(desk.config.feeds, states, areas), desk.words))


def incident(desk: Desk) -> Reply:
    """/incident N: one incident as it stands now, under its present number."""
    number = _NUMBER.fullmatch(desk.ask.arguments)
    if number is None:
        return told(desk, "incident.example")
    wanted = int(number[1])
    found = incidents.get(desk.connection, wanted)
    if found is None or hidden(desk.connection, [found.id], desk.now):
        return told(desk, "incident.unknown", id=str(wanted))
    message = _written(desk, found)
    if found.id != wanted:
        moved = desk.words.say("incident.moved", old=str(wanted), id=str(found.id))
        message = _below(write([line(moved)]), message)
    return Reply(message)


def _written(desk: Desk, found: Incident) -> Message:
    """Write an incident as to somebody who never heard of it."""
    last = [*alerts.of_incident(desk.connection, found.id)][-1:]
    shown = Alert(0, found.id, found.version, AlertReason.NEW, found.last_reported_at)
    if last and found.standing is Standing.WITHDRAWN:
        shown = last[0]
    occasion = Occasion(time_zone=desk.zone)
    return summarize(found, shown, desk.words.language, desk.now, occasion)


def _below(head: Message, message: Message) -> Message:
    """Put a line above a message, if there is room for it."""
    joined = Message(f"{head.html}\n{message.html}", f"{head.plain}\n{message.plain}")
    return joined if units(joined.plain) <= MAX_CHARACTERS else message


def _entry(desk: Desk, incident: Incident) -> str:
    zone = ZoneInfo(desk.zone) if desk.zone else zone_of(incident.places)
    return desk.words.say(
        "latest.entry",
        id=str(incident.id),
        headline=headline(incident, desk.words),
        time=moment(incident.last_reported_at, zone, desk.now, desk.words),
    )


def _is_in(incident: Incident, areas: Collection[Theatre]) -> bool:
    """Tell whether an incident is of these areas; one whose area nobody knows is of all."""
    theatres = {place.theatre for place in incident.places if place.theatre}
    return not theatres or bool(theatres & set(areas))
