"""What operators change by hand, with the alert that tells its readers, in one transaction."""

from datetime import datetime

from bot.model import OPERATOR_NOTE
from feeds import merge
from feeds.merge.figures import as_text
from feeds.model import Alert, AlertReason, Claim, Incident
from feeds.store import Connection, alerts, incidents
from feeds.telling import Held

BY = "operator"
"""Who stands in an incident's history; which of them stands in the operators' log."""


def withdraw(connection: Connection, incident: Incident, reason: str, now: datetime) -> Incident:
    """Take an incident back; ``reason`` says whose mistake it was, and readers see it."""
    return _changed(connection, merge.retract(incident), "withdrawn", reason, now)


def put_right(
    connection: Connection, incident: Incident, right: Claim, reason: str, now: datetime
) -> Incident:
    """Let ``right`` take the place of its claimant's figure; ``reason`` says why, to readers.

    Raises:
        ValueError: the claimant gave no such figure.
    """
    what = f"put right: {right.claimant} {right.harm} {right.side} {as_text(right)}"
    return _changed(connection, merge.correct(incident, right), what, reason, now)


def _changed(
    connection: Connection, changed: Incident, what: str, reason: str, now: datetime
) -> Incident:
    saved = incidents.save(connection, changed, by=BY, what=f"{what}: {reason}", at=now)
    alert = Alert(
        id=0,
        incident_id=saved.id,
        version=saved.version,
        reason=AlertReason.CORRECTION,
        created_at=now,
        note=OPERATOR_NOTE + reason,
        # Nobody needs to hear of what they were never told.
        held_reason="" if saved.is_told else Held.UNTOLD,
    )
    alerts.add(connection, alert)
    return saved
