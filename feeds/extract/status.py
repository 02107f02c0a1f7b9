"""How a sentence holds a thing to be: happened, past, threatened, planned, denied, a drill.

PLOVER's auxiliary modes by scope: each cue word reaches ahead to the end of its clause, over its
clause, or over its sentence. The first reading of the table that applies is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from feeds.extract.classes import CueSpan, Line, Unit, rule
from feeds.extract.dates import Day, days_of, is_stale
from feeds.model import Span, Status

MAX_AHEAD_TOKENS = 14
"""How far a word such as "if" reaches within its clause."""
FRESH_DAYS = 3
"""What has such a day is of these days."""
MAX_NEAR_TOKENS = 5
"""How far a participle reaches: "planning attacks in Baku were killed in a raid"."""
MAX_BEHIND_TOKENS = 4
"""How far behind a noun such a word may stand and still mean it: "clashes could erupt"."""

_STATUS = {
    "retract": Status.RETRACTED,
    "drill": Status.FUTURE,
    "past": Status.BACKGROUND,
    "hypothetical": Status.HYPOTHETICAL,
    "future": Status.FUTURE,
    "superseded": Status.RETRACTED,
}
RELATIVES = frozenset({"who", "whom", "whose", "which", "where"})
MAX_NEGATED = 4
"""Words between a "not" or "no" and what it denies."""
_NEGATED = frozenset(
    {"other", "the", "be", "have", "say", "of", "fight", "side", "in", "fresh", "adverb", "arms"}
)
_DATED_NOUNS = frozenset(
    {"fight", "attack", "blast", "shelling", "truce", "war", "operation", "deal"}
)
"""Nouns that a date before them names: "the November 2020 ceasefire"."""
_TERMINATORS = ("after", "when", "break")


@dataclass(frozen=True, slots=True)
class Reading:
    """A status that is not plain, the rule that gave it, and the words that decided."""

    status: Status
    rule: str
    span: Span


def read_status(line: Line, unit: int, today: date, *, is_noun: bool) -> Reading | None:
    """Return what the words around a unit make of it, None where it is plainly asserted."""
    for reading in (
        *_by_cues(line, unit, is_noun=is_noun),
        *_by_negation(line, unit, is_noun=is_noun),
    ):
        return reading
    behind = _denied_behind(line, unit, is_noun=is_noun)
    return behind or _by_date(line, unit, today) or _by_clause(line, unit)


def lead_status(lead: Sequence[Line], line: Line, today: date) -> Reading | None:
    """Return what the headline and first sentence make of the whole text: a drill, a trial.

    An anniversary in the headline says nothing of a sentence on something of these days.
    """
    for head in lead:
        for cue in head.cues:
            if cue.name == "drill":
                return Reading(Status.FUTURE, f"drill: {cue.key}", (cue.start, cue.end))
    is_told = line not in lead[:1] and is_fresh(line, today)
    is_new = is_told and not any(cue.name == "past" for cue in line.cues)
    reaches = ("lead",) if is_new else ("lead", "day")
    for cue in (cue for head in lead[:1] for cue in head.cues if cue.reach in reaches):
        return Reading(Status.BACKGROUND, f"{cue.name}: {cue.key}", (cue.start, cue.end))
    return None


def _by_clause(line: Line, unit: int) -> Reading | None:
    """Take what a relative clause tells ("..., who was killed by") as known before."""
    opener = line.openers[line.clause_of[unit]]
    if opener in RELATIVES:
        return Reading(Status.BACKGROUND, f"relative clause: {opener}", line.units[unit].span)
    return None


def _by_cues(line: Line, unit: int, *, is_noun: bool) -> Iterator[Reading]:
    for name, status in _STATUS.items():
        for cue in line.cues:
            if cue.name == name and _reaches(line, cue, unit, is_noun=is_noun):
                yield Reading(status, f"{name}: {cue.key}", (cue.start, cue.end))


def _reaches(line: Line, cue: CueSpan, unit: int, *, is_noun: bool) -> bool:
    if cue.reach in ("sentence", "retract", "correct", "lead", "day", "nowhere"):
        return cue.reach != "nowhere"
    at = line.unit_at(cue.first)
    if line.clause_of[at] != line.clause_of[unit]:
        return False
    ahead = line.units[unit].first - cue.last
    behind = cue.first - line.units[unit].last
    is_cut = any(u.name in _TERMINATORS for u in line.units[at + 1 : unit])
    is_ahead = cue.first <= line.units[unit].first
    return {
        "clause": True,
        "self": cue.first <= line.units[unit].first < cue.last,
        "near": 0 <= ahead < MAX_NEAR_TOKENS,
        "behind": 0 <= behind < MAX_NEAR_TOKENS,
        "ahead": is_ahead and ahead <= MAX_AHEAD_TOKENS and not is_cut,
        "around": (is_ahead and ahead <= MAX_AHEAD_TOKENS and not is_cut)
        or (is_noun and 0 <= behind < MAX_BEHIND_TOKENS),
    }[cue.reach]


def _by_negation(line: Line, unit: int, *, is_noun: bool) -> Iterator[Reading]:
    if line.grammar.is_verb_last:
        behind = line.units[unit + 1 : unit + 1 + MAX_NEGATED]
        found = next((u for u in behind if u.name not in _NEGATED), None)
        is_none = found is not None and (found.name == "zero" or found.key == "no")
        if found is not None and (found.name == "not" or (is_none and is_noun)):
            yield Reading(Status.DENIED, f"negated: {found.key}", found.span)
    for at in range(max(0, unit - MAX_NEGATED), unit):
        word = line.units[at]
        is_zero = word.name == "zero" or (word.name == "group" and word.key == "no")
        is_negation = (is_zero and is_noun) or word.name == "not"
        if is_negation and all(u.name in _NEGATED for u in line.units[at + 1 : unit]):
            yield Reading(Status.DENIED, f"negated: {word.key}", word.span)


_NOT_SEEN = rule("(?:{^break|hurt|die|harm|and|group}){0,6}(?:{not}{happen|be}|{group})")
"""What denies a noun from behind: "нарушений режима тишины не зафиксировано"."""


def _denied_behind(line: Line, unit: int, *, is_noun: bool) -> Reading | None:
    found = _NOT_SEEN.match(line.letters, unit + 1) if is_noun and line.is_free_order else None
    if found is None:
        return None
    word = line.units[found.end() - 1]
    if word.name == "group" and not _is_unseen(line, word):
        return None
    return Reading(Status.DENIED, f"negated: {word.key}", word.span)


def _is_unseen(line: Line, group: Unit) -> bool:
    inside = [u for u in line.words if group.first <= u.first < group.last]
    return any(u.name == "zero" and u.value == "seen" for u in inside)


def _since(line: Line, unit: int) -> bool:
    """Tell whether a date only says since when: "since fighting began on September 27"."""
    return any(word.key == "since" for word in line.units[max(0, unit - 5) : unit])


def is_fresh(line: Line, today: date) -> bool:
    """Tell whether a sentence names one of the last days."""
    return any(
        day.is_single and 0 <= (today - day.first).days <= FRESH_DAYS
        for day in days_of(line, today)
    )


def _is_over(day: Day, today: date) -> bool:
    """Tell whether it is a whole month or year that has ended: figures of it are statistics."""
    return not day.is_single and day.last < today


def _dates_another(line: Line, day: int, unit: int) -> bool:
    """Tell whether a date stands in the name of another thing: "a January bombing was ..."."""
    behind = range(day + 1, min(day + 4, len(line.units)))
    named = next((at for at in behind if line.units[at].name != "date"), None)
    return named is not None and named != unit and line.units[named].name in _DATED_NOUNS


def _by_date(line: Line, unit: int, today: date) -> Reading | None:
    clause = line.clause_of[unit]
    scope = {clause, clause - 1} if line.openers[clause] == "when" else {clause}
    for day in days_of(line, today):
        if (
            line.clause_of[day.unit] in scope
            and (is_stale(day, today) or _is_over(day, today))
            and not (day.is_single and _since(line, day.unit))
            and not (is_fresh(line, today) and _dates_another(line, day.unit, unit))
        ):
            return Reading(Status.BACKGROUND, f"dated: {day.last.isoformat()}", day.span)
    return None
