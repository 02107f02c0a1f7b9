"""What operators see of a held report: the message as readers would get it, headed by why."""

import html
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.asking import Keyboard
from bot.holds import Decision, Why
from bot.layout import MAX_CHARACTERS, units
from bot.model import Message
from bot.operators.buttons import feed_key, row
from bot.store.holds import Held
from bot.summarize import summarize
from bot.times import moment
from bot.words import Words
from feeds.store import Connection, alerts, incidents

ZONE = ZoneInfo("UTC")
GAP = "\n\n"


def message(connection: Connection, held: Held, words: Words, now: datetime) -> Message:
    """Write the card of a held alert as it stands.

    Raises:
        LookupError: the alert or its incident is not there; neither is ever deleted.
    """
    incident = incidents.get(connection, held.incident_id)
    alert = alerts.get(connection, held.alert_id)
    if incident is None or alert is None:
        raise LookupError(f"alert {held.alert_id} of incident {held.incident_id}")
    head = status(held, words, now)
    shown = summarize(incident, alert, words.language, now)
    if units(head + GAP + shown.plain) > MAX_CHARACTERS:
        text = words.say("op.card.long", id=str(incident.id))
        shown = Message(html.escape(text, quote=False), text)
    return Message(
        f"<b>{html.escape(head, quote=False)}</b>{GAP}{shown.html}", head + GAP + shown.plain
    )


def keyboard(held: Held, words: Words) -> Keyboard:
    """Give the buttons of a card: none where nothing is left to decide."""
    if held.decision is not Decision.OPEN:
        return ()
    number = str(held.incident_id)
    deciding = row(words, ("release", number), ("drop", number))
    if not held.feed:
        return deciding + row(words, ("stop_pushes", ""))
    key = feed_key(held.feed)
    trust = row(words, ("trust_feed", key)) if held.why is Why.SUSPICIOUS_FEED else ()
    return deciding + trust + row(words, ("stop_feed", key), ("stop_pushes", ""))


def status(held: Held, words: Words, now: datetime) -> str:
    """Say why it is held, or what became of it."""
    values = {"feed": held.feed}
    if held.why is Why.SHADOW:
        return words.say("op.why.shadow", **values)
    if held.decision is not Decision.OPEN:
        key = "time" if held.decided_by is None else "operator"
        at = moment((held.decided_at or now).astimezone(UTC), ZONE, now, words)
        return words.say(f"op.card.{held.decision}.{key}", at=at, user=str(held.decided_by or ""))
    why = words.say(f"op.why.{held.why}", **values)
    if held.release_at is None:
        return words.say("op.card.waits", why=why)
    return words.say("op.card.until", why=why, at=moment(held.release_at, ZONE, now, words))
