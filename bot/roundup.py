"""Several incidents in one message: the daily digest, and what was too much or too late. Pure.

Each incident has a line with its number, version and time, so that none is lost and each can be
asked for; what doesn't fit is cut from the lines, never a line from the message.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.claims import claim_lines
from bot.escape import clean
from bot.layout import MAX_CHARACTERS, Line, line, units, write
from bot.model import Message
from bot.names import headline
from bot.summarize import Mark
from bot.times import clock, day, moment, offset
from bot.words import Words
from feeds.kinds import kinds
from feeds.model import Alert, AlertReason, Incident, Standing

LONGEST = 300
"""Characters of one incident's line."""
EVENT_FAMILIES = frozenset({"violence", "ceasefire", "prisoners"})


class Section(StrEnum):
    """What a round-up is divided into, in this order."""

    CORRECTED = "corrected"
    NEW = "new"
    UPDATED = "updated"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a round-up is for. ``coverage`` is the line on the sources of their areas, or empty."""

    words: Words
    zone: ZoneInfo
    now: datetime
    marks: tuple[Mark, ...] = ()
    coverage: str = ""


def round_up(told: Sequence[tuple[Incident, Alert]], reader: Reader) -> Message:
    """Write what ``told`` holds, each incident once, as it stands now.

    At most 4,096 characters for up to 30 incidents.
    """
    newest = {incident.id: (incident, alert) for incident, alert in told}
    sections = _sections(list(newest.values()))
    words = reader.words
    count = words.count("round_up", len(newest), offset=offset(reader.now, reader.zone))
    head = [*_marks(reader), line(count, is_bold=True)]
    foot = [line(reader.coverage)] if reader.coverage else []
    as_of = moment(reader.now, reader.zone, reader.now, words)
    foot.append(line(words.say("as_of", time=as_of)))
    titles = {
        section: words.say(f"round_up.{section}", number=str(len(found)))
        for section, found in sections.items()
    }
    fixed = sum(_length(one) + 1 for one in (*head, *map(line, titles.values()), *foot))
    longest = min(LONGEST, (MAX_CHARACTERS - fixed) // len(newest) - 1)
    body: list[Line] = []
    for section, found in sections.items():
        body.append(line(titles[section], is_bold=True))
        body += [line(_entry(incident, reader, longest)) for incident in found]
    return write([*head, *body, *foot])


def empty(reader: Reader) -> Message:
    """Write a digest of nothing, which says that silence is not safety."""
    words = reader.words
    as_of = moment(reader.now, reader.zone, reader.now, words)
    head = [*_marks(reader), line(words.say("round_up.none"), is_bold=True)]
    foot = [line(words.say("calm")), line(words.say("as_of", time=as_of))]
    return write([*head, line(reader.coverage), *foot])


def _marks(reader: Reader) -> Iterator[Line]:
    for mark in reader.marks:
        yield line(reader.words.say(f"mark.{mark}"), is_bold=True)


def _sections(told: Sequence[tuple[Incident, Alert]]) -> Mapping[Section, Sequence[Incident]]:
    """Sort incidents into the sections that have any, the newest report first."""
    found: dict[Section, list[Incident]] = {section: [] for section in Section}
    for incident, alert in sorted(told, key=lambda one: one[0].last_reported_at, reverse=True):
        found[_section(incident, alert)].append(incident)
    return {section: incidents for section, incidents in found.items() if incidents}


def _section(incident: Incident, alert: Alert) -> Section:
    is_withdrawn = incident.standing is Standing.WITHDRAWN
    if is_withdrawn or alert.reason is AlertReason.CORRECTION:
        return Section.CORRECTED
    if not EVENT_FAMILIES & {kinds()[kind].family for kind in incident.types}:
        return Section.STATEMENTS
    return Section.NEW if alert.reason is AlertReason.NEW else Section.UPDATED


def _entry(incident: Incident, reader: Reader, longest: int) -> str:
    """Write one incident: its number first, so that it stays where the line is cut."""
    theatre = next((place.theatre for place in incident.places if place.theatre), None)
    claims = claim_lines(incident.claims, reader.words, theatre)
    local = incident.last_reported_at.astimezone(reader.zone)
    time = clock(local, reader.zone)
    if local.date() != reader.now.astimezone(reader.zone).date():
        time = f"{day(local.date(), reader.now, reader.words)} {time}"
    text = reader.words.say(
        "round_up.entry",
        id=str(incident.id),
        version=str(incident.version),
        time=time,
        what="; ".join([headline(incident, reader.words), *claims]),
    )
    cut = clean(text, longest)
    return cut if units(cut) <= longest else clean(text, longest // 2)


def _length(one: Line) -> int:
    return sum(units(span.text) for span in one)
