"""Whether an alert waits for an operator before anybody is told, why, and for how long. Pure.

In review mode everything waits. In live mode only what is suspect does, or may be known already,
and not for ever: after ten minutes it goes out without a sound and marked (product.md, section 3).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HELD_FOR = timedelta(minutes=10)
"""How long a suspect report waits for an operator in live mode."""


class Mode(StrEnum):
    """``[telegram] mode``: who is told."""

    LIVE = "live"
    REVIEW = "review"
    """Everybody, after an operator has let it go."""
    SHADOW = "shadow"
    """Operators only."""


class Why(StrEnum):
    """Why an alert is held."""

    SHADOW = "shadow"
    ALL_STOPPED = "all_stopped"
    REVIEW = "review"
    STOPPED_FEED = "stopped_feed"
    SUSPICIOUS_FEED = "suspicious_feed"
    POSSIBLE_DUPLICATE = "possible_duplicate"


class Decision(StrEnum):
    """What became of a held alert; ``OPEN``: nothing yet."""

    OPEN = ""
    RELEASED = "released"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Case:
    """What decides about one alert.

    ``is_by_operator``: an operator made it by hand. ``may_be_known``: it may tell of an incident
    that is known, by another number.
    """

    mode: Mode
    is_by_operator: bool = False
    are_pushes_stopped: bool = False
    is_feed_stopped: bool = False
    is_feed_suspicious: bool = False
    may_be_known: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an alert is held, and when it is let go without an operator; None: never.

    ``is_dropped``: nobody will ever be asked, since nobody but operators is told.
    """

    why: Why
    release_at: datetime | None = None
    is_dropped: bool = False


def hold(case: Case, now: datetime) -> Hold | None:
    """Decide whether an alert is held; None: it goes out. What an operator made needs no review."""
    if case.mode is Mode.SHADOW:
        return Hold(Why.SHADOW, is_dropped=True)
    if case.are_pushes_stopped:
        return Hold(Why.ALL_STOPPED)
    if case.is_by_operator:
        return None
    if case.mode is Mode.REVIEW:
        return Hold(Why.REVIEW)
    return _live(case, now)


def _live(case: Case, now: datetime) -> Hold | None:
    if case.is_feed_stopped:
        return Hold(Why.STOPPED_FEED)
    if case.is_feed_suspicious:
        return Hold(Why.SUSPICIOUS_FEED, now + HELD_FOR)
    return Hold(Why.POSSIBLE_DUPLICATE, now + HELD_FOR) if case.may_be_known else None
