"""/sources and /status: what is read now, and what this chat hears."""

from bot.asking import Desk, Reply
from bot.coverage import area_lines, coverage
from bot.hours import zone_of
from bot.layout import line, write
from bot.model import ALL_AREAS, ChatState
from bot.replies.news import coverage_of
from bot.replies.pages import GAP, as_of, choices
from bot.times import offset
from feeds.store import feeds


def sources(desk: Desk) -> Reply:
    """/sources: the outlets of each area, those that are read now and those that are not."""
    states = {row.name: row.state.state for row in feeds.every(desk.connection)}
    found = coverage(desk.config.feeds, states, desk.settings.areas or ALL_AREAS)
    lines = [text for one in found for text in (*area_lines(one, desk.words), GAP)]
    return Reply(write([*lines, line(desk.words.say("calm")), as_of(desk)]))


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
