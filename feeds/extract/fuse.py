"""Sentences fused into a report: the lead first; each event once; each figure once.

NEXUS's inverted pyramid: what the headline and the first sentence say stands, later sentences fill
gaps. Figures of different claimants are never merged, let alone added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.extract.analysis import Analysis, Figure, LineFindings, Told
from feeds.extract.claims import Claim
from feeds.extract.corrections import is_correction, is_retracted
from feeds.extract.dates import Day, clock_of, days_of, is_overnight
from feeds.extract.denials import accusers, denied_from, free_denials, voices_of
from feeds.extract.families import VIOLENT
from feeds.extract.sifting import GENERIC, WEAPONS, is_derived, merged_places, sift
from feeds.kinds import kinds
from feeds.model import Event, EventType, Side, Status

MAX_EVENTS = 12
CLAIM_SENTENCES = 4
"""How far a text names the claim that its headline denies."""


def fuse_events(analysis: Analysis) -> tuple[Event, ...]:
    """Return the events of a document: live ones first, by rank, then in the order of the text."""
    found: list[Event] = []
    is_all_retracted = is_retracted(analysis)
    denials = free_denials(analysis)
    reach = [denials.get(line.line.number, ()) for line in analysis.findings]
    for line in analysis.findings:
        for told in _sifted(line):
            event = _event(analysis, line, told, denied_from(reach, line.line.number))
            _add(found, _taken_back(event, analysis) if is_all_retracted else event)
    found = [_contested(event, analysis) for event in found]
    live = _answered([event for event in found if event.status.is_live], found)
    live = sift([event for event in live if not _is_denied_by_both(event)])
    types = {event.type for event in live}
    hidden = types | {e.type for e in found if live and is_derived(e)}
    others = [e for e in found if not e.status.is_live and e.type not in hidden]
    live.sort(key=lambda event: kinds()[event.type].rank)
    return (*live, *others)[:MAX_EVENTS]


def _contested(event: Event, analysis: Analysis) -> Event:
    """Return a denied act as disputed where the lead names the claim and whose it is."""
    if event.status is not Status.DENIED or event.type not in VIOLENT or not event.denied_by:
        return event
    lead = analysis.findings[:CLAIM_SENTENCES]
    codes = next((c for line in lead if (c := accusers(line, event.denied_by))), ())
    return replace(event, status=Status.DISPUTED, claimed_by=codes) if codes else event


def _is_denied_by_both(event: Event) -> bool:
    """Tell whether both sides of it deny an act: somebody else's rumour."""
    sides = {code.partition("_")[0] for code in event.denied_by}
    return event.type in VIOLENT and sides >= {"ARM", "AZE"}


def _answered(live: Sequence[Event], found: Sequence[Event]) -> list[Event]:
    """Return the live events, disputed where another sentence denies one of their type."""
    denied = {event.type: event.denied_by for event in found if event.status is Status.DENIED}
    return [
        replace(event, status=Status.DISPUTED, denied_by=denied[event.type])
        if event.type in VIOLENT and set(denied.get(event.type, ())) - set(event.claimed_by)
        else event
        for event in live
    ]


def _taken_back(event: Event, analysis: Analysis) -> Event:
    return replace(event, status=Status.RETRACTED, is_correction=is_correction(analysis))


def _is_superseded(told: Told | Figure) -> bool:
    return told.reading is not None and told.reading.rule.startswith("superseded")


def _sifted(line: LineFindings) -> Iterable[Told]:
    """Leave out what a more exact word of the same sentence says better."""
    exact = any(t.mention.type in WEAPONS and status_of(t).is_live for t in line.told)
    is_broken = any(
        t.mention.type is EventType.CEASEFIRE_VIOLATED and t.claim is None for t in line.told
    )
    for told in line.told:
        if _is_superseded(told) or (exact and told.mention.type in GENERIC):
            continue
        if is_broken and told.claim is not None and told.claim.accused is Side.BOTH:
            continue  # "the truce was broken: each accuses the other of shelling"
        yield told


def status_of(told: Told) -> Status:
    """Return the status of a mention from its scope, its claim and its denials."""
    if told.reading is not None:
        return told.reading.status
    if told.mention.is_spoken_of:
        return Status.BACKGROUND
    if told.claim is not None:
        if told.claim.kind == "accuse" and (
            told.claim.accused is Side.BOTH or len(told.claim.codes) > 1
        ):
            return Status.DISPUTED
        if told.claim.kind in ("accuse", "claim", "reported"):
            return Status.ALLEGED
        if told.claim.side is not None and told.mention.type in VIOLENT:
            return Status.ALLEGED
    return Status.ASSERTED


def _event(
    analysis: Analysis, line: LineFindings, told: Told, denied_behind: tuple[str, ...]
) -> Event:
    claimed, denied = voices_of(line, told)
    denied_behind = () if denied else denied_behind
    if denied_behind and told.mention.type in VIOLENT:
        denied = tuple(code for code in denied_behind if code not in claimed)
    day = _day_of(line, told, [d for d in days_of(line.line, analysis.today) if d.is_single])
    is_night = is_overnight(line.line, told.mention.clause, day)
    text = analysis.document.text[line.line.sentence.start : line.line.sentence.end]
    clock = clock_of(text)
    return Event(
        type=told.mention.type,
        status=_weighed(told, line.claims, claimed, denied, is_from_behind=bool(denied_behind)),
        places=told.scene.places,
        actor=told.parties.actor,
        target=told.parties.target,
        claimed_by=claimed,
        denied_by=denied,
        happened_on=day.first if day else analysis.today if is_night else None,
        is_day_explicit=day is not None,
        is_overnight=is_night,
        local_time=clock[0] if clock else None,
        evidence=(told.mention.span,),
        rules=_rules(told),
    )


def _weighed(
    told: Told,
    said: Sequence[Claim],
    claimed: tuple[str, ...],
    denied: tuple[str, ...],
    *,
    is_from_behind: bool,
) -> Status:
    """Return the status once denials and the place are weighed.

    A denial in a sentence of its own means that the one before it told the claim.
    """
    status = status_of(told)
    if not status.is_live:
        return status
    if not told.scene.is_ours:
        return Status.BACKGROUND
    is_refuted = any(claim.kind == "deny" and not claim.codes for claim in said)
    if denied or is_refuted:
        is_told = bool(claimed) or (is_from_behind and not is_refuted)
        return Status.DISPUTED if is_told else Status.DENIED
    return status


def _rules(told: Told) -> tuple[str, ...]:
    names = [told.mention.rule]
    if told.reading is not None:
        names.append(told.reading.rule)
    elif told.mention.is_spoken_of:
        names.append("only spoken of")
    if not told.scene.is_ours:
        names.append(f"not ours: {told.scene.reason}")
    return tuple(names)


def _day_of(line: LineFindings, told: Told, days: Sequence[Day]) -> Day | None:
    after_speech = {claim.unit + 1 for claim in line.claims}
    named = [d for d in days if d.unit not in after_speech] or list(days)
    clause = [d for d in named if line.line.clause_of[d.unit] == told.mention.clause] or named
    return clause[0] if clause else None


def _add(found: list[Event], event: Event) -> None:
    """Add an event, or widen the one of its type that is there."""
    for index, known in enumerate(found):
        if known.type is event.type and known.status.is_live == event.status.is_live:
            found[index] = _joined(known, event)
            return
    found.append(event)


def _joined(known: Event, event: Event) -> Event:
    status = known.status
    if Status.DISPUTED in (known.status, event.status) and status.is_live:
        status = Status.DISPUTED
    return replace(
        known,
        status=status,
        places=merged_places(known.places, event.places),
        actor=known.actor or event.actor,
        target=known.target or event.target,
        claimed_by=tuple(dict.fromkeys((*known.claimed_by, *event.claimed_by))),
        denied_by=tuple(dict.fromkeys((*known.denied_by, *event.denied_by))),
        happened_on=known.happened_on or event.happened_on,
        is_day_explicit=known.is_day_explicit or event.is_day_explicit,
        is_overnight=known.is_overnight if known.happened_on else event.is_overnight,
        local_time=known.local_time or event.local_time,
        evidence=tuple(dict.fromkeys((*known.evidence, *event.evidence)))[:8],
        rules=tuple(dict.fromkeys((*known.rules, *event.rules)))[:8],
    )
