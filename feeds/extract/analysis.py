"""One reading of a document: every step's findings, sentence by sentence, before they are fused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from feeds.extract import families
from feeds.extract.casualties import Harmed, find_harmed
from feeds.extract.chunks import chunk
from feeds.extract.claims import Claim, claim_for, find_claims, is_speakers
from feeds.extract.classes import Line, annotate
from feeds.extract.events import Mention, find_mentions
from feeds.extract.free_order import find_harmed_freely
from feeds.extract.groups import Group, find_groups
from feeds.extract.lexicon import Lexicon
from feeds.extract.places import Gazetteer, PlaceMention
from feeds.extract.scope import Scene, scene_of, scene_of_all, scene_of_sides, stage_of
from feeds.extract.setting import Setting
from feeds.extract.sides import (
    OPPONENTS,
    Frame,
    Parties,
    is_mutual_fight,
    parties_of,
    side_of_victims,
)
from feeds.extract.status import Reading, lead_status, read_status
from feeds.extract.text import Document
from feeds.extract.vetoes import by_civilian, peaceful
from feeds.model import EventType, Harm, Scope, Side, Status, Theatre, Who

MAX_SENTENCES = 250
"""What is read of one entry: twice a long article; a hostile one ends there."""
LEAD_SENTENCES = 2
"""What a text is about stands in its headline and first sentence, or its first two."""
ABOUT_SENTENCES = 5
"""Why somebody shot may come a little later: "investigators say the motive was personal"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with all that its sentence says of it. ``reading`` is None where it is asserted."""

    mention: Mention
    scene: Scene
    reading: Reading | None
    claim: Claim | None
    parties: Parties


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of people harmed with whose they are, who says so, and how its clause takes it."""

    draft: Harmed
    side: Side
    who: Who
    scene: Scene
    reading: Reading | None
    claim: Claim | None
    is_side_told: bool = True


@dataclass(frozen=True, slots=True)
class LineFindings:
    """What one sentence gave."""

    line: Line
    groups: tuple[Group, ...]
    claims: tuple[Claim, ...]
    told: tuple[Told, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a whole document gave."""

    document: Document
    places: tuple[PlaceMention, ...]
    findings: tuple[LineFindings, ...]
    today: date


def analyse(document: Document, lexicon: Lexicon, gazetteer: Gazetteer, today: date) -> Analysis:
    """Read a document sentence by sentence. Linear in its length."""
    document = replace(document, sentences=document.sentences[:MAX_SENTENCES])
    places = tuple(gazetteer.find(document))
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in places:
        by_sentence.setdefault(place.sentence, []).append(place)
    prepared = []
    for number, sentence in enumerate(document.sentences):
        line = annotate(sentence, lexicon, by_sentence.get(number, ()), number)
        groups = find_groups(line, lexicon.plural_endings)
        prepared.append((chunk(line, groups), groups))
    claims = find_claims([line for line, _ in prepared])
    findings = []
    lead = tuple(line for line, _ in prepared[:LEAD_SENTENCES])
    about = tuple(line for line, _ in prepared[:ABOUT_SENTENCES])
    scene = stage_of(about, by_sentence, gazetteer) or scene_of_all(places)
    voice: Claim | None = None
    for (line, groups), said in zip(prepared, claims, strict=True):
        here = by_sentence.get(line.number, ())
        told_of = [place for place in here if not is_speakers(line, said, place.first)]
        scenes = {
            c: scene_of(line, c, told_of, scene, gazetteer) for c in sorted(set(line.clause_of))
        }
        found = _LineReader(line, groups, said, scenes, today, lead, about, voice).read()
        voice = next((claim for claim in reversed(said) if claim.side is not None), voice)
        findings.append(found)
        scene = next((t.scene for t in found.told), _ours_of(scenes) or scene)
    return Analysis(document, places, tuple(findings), today)


def _ours_of(scenes: Mapping[int, Scene]) -> Scene | None:
    return next((scene for scene in scenes.values() if scene.is_ours), None)


@dataclass(frozen=True, slots=True)
class _LineReader:
    """Reads one sentence; ``scenes`` holds where the events of each of its clauses play.

    ``voice`` spoke last before: whose losses it has none of are its own.
    """

    line: Line
    groups: tuple[Group, ...]
    claims: tuple[Claim, ...]
    scenes: Mapping[int, Scene]
    today: date
    lead: tuple[Line, ...]
    about: tuple[Line, ...]
    voice: Claim | None = None

    def read(self) -> LineFindings:
        """Return all that the sentence says."""
        find = find_harmed_freely if self.line.is_free_order else find_harmed
        harmed = find(self.line, self.groups)
        setting = Setting(self.line, self.groups, harmed, next(iter(self.scenes.values())).theatre)
        told = [self._tell(mention, harmed) for mention in find_mentions(setting)]
        figures = self._figures(harmed, told)
        told = [_with_target(t, self.line, figures) for t in told]
        told.extend(_derived(self.line, figures, told))
        return LineFindings(self.line, self.groups, self.claims, tuple(told), figures)

    def _figures(self, harmed: tuple[Harmed, ...], told: Sequence[Told]) -> tuple[Figure, ...]:
        figures: list[Figure] = []
        for draft in harmed:
            figure = self._figure(draft, told)
            figures.append(_like(figures[-1], figure) if figures else figure)
        return tuple(figures)

    def _tell(self, mention: Mention, harmed: tuple[Harmed, ...]) -> Told:
        is_backed = any(
            d.harm in (Harm.KILLED, Harm.WOUNDED) and d.rule not in families.COUNTS for d in harmed
        )
        is_aside = any(unit.name in ("truce", "deal") for unit in self.line.words)
        if mention.is_spoken_of and is_backed and not is_aside:
            mention = replace(mention, is_spoken_of=False)
        claim = claim_for(self.claims, mention.unit)
        reading = self._reading(mention.unit, is_noun=mention.is_noun)
        parties = parties_of(self.line, mention, claim)
        scene = self.scenes[mention.clause]
        is_call = mention.type is EventType.CEASEFIRE_CALL
        if is_call and reading is not None and reading.status is Status.HYPOTHETICAL:
            reading = None  # what is asked for is not there yet: that is no threat
        if mention.type in families.DIPLOMATIC and not (scene.is_ours and scene.places):
            scene = scene_of_sides(self.line) or scene
        return Told(mention, scene, reading, claim, parties)

    def _reading(self, unit: int, *, is_noun: bool) -> Reading | None:
        found = read_status(self.line, unit, self.today, is_noun=is_noun)
        return (
            found
            or lead_status(self.lead, self.line, self.today)
            or peaceful(self.line, unit, self.lead, self.about)
        )

    def _figure(self, draft: Harmed, told: Sequence[Told]) -> Figure:
        claim = claim_for(self.claims, draft.unit)
        if claim is None and draft.group.is_zero and self.line.is_free_order:
            claim = self.voice
        acts = [
            t
            for t in told
            if t.mention.type in families.VIOLENT or t.mention.type in families.HANDLED
        ]
        same = [t for t in acts if t.mention.clause == draft.clause] or acts
        actor = next((t.parties.actor for t in same if t.parties.actor), None)
        scene = self.scenes[draft.clause]
        is_raid = any(t.mention.type is EventType.SECURITY_OPERATION for t in same)
        frame = Frame(
            self.line, scene, claim, actor, self.today, is_mutual_fight(self.line), is_raid
        )
        side, is_told = side_of_victims(draft, draft.group, frame)
        reading = self._reading(draft.unit, is_noun=False)
        if draft.group.is_zero and reading and reading.status is Status.DENIED:
            reading = None
        return Figure(draft, side, _who(draft, side), scene, reading, claim, is_told)


def _like(before: Figure, figure: Figure) -> Figure:
    """Let a figure without a noun be of the people before it: "two killed and a third wounded".

    Not where somebody else speaks: "Baku says it lost 50 soldiers; Yerevan says 105".
    """
    group = figure.draft.group
    if group.side is None and figure.draft.rule == "in return" and before.side in OPPONENTS:
        return replace(figure, side=OPPONENTS[before.side], is_side_told=True)
    is_same_kind = figure.who is before.who is not Who.UNK and figure.claim is before.claim
    is_ours = before.side is not Side.INS
    if is_same_kind and is_ours and before.is_side_told and not figure.is_side_told:
        return replace(figure, side=before.side, is_side_told=True)
    is_own = group.side is not None or (group.is_zero and before.side is Side.INS)
    if not group.is_bare or is_own:
        return figure
    voice = figure.claim
    if voice is not None and voice is not before.claim and voice.side is not None:
        return replace(figure, side=voice.side, who=before.who)
    return replace(figure, side=before.side, who=before.who)


def _who(draft: Harmed, side: Side) -> Who:
    """Return what kind of people they are; losses that a side admits are its soldiers."""
    if draft.group.who is Who.UNK and side is Side.INS:
        return Who.MIL
    if draft.group.is_bare and draft.rule in ("losses", "toll", "harm noun"):
        return Who.MIL if side in (Side.ARM, Side.AZE) else Who.UNK
    return draft.group.who


def _with_target(told: Told, line: Line, figures: Sequence[Figure]) -> Told:
    """Make an attack one on civilians where nobody else is hit or harmed by it."""
    unit = line.units[told.mention.unit]
    is_generic = told.mention.type is EventType.ARMED_CLASH
    if not is_generic or (unit.name, unit.value) not in families.ONE_SIDED:
        return told
    harmed = {f.who for f in figures if f.draft.harm in families.HARMS}
    behind = [u.value for u in line.words if u.name == "person" and u.first >= unit.last]
    is_civil = harmed == {Who.CIV} or (not harmed and bool(behind) and behind[0] == "civ")
    if not is_civil:
        return told
    return replace(told, mention=replace(told.mention, type=EventType.ATTACK_CIVILIANS))


def _is_plain(told: Told) -> bool:
    return told.reading is None and not told.mention.is_spoken_of


def _derived(line: Line, figures: Sequence[Figure], told: Sequence[Told]) -> list[Told]:
    """Return an event for harm that no word of the sentence names: "two soldiers were killed"."""
    acts = [t for t in told if t.mention.type in families.VIOLENT and _is_plain(t)]
    harm = [f for f in figures if _is_violent(line, f)]
    if acts or not harm:
        return []
    figure = min(harm, key=lambda f: f.reading is not None)
    unit = line.units[figure.draft.unit]
    mention = Mention(
        _derived_type(figure, figures),
        line.number,
        figure.draft.unit,
        figure.draft.clause,
        figure.draft.span,
        f"people harmed: {unit.key}",
        is_noun=False,
        is_spoken_of=False,
    )
    return [Told(mention, figure.scene, figure.reading, figure.claim, Parties(None, figure.side))]


def _is_violent(line: Line, figure: Figure) -> bool:
    """Tell whether harm by itself speaks of violence: "wounded" does, "injured" does not."""
    draft = figure.draft
    if draft.harm not in families.HARMS or draft.group.high == 0 or _is_superseded(figure):
        return False
    unit = line.units[draft.unit]
    if unit.name == "hurt" and by_civilian(line, unit):
        return False
    is_wound = line.is_free_order and unit.value == Harm.WOUNDED.value
    return draft.harm is not Harm.WOUNDED or is_wound or unit.key in families.VIOLENT_HARM


def _is_superseded(figure: Figure) -> bool:
    return figure.reading is not None and figure.reading.rule.startswith("superseded")


def _derived_type(figure: Figure, figures: Sequence[Figure]) -> EventType:
    """Return the type of harm without a word of violence: a toll, unless the people tell more."""
    if figure.side is Side.INS:
        return EventType.SECURITY_OPERATION
    is_count = figure.draft.rule in families.COUNTS or figure.draft.harm is Harm.MISSING
    if is_count or any(f.draft.scope is Scope.TOTAL for f in figures):
        return EventType.CASUALTIES_UPDATE
    if figure.who is Who.CIV:
        return EventType.ATTACK_CIVILIANS
    is_act = figure.draft.agent >= 0 or figure.scene.theatre is Theatre.NORTH_CAUCASUS
    if is_act and figure.who in (Who.MIL, Who.POLICE):
        return EventType.ARMED_CLASH
    return EventType.CASUALTIES_UPDATE
