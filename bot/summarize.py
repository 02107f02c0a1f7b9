"""incident + alert + language -> message: the forms of product.md, section 9. Pure.

A message is written from the structure alone: what a feed says reaches it only as names, figures
and links, cleaned and capped. It shows the incident as it stands ``now``, whatever version the
alert was about, because a reader wants the newest state once and not each step late.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.escape import clean
from bot.figures import former
from bot.layout import Line, line, write
from bot.model import OPERATOR_NOTE, SOURCE_NOTE, Message
from bot.names import headline, short_name, what_happened
from bot.parts import View, changed_by, claims, footer, linked, near, sources, statements, times
from bot.places import MAX_NAME, place_name, where
from bot.times import zone_of
from bot.watching import Sighting
from bot.words import words
from feeds.merge import Field
from feeds.model import Alert, AlertReason, Claim, Incident, Standing

MAX_REASON = 300
_BY_HAND = (OPERATOR_NOTE, SOURCE_NOTE)


class Mark(StrEnum):
    """What stands above a message that is not simply news."""

    SAMPLE = "sample"
    REPEAT = "repeat"
    SINGLE_REPORT = "single_report"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class Occasion:
    """How a message meets its reader.

    ``told_at`` is when this reader was last told of the incident: None writes a first message,
    whatever changed; a time writes an update or a correction. ``time_zone`` is the reader's
    (IANA), empty for that of the place. ``sighting`` is how near it is to what the reader watches.
    """

    told_at: datetime | None = None
    time_zone: str = ""
    marks: tuple[Mark, ...] = ()
    sighting: Sighting | None = None


def summarize(
    incident: Incident, alert: Alert, language: str, now: datetime, occasion: Occasion | None = None
) -> Message:
    """Write what one reader gets about ``alert``, a change of ``incident``.

    At most 4,096 characters once Telegram has parsed it. A ``language`` that we don't speak is
    English.
    """
    occasion = occasion or Occasion()
    zone = ZoneInfo(occasion.time_zone) if occasion.time_zone else zone_of(incident.places)
    view = View(incident, words(language), zone, now, occasion.sighting)
    marks = [line(view.words.say(f"mark.{mark}"), is_bold=True) for mark in occasion.marks]
    form = _form(view, alert, occasion.told_at)
    return write([*marks, *_heads(view, alert), *form, line(footer(view))])


def _form(view: View, alert: Alert, told_at: datetime | None) -> Iterator[Line]:
    if view.incident.standing is Standing.WITHDRAWN:
        return _withdrawal(view, alert, told_at)
    is_first = told_at is None and alert.other_id
    if alert.reason is AlertReason.CORRECTION and not is_first:
        return _correction(view, alert, told_at)
    if told_at is None or alert.reason in (AlertReason.MERGED, AlertReason.SPLIT):
        return _first(view, alert)
    return _update(view, alert, told_at)


def _heads(view: View, alert: Alert) -> Iterator[Line]:
    """Say first that the number has changed: merged into another one, or split off."""
    number = str(view.incident.id)
    if alert.incident_id not in (0, view.incident.id):
        old = str(alert.incident_id)
        yield line(view.words.say("merged", old=old, id=number), is_bold=True)
    elif alert.reason is AlertReason.SPLIT:
        other = str(alert.other_id)
        yield line(view.words.say("split", id=number, other=other), is_bold=True)


def _first(view: View, alert: Alert) -> Iterator[Line]:
    """ALERT: the first message of an incident."""
    yield line(headline(view.incident, view.words), is_bold=True)
    if alert.maybe_of:
        yield line(view.words.say("maybe_of", id=str(alert.maybe_of)))
    yield line(view.words.say("where", place=where(view.incident.places, view.words)))
    yield from near(view)
    yield from times(view)
    yield from linked(view)
    yield from claims(view, view.incident.claims)
    yield from statements(view)
    yield sources(view)


def _update(view: View, alert: Alert, told_at: datetime) -> Iterator[Line]:
    """UPDATE: what changed first, then what did not."""
    reason = view.words.say(f"reason.{alert.reason}")
    name = short_name(view.incident, view.words)
    yield line(view.words.say("update", name=name, reason=reason), is_bold=True)
    yield line(headline(view.incident, view.words))
    yield from near(view)
    news = _news(view.incident, told_at)
    yield from claims(view, news, "changed", with_former=True)
    yield from claims(view, _rest(view.incident, news), "unchanged")
    yield from statements(view)
    yield from linked(view)
    yield from times(view)
    yield sources(view)


def _correction(view: View, alert: Alert, told_at: datetime | None) -> Iterator[Line]:
    """FIX: what was said, what is said now, and who changed it."""
    name = short_name(view.incident, view.words)
    yield _told(view, "correction", told_at, name=name)
    yield line(headline(view.incident, view.words))
    news = _corrected(view.incident, alert, told_at)
    earlier = [former(claim) for claim in news if claim.before]
    yield from claims(view, earlier, "earlier")
    yield from claims(view, news, "changed")
    yield from claims(view, _rest(view.incident, news), "unchanged")
    yield from _put_right(view, alert)
    if alert.note.startswith(_BY_HAND):
        yield line(_by_operator(view, alert, "changed_by"))
    else:
        yield from changed_by(view, news)
    yield line(view.words.say("pass_on"))
    yield sources(view)


def _put_right(view: View, alert: Alert) -> Iterator[Line]:
    """Write a field that was put right, as it was and as it is; or what is told apart now."""
    if alert.other_id:
        yield line(view.words.say("split.off", other=str(alert.other_id)))
    if alert.field:
        was = _former(view, alert)
        yield line(view.words.say("earlier", claim=was))
        yield line(view.words.say("where", place=where(view.incident.places, view.words)))
        yield from times(view)


def _former(view: View, alert: Alert) -> str:
    """Return in words what a field was: a place or kind by its name, a day or hour as it is."""
    if not alert.former:
        return view.words.say("former.unknown")
    if alert.field == Field.PLACE:
        return place_name(alert.former, view.words)
    return view.words.say(f"event.{alert.former}") if alert.field == Field.KIND else alert.former


def _withdrawal(view: View, alert: Alert, told_at: datetime | None) -> Iterator[Line]:
    """OURS: an alert that should not have been, or that its source took back."""
    what = what_happened(view.incident, view.words)  # as it was sent, not "withdrawn" already
    values = {"id": str(view.incident.id), "headline": what}
    yield _told(view, "withdrawn", told_at, **values)
    yield line(_whose_mistake(view, alert))
    yield line(view.words.say("withdrawn.calm"))
    yield line(view.words.say("pass_on"))
    yield sources(view)


def _whose_mistake(view: View, alert: Alert) -> str:
    """Say who took it back, and why: an operator of ours, or the source itself."""
    if alert.note.startswith(_BY_HAND):
        return _by_operator(view, alert, "withdrawn")
    newest = max(view.incident.sources, key=lambda source: source.published_at)
    outlet, time = clean(newest.outlet, MAX_NAME), view.time(newest.published_at)
    return view.words.say("withdrawn.source", outlet=outlet, time=time)


def _by_operator(view: View, alert: Alert, key: str) -> str:
    """Say that an operator of ours did it, whose mistake it was, when, and why."""
    whose = "by_source" if alert.note.startswith(SOURCE_NOTE) else "operator"
    reason = clean(alert.note.partition(": ")[2], MAX_REASON)
    return view.words.say(f"{key}.{whose}", reason=reason, time=view.time(alert.created_at))


def _told(view: View, key: str, told_at: datetime | None, **values: str) -> Line:
    """Write a first line that says when this reader was told, where that is known."""
    if told_at is not None:
        key, values = f"{key}.told", values | {"time": view.time(told_at)}
    return line(view.words.say(key, **values), is_bold=True)


def _news(incident: Incident, told_at: datetime | None) -> list[Claim]:
    """Return the claims that were read since ``told_at``; else those that were read last."""
    read_at = {claim: _read_at(incident, claim) for claim in incident.claims}
    since = [claim for claim in incident.claims if told_at and read_at[claim] > told_at]
    newest = max(read_at.values(), default=None)
    return since or [claim for claim in incident.claims if read_at[claim] == newest]


def _read_at(incident: Incident, claim: Claim) -> datetime:
    """Return when we first read a claim: an outlet's own time may be long before."""
    reads = [
        source.first_read_at
        for source in incident.sources
        if (source.outlet, source.published_at) == (claim.outlet, claim.said_at)
    ]
    return min(reads, default=claim.said_at)


def _corrected(incident: Incident, alert: Alert, told_at: datetime | None) -> list[Claim]:
    """Return the figures that a correction is about: all where it was told as two, or none."""
    if alert.other_id:
        return list(incident.claims)
    return [] if alert.field else _news(incident, told_at)


def _rest(incident: Incident, news: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in incident.claims if claim not in news]
