"""Who claims what a sentence tells and who denies it, there or in the sentences around it."""

from collections.abc import Sequence

from feeds.extract.analysis import Analysis, LineFindings, Told
from feeds.extract.claims import Claim
from feeds.extract.groups import side_of

MAX_DENIED = 3
"""Sentences ahead in which a denial of what a sentence tells may stand."""


def free_denials(analysis: Analysis) -> dict[int, tuple[str, ...]]:
    """Return the denials that mean the sentence before: they stand alone, or deny "this"."""
    return {
        line.line.number: tuple(code for c in line.claims if c.kind == "deny" for code in c.codes)
        for line in analysis.findings
        if not line.told
        or all(claim.kind == "deny" for claim in line.claims)
        or any(claim.is_back for claim in line.claims)
    }


def denied_from(reach: Sequence[tuple[str, ...]], number: int) -> tuple[str, ...]:
    """Return who denies what a sentence tells: in one of the next, or in the headline before."""
    ahead = reach[number + 1 : number + 1 + MAX_DENIED]
    before = reach[:1] if number in (1, 2) else []
    return next((codes for codes in (*ahead, *before) if codes), ())


def voices_of(line: LineFindings, told: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who claims an event and who denies it, within its sentence."""
    claimed = told.claim.codes if told.claim else ()
    denied = tuple(
        c
        for d in line.claims
        if d.kind == "deny" and not d.is_back and not _is_aside(line, told, d)
        for c in d.codes
    )
    is_refuted = any(c.kind == "deny" and not c.codes for c in line.claims)
    is_quoted = told.claim is not None and line.line.units[told.claim.unit].name == "statement"
    if (denied or is_refuted) and set(claimed) <= set(denied) and not is_quoted:
        claimed = accusers(line, denied)
    return claimed, denied


def _is_aside(line: LineFindings, told: Told, denial: Claim) -> bool:
    """Tell whether a speaker denies another thing behind what he tells himself.

    "Fighting goes on, the ministry said, rejecting the claim".
    """
    is_word = line.line.units[denial.unit].name == "deny"
    return is_word and any(
        c.kind == "say" and told.mention.unit < c.unit < denial.unit and c.codes == denial.codes
        for c in line.claims
    )


def accusers(line: LineFindings, denied: Sequence[str]) -> tuple[str, ...]:
    """Return whose claim a side denies where it names them: "Baku's report is false"."""
    deniers = {code.partition("_")[0] for code in denied}
    named = [side_of(unit.value).value for unit in line.line.words if unit.name == "side"]
    sides = [side for side in named if side not in deniers]
    is_claim = any(u.name in ("statement", "accuse") or u.value == "claim" for u in line.line.words)
    return (f"{sides[0]}_GOV",) if sides and is_claim else ()
