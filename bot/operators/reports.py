"""/held, /release and /drop: what waits for an operator, and what becomes of it."""

from dataclasses import dataclass

from bot.asking import Desk, Reply
from bot.holds import Decision
from bot.layout import line, write
from bot.names import headline
from bot.operators import cards
from bot.operators.desk import logged, said
from bot.operators.numbers import numbered
from bot.store import holds
from bot.store.holds import Held
from bot.words import Words
from feeds.store import Connection, incidents

SHOWN = 15


@dataclass(frozen=True, slots=True)
class _Verb:
    """One way to decide: the name of the command, and what it decides."""

    name: str
    decision: Decision


RELEASE = _Verb("release", Decision.RELEASED)
DROP = _Verb("drop", Decision.DROPPED)


def held(desk: Desk) -> Reply:
    """/held: what waits, the longest first, each with its number."""
    waiting = holds.waiting(desk.connection, SHOWN + 1)
    if not waiting:
        return said(desk, "op.held.none")
    lines = [line(desk.words.say("op.held"), is_bold=True)]
    lines += [line(_entry(desk.connection, one, desk.words)) for one in waiting[:SHOWN]]
    if len(waiting) > SHOWN:
        lines.append(line(desk.words.say("op.held.more")))
    return Reply(write([*lines, line(desk.words.say("op.held.how"))]))


def release(desk: Desk) -> Reply:
    """/release N: let everything go that is held of an incident."""
    return _decided(desk, RELEASE)


def drop(desk: Desk) -> Reply:
    """/drop N: tell nobody what is held of an incident, nor what of it is still in the queue."""
    return _decided(desk, DROP)


def _decided(desk: Desk, verb: _Verb) -> Reply:
    incident = numbered(desk)
    if incident is None:
        return said(desk, "op.incident.which", command=f"/{verb.name} 1042")
    known = holds.of_incident(desk.connection, incident.id)
    waiting = [one.alert_id for one in known if one.decision is Decision.OPEN]
    user = desk.ask.user_id or 0
    changed = holds.decide(desk.connection, waiting, verb.decision, user, desk.now)
    if verb is DROP:
        changed += holds.cancel_unsent(desk.connection, incident.id, desk.now)
    if changed:
        logged(desk, verb.name, f"#{incident.id}")
    return _answer(desk, verb, known, incident.id, changed)


def _answer(desk: Desk, verb: _Verb, known: tuple[Held, ...], number: int, changed: int) -> Reply:
    """Say what became of it; a press changes the card that had the button."""
    key = f"op.{verb.name}.done" if changed else f"op.{verb.name}.nothing"
    reply = said(desk, key, id=str(number))
    if not desk.ask.query_id or not known:
        return reply
    notice = desk.words.say(key, id=str(number))
    last = holds.of_incident(desk.connection, number)[-1]
    return Reply(cards.message(desk.connection, last, desk.words, desk.now), notice=notice)


def _entry(connection: Connection, one: Held, words: Words) -> str:
    incident = incidents.get(connection, one.incident_id)
    what = headline(incident, words) if incident else ""
    why = words.say(f"op.why.{one.why}", feed=one.feed)
    return words.say("op.held.entry", id=str(one.incident_id), what=what, why=why)
