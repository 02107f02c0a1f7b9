"""Pages of words: how handlers write a message from word ids."""

from bot.asking import Desk, Reply
from bot.hours import zone_of
from bot.layout import Line, Span, line, write
from bot.model import ChatSettings, Message
from bot.replies.areas import area_names
from bot.times import moment
from bot.words import Words

GAP: Line = (Span(""),)
"""An empty line."""


def page(words: Words, *keys: str) -> Message:
    """Write a message of these words, a line each."""
    return write([line(words.say(key)) for key in keys])


def told(desk: Desk, key: str, **values: str) -> Reply:
    """Answer with one line."""
    return Reply(write([line(desk.words.say(key, **values))]))


def choices(settings: ChatSettings, words: Words) -> list[Line]:
    """Write what a chat has chosen: where, and how."""
    return [
        line(words.say("chosen.areas", areas=area_names(settings.areas, words))),
        line(words.say("chosen.how", how=preset_name(settings, words))),
    ]


def preset_name(settings: ChatSettings, words: Words) -> str:
    """Say a chat's preset with its hours."""
    return words.say(
        f"preset.{settings.preset}",
        quiet_from=settings.quiet_from,
        quiet_to=settings.quiet_to,
        digest_at=settings.digest_at,
    )


def as_of(desk: Desk) -> Line:
    """Write when this was so, on the chat's clock: copies are passed on."""
    time = moment(desk.now, zone_of(desk.settings), desk.now, desk.words)
    return line(desk.words.say("as_of", time=time))
