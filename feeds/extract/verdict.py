"""Whether a report is news in scope, with the named reason: the closed list of docs/reasons.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from feeds.extract.analysis import Analysis
from feeds.extract.classes import CueSpan
from feeds.kinds import kinds
from feeds.model import Event, Span, Status

_SILENT = {
    Status.RETRACTED: "retracted",
    Status.DENIED: "denied",
    Status.HYPOTHETICAL: "hypothetical",
    Status.FUTURE: "future",
    Status.BACKGROUND: "background",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """News or not, why, and the words that decided against it."""

    alert: bool
    reason: str
    span: Span | None = None


def verdict_of(analysis: Analysis, events: Sequence[Event]) -> Verdict:
    """Judge a document by its events and by what kind of text it is."""
    veto = _veto(analysis)
    if veto is not None:
        return veto
    live = [event for event in events if event.status.is_live]
    if any(kinds()[event.type].alerts for event in live):
        main = live[0]
        return Verdict(alert=True, reason=f"new_{kinds()[main.type].family}")
    for event in events:
        return Verdict(alert=False, reason=_SILENT.get(event.status, "no_event"))
    return Verdict(alert=False, reason="no_event")


def _veto(analysis: Analysis) -> Verdict | None:
    """Return the veto that the kind of text casts: sport, opinion, civil unrest, accident."""
    for name, reason in (("sport", "sport"), ("genre", "not_news")):
        cue = _cue_in_lead(analysis, name)
        if cue is not None:
            return Verdict(alert=False, reason=reason, span=(cue.start, cue.end))
    return None


def _cue_in_lead(analysis: Analysis, name: str) -> CueSpan | None:
    for found in analysis.findings[:2]:
        for cue in found.line.cues:
            if cue.name == name and (name != "genre" or cue.first == found.line.sentence.first):
                return cue
    return None
