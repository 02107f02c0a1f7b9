"""When it happened: weekdays, dates, years and hours, resolved against the day of publishing.

Days are local days of the theatre: what happened at 01:30 in Goris happened on that day there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from feeds.extract.classes import Line, letters_of, rule
from feeds.model import Side, Span, Theatre

NIGHTS = frozenset({"night", "nights"})
STALE_DAYS = 10
"""An event further back than this is history and not news."""

_ZONES: Mapping[Theatre | None, ZoneInfo] = MappingProxyType(
    {
        Theatre.ARMENIA_AZERBAIJAN: ZoneInfo("Asia/Yerevan"),
        Theatre.GEORGIA: ZoneInfo("Asia/Tbilisi"),
        Theatre.NORTH_CAUCASUS: ZoneInfo("Europe/Moscow"),
        None: ZoneInfo("Asia/Yerevan"),
    }
)
_BAKU = ZoneInfo("Asia/Baku")
_DAY_MONTH = rule(
    "(?P<d>{number}){of}?(?P<m>{month}){comma}?(?P<y>{date})?"
    "|(?P<m2>{month})(?P<d2>{number}){comma}?(?P<y2>{date})?"
)
_MONTH = rule("(?P<m>{month}){of|comma}?(?P<y>{date})?")
_YEAR = rule("(?P<y>{date})")
_WEEKDAY = rule("(?P<w>{weekday})")
_DAYWORD = rule("(?P<w>{dayword})")
_DATED = letters_of("month|date|weekday|dayword")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])(?::([0-5]\d))?\s*([ap])\.?m\b|\b([01]?\d|2[0-3]):([0-5]\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day or, where ``last`` is later than ``first``, a month or year; and its words."""

    first: date
    last: date
    unit: int
    span: Span

    @property
    def is_single(self) -> bool:
        """Tell whether it is one day."""
        return self.first == self.last


def local_day(published_at: datetime, theatre: Theatre | None, side: Side | None = None) -> date:
    """Return the local day of a moment in a theatre (Baku's where Azerbaijan speaks)."""
    zone = _BAKU if side is Side.AZE else _ZONES[theatre]
    try:
        return published_at.astimezone(zone).date()
    except OverflowError:
        return published_at.date()


def days_of(line: Line, today: date) -> tuple[Day, ...]:
    """Return the days, months and years that a sentence names, in order."""
    found: dict[int, Day] = {}
    if _DATED.isdisjoint(line.letters):
        return ()
    for match in _DAY_MONTH.finditer(line.letters):
        part = match.groupdict()
        day = match.start("d") if part["d"] else match.start("d2")
        month = match.start("m") if part["m"] else match.start("m2")
        year = match.start("y") if part["y"] else match.start("y2") if part["y2"] else None
        _put(found, line, match, _date(line, today, day, month, year))
    for pattern, read in (
        (_MONTH, _month),
        (_YEAR, _year),
        (_WEEKDAY, _weekday),
        (_DAYWORD, _near),
    ):
        for match in pattern.finditer(line.letters):
            if not any(at in found for at in range(match.start(), match.end())):
                _put(found, line, match, read(line, match, today))
    return tuple(found[at] for at in sorted(found) if found[at].unit == at)


def _put(
    found: dict[int, Day], line: Line, match: re.Match[str], bounds: tuple[date, date] | None
) -> None:
    if bounds is None:
        return
    units = line.units[match.start() : match.end()]
    day = Day(*bounds, match.start(), (units[0].start, units[-1].end))
    for at in range(match.start(), match.end()):
        found[at] = day


def _date(
    line: Line, today: date, day: int, month: int, year: int | None
) -> tuple[date, date] | None:
    number, value = line.units[day].low or 0, int(line.units[month].value)
    if line.units[day].high == number + 1:
        number += 1  # "the night of 3-4 March" ends on the fourth
    try:
        if year is not None:
            on = date(line.units[year].low or 0, value, number)
        else:
            on = date(today.year, value, number)
            if on > today + timedelta(days=180):
                on = date(today.year - 1, value, number)
    except ValueError:
        return None
    return on, on


def _month(line: Line, match: re.Match[str], today: date) -> tuple[date, date] | None:
    value = int(line.units[match.start("m")].value)
    year = today.year
    if match["y"]:
        year = line.units[match.start("y")].low or today.year
    elif value > today.month:
        year -= 1
    if not 1 < year < 9999:
        return None
    following = date(year + value // 12, value % 12 + 1, 1)
    return date(year, value, 1), following - timedelta(days=1)


def _year(line: Line, match: re.Match[str], today: date) -> tuple[date, date] | None:
    unit = line.units[match.start("y")]
    return date(unit.low or today.year, 1, 1), date(unit.high or today.year, 12, 31)


def _weekday(line: Line, match: re.Match[str], today: date) -> tuple[date, date] | None:
    if line.units[match.start()].first and _word_before(line, match.start()) in (
        "next",
        "until",
        "by",
    ):
        return None
    back = (today.weekday() - int(line.units[match.start()].value)) % 7
    return _day_back(today, back)


def _near(line: Line, match: re.Match[str], today: date) -> tuple[date, date] | None:
    return _day_back(today, -int(line.units[match.start()].value))


def _day_back(today: date, days: int) -> tuple[date, date] | None:
    try:
        on = today - timedelta(days=days)
    except OverflowError:
        return None
    return on, on


def _word_before(line: Line, index: int) -> str:
    return line.units[index - 1].key if index else ""


def _night_in(line: Line, clause: int) -> str:
    """Return how a clause names a night: "night" ("overnight"), "nights" ("of 3-4 March")."""
    names = [
        unit.value
        for unit, at in zip(line.units, line.clause_of, strict=True)
        if unit.name == "adverb" and at == clause and unit.value in NIGHTS
    ]
    return min(names, default="")


def is_overnight(line: Line, clause: int, day: Day | None) -> bool:
    """Tell whether it lasted from the evening before a day into it: "overnight to Friday".

    Without a day it is the night that ended today; one date alone may be where the night began.
    """
    night = _night_in(line, clause)
    if day is None or line.units[day.unit].name == "weekday":
        return night == "night"
    parts = line.units[day.unit : day.unit + 2]
    return bool(night) and any(part.low is not None and part.high == part.low + 1 for part in parts)


def is_stale(day: Day, today: date) -> bool:
    """Tell whether a day, month or year lies too far back to be news."""
    return (today - day.last).days > STALE_DAYS


def clock_of(text: str) -> tuple[str, Span] | None:
    """Return the first hour that a text gives, as "HH:MM", and where it stands in it."""
    found = _CLOCK.search(text) if _DIGIT.search(text) else None
    if found is None:
        return None
    if found[3]:
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        return f"{hour:02d}:{found[2] or '00'}", found.span()
    return f"{int(found[4]):02d}:{found[5]}", found.span()
