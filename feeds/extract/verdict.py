"""Whether a report is news in scope, with the named reason: the closed list of docs/reasons.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.extract.analysis import Analysis
from feeds.extract.classes import CueSpan, Line
from feeds.extract.families import VIOLENT
from feeds.kinds import kinds
from feeds.model import Event, Span, Status

LEAD_SENTENCES = 3
"""News says in its headline and first sentences what happened; what comes later is background."""
EVENT_CLASSES = frozenset(
    {
        "fight", "shelling", "air", "arms", "blast", "operation", "attack", "hurt", "die", "harm",
        "toll", "lose", "take", "truce", "deal", "exchange", "swap", "fire", "war", "calm", "talk",
        "mobilise", "blockade", "keeper", "peacekeeping", "move",
    }
)  # fmt: skip
MIN_WEAK_SPORT = 2
NOT_NEWS = "not_news"
FRESH_DAYS = 3
"""How old an act may be that a question or a live ticker still tells as news."""
_BY_RULE = {
    "not ours: other_region": "other_region",
    "not ours: no_region": "no_region",
    "protest": "protest",
    "accident": "accident",
    "drill": "drill",
    "only spoken of": "only_spoken_of",
}
"""Rules that say more of a silence than the status does, the most telling first."""
_SILENT = {
    Status.RETRACTED: "retracted",
    Status.DENIED: "denied",
    Status.HYPOTHETICAL: "hypothetical",
    Status.FUTURE: "future",
    Status.BACKGROUND: "background",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """News or not, why, and the words that decided against it.

    ``is_sure``: no act that the text tells overrules a veto of what kind of text it is.
    """

    alert: bool
    reason: str
    span: Span | None = None
    is_sure: bool = False


def verdict_of(analysis: Analysis, events: Sequence[Event]) -> Verdict:
    """Judge a document by its events and by what kind of text it is."""
    veto = _veto(analysis)
    if veto is not None and not (_may_tell(veto) and _tells_news(analysis, events)):
        return veto
    live = [e for e in events if e.status.is_live and kinds()[e.type].alerts]
    lead = _lead_end(analysis)
    if _has_silent_headline(analysis):
        lead = _lead_end(analysis, sentences=1)
    told = [e for e in live if any(start < lead for start, _ in e.evidence)]
    if told:
        return Verdict(alert=True, reason=f"new_{kinds()[told[0].type].family}")
    if live:
        return Verdict(alert=False, reason="not_in_lead")
    reason = _silence(events[0]) if events else "no_event"
    return Verdict(alert=False, reason=reason)


def _may_tell(veto: Verdict) -> bool:
    return veto.reason == NOT_NEWS and not veto.is_sure


def _tells_news(analysis: Analysis, events: Sequence[Event]) -> bool:
    """Tell whether a text headed as a question or a digest tells an act of these days."""
    return any(
        event.status.is_live
        and event.type in VIOLENT
        and event.happened_on is not None
        and (analysis.today - event.happened_on).days <= FRESH_DAYS
        for event in events
    )


def _silence(event: Event) -> str:
    """Return why the first event of a silent report is none to tell, as exactly as is known."""
    for prefix, reason in _BY_RULE.items():
        if any(rule.startswith(prefix) for rule in event.rules):
            return reason
    return _SILENT.get(event.status, "no_event")


def _lead_end(analysis: Analysis, sentences: int = LEAD_SENTENCES) -> int:
    """Return the offset behind the headline and the first two sentences."""
    body = [f.line.sentence for f in analysis.findings if f.line.sentence.part != "title"]
    if len(body) <= sentences:
        return len(analysis.document.text)
    return body[sentences - 1].end


def _has_silent_headline(analysis: Analysis) -> bool:
    """Tell whether there is a headline and no word of it says what happened."""
    title = [f.line for f in analysis.findings if f.line.sentence.part == "title"]
    names = {unit.name for line in title for unit in line.units}
    return bool(title) and len(analysis.findings) > len(title) and not names & EVENT_CLASSES


def _veto(analysis: Analysis) -> Verdict | None:
    """Return the veto that the kind of text casts: sport, a feature, a review."""
    cues = [cue for found in analysis.findings[:LEAD_SENTENCES] for cue in found.line.signs]
    sport = [cue for cue in cues if cue.name == "sport"]
    strong = [cue for cue in sport if cue.reach == "strong"]
    if strong or len({cue.key for cue in sport}) >= MIN_WEAK_SPORT:
        return _against("sport", (strong or sport)[0])
    for found in analysis.findings[:1]:
        for cue in found.line.signs:
            if cue.name == "genre" and cue.reach == "anywhere":
                return replace(_against(NOT_NEWS, cue), is_sure=True)
            if cue.name == "genre" and _opens(found.line, cue):
                return _against(NOT_NEWS, cue)
    return _asks(analysis)


def _opens(line: Line, cue: CueSpan) -> bool:
    """Tell whether a word opens the sentence or what follows its colon."""
    at = cue.first - line.sentence.first
    return at == 0 or line.sentence.tokens[at - 1].key in (":", "|", "\u2014")


def _asks(analysis: Analysis) -> Verdict | None:
    """Return the veto of a headline that asks: it does not tell."""
    for found in analysis.findings:
        sentence = found.line.sentence
        if sentence.part == "title" and sentence.tokens[-1].key == "?":
            return Verdict(alert=False, reason=NOT_NEWS, span=(sentence.start, sentence.end))
    return None


def _against(reason: str, cue: CueSpan) -> Verdict:
    return Verdict(alert=False, reason=reason, span=(cue.start, cue.end))
