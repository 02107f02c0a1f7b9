"""The circuit breaker: does a feed behave unlike itself, so that its reports are held? Pure.

A feed that was taken over, or that our program suddenly misreads, shows in two ways: it brings far
more news than ever, or it comes from another host. What it reports then is held for an operator.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

FLOOD_FACTOR = 5.0
"""How many times its usual alerts an hour a feed must bring to be held."""
LEAST_FLOOD = 8.0
"""Alerts an hour below which nothing is a flood: on a bad day a quiet feed may bring a few."""
LATELY = timedelta(hours=1)
USUALLY = timedelta(days=7)
"""Over which time alerts fade from the two rates."""


class Suspicion(StrEnum):
    """Why the reports of a feed are held."""

    FLOOD = "flood"
    """It brings at least five times its usual alerts."""
    OTHER_HOST = "other_host"
    """Another host than usual answers for it, neither the configured one."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a feed behaves: its host, and its alerts an hour, lately and usually (fading means).

    ``suspicion`` is None while it behaves like itself. ``new_host`` is the host that answered
    instead of ``host``, else empty. ``seen_at`` is when all this was true; None: never yet.
    """

    host: str = ""
    new_host: str = ""
    lately_per_hour: float = 0.0
    usually_per_hour: float = 0.0
    suspicion: Suspicion | None = None
    since_at: datetime | None = None
    seen_at: datetime | None = None


def after(previous: Conduct, feed_url: str, final_url: str, alerts: int, now: datetime) -> Conduct:
    """Decide what a document with so many ``alerts`` makes of a feed's conduct.

    ``final_url`` is where the document came from, redirects followed.
    """
    hours = 0.0 if previous.seen_at is None else (now - previous.seen_at) / timedelta(hours=1)
    lately = _faded(previous.lately_per_hour, hours, LATELY) + _rate(alerts, LATELY)
    usually = _faded(previous.usually_per_hour, hours, USUALLY)
    host = host_of(final_url)
    usual_hosts = {previous.host or host, host_of(feed_url)}
    is_other = host not in usual_hosts
    suspicion = _suspicion(lately, usually, is_other=is_other)
    return Conduct(
        host=previous.host if is_other else host,
        new_host=host if is_other else "",
        lately_per_hour=lately,
        usually_per_hour=usually + _rate(alerts, USUALLY),
        suspicion=suspicion,
        since_at=None if suspicion is None else _since(previous, suspicion, now),
        seen_at=now,
    )


def trusted(previous: Conduct) -> Conduct:
    """Take an operator's word that the feed is well: what it does now is usual from here on."""
    return replace(
        previous,
        host=previous.new_host or previous.host,
        new_host="",
        usually_per_hour=max(previous.usually_per_hour, previous.lately_per_hour),
        suspicion=None,
        since_at=None,
    )


def host_of(url: str) -> str:
    """Give the host of an address, without a "www." that says nothing."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _suspicion(lately: float, usually: float, *, is_other: bool) -> Suspicion | None:
    if is_other:
        return Suspicion.OTHER_HOST
    return Suspicion.FLOOD if lately >= max(LEAST_FLOOD, FLOOD_FACTOR * usually) else None


def _since(previous: Conduct, suspicion: Suspicion, now: datetime) -> datetime:
    is_same = suspicion is previous.suspicion and previous.since_at is not None
    return previous.since_at if is_same and previous.since_at else now


def _faded(per_hour: float, hours: float, over: timedelta) -> float:
    """Let a rate fade, so that after ``over`` about a third is left."""
    return per_hour * math.exp(-hours * timedelta(hours=1) / over)


def _rate(alerts: int, over: timedelta) -> float:
    return alerts * (timedelta(hours=1) / over)
