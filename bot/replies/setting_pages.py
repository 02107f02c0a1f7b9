"""The pages of /settings: what each offers, and what taking an option makes of a chat. Pure.

To add a setting that has a few values, add a row to ``PAGES`` and its words:
``settings.<name>`` and, for a page where nothing may be chosen, ``settings.<name>.any``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.model import ChatSettings, Rhythm
from bot.words import Words
from feeds.kinds import kinds
from feeds.model import Severity, Standing

QUIET_HOURS = ("2200-0700", "2300-0600", "0000-0800", "0000-0000")
ZONES = (
    "Asia/Yerevan",
    "Asia/Baku",
    "Asia/Tbilisi",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Paris",
    "UTC",
)
DIGEST_TIMES = ("0600", "0700", "0800", "0900", "1200", "1800", "2000", "2200")
STANDINGS = tuple(one for one in Standing if one is not Standing.WITHDRAWN)
SILENT, DISCREET = "silent", "discreet"


@dataclass(frozen=True, slots=True)
class Option:
    """One button of a page: what it takes, its label, and whether the chat has it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A row of ``PAGES``.

    ``take`` gives the chat with a value taken in (True) or out. ``is_many``: several may be chosen,
    or none; else one always is.
    """

    options: Callable[[ChatSettings, Words], tuple[Option, ...]]
    take: Callable[[ChatSettings, str, bool], ChatSettings]
    is_many: bool = False


def families() -> tuple[str, ...]:
    """Return the merge families of events in the order of the table."""
    return tuple(dict.fromkeys(kind.family for kind in kinds().values()))


def offered(page: Page, known: ChatSettings, words: Words, value: str) -> bool:
    """Tell whether a page offers a value: a client may press with any data it likes."""
    return any(option.value == value for option in page.options(known, words))


def _families(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    chosen = known.filter.families
    return tuple(Option(one, words.say(f"family.{one}"), one in chosen) for one in families())


def _take_family(known: ChatSettings, value: str, is_on: bool) -> ChatSettings:
    chosen = _with(known.filter.families, value, is_on)
    return replace(known, filter=replace(known.filter, families=chosen))


def _severities(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    least = known.filter.min_severity
    return tuple(Option(one, words.say(f"severity.{one}"), one is least) for one in Severity)


def _take_severity(known: ChatSettings, value: str, _is_on: bool) -> ChatSettings:
    return replace(known, filter=replace(known.filter, min_severity=Severity(value)))


def _standings(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    chosen = known.filter.standings
    return tuple(Option(one, words.say(f"standing.{one}"), one in chosen) for one in STANDINGS)


def _take_standing(known: ChatSettings, value: str, is_on: bool) -> ChatSettings:
    chosen = known.filter.standings
    standing = frozenset({Standing(value)})
    wanted = chosen | standing if is_on else chosen - standing
    return replace(known, filter=replace(known.filter, standings=wanted))


def _quiet_hours(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    now = f"{known.quiet_from}-{known.quiet_to}".replace(":", "")
    return tuple(
        Option(one, _hours(one, words), one == now or (_are_none(one) and _are_none(now)))
        for one in QUIET_HOURS
    )


def _take_quiet_hours(known: ChatSettings, value: str, _is_on: bool) -> ChatSettings:
    start, _, end = value.partition("-")
    return replace(known, quiet_from=_clock(start), quiet_to=_clock(end))


def _zones(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    del words
    return tuple(
        Option(one, one.rpartition("/")[2].replace("_", " "), one == known.chat.time_zone)
        for one in ZONES
    )


def _take_zone(known: ChatSettings, value: str, _is_on: bool) -> ChatSettings:
    return replace(known, chat=replace(known.chat, time_zone=value))


def _digests(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    is_hourly = known.rhythm is Rhythm.HOURLY
    daily = (
        Option(one, _clock(one), not is_hourly and _clock(one) == known.digest_at)
        for one in DIGEST_TIMES
    )
    return (*daily, Option(Rhythm.HOURLY, words.say("rhythm.hourly"), is_hourly))


def _take_digest(known: ChatSettings, value: str, _is_on: bool) -> ChatSettings:
    if value == Rhythm.HOURLY:
        return replace(known, rhythm=Rhythm.HOURLY)
    return replace(known, rhythm=Rhythm.DAILY, digest_at=_clock(value))


def _manners(known: ChatSettings, words: Words) -> tuple[Option, ...]:
    return (
        Option(SILENT, words.say("settings.manners.silent"), known.is_silent),
        Option(DISCREET, words.say("settings.manners.discreet"), known.is_discreet),
    )


def _take_manner(known: ChatSettings, value: str, is_on: bool) -> ChatSettings:
    if value == SILENT:
        return replace(known, is_silent=is_on)
    return replace(known, is_discreet=is_on)


def _with(chosen: frozenset[str], value: str, is_on: bool) -> frozenset[str]:
    return chosen | {value} if is_on else chosen - {value}


def _clock(digits: str) -> str:
    return f"{digits[:2]}:{digits[2:]}"


def _hours(span: str, words: Words) -> str:
    start, _, end = span.partition("-")
    return words.say("settings.quiet.none") if start == end else f"{_clock(start)}–{_clock(end)}"


def _are_none(span: str) -> bool:
    start, _, end = span.partition("-")
    return start == end


PAGES = MappingProxyType(
    {
        "families": Page(_families, _take_family, is_many=True),
        "severity": Page(_severities, _take_severity),
        "standings": Page(_standings, _take_standing, is_many=True),
        "quiet": Page(_quiet_hours, _take_quiet_hours),
        "digest": Page(_digests, _take_digest),
        "zone": Page(_zones, _take_zone),
        "manners": Page(_manners, _take_manner, is_many=True),
    }
)
