"""How the feeds are, for operators: one grouped message when something changed, one a day. Pure.

Each change is told with its effect on readers and the next step. A feed that fails once or twice
is no news: sick is what has failed three times, or answers with nothing of use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.coverage import ANSWERING, Coverage, coverage, side_coverage
from bot.escape import clean
from bot.layout import Line, line, write
from bot.model import Message
from bot.store.health_told import Told
from bot.store.vitals import Vitals
from bot.times import moment
from bot.words import Words
from feeds.breaker import Suspicion
from feeds.config import FeedSettings
from feeds.health import FeedState, Health

FAILURES = 3
"""Polls in a row that give nothing before operators hear of it."""
SETTLE = timedelta(minutes=2)
"""How long the first change waits for others, so that one message tells of all."""
SHOWN = 6
"""Changes of which the message tells all: so many fit for sure."""
OK, STOPPED, SUSPICIOUS = "ok", "stopped", "suspicious"
CALM = frozenset({Health.NEW, Health.OK, Health.SLOW})
ZONE = ZoneInfo("UTC")
MAX_NAME, MAX_REASON = 60, 200


@dataclass(frozen=True, slots=True)
class FeedNow:
    """One configured feed as it stands: polled, stopped by an operator, or suspicious."""

    settings: FeedSettings
    state: FeedState
    is_stopped: bool = False
    suspicion: Suspicion | None = None
    suspicious_since_at: datetime | None = None

    @property
    def is_failing(self) -> bool:
        """Tell whether its polls give nothing."""
        return self.state.failures > 0

    @property
    def since_at(self) -> datetime | None:
        """Since when it is as it is."""
        return self.suspicious_since_at if self.suspicion else self.state.since_at


@dataclass(frozen=True, slots=True)
class Change:
    """A feed that is no longer as operators were told: from one word to another."""

    feed: FeedNow
    before: str
    after: str


def word(feed: FeedNow, before: str) -> str:
    """Name how a feed is for operators; ``before`` where it is too early to say something else."""
    if feed.is_stopped:
        return STOPPED
    if feed.suspicion is not None:
        return SUSPICIOUS
    if feed.is_failing:
        return feed.state.state.value if feed.state.failures >= FAILURES else before
    return OK if feed.state.state in CALM else feed.state.state.value


def changes(
    feeds: Sequence[FeedNow], told: Mapping[str, Told], now: datetime
) -> tuple[Change, ...]:
    """Find what operators have not been told; none while an operator wants quiet about it."""
    found = []
    for feed in feeds:
        last = told.get(feed.settings.name)
        before = (last.state if last else "") or OK
        after = word(feed, before)
        if after != before and feed.settings.enabled and not _is_quiet(last, now):
            found.append(Change(feed, before, after))
    return tuple(found)


def _is_quiet(last: Told | None, now: datetime) -> bool:
    return last is not None and last.quiet_until is not None and now < last.quiet_until


def are_due(found: Sequence[Change], now: datetime) -> bool:
    """Tell whether it is time to tell: the first change has waited for others long enough."""
    return any(one.feed.since_at is None or now - one.feed.since_at >= SETTLE for one in found)


def write_changes(
    found: Sequence[Change], feeds: Sequence[FeedNow], words: Words, now: datetime
) -> Message:
    """Write one message of all changes, each with its effect and the next step."""
    lines = [line(words.count("op.health.changed", len(found)), is_bold=True)]
    for change in found[:SHOWN]:
        lines += _change(change, _effects(change.feed.settings, feeds, words), words, now)
    if len(found) > SHOWN:
        lines.append(line(words.count("op.health.more", len(found) - SHOWN)))
    return write([*lines, line(words.say("op.health.how"))])


def write_overview(
    feeds: Sequence[FeedNow], vitals: Vitals, key: str, words: Words, now: datetime
) -> Message:
    """Write how everything is: ``key`` heads it (``op.alive``, ``op.health``)."""
    sick = [feed for feed in feeds if feed.settings.enabled and word(feed, OK) != OK]
    lines = [line(words.say(key, at=moment(now, ZONE, now, words)), is_bold=True)]
    if vitals.are_pushes_stopped:
        lines.append(line(words.say("op.health.pushes_stopped")))
    lines += [line(_area(area, words)) for area in _coverage(feeds)]
    lines += [line(_sick(feed, words)) for feed in sick[:SHOWN]]
    if len(sick) > SHOWN:
        lines.append(line(words.count("op.health.more", len(sick) - SHOWN)))
    return write([*lines, *_vitals(vitals, words, now)])


def _vitals(vitals: Vitals, words: Words, now: datetime) -> list[Line]:
    numbers = {
        "chats": str(vitals.chats),
        "alerts": str(vitals.alerts),
        "sent": str(vitals.sent),
        "unknown": str(vitals.unknown),
        "failed": str(vitals.failed),
    }
    lines = [line(words.say("op.vitals", **numbers))]
    if vitals.held:
        lines.append(line(words.count("op.vitals.held", vitals.held)))
    if vitals.oldest_waiting_at is not None:
        minutes = max(0, (now - vitals.oldest_waiting_at) // timedelta(minutes=1))
        lines.append(line(words.say("op.vitals.waiting", minutes=str(minutes))))
    return lines


def turned(feeds: Sequence[FeedNow], told_at: datetime) -> tuple[FeedNow, ...]:
    """Find the feeds whose document was out of the ordinary since operators were told last."""
    return tuple(
        feed
        for feed in feeds
        if feed.settings.enabled and feed.state.turn_at and feed.state.turn_at > told_at
    )


def write_turns(found: Sequence[FeedNow], words: Words) -> Message:
    """Write one message of all unusual documents, with their figures."""
    lines = [line(words.count("op.turns", len(found)), is_bold=True)]
    for feed in found[:SHOWN]:
        name, what = clean(feed.settings.name, MAX_NAME), clean(feed.state.turn_words, MAX_REASON)
        values = {"feed": name, "language": feed.settings.language, "what": what}
        lines.append(line(words.say("op.turn", **values)))
    if len(found) > SHOWN:
        lines.append(line(words.count("op.health.more", len(found) - SHOWN)))
    return write(lines)


def _effects(settings: FeedSettings, feeds: Sequence[FeedNow], words: Words) -> list[str]:
    """Say what readers have now of the feed's areas, and of the press of its side."""
    effects = [_area(area, words) for area in _coverage(feeds) if area.area in settings.areas]
    if settings.side is not None:
        every = [feed.settings for feed in feeds]
        number, total = side_coverage(every, _states(feeds), settings.side)
        key = {0: "op.side.none", 1: "op.side.one"}.get(number, "op.side")
        side = words.say(f"side.{settings.side}")
        effects.append(words.say(key, side=side, number=str(number), all=str(total)))
    return effects


def _change(change: Change, effects: Sequence[str], words: Words, now: datetime) -> list[Line]:
    state, settings = change.feed.state, change.feed.settings
    values = {
        "feed": clean(settings.name, MAX_NAME),
        "language": settings.language,
        "before": words.say(f"op.feed_is.{change.before}"),
        "after": words.say(f"op.feed_is.{change.after}"),
    }
    lines = [line(words.say("op.health.change", **values), is_bold=True)]
    if change.after not in (OK, STOPPED, SUSPICIOUS):
        times = {
            "since": _time(change.feed.since_at, words, now),
            "last_good": _time(state.last_good_at, words, now),
            "next": _time(state.next_poll_at, words, now),
        }
        reason = clean(state.reason, MAX_REASON)
        lines.append(
            line(words.say("op.health.why", reason=reason, tries=str(state.failures), **times))
        )
    if change.feed.suspicion is not None:
        lines.append(line(words.say(f"op.suspicion.{change.feed.suspicion}")))
    if effects:
        lines.append(line(words.say("op.health.effect", effect=" ".join(effects))))
    lines.append(line(words.say(f"op.next.{change.after}", feed=values["feed"])))
    return lines


def _coverage(feeds: Sequence[FeedNow]) -> tuple[Coverage, ...]:
    """Count per area the sources that are read; one that is stopped is not."""
    settings = [feed.settings for feed in feeds]
    areas = {area for one in settings for area in one.areas if one.enabled}
    return coverage(settings, _states(feeds), areas)


def _states(feeds: Sequence[FeedNow]) -> dict[str, Health]:
    """Give the state of each feed that is polled and whose last poll gave something."""
    return {
        feed.settings.name: feed.state.state
        for feed in feeds
        if not feed.is_stopped and not (feed.is_failing and feed.state.state in ANSWERING)
    }


def _area(area: Coverage, words: Words) -> str:
    """Say how many sources an area has, and that it hangs on one, or has none."""
    number, total = len(area.read), len(area.read) + len(area.silent)
    key = {0: "op.area.none", 1: "op.area.one"}.get(number, "op.area")
    name = words.say(f"area.{area.area}")
    return words.say(key, area=name, number=str(number), all=str(total))


def _sick(feed: FeedNow, words: Words) -> str:
    values = {"feed": clean(feed.settings.name, MAX_NAME), "language": feed.settings.language}
    state = words.say(f"op.feed_is.{word(feed, OK)}")
    reason = clean(feed.state.reason, MAX_REASON)
    return words.say("op.health.sick", state=state, reason=reason, **values)


def _time(at: datetime | None, words: Words, now: datetime) -> str:
    return words.say("op.never") if at is None else moment(at, ZONE, now, words)
