"""The date strings of feeds -> aware UTC datetimes, or None rather than a guess.

RFC 822 with any month and zone name we know, ISO 8601, epoch seconds, dd.mm.yyyy. feedparser's
own dates aren't used: it takes MSK and AMT for UTC, and reads epochs as the year 1763.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from feeds.parse.months import month_of

MAX_CHARS = 100
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed is older: anything before is a clock that was never set."""

MAX_AHEAD = timedelta(minutes=10)
"""How far a publisher's clock may be ahead of ours before it is set back."""

ZONE_HOURS: Mapping[str, float] = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0.0),
    "bst": 1.0,
    "cet": 1.0,
    "west": 1.0,
    "cest": 2.0,
    "eet": 2.0,
    "eest": 3.0,
    "trt": 3.0,
    "msk": 3.0,
    "msd": 4.0,
    "samt": 4.0,
    "amt": 4.0,
    "azt": 4.0,
    "get": 4.0,
    "amst": 5.0,
    "azst": 5.0,
    "irst": 3.5,
    "gst": 4.0,
    "ist": 5.5,
    "jst": 9.0,
    "est": -5.0,
    "edt": -4.0,
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
}
"""Zone names as the region's and the big agencies' feeds use them: AMT is Armenia, not Amazon."""

EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![\d:])\s*([AaPp])?(?(4)\.?[Mm]\b\.?)"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})[Tt](\d{2})(\d{2})(\d{2})?")
OFFSET = re.compile(r"(?:GMT|UTC?)?\s*([-+\u2212])(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)
YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:\u0307[^\W\d_]*)*")
NUMBER = re.compile(r"\d+")


def parse_date(text: str, default_zone: str) -> datetime | None:
    """Read a date string as aware UTC; ``default_zone`` (IANA) is for those that name no zone."""
    text = " ".join(re.sub(r"\([^()]*\)", " ", text[:MAX_CHARS]).split())
    try:
        at = _epoch(text) or _assemble(text, ZoneInfo(default_zone))
    except (ValueError, OverflowError):
        return None
    return at if at is not None and at >= EARLIEST else None


def clamp(at: datetime | None, now: datetime) -> datetime | None:
    """Set a date from the future back to what a wrong clock may excuse."""
    return None if at is None else min(at, now + MAX_AHEAD)


def _epoch(text: str) -> datetime | None:
    if not EPOCH.fullmatch(text):
        return None
    number = float(text)
    return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)


def _assemble(text: str, default_zone: tzinfo) -> datetime | None:
    text = COMPACT.sub(_spell_out, text)
    clock = TIME.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    zone, rest = _zone(after) if clock else (None, "")
    day = _day(f"{re.sub(r'(?<=[0-9])[Tt]$', '', before.strip())} {rest}")
    if day is None:
        return None
    at = datetime.combine(day, time()) + (_time_of_day(clock) if clock else timedelta())
    return at.replace(tzinfo=zone or default_zone).astimezone(UTC)


def _spell_out(found: "re.Match[str]") -> str:
    year, month, day, hour, minute, second = found.groups(default="00")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}"


def _hour_of_half_day(hour: int, *, is_afternoon: bool) -> int:
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + (12 if is_afternoon else 0)


def _time_of_day(found: "re.Match[str]") -> timedelta:
    """Read a clock time; 24:00 is the next day's midnight, a leap second the one before it.

    Raises:
        ValueError: there is no such time.
    """
    hour, minute, second = int(found[1]), int(found[2]), min(int(found[3] or 0), 59)
    if found[4]:
        hour = _hour_of_half_day(hour, is_afternoon=found[4] in "Pp")
    if hour > 24 or minute > 59 or (hour == 24 and minute + second > 0):
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(found: "re.Match[str]") -> tzinfo:
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if len(found[2]) + len(found[3] or "") == 3:  # "+400"
        minutes = int(found[2][:1]) * 60 + int(found[2][1:] + (found[3] or ""))
    sign = 1 if found[1] == "+" else -1
    return timezone(sign * timedelta(minutes=minutes))


def _zone(after: str) -> tuple[tzinfo | None, str]:
    """Read the zone behind a clock time; also what is left of the text."""
    found = OFFSET.match(after.strip())
    if found:
        return _offset(found), after.strip()[found.end() :]
    for word in WORD.finditer(after):
        hours = ZONE_HOURS.get(word[0].lower())
        if hours is not None:
            return timezone(timedelta(hours=hours)), after[: word.start()] + after[word.end() :]
    return None, after


def _day(text: str) -> date | None:
    if found := YEAR_FIRST.search(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := YEAR_LAST.search(text):
        return _day_month_year(int(found[1]), int(found[3]), int(found[4]), found[2])
    return _named_month(text)


def _day_month_year(first: int, second: int, year: int, mark: str) -> date | None:
    """Read 20.11.2025; slashes are also written month first, so only a clear one counts."""
    if second > 12:
        return date(year, first, second) if mark == "/" else None
    if mark == "/" and first <= 12 and first != second:
        return None
    return date(year, second, first)


def _named_month(text: str) -> date | None:
    """Read "Thu, 20 Nov 2025", "Nov 20, 2025", "Thu Nov 20 2025", and two-digit years."""
    month = next((m for w in WORD.finditer(text) if (m := month_of(w[0])) is not None), None)
    numbers = [n[0] for n in NUMBER.finditer(text)]
    if month is None or len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    return date(_full_year(year), month, int(day))


def _full_year(text: str) -> int:
    """Complete a year of two digits, as RFC 2822 does."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 50 else 1900)
