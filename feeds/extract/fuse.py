"""Sentences fused into a report: the lead first; each event once; each figure once.

NEXUS's inverted pyramid: what the headline and the first sentence say stands, later sentences fill
gaps. Figures of different claimants are never merged, let alone added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from feeds.extract.analysis import Analysis, Figure, LineFindings, Told
from feeds.extract.claims import Claim
from feeds.extract.classes import CueSpan
from feeds.extract.dates import Day, clock_of, days_of
from feeds.extract.denials import denied_from, free_denials, voices_of
from feeds.extract.events import rules
from feeds.extract.families import VIOLENT
from feeds.kinds import kinds
from feeds.model import Event, EventType, Place, Side, Status

MAX_EVENTS = 12
_WEAPONS = frozenset(
    {
        EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.EXPLOSIVE,
        EventType.SECURITY_OPERATION, EventType.CEASEFIRE_VIOLATED, EventType.TERRITORY_CHANGE,
    }
)  # fmt: skip
_WEAPON_RULES = frozenset({"weapon", "bomb or mine", "aircraft or drones"})
_HEARD = frozenset({EventType.SHELLING, EventType.AIR_DRONE_STRIKE})
_TRUCE_ENDS = frozenset({EventType.CEASEFIRE_VIOLATED, EventType.CEASEFIRE_ENDED})
_GENERIC = frozenset({EventType.ARMED_CLASH, EventType.ATTACK_CIVILIANS})
_SIDES_ONLY = frozenset(Side) - {Side.UNK, Side.OTH, Side.BOTH}


def fuse_events(analysis: Analysis) -> tuple[Event, ...]:
    """Return the events of a document: live ones first, by rank, then in the order of the text."""
    found: list[Event] = []
    is_all_retracted = is_retracted(analysis)
    denials = free_denials(analysis)
    reach = [denials.get(line.line.number, ()) for line in analysis.findings]
    for line in analysis.findings:
        for told in _sifted(line):
            event = _event(analysis, line, told, denied_from(reach, line.line.number))
            _add(found, _retracted(event, analysis) if is_all_retracted else event)
    live = _answered([event for event in found if event.status.is_live], found)
    if any(event.type in VIOLENT and not _is_derived(event) for event in live):
        live = _with_places(
            [event for event in live if not _is_derived(event)],
            [event for event in live if _is_derived(event)],
        )
    live = _outdone(live)
    types = {event.type for event in live}
    if types & _HEARD:
        live = [event for event in live if not _is_heard(event)]
    if types & _WEAPONS:
        live = [event for event in live if not _is_ambiguous(event)]
    if EventType.SECURITY_OPERATION in types:
        live = [event for event in live if not _is_part_of_operation(event)]
    hidden = types | {e.type for e in found if live and _is_derived(e)}
    others = [e for e in found if not e.status.is_live and e.type not in hidden]
    live.sort(key=lambda event: kinds()[event.type].rank)
    return (*live, *others)[:MAX_EVENTS]


def _with_places(kept: Sequence[Event], dropped: Sequence[Event]) -> list[Event]:
    """Let the closer places of harm be those of the violence that did it."""
    closer = [place for event in dropped for place in event.places]
    return [
        replace(event, places=_merged_places(event.places, inside))
        if (inside := [p for p in closer if _is_within(p, event)])
        else event
        for event in kept
    ]


def _is_within(place: Place, event: Event) -> bool:
    """Tell whether a place lies in one that violence is said to play in."""
    return event.type in VIOLENT and any(known.name in place.within for known in event.places)


def _outdone(live: Sequence[Event]) -> list[Event]:
    """Leave out the truce whose end the text tells first: what was agreed before is no news."""
    ends = [e.evidence[0][0] for e in live if e.type in _TRUCE_ENDS]
    return [
        event
        for event in live
        if event.type is not EventType.CEASEFIRE_AGREED
        or not ends
        or event.evidence[0][0] < min(ends)
    ]


def _triggers(event: Event) -> set[str]:
    """Return the names of the rules of rules.toml that speak for an event."""
    return {name.partition(":")[0] for name in event.rules} & _rule_names()


@cache
def _rule_names() -> frozenset[str]:
    return frozenset(row.name for row in rules(is_free_order=True, is_verb_last=True))


def _is_ambiguous(event: Event) -> bool:
    """Tell whether only a word as wide as "attack" or "strike" speaks for an event."""
    return event.type in _GENERIC and _triggers(event) <= {"attack", "fire returned"}


def _is_heard(event: Event) -> bool:
    """Tell whether only "explosions" speak for an event, the sound of other weapons."""
    return (
        event.type is EventType.EXPLOSIVE
        and _triggers(event) == {"explosion"}
        and not any(
            name.startswith("explosion: ") and " " in name.removeprefix("explosion: ")
            for name in event.rules
        )
    )


def _answered(live: Sequence[Event], found: Sequence[Event]) -> list[Event]:
    """Return the live events, disputed where another sentence denies one of their type."""
    denied = {event.type: event.denied_by for event in found if event.status is Status.DENIED}
    return [
        replace(event, status=Status.DISPUTED, denied_by=denied[event.type])
        if event.type in VIOLENT and set(denied.get(event.type, ())) - set(event.claimed_by)
        else event
        for event in live
    ]


def _is_part_of_operation(event: Event) -> bool:
    """Tell whether an event is how an operation goes on: helicopters at work, roads shut."""
    triggers = _triggers(event)
    is_by_weapon = bool(triggers) and triggers <= _WEAPON_RULES
    return event.type is EventType.BLOCKADE or is_by_weapon


def _is_derived(event: Event) -> bool:
    """Tell whether only harm to people speaks for an event, no word of what happened."""
    return not _triggers(event)


def is_retracted(analysis: Analysis) -> bool:
    """Tell whether a text opens as a correction or a withdrawal: then nothing in it is news."""
    return bool(_retracting(analysis))


def _retracted(event: Event, analysis: Analysis) -> Event:
    return replace(event, status=Status.RETRACTED, is_correction=_is_corrected(analysis))


def _is_corrected(analysis: Analysis) -> bool:
    """Tell whether a text says only that it puts something right, not that it is withdrawn."""
    reaches = {cue.reach for cue in _retracting(analysis)}
    return reaches == {"correct"}


def _retracting(analysis: Analysis) -> list[CueSpan]:
    lead = analysis.findings[:2]
    return [cue for found in lead for cue in found.line.cues if cue.name == "retract"]


def _is_superseded(told: Told | Figure) -> bool:
    return told.reading is not None and told.reading.rule.startswith("superseded")


def _sifted(line: LineFindings) -> Iterable[Told]:
    """Leave out what a more exact word of the same sentence says better."""
    exact = any(t.mention.type in _WEAPONS and status_of(t).is_live for t in line.told)
    is_broken = any(
        t.mention.type is EventType.CEASEFIRE_VIOLATED and t.claim is None for t in line.told
    )
    for told in line.told:
        if _is_superseded(told) or (exact and told.mention.type in _GENERIC):
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
        happened_on=day,
        is_day_explicit=day is not None,
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


def _day_of(line: LineFindings, told: Told, days: Sequence[Day]) -> date | None:
    after_speech = {claim.unit + 1 for claim in line.claims}
    named = [d for d in days if d.unit not in after_speech] or list(days)
    clause = [d for d in named if line.line.clause_of[d.unit] == told.mention.clause] or named
    return clause[0].first if clause else None


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
        places=_merged_places(known.places, event.places),
        actor=known.actor or event.actor,
        target=known.target or event.target,
        claimed_by=tuple(dict.fromkeys((*known.claimed_by, *event.claimed_by))),
        denied_by=tuple(dict.fromkeys((*known.denied_by, *event.denied_by))),
        happened_on=known.happened_on or event.happened_on,
        is_day_explicit=known.is_day_explicit or event.is_day_explicit,
        local_time=known.local_time or event.local_time,
        evidence=tuple(dict.fromkeys((*known.evidence, *event.evidence)))[:8],
        rules=tuple(dict.fromkeys((*known.rules, *event.rules)))[:8],
    )


def _merged_places(known: Sequence[Place], added: Sequence[Place]) -> tuple[Place, ...]:
    places = {place.name: place for place in (*known, *added)}
    containers = {name for place in places.values() for name in place.within}
    return tuple(place for name, place in places.items() if name not in containers)
