"""Why an entry alerts or stays silent, as it leaves a worker process: light to import."""

from dataclasses import dataclass

from feeds.model import Report


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of the text, what they were taken for, and by which rule."""

    words: str
    meaning: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One entry's report with everything that decided it.

    ``gate`` is the reason of the gate with its words; ``findings`` made the report, ``cues`` are
    words that can hold one back (a threat, an anniversary, another war).
    """

    text: str
    report: Report
    gate: Finding
    findings: tuple[Finding, ...]
    cues: tuple[Finding, ...]
