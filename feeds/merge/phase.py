"""How long an incident goes on: open while reports arrive, then quiet, then closed. Pure.

Nothing is told of these steps. They say which late report still belongs to an incident: to an open
or quiet one any that fits, to a closed one only a report that names its day.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from feeds.merge.splitting import CEASEFIRE
from feeds.model import Incident

QUIET_AFTER = timedelta(hours=48)
TRUCE_QUIET_AFTER = timedelta(days=7)
CLOSED_AFTER = timedelta(days=7)
"""After it went quiet."""
REOPENS_FOR = timedelta(days=30)
"""So long after its last report a closed incident can be opened again."""


class Phase(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    QUIET = "quiet"
    CLOSED = "closed"
    """A report that names its day ("died of wounds of 5 March") opens it again."""
    OVER = "over"
    """Later news of it is an incident of its own, which follows it."""


def phase(incident: Incident, at: datetime) -> Phase:
    """Return the phase of an incident at a time."""
    silent_for = at - incident.last_reported_at
    quiet_after = TRUCE_QUIET_AFTER if incident.family == CEASEFIRE else QUIET_AFTER
    if silent_for <= quiet_after:
        return Phase.OPEN
    if silent_for <= quiet_after + CLOSED_AFTER:
        return Phase.QUIET
    return Phase.CLOSED if silent_for <= REOPENS_FOR else Phase.OVER
