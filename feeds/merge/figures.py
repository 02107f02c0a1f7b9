"""Who says how many: a report's figures as claims, and the newest claim of each claimant.

Claims are never added up over claimants, nor averaged. A claim is lowered only by its own
claimant, and only by words that deny the higher figure: "at least 3" after "5" denies nothing,
and a slower outlet's copy of an earlier statement is no correction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from feeds.merge.groups import Group, Stance
from feeds.merge.origins import are_both_sides, bloc, is_inflicted, side_of
from feeds.model import Casualty, Claim, Harm, Scope, Side, Source, Who

STALE = timedelta(hours=3)
"""So long another outlet's lower figure is taken for the claimant's earlier statement."""
_CONTESTED = frozenset({Harm.KILLED, Harm.CAPTURED})
_VAGUE_WHO = frozenset({Who.UNK, Who.MIXED})


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim as one report brings it, and whether it is to be added to what was said before."""

    claim: Claim
    is_increment: bool


def amount(figure: Claim | Casualty) -> int:
    """Return how many people a figure surely speaks of: 0 for "up to 9", 99 for "almost 100"."""
    if figure.low is not None:
        return figure.low
    return figure.high - 1 if figure.qualifier == "almost" and figure.high else 0


def people(figure: Claim | Casualty) -> tuple[Side, Harm]:
    """Return whose people a figure counts, and what happened to them."""
    return bloc(figure.side), figure.harm


def by_claimant(claims: Iterable[Claim], harm: Harm) -> Mapping[tuple[str, Side], int]:
    """Return what each claimant says of each people: its soldiers and civilians together.

    A figure of people who are not told apart holds those who are.
    """
    parts: dict[tuple[str, Side], int] = defaultdict(int)
    wholes: dict[tuple[str, Side], int] = defaultdict(int)
    for claim in claims:
        if claim.harm is harm:
            key = (claim.claimant, bloc(claim.side))
            if claim.who in _VAGUE_WHO:
                wholes[key] = max(wholes[key], amount(claim))
            else:
                parts[key] += amount(claim)
    return {key: max(parts[key], wholes[key]) for key in dict.fromkeys((*parts, *wholes))}


def are_incompatible(claims: Sequence[Claim]) -> bool:
    """Tell whether two sides that fight count the same people's dead or captured differently.

    What one says that it inflicted on the other contests nothing: such figures always differ.
    """
    sides = [claim for claim in claims if claim.harm in _CONTESTED and side_of(claim.claimant)]
    fair = [claim for claim in sides if not is_inflicted(claim.claimant, claim.side)]
    return any(
        people(one) == people(other) and one.who is other.who and _are_apart(one, other)
        for one, other in combinations(fair, 2)
        if are_both_sides((one.claimant, other.claimant))
    )


def _are_apart(one: Claim, other: Claim) -> bool:
    """Tell whether no number fits both claims."""
    lowest = max(one.low or 0, other.low or 0)
    return any(claim.high is not None and claim.high < lowest for claim in (one, other))


def fold(claims: Sequence[Claim], group: Group, source: Source) -> tuple[Claim, ...]:
    """Return the claims after a report: newest per claimant wins, its former figure is kept.

    A correction is believed at once, of its claimant or, if it names none, of its outlet.
    """
    kept = list(claims)
    is_correction = group.stance is Stance.CORRECTS
    for said in _said(group, source, claims):
        new = _added(kept, said) if said.is_increment else said.claim
        kept = _put(kept, new, is_correction=is_correction)
    return tuple(kept)


def _said(group: Group, source: Source, known: Sequence[Claim]) -> Iterable[_Said]:
    """Return a report's claims, one for each claimant, side, people and harm: the highest."""
    highest: dict[tuple[object, ...], _Said] = {}
    for casualty in group.casualties:
        if _is_doubled(casualty, group.casualties, known):
            continue
        for claimant in _claimants(casualty, group, source, known):
            is_increment = casualty.scope is Scope.INCREMENT
            said = _Said(_claim(casualty, claimant, source), is_increment)
            key = (claimant, casualty.side, casualty.who, casualty.harm)
            if key not in highest or amount(highest[key].claim) < amount(said.claim):
                highest[key] = said
    return highest.values()


def _claimants(
    casualty: Casualty, group: Group, source: Source, known: Iterable[Claim]
) -> Iterable[str]:
    """Return who says a figure; an unnamed correction speaks for whom its outlet had quoted."""
    named = casualty.claimed_by or group.claimed_by
    if named or group.stance is not Stance.CORRECTS:
        return named or (group.speaker,)
    quoted = [
        claim.claimant
        for claim in known
        if claim.outlet == source.outlet and people(claim) == people(casualty)
    ]
    return quoted or (group.speaker,)


def _is_doubled(casualty: Casualty, among: Iterable[Casualty], known: Iterable[Claim]) -> bool:
    """Tell whether a figure is given twice, as increment and total, and the other one counts.

    "Two more died, bringing it to nine" is nine where seven were known. Where fewer were, the nine
    may count a whole war, and two are sure.
    """
    same = [other for other in among if people(other) == people(casualty)]
    increments, totals = _amounts(same, Scope.INCREMENT), _amounts(same, Scope.TOTAL)
    if not increments or not totals:
        return False
    before = [amount(claim) for claim in known if people(claim) == people(casualty)]
    is_of_incident = max(before, default=0) + max(increments) >= max(totals)
    return casualty.scope is (Scope.INCREMENT if is_of_incident else Scope.TOTAL)


def _amounts(casualties: Iterable[Casualty], scope: Scope) -> list[int]:
    return [casualty.low or 0 for casualty in casualties if casualty.scope is scope]


def _claim(casualty: Casualty, claimant: str, source: Source) -> Claim:
    return Claim(
        claimant=claimant,
        side=casualty.side,
        who=casualty.who,
        harm=casualty.harm,
        low=casualty.low,
        high=casualty.high,
        qualifier=casualty.qualifier,
        said_at=source.published_at,
        outlet=source.outlet,
        url=source.url,
    )


def _added(kept: Iterable[Claim], said: _Said) -> Claim:
    """Return an increment as the figure that it leads to.

    Ten outlets that quote one "another soldier died" bring one increment: the same step from the
    same figure is not taken twice.
    """
    new = said.claim
    old = next((claim for claim in kept if _is_same_people(claim, new)), None)
    if old is None or old.low is None or new.low is None:
        return new
    if old.before.isdecimal() and old.low - int(old.before) == new.low:
        return replace(new, low=old.low, high=old.high, qualifier=old.qualifier)
    return replace(new, low=old.low + new.low, high=_highest(old, new))


def _highest(old: Claim, step: Claim) -> int | None:
    return None if old.high is None or step.high is None else old.high + step.high


def _put(kept: list[Claim], new: Claim, *, is_correction: bool) -> list[Claim]:
    """Put a claim in the place of its claimant's former one, if it changes it."""
    old = _former(kept, new)
    if old is None:
        return [*(claim for claim in kept if not _ends_none(claim, new)), new]
    if (old.low, old.high) == (new.low, new.high):
        return kept
    if not is_correction and not _replaces(old, new, kept):
        return kept
    changed = replace(new, before=as_text(old))
    return [changed if claim is old else claim for claim in kept if not _ends_none(claim, new)]


def _former(kept: Iterable[Claim], new: Claim) -> Claim | None:
    """Return the claim that ``new`` speaks of again: of the same people, or of people unnamed.

    Fewer people, told apart, are a part of the unnamed ones and no new word on them.
    """
    same = [claim for claim in kept if _is_same_people(claim, new)]
    exact = [claim for claim in same if claim.who is new.who]
    if exact or len(same) != 1:
        return next(iter(exact), None)
    (old,) = same
    is_part = old.who in _VAGUE_WHO and amount(new) < amount(old)
    return old if {old.who, new.who} & _VAGUE_WHO and not is_part else None


def _is_same_people(one: Claim, other: Claim) -> bool:
    return (one.claimant, people(one)) == (other.claimant, people(other))


def _replaces(old: Claim, new: Claim, known: Iterable[Claim]) -> bool:
    if new.said_at < old.said_at:
        return False
    if amount(new) >= amount(old):
        return True
    is_open = new.high is None or new.high >= amount(old)
    # Without an address it is not known whether it is the page that gave the higher figure.
    is_same_outlet = bool(new.url) and new.outlet == old.outlet
    is_stale = not is_same_outlet and new.said_at - old.said_at < STALE
    return not is_open and not (is_stale and not _is_said_since(old, new, known))


def _is_said_since(old: Claim, new: Claim, known: Iterable[Claim]) -> bool:
    """Tell whether somebody else, after ``old``, said what ``new`` says: then it is no old copy."""
    return any(
        claim.said_at > old.said_at and (people(claim), amount(claim)) == (people(new), amount(new))
        for claim in known
    )


def _ends_none(claim: Claim, new: Claim) -> bool:
    """Tell whether "no casualties" is overtaken by the same claimant's figure."""
    return (
        claim.harm is Harm.CASUALTIES
        and claim.high == 0
        and amount(new) > 0
        and (claim.claimant, bloc(claim.side)) == (new.claimant, bloc(new.side))
    )


def as_text(claim: Claim) -> str:
    """Return a figure as data: "2", "3-5", "5+", "0-9", or a source's vague word."""
    vague, _, word = claim.qualifier.partition(":")
    if vague == "vague" and word:
        return word
    if claim.low is None:
        return "?" if claim.high is None else f"0-{claim.high}"
    if claim.high is None:
        return f"{claim.low}+"
    return str(claim.low) if claim.low == claim.high else f"{claim.low}-{claim.high}"
