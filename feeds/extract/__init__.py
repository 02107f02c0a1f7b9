"""An entry's text -> a report: who did what to whom, where, when, who says so, and is it new.

The steps, a file each: text (tokens, sentences), gate, places, classes (one letter per word),
groups (people), casualties (people and harm), claims (who says so), events (what happened), status
(did it), scope (is it ours), sides (whose people), fuse (sentences into one report), verdict (is it
news), severity, sentence. ``analysis`` walks them; ``explain`` shows what they found. Words are
data, in ``feeds/lexicon``.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from feeds.extract.analysis import Analysis, analyse
from feeds.extract.classes import CLASSES
from feeds.extract.dates import local_day
from feeds.extract.explain import Explanation, explanation_of
from feeds.extract.fuse import fuse_events
from feeds.extract.gate import Gate, GateDecision
from feeds.extract.language import detect_language
from feeds.extract.lexicon import Lexicon, load_lexicon
from feeds.extract.places import Gazetteer
from feeds.extract.sentence import sentence_of
from feeds.extract.severity import severity_of
from feeds.extract.tally import fuse_casualties
from feeds.extract.text import read_text
from feeds.extract.verdict import Verdict, verdict_of
from feeds.model import Casualty, Entry, Event, Report, Scope, Severity, Status

__all__ = ["Explanation", "Extractor"]

EVERYDAY = ("en", "ru")
"""The languages whose words are read at the start; others when the first text in one comes."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads entries. Made once per worker process; immutable, holds no file open."""

    gazetteer: Gazetteer
    gate: Gate

    @classmethod
    def load(cls) -> Self:
        """Read gazetteer, gate and lexicons. Raises OSError, ValueError, LexiconError."""
        for language in EVERYDAY:
            _lexicon(language)
        gazetteer = Gazetteer.load()
        return cls(gazetteer, Gate.load(gazetteer.spellings))

    def extract(self, entry: Entry, now: datetime) -> Report:
        """Return what an entry reports; ``now`` stands in where it has no time of its own."""
        language = _language(entry)
        decision = self.gate.decide(entry)
        if not decision.passes:
            return _silent(entry, language, f"gate_{decision.reason.value}")
        lexicon = _lexicon(language)
        if lexicon is None:
            return _silent(entry, language, "language_unknown")
        analysis = self._analyse(entry, now, lexicon)
        events = fuse_events(analysis)
        casualties = fuse_casualties(analysis, events) if events else ()
        verdict = verdict_of(analysis, events)
        if verdict.reason == "sport":
            events = tuple(replace(event, status=Status.BACKGROUND) for event in events)
            casualties = tuple(replace(c, scope=Scope.BACKGROUND) for c in casualties)
        report = _report(entry, language, verdict, events, casualties)
        return replace(report, is_draft=lexicon.is_draft)

    def _analyse(self, entry: Entry, now: datetime, lexicon: Lexicon) -> Analysis:
        document = read_text(entry, lexicon.language)
        today = local_day(entry.published_at or now, None)
        return analyse(document, lexicon, self.gazetteer, today)

    def explain(self, entry: Entry, now: datetime) -> Explanation:
        """Return the report of an entry with everything that decided it."""
        decision: GateDecision = self.gate.decide(entry)
        report = self.extract(entry, now)
        lexicon = _lexicon(report.language)
        analysis = self._analyse(entry, now, lexicon) if decision.passes and lexicon else None
        return explanation_of(entry, report, decision, analysis)


def _language(entry: Entry) -> str:
    """Return the language of an entry; its own tag where we can't read the one detected."""
    language = detect_language(entry.full_text, entry.language)
    told = entry.language[:2].lower()
    return told if _lexicon(language) is None and _lexicon(told) is not None else language


def _lexicon(language: str) -> Lexicon | None:
    return load_lexicon(language, CLASSES)


def _silent(entry: Entry, language: str, reason: str) -> Report:
    return Report(entry.id, alert=False, reason=reason, language=language, severity=Severity.LOW)


def _report(
    entry: Entry,
    language: str,
    verdict: Verdict,
    events: tuple[Event, ...],
    casualties: tuple[Casualty, ...],
) -> Report:
    return Report(
        entry_id=entry.id,
        alert=verdict.alert,
        reason=verdict.reason,
        language=language,
        severity=severity_of(events, casualties),
        events=events,
        casualties=casualties,
        summary=sentence_of(events, casualties) if verdict.alert else "",
    )
