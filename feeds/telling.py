"""Whether a change of an incident is told, held or let pass, and why. Pure.

Merge says what changed as if every report were read the minute it appeared. This file adds what
merge doesn't know: the first poll of a feed is its baseline, old news is no news, and nobody
needs a correction of what they never heard (design.md, section 2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from feeds.model import AlertReason, Incident

UNTOLD_FOR = timedelta(hours=24)
"""An untold incident younger than this is told as new by its first later report."""


class Held(StrEnum):
    """Why nobody is told; it is stored as ``Alert.held_reason``."""

    BASELINE = "baseline"
    """It was there when the feed was polled for the first time."""
    TOO_OLD = "too_old"
    """The entry was older than ``max_age_hours`` at first sight, or its untold incident is."""
    REISSUED = "reissued"
    """It came with a document whose entries are nearly all new, dated before the last good poll."""
    UNTOLD = "untold"
    """It corrects or disputes what no reader has heard."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What becomes of a change: ``alert`` None is a silent edit, ``held`` None is told."""

    alert: AlertReason | None
    held: Held | None = None

    @property
    def is_told(self) -> bool:
        """Tell whether readers hear of it."""
        return self.alert is not None and self.held is None


@dataclass(frozen=True, slots=True)
class Reading:
    """The circumstances under which an entry was read for the first time.

    ``published_at`` is when it says that it was published, or when it was first read.
    """

    published_at: datetime
    first_read_at: datetime
    is_baseline: bool
    is_news: bool
    """The report itself alerts (``Report.alert``)."""
    max_age: timedelta
    is_reissued: bool = False

    @property
    def is_too_old(self) -> bool:
        """Tell whether the entry was older than ``max_age`` at first sight."""
        return self.first_read_at - self.published_at > self.max_age


def telling(change: AlertReason | None, incident: Incident, reading: Reading) -> Telling:
    """Decide about ``change``, merge's word for what this report did to ``incident``.

    ``incident`` is the merged one, with the ``is_told`` of the one that was stored.
    """
    if reading.is_baseline:
        return _hold(change, Held.BASELINE)
    if reading.is_reissued:
        return _hold(change, Held.REISSUED)
    if incident.is_told or change is AlertReason.NEW:
        return _hold(change, Held.TOO_OLD) if reading.is_too_old else Telling(change)
    return _first_heard(change, incident, reading)


def _first_heard(change: AlertReason | None, incident: Incident, reading: Reading) -> Telling:
    """Decide about a later report of an incident that no reader has heard of."""
    if change is AlertReason.CORRECTION or not reading.is_news:
        return _hold(change, Held.UNTOLD)
    age = reading.first_read_at - incident.first_reported_at
    if reading.is_too_old or age > UNTOLD_FOR:
        return _hold(change, Held.TOO_OLD)
    return Telling(AlertReason.NEW)


def _hold(change: AlertReason | None, held: Held) -> Telling:
    return Telling(change, held if change is not None else None)
