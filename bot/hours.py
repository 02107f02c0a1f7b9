"""A chat's own clock: whether it is night there, and when its digest and round-ups go out. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import ChatSettings, Rhythm
from feeds.model import Theatre

ROUND_UP = timedelta(minutes=30)
"""What is too much, or too late, for a message of its own goes out every so often, in one."""
_MOSCOW = "Europe/Moscow"
_TBILISI = "Asia/Tbilisi"


def zone_of(chat: ChatSettings) -> ZoneInfo:
    """Return the zone that a chat has chosen, else that of its areas: UTC+4 south of the ridge."""
    is_north = chat.areas == {Theatre.NORTH_CAUCASUS}
    return ZoneInfo(chat.chat.time_zone or (_MOSCOW if is_north else _TBILISI))


def is_quiet(chat: ChatSettings, at: datetime) -> bool:
    """Tell whether ``at`` falls into the quiet hours, which may pass midnight."""
    start, end = time.fromisoformat(chat.quiet_from), time.fromisoformat(chat.quiet_to)
    clock = at.astimezone(zone_of(chat)).time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def next_digest(chat: ChatSettings, now: datetime) -> datetime:
    """Return the next full hour, or the next ``digest_at`` of a chat, later than ``now``."""
    if chat.rhythm is Rhythm.HOURLY:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    zone = zone_of(chat)
    local = now.astimezone(zone)
    at = time.fromisoformat(chat.digest_at)
    today = datetime.combine(local.date(), at, zone)
    # By the calendar and not 24 hours on: a day on which clocks change is shorter or longer.
    tomorrow = datetime.combine(local.date() + timedelta(days=1), at, zone)
    due = today if today > now else tomorrow
    return due.astimezone(now.tzinfo)


def next_round_up(now: datetime) -> datetime:
    """Return the next full or half hour, later than ``now``."""
    past = timedelta(minutes=now.minute % 30, seconds=now.second, microseconds=now.microsecond)
    return now - past + ROUND_UP
