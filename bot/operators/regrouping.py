"""/merge and /split: two incidents that are one, and one that is two."""

from bot.asking import Desk, Reply
from bot.escape import clean
from bot.layout import line, write
from bot.merges import merge, split, undo
from bot.operators.corrections import act
from bot.operators.desk import logged, said
from bot.operators.numbers import LONGEST, numbered
from bot.operators.numbers import split as words_of
from feeds.model import Incident
from feeds.store import incidents

MAX_TITLE = 120
MOST_SHOWN = 30


def merge_(desk: Desk) -> Reply:
    """/merge N M REASON: let N go on as M; whoever was told of N is told so."""
    gone = numbered(desk)
    _, rest = words_of(desk)
    number, _, reason = rest.partition(" ")
    (wanted,) = _numbers(number)[:1] or (0,)
    kept = incidents.get(desk.connection, wanted)
    if gone is None or kept is None or not reason.strip():
        return said(desk, "op.merge.example")
    said_by, user_id = act(desk, reason.strip()), desk.ask.user_id or 0
    try:
        merge(desk.connection, gone, kept, said_by, user_id)
    except ValueError as error:
        return said(desk, "op.refused_because", why=str(error))
    logged(desk, "merge", f"#{gone.id} into #{kept.id}: {reason.strip()}")
    return said(desk, "op.merge.done", old=str(gone.id), id=str(kept.id))


def split_(desk: Desk) -> Reply:
    """/split N: list its reports; /split N 3,4 REASON: take these out; /split N #M REASON: undo."""
    incident = numbered(desk)
    if incident is None:
        return said(desk, "op.split.example")
    _, rest = words_of(desk)
    which, _, reason = rest.partition(" ")
    numbers = _numbers(which)
    if not numbers or not reason.strip():
        return _listed(desk, incident)
    said_by = act(desk, reason.strip())
    try:
        if which.startswith("#"):
            old, new = undo(desk.connection, incident, numbers[0], said_by)
        else:
            old, new = split(desk.connection, incident, frozenset(numbers), said_by)
    except ValueError as error:
        return said(desk, "op.refused_because", why=str(error))
    logged(desk, "split", f"#{old.id}: {rest} -> #{new.id}")
    return said(desk, "op.split.done", id=str(old.id), other=str(new.id))


def _numbers(text: str) -> tuple[int, ...]:
    """Read "3,4" or "#1043"; empty where something of it is no number."""
    parts = text.removeprefix("#").split(",")
    are_numbers = all(p.isascii() and p.isdecimal() and len(p) <= LONGEST for p in parts)
    return tuple(map(int, parts)) if are_numbers else ()


def _listed(desk: Desk, incident: Incident) -> Reply:
    """List the reports with the numbers by which they are taken out."""
    lines = [line(desk.words.say("op.split.reports", id=str(incident.id)), is_bold=True)]
    titles = {
        one.report_id: f"{one.feed}: {clean(one.title, MAX_TITLE)} (#{one.incident_id})"
        for one in incidents.tellings(desk.connection, incident.id)
    }
    for number, title in [*titles.items()][-MOST_SHOWN:]:
        lines.append(line(desk.words.say("op.correct.claim", number=str(number), claim=title)))
    return Reply(write([*lines, line(desk.words.say("op.split.how", id=str(incident.id)))]))
