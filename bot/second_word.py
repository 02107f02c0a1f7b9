"""Grave news on one word only comes silently; when a second word comes, it is told with a sound.

Merging alerts when somebody outside the fight, or the other side, is named. A second origin may
also come without a name, which is no change to a reader of figures: then the alert is made here.
"""

from datetime import datetime

from bot.news import has_second_word
from bot.reasons import Reason
from bot.store import outbox, revisions
from feeds.model import Alert, AlertReason, Incident, Severity, Standing
from feeds.store import Connection, alerts, incidents

CURSOR = "second_word"
REVISIONS_AT_ONCE = 500
SAID = frozenset({AlertReason.INDEPENDENT, AlertReason.BOTH_SIDES})
NOTE = "a second origin"


def second_words(connection: Connection, now: datetime) -> int:
    """Alert of grave incidents that were told as a single report and are none any more; count."""
    number = 0
    for incident_id in revisions.changed(connection, CURSOR, REVISIONS_AT_ONCE):
        if not outbox.was_told_for(connection, incident_id, Reason.SINGLE_REPORT):
            continue
        incident = incidents.get(connection, incident_id)
        if incident is not None and _is_due(connection, incident):
            alerts.add(connection, _alert(incident, now))
            number += 1
    return number


def _is_due(connection: Connection, incident: Incident) -> bool:
    is_grave = incident.severity is Severity.CRITICAL and has_second_word(incident)
    if not is_grave or incident.standing is Standing.WITHDRAWN:
        return False
    told = [one for one in alerts.of_incident(connection, incident.id) if not one.held_reason]
    return not any(one.reason in SAID or one.version == incident.version for one in told)


def _alert(incident: Incident, now: datetime) -> Alert:
    return Alert(0, incident.id, incident.version, AlertReason.INDEPENDENT, now, NOTE)
