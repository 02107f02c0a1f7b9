"""/sources and /status: what is read now, and what this chat hears."""

from collections.abc import Iterator

from bot.asking import Desk, Reply
from bot.coverage import Coverage, coverage, names
from bot.hours import zone_of
from bot.layout import Line, line, write
from bot.model import ALL_AREAS, ChatState
from bot.replies.news import coverage_of
from bot.replies.pages import GAP, as_of, choices
from bot.times import offset
from feeds.store import feeds


def sources(desk: Desk) -> Reply:
    """/sources: the outlets of each area, those that are read now and those that are not."""
    states = {row.name: row.state.state for row in feeds.every(desk.connection)}
    found = coverage(desk.config.feeds, states, desk.settings.areas or ALL_AREAS)
    lines = [text for one in found for text in _area(desk, one)]
    return Reply(write([*lines, line(desk.words.say("calm")), as_of(desk)]))


def _area(desk: Desk, one: Coverage) -> Iterator[Line]:
    yield line(desk.words.say(f"area.{one.area}"), is_bold=True)
    total = str(len(one.read) + len(one.silent))
    values = {"number": str(len(one.read)), "all": total, "names": names(one.read, desk.words)}
    yield line(desk.words.say("sources.read" if one.read else "sources.none", **values))
    if one.silent:
        yield line(desk.words.say("sources.silent", names=names(one.silent, desk.words)))
    yield GAP


def status(desk: Desk) -> Reply:
    """/status: what this chat has chosen, whether it is told, and how well we read."""
    settings = desk.settings
    zone = zone_of(settings)
    lines = [line(desk.words.say(f"state.{settings.state}"), is_bold=True)]
    if settings.areas:
        lines += choices(settings, desk.words)
        lines.append(
            line(desk.words.say("status.zone", zone=zone.key, offset=offset(desk.now, zone)))
        )
    lines += [GAP, coverage_of(desk, settings.areas or ALL_AREAS)]
    if settings.state is not ChatState.ACTIVE:
        lines.append(line(desk.words.say("status.begin")))
    return Reply(write([*lines, line(desk.words.say("calm")), as_of(desk)]))
