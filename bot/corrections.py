"""What operators change by hand, with the alert that tells its readers, in one transaction.

Every act leaves a line in the incident's history: who, when, and why.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.escape import clean
from bot.model import OPERATOR_NOTE, SOURCE_NOTE
from feeds import merge
from feeds.merge import Field
from feeds.merge.edits import Value
from feeds.merge.figures import as_text
from feeds.model import Alert, AlertReason, Claim, Incident
from feeds.store import Connection, alerts, incidents
from feeds.telling import Held

BY = "operator"
"""Who stands in an incident's history, with the user id where one is known."""

MAX_REASON = 300
SOURCE = "source:"
"""How a reason begins where the source has corrected itself."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an operator says to a change: why, to readers; when; who. ``is_source``: not our fault.

    ``reason`` is the operator's own words. ``is_source`` tells "the source corrected itself"
    from "our mistake".
    """

    reason: str
    at: datetime
    by: str = BY
    is_source: bool = False

    @property
    def note(self) -> str:
        """What the alert of the change notes: whose mistake, and why."""
        return (SOURCE_NOTE if self.is_source else OPERATOR_NOTE) + self.reason


def act_of(words: str, at: datetime, by: str = BY) -> Act:
    """Make of an operator's words what stands behind a change: "source: ..." or just why."""
    is_source = words.casefold().startswith(SOURCE)
    said = words[len(SOURCE) :] if is_source else words
    return Act(clean(said, MAX_REASON), at, by, is_source)


def withdraw(connection: Connection, incident: Incident, act: Act) -> Incident:
    """Take an incident back; readers see why, and whose mistake it was."""
    saved = changed(connection, merge.retract(incident), "withdrawn", act)
    alerts.add(connection, alert_of(saved, AlertReason.CORRECTION, act))
    return saved


def put_right(connection: Connection, incident: Incident, right: Claim, act: Act) -> Incident:
    """Let ``right`` take the place of its claimant's figure.

    Raises:
        ValueError: the claimant gave no such figure.
    """
    what = f"put right: {right.claimant} {right.harm} {right.side} {as_text(right)}"
    saved = changed(connection, merge.correct(incident, right), what, act)
    alerts.add(connection, alert_of(saved, AlertReason.CORRECTION, act))
    return saved


def amend(
    connection: Connection, incident: Incident, field: Field, value: Value, act: Act
) -> Incident:
    """Put a field other than a figure right.

    Raises:
        ValueError: it is so already, or the kind is of another family.
    """
    amended, was = merge.amend(incident, field, value), merge.former(incident, field)
    what = f"put right: {field} {was or 'unknown'} -> {merge.former(amended, field) or 'unknown'}"
    saved = changed(connection, amended, what, act)
    alert = alert_of(saved, AlertReason.CORRECTION, act)
    alerts.add(connection, replace(alert, field=field.value, former=was))
    return saved


def changed(connection: Connection, incident: Incident, what: str, act: Act) -> Incident:
    """Store an incident that an operator changed, with a line of history."""
    return incidents.save(connection, incident, act.by, f"{what}: {act.reason}", act.at)


def alert_of(incident: Incident, reason: AlertReason, act: Act) -> Alert:
    """Make the alert of an act; nobody needs to hear of what they were never told."""
    return Alert(
        id=0,
        incident_id=incident.id,
        version=incident.version,
        reason=reason,
        created_at=act.at,
        note=act.note,
        held_reason="" if incident.is_told else Held.UNTOLD,
    )
