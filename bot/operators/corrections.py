"""/retract and /correct: taking an incident back, and putting a figure or field of it right.

Readers are told why, so both want a reason in words. One that begins with "source:" says that the
mistake was the source's, which has corrected it; else it was ours.
"""

from dataclasses import replace

from bot.asking import Desk, Reply
from bot.claims import claim_lines
from bot.corrections import BY, Act, act_of, amend, put_right, withdraw
from bot.field_values import field_value
from bot.layout import line, write
from bot.operators.desk import logged, said
from bot.operators.numbers import numbered, split
from feeds.merge import Field
from feeds.model import Claim, Incident, Standing

MOST = 1_000_000


def retract(desk: Desk) -> Reply:
    """/retract N REASON: everybody who was told of the incident is told that it was wrong."""
    incident = numbered(desk)
    _, reason = split(desk)
    if incident is None or not reason:
        return said(desk, "op.retract.example")
    if incident.standing is Standing.WITHDRAWN:
        return said(desk, "op.retract.already", id=str(incident.id))
    withdraw(desk.connection, incident, act(desk, reason))
    logged(desk, "retract", f"#{incident.id}: {reason}")
    return said(desk, "op.retract.done", id=str(incident.id))


def correct(desk: Desk) -> Reply:
    """/correct N: list the claims; /correct N CLAIM FIGURE REASON: put one of them right.

    /correct N FIELD VALUE; REASON: put place, day, time or kind right.
    """
    incident = numbered(desk)
    if incident is None:
        return said(desk, "op.correct.example")
    _, rest = split(desk)
    name, _, value = rest.partition(" ")
    if name in Field.__members__.values():
        return _field(desk, incident, Field(name), value)
    parts = rest.split(maxsplit=2)
    claim = _chosen(incident, parts)
    if claim is None or len(parts) < 3 or not _is_figure(parts[1]):
        return _listed(desk, incident)
    figure = int(parts[1])
    right = replace(claim, low=figure, high=figure, qualifier="exact", said_at=desk.now)
    put_right(desk.connection, incident, right, act(desk, parts[2]))
    logged(desk, "correct", f"#{incident.id}: {rest}")
    return said(desk, "op.correct.done", id=str(incident.id))


def act(desk: Desk, reason: str) -> Act:
    """Make of an operator's words what stands behind a change."""
    return act_of(reason, desk.now, f"{BY} {desk.ask.user_id or 0}")


def _field(desk: Desk, incident: Incident, field: Field, words: str) -> Reply:
    """Put a field right; what is wrong with the words is answered in words."""
    value, _, reason = words.partition(";")
    if not reason.strip():
        return said(desk, "op.correct.field", id=str(incident.id), field=field.value)
    try:
        amend(
            desk.connection,
            incident,
            field,
            field_value(field, value),
            act(desk, reason.strip()),
        )
    except ValueError as error:
        return said(desk, "op.refused_because", why=str(error))
    logged(desk, "correct", f"#{incident.id}: {field} {words}")
    return said(desk, "op.correct.done", id=str(incident.id))


def _chosen(incident: Incident, parts: list[str]) -> Claim | None:
    """Find the claim by its place in the list."""
    if not parts or not _is_figure(parts[0]):
        return None
    place = int(parts[0])
    return incident.claims[place - 1] if 1 <= place <= len(incident.claims) else None


def _is_figure(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text[:8]) < MOST and len(text) < 8


def _listed(desk: Desk, incident: Incident) -> Reply:
    """List the claims with the numbers by which they are put right."""
    if not incident.claims:
        return said(desk, "op.correct.nothing", id=str(incident.id))
    theatre = next((place.theatre for place in incident.places if place.theatre), None)
    lines = [line(desk.words.say("op.correct.claims", id=str(incident.id)), is_bold=True)]
    for number, claim in enumerate(incident.claims, 1):
        (text,) = claim_lines([claim], desk.words, theatre)
        lines.append(line(desk.words.say("op.correct.claim", number=str(number), claim=text)))
    return Reply(write([*lines, line(desk.words.say("op.correct.how", id=str(incident.id)))]))
