"""The figures of a document fused: each once, each with its event; claimants are never added up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.extract.analysis import Analysis, Figure, LineFindings
from feeds.extract.corrections import is_correction, is_retracted
from feeds.extract.sifting import SETTLED
from feeds.model import Casualty, Event, Harm, Scope, Side, Status

MAX_CASUALTIES = 24
MAX_APART = 120
"""Characters behind which "the driver" is rather the one told of than somebody else."""
_HELD = frozenset({Harm.CAPTURED, Harm.DETAINED, Harm.MISSING})
"""Words for one thing that a text may use of the same people."""
INFERRED = "side inferred"
"""The rule of a figure whose side the text does not say: place and parties suggest it."""


def fuse_casualties(analysis: Analysis, events: Sequence[Event]) -> tuple[Casualty, ...]:
    """Return the figures of a document, each once, each with the event that it belongs to."""
    if is_retracted(analysis) and not is_correction(analysis):
        return ()
    found: list[Casualty] = []
    for line in analysis.findings:
        for figure in _summed(line.figures):
            casualty = _casualty(figure, line, events)
            if casualty is not None and not _is_told_of(figure, casualty, found):
                casualty = _of_those_before(casualty, figure, found)
                _add_casualty(found, casualty)
    told = _without_sums(found)[:MAX_CASUALTIES]
    return tuple(_of_all(_scoped(told, figure), events) for figure in told)


def _of_all(casualty: Casualty, events: Sequence[Event]) -> Casualty:
    """Return the dead and wounded told with a truce as those of the whole fight that it ends."""
    is_harm = casualty.harm in (Harm.KILLED, Harm.WOUNDED) and casualty.high != 0
    is_over = events[casualty.event].type in SETTLED and casualty.scope is Scope.INCIDENT
    return replace(casualty, scope=Scope.TOTAL) if is_harm and is_over else casualty


def _of_those_before(casualty: Casualty, figure: Figure, found: Sequence[Casualty]) -> Casualty:
    """Let "others" and a toll be of the people counted before, where they name nobody else."""
    known = [c for c in found if c.harm is casualty.harm and INFERRED not in c.rules]
    if casualty.scope is Scope.TOTAL and INFERRED in casualty.rules and known:
        return replace(casualty, side=known[-1].side, who=known[-1].who)
    if casualty.side is Side.UNK and figure.draft.group.is_bare and found:
        return replace(casualty, side=found[-1].side)
    return casualty


def _is_told_of(figure: Figure, casualty: Casualty, found: Sequence[Casualty]) -> bool:
    """Tell whether "the driver" is one of those whom a figure before counts already."""
    start = casualty.evidence[0][0]
    return figure.draft.group.is_known and any(
        c.harm is casualty.harm or (c.low == 1 and start - c.evidence[0][1] > MAX_APART)
        for c in found
    )


def _without_sums(found: Sequence[Casualty]) -> list[Casualty]:
    """Leave out a headline's round figure that the text then gives by sides: "five killed"."""
    return [c for at, c in enumerate(found) if not _is_sum(c, found[at + 1 :])]


def _is_sum(casualty: Casualty, behind: Sequence[Casualty]) -> bool:
    """Tell whether figures behind one, of sides that are told, make it up."""
    if INFERRED not in casualty.rules or casualty.scope is not Scope.INCIDENT or not casualty.low:
        return False
    parts = [
        c
        for c in behind
        if (c.harm, c.scope) == (casualty.harm, casualty.scope)
        and c.low
        and INFERRED not in c.rules
    ]
    return len({c.side for c in parts}) > 1 and sum(c.low or 0 for c in parts) >= casualty.low


def _scoped(found: Sequence[Casualty], figure: Casualty) -> Casualty:
    """Return a figure with the scope that the others of its text give it.

    "Ещё четверо ранены" adds to nothing where only the dead were counted before; the one who died
    today is an increment where the text goes on to the toll.
    """
    others = [other for other in found if other is not figure and other.harm is figure.harm]
    is_toll = any(other.scope is Scope.TOTAL for other in others)
    if figure.scope is Scope.INCREMENT and not others and figure is not found[0]:
        return replace(figure, scope=Scope.INCIDENT)
    is_one = figure.low == figure.high == 1 and figure.scope is Scope.INCIDENT
    if is_one and is_toll and figure.harm is Harm.KILLED:
        return replace(figure, scope=Scope.INCREMENT)
    return figure


def _summed(figures: Sequence[Figure]) -> Iterable[Figure]:
    """Add up single people listed side by side: "a doctor and a driver" are two."""
    kept: list[Figure] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last is not None and _are_listed(last, figure):
            group = replace(
                last.draft.group,
                low=(last.draft.group.low or 0) + 1,
                high=(last.draft.group.high or 0) + 1,
            )
            kept[-1] = replace(last, draft=replace(last.draft, group=group))
        else:
            kept.append(figure)
    return kept


def _are_listed(last: Figure, figure: Figure) -> bool:
    is_same = (last.draft.unit, last.side, last.draft.harm) == (
        figure.draft.unit,
        figure.side,
        figure.draft.harm,
    )
    group, added = last.draft.group, figure.draft.group
    is_same_kind = not group.is_zero and group.low == group.high and figure.who is last.who
    return is_same and (
        (group.is_implicit and (added.is_implicit or added.is_bare))
        or (is_same_kind and added.is_implicit)
    )


def _casualty(figure: Figure, line: LineFindings, events: Sequence[Event]) -> Casualty | None:
    draft, group = figure.draft, figure.draft.group
    scope = draft.scope
    if _is_denied(figure, line):
        return None
    if group.is_total and scope is Scope.INCIDENT:
        scope = Scope.TOTAL
    if figure.reading is not None:
        if figure.reading.status is not Status.BACKGROUND:
            return None
        scope = Scope.BACKGROUND
    if not figure.scene.is_ours:
        scope = Scope.BACKGROUND
    return Casualty(
        event=_event_index(figure, line, events),
        side=figure.side,
        who=figure.who,
        harm=draft.harm,
        low=group.low,
        high=group.high,
        qualifier=group.qualifier,
        scope=scope,
        claimed_by=figure.claim.codes if figure.claim else (),
        denied_by=tuple(code for c in line.claims if c.kind == "deny" for code in c.codes),
        evidence=(draft.span,),
        rules=(draft.rule,) if figure.is_side_told else (draft.rule, INFERRED),
    )


def _is_denied(figure: Figure, line: LineFindings) -> bool:
    """Tell whether a figure is what somebody denies: "dismissed the assertion that forty died"."""
    return any(
        claim.kind == "deny"
        and claim.unit < figure.draft.unit
        and any(u.name == "statement" for u in line.line.units[claim.unit : figure.draft.unit])
        for claim in line.claims
    )


def _event_index(figure: Figure, line: LineFindings, events: Sequence[Event]) -> int:
    types = [t.mention.type for t in line.told if t.mention.clause == figure.draft.clause]
    types += [t.mention.type for t in line.told]
    for type_ in types:
        for index, event in enumerate(events):
            if event.type is type_:
                return index
    return 0


def _add_casualty(found: list[Casualty], casualty: Casualty) -> None:
    for index, known in enumerate(found):
        if not _same_figure(known, casualty):
            continue
        better = _better(known, casualty)
        found[index] = replace(
            better,
            claimed_by=tuple(dict.fromkeys((*known.claimed_by, *casualty.claimed_by))),
            evidence=(*known.evidence, *casualty.evidence)[:4],
        )
        return
    found.append(casualty)


def _same_figure(known: Casualty, casualty: Casualty) -> bool:
    """Tell whether two figures are one, told twice: a headline drops "at least" and the side."""
    if (known.scope, known.low is None) != (casualty.scope, casualty.low is None):
        return False
    if known.harm is not casualty.harm and not {known.harm, casualty.harm} <= _HELD:
        return False
    is_same_side = (
        known.side is casualty.side
        or Side.UNK in (known.side, casualty.side)
        or INFERRED in (*known.rules, *casualty.rules)
    )
    is_same_count = (known.low, known.high) == (casualty.low, casualty.high)
    is_rounded = known.low == casualty.low and None in (known.high, casualty.high)
    return is_same_side and (is_same_count or (known.low is not None and is_rounded))


def _better(known: Casualty, casualty: Casualty) -> Casualty:
    """Return the fuller telling of one figure: its side told, not inferred; its bound kept."""
    is_vaguer = known.side is Side.UNK or (INFERRED in known.rules)
    side_from = casualty if is_vaguer and casualty.side is not Side.UNK else known
    count_from = known if known.high is None else casualty
    return replace(
        known,
        harm=Harm.CAPTURED if known.harm is not casualty.harm else known.harm,
        side=side_from.side,
        who=side_from.who,
        rules=side_from.rules,
        low=count_from.low,
        high=count_from.high,
        qualifier=count_from.qualifier,
    )
