"""Why an entry alerts or stays silent, as data for a person to read: the words and the rules."""

from dataclasses import dataclass

from feeds.extract.analysis import Analysis
from feeds.extract.gate import GateDecision
from feeds.model import Entry, Report, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text and what was read from them: "armed_clash", by the rule "clash: fire"."""

    span: Span
    text: str
    field: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A report with everything that decided it, in the order of the text."""

    text: str
    report: Report
    gate: GateDecision
    evidence: tuple[Evidence, ...]
    cues: tuple[Evidence, ...]


def explanation_of(
    entry: Entry, report: Report, gate: GateDecision, analysis: Analysis | None
) -> Explanation:
    """Return what a person needs to see why: evidence per field, and the words that held back."""
    text = entry.full_text
    found: list[Evidence] = []
    for event in report.events:
        found.extend(
            Evidence(
                span, text[slice(*span)], f"{event.type}, {event.status}", "; ".join(event.rules)
            )
            for span in event.evidence
        )
    for casualty in report.casualties:
        label = f"{casualty.harm} {casualty.side} {casualty.low}-{casualty.high}, {casualty.scope}"
        found.extend(
            Evidence(span, text[slice(*span)], label, "; ".join(casualty.rules))
            for span in casualty.evidence
        )
    return Explanation(
        text, report, gate, tuple(sorted(found, key=lambda e: e.span)), _cues(analysis)
    )


def _cues(analysis: Analysis | None) -> tuple[Evidence, ...]:
    """Return the words that could hold a report back: a threat, an anniversary, another war."""
    if analysis is None:
        return ()
    return tuple(
        Evidence(
            (cue.start, cue.end), analysis.document.text[cue.start : cue.end], cue.name, cue.reach
        )
        for line in analysis.findings
        for cue in (*line.line.cues, *line.line.signs)
    )
