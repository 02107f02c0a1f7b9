"""What came silently for want of a better word, and is told with a sound when that comes.

So does grave news on one word only, and news of which only draft languages told.

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
SIGNED_OFF = "also in a language that is signed off"


def second_words(connection: Connection, now: datetime) -> int:
    """Alert of incidents that were told silently for such a reason, which is gone; count."""
    number = 0
    for incident_id in revisions.changed(connection, CURSOR, REVISIONS_AT_ONCE):
        incident = incidents.get(connection, incident_id)
        note = _note(connection, incident) if incident is not None else ""
        if incident is not None and note:
            alerts.add(connection, _alert(incident, note, now))
            number += 1
    return number


def _note(connection: Connection, incident: Incident) -> str:
    """Return what is new to tell of an incident, empty where nothing is."""
    if incident.standing is Standing.WITHDRAWN:
        return ""
    if outbox.was_told_for(connection, incident.id, Reason.SINGLE_REPORT):
        return NOTE if _has_second_word_now(connection, incident) else ""
    if not incident.is_draft and outbox.was_told_for(connection, incident.id, Reason.DRAFT):
        return SIGNED_OFF if _is_untold_aloud(connection, incident) else ""
    return ""


def _has_second_word_now(connection: Connection, incident: Incident) -> bool:
    is_grave = incident.severity is Severity.CRITICAL and has_second_word(incident)
    told = _told(connection, incident)
    return is_grave and not any(
        one.reason in SAID or one.version == incident.version for one in told
    )


def _is_untold_aloud(connection: Connection, incident: Incident) -> bool:
    """Tell whether no alert came since a report in a language that is signed off."""
    since = min(source.first_read_at for source in incident.sources if not source.is_draft)
    return all(one.created_at < since for one in _told(connection, incident))


def _told(connection: Connection, incident: Incident) -> list[Alert]:
    return [one for one in alerts.of_incident(connection, incident.id) if not one.held_reason]


def _alert(incident: Incident, note: str, now: datetime) -> Alert:
    return Alert(0, incident.id, incident.version, AlertReason.INDEPENDENT, now, note)
