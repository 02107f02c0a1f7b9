"""The incident before and after a report -> the named reason to tell it, or none.

The list is closed (design.md, section 7). Whatever changed besides is a silent edit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.merge.figures import as_text, by_claimant
from feeds.merge.origins import NOBODY, are_both_sides, is_independent, is_inflicted, is_own
from feeds.merge.standing import told, total
from feeds.model import AlertReason, Claim, EventType, Harm, Incident, Side, Standing

_PHASES = (
    EventType.CEASEFIRE_VIOLATED,
    EventType.CEASEFIRE_ENDED,
    EventType.CEASEFIRE_EXTENDED,
)
"""What becomes of a truce once it is agreed."""

_COUNTED = (Harm.KILLED, Harm.CAPTURED, Harm.MISSING, Harm.WOUNDED)
_JUMP = 5
"""More wounded, captured or missing by so many, or twice as many, are news."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change worth telling, and what it is in data terms ("AZE_MOD killed AZE 2 -> 3")."""

    reason: AlertReason
    note: str


def change(before: Incident, after: Incident, *, is_correction: bool = False) -> Change | None:
    """Return the weightiest change between two versions of an incident, None if all are small.

    ``is_correction``: the report says itself that it corrects figures.
    """
    return next(_changes(before, after, is_correction=is_correction), None)


def _changes(before: Incident, after: Incident, *, is_correction: bool) -> Iterator[Change]:
    if is_correction:
        yield from _explicit_correction(before, after)
    yield from _correction(before, after)
    yield from _transition(before, after)
    yield from _disputed(before, after)
    yield from _both_sides(before, after)
    yield from _toll(before, after)
    yield from _independent(before, after)


def _explicit_correction(before: Incident, after: Incident) -> Iterator[Change]:
    """Yield a correction that a report calls so, be it up or down."""
    for claim in after.claims:
        if claim not in before.claims and not is_inflicted(claim.claimant, claim.side):
            yield Change(AlertReason.CORRECTION, _step(claim))
    if before.places != after.places:
        yield Change(AlertReason.CORRECTION, f"place {_named(before)} -> {_named(after)}")


def _correction(before: Incident, after: Incident) -> Iterator[Change]:
    if after.standing is Standing.WITHDRAWN:
        yield Change(AlertReason.CORRECTION, "withdrawn")
        return
    gone = [code for code in before.claimed_by if code not in after.claimed_by]
    if gone:
        yield Change(AlertReason.CORRECTION, f"taken back by {', '.join(gone)}")
    yield from _lowered(before, after)


def _lowered(before: Incident, after: Incident) -> Iterator[Change]:
    # Those who die of wounds are no longer counted as wounded: that corrects nothing.
    is_deadlier = total(told(after, Harm.KILLED)) > total(told(before, Harm.KILLED))
    for harm in (Harm.KILLED,) if is_deadlier else _COUNTED:
        new = by_claimant(after.claims, harm)
        for (claimant, side), number in by_claimant(before.claims, harm).items():
            is_lower = new.get((claimant, side), 0) < number
            if is_lower and _counts_alone(claimant, side, after):
                yield Change(AlertReason.CORRECTION, f"{harm}{_by(before, after)}")


def _transition(before: Incident, after: Incident) -> Iterator[Change]:
    if EventType.CEASEFIRE_AGREED not in before.types:
        return
    for phase in _PHASES:
        if phase in after.types and phase not in before.types:
            yield Change(AlertReason.TRANSITION, phase.value)


def _disputed(before: Incident, after: Incident) -> Iterator[Change]:
    if after.standing is Standing.DISPUTED and before.standing is not Standing.DISPUTED:
        deniers = [code for code in after.denied_by if code not in before.denied_by]
        # Nobody denies it, and yet they disagree: on the figures.
        by_whom = f"denied by {', '.join(deniers)}" if deniers else "the accounts differ"
        yield Change(AlertReason.DISPUTED, f"{by_whom}{_by(before, after)}")


def _both_sides(before: Incident, after: Incident) -> Iterator[Change]:
    if are_both_sides(after.claimed_by) and not are_both_sides(before.claimed_by):
        new = [code for code in after.claimed_by if code not in before.claimed_by]
        yield Change(AlertReason.BOTH_SIDES, f"also {', '.join(new)}")


def _toll(before: Incident, after: Incident) -> Iterator[Change]:
    for harm in _COUNTED:
        old, new = told(before, harm), told(after, harm)
        if _is_news(harm, total(old), total(new)):
            note = f"{harm} {total(old)} -> {total(new)}{_by(before, after)}"
            yield Change(AlertReason.TOLL, note)
        for side in sorted(new.keys() - NOBODY):
            if old.get(side, 0) and _is_news(harm, old[side], new[side]):
                note = f"{harm} {side} {old[side]} -> {new[side]}{_by(before, after)}"
                yield Change(AlertReason.TOLL, note)


def _independent(before: Incident, after: Incident) -> Iterator[Change]:
    def outside(incident: Incident) -> list[str]:
        return [code for code in incident.claimed_by if is_independent(code, after.actors)]

    if outside(after) and not outside(before):
        yield Change(AlertReason.INDEPENDENT, f"also {', '.join(outside(after))}")


def _is_news(harm: Harm, old: int, new: int) -> bool:
    """Tell whether a higher figure is told: any more dead, but not each more wounded."""
    if new <= old:
        return False
    return harm is Harm.KILLED or not old or new >= 2 * old or new >= old + _JUMP


def _counts_alone(claimant: str, side: Side, incident: Incident) -> bool:
    return is_own(claimant, side) or (
        is_independent(claimant, incident.actors) and not is_inflicted(claimant, side)
    )


def _by(before: Incident, after: Incident) -> str:
    said = [claim for claim in after.claims if claim not in before.claims]
    return "".join(f"; {_step(claim)}" for claim in said)


def _named(incident: Incident) -> str:
    return incident.places[0].name if incident.places else "?"


def _step(claim: Claim) -> str:
    figure = f"{claim.before} -> {as_text(claim)}" if claim.before else as_text(claim)
    return f"{claim.claimant} {claim.harm} {claim.side} {figure}"
