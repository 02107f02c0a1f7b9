"""Whose people were harmed, who acted and against whom: from words first, then from the frame."""

from dataclasses import dataclass
from datetime import date

from feeds.extract.casualties import Harmed
from feeds.extract.claims import Claim
from feeds.extract.classes import Line, Unit, rule, written
from feeds.extract.events import Mention
from feeds.extract.groups import Group, side_of
from feeds.extract.scope import Scene, scene_of_sides
from feeds.model import EventType, Harm, Side, Theatre, Who

OPPONENTS = {
    Side.ARM: Side.AZE,
    Side.AZE: Side.ARM,
    Side.ART: Side.AZE,
    Side.GEO: Side.RUS,
    Side.OSE: Side.GEO,
    Side.ABK: Side.GEO,
}
KARABAKH_FELL_ON = date(2023, 9, 28)
"""The day on which the Karabakh Armenians' authorities gave up, and their people had left."""

_PARTY = "{side|people}{other|org|person|place|the|keeper}{0,4}"
_MUTUAL = rule(
    "{fight}~6" + _PARTY + "{and|against}{the}?{other|article}{0,2}{side|people|person}"
    "|{side}{other}{side}{other|fresh}{0,2}{fight}"
    "|" + _PARTY + "{and|comma}" + _PARTY + "(?:{fight}|{when}~6{fight})"
)
_BY = rule("{by}~3(?P<a>{side|people|person|keeper})")
_ON_BOTH = rule("{other|in}?{in|of|by}{the}?{both}")
_ON = rule("{quote}?{in|of}{the}?{other|own}{0,2}(?P<a>{side|people})")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who did it and to whom, as far as a sentence says."""

    actor: Side | None
    target: Side | None


def parties_of(line: Line, mention: Mention, claim: Claim | None) -> Parties:
    """Return actor and target of a mention by word order, "by", and accusations."""
    if claim is not None and claim.kind == "accuse" and claim.accused not in (None, Side.BOTH):
        return Parties(claim.accused, claim.side)
    first, last = _clause_bounds(line, mention)
    found = _BY.search(line.letters, mention.unit, last)
    actor = _side_at(line, found.start("a")) if found else _subject(line, mention, first, claim)
    target = _target(line, mention, last, actor)
    if actor is not None and target is None and actor in OPPONENTS:
        target = None
    return Parties(actor, target if target is not actor else None)


def is_mutual_fight(line: Line) -> bool:
    """Tell whether two sides fight in a sentence, and nobody is said to have begun."""
    names = {unit.name for unit in line.words}
    is_each = {"both", "fight"} <= names and scene_of_sides(line) is not None
    return is_each or _MUTUAL.search(written(line.words)) is not None


def _clause_bounds(line: Line, mention: Mention) -> tuple[int, int]:
    inside = [at for at, clause in enumerate(line.clause_of) if clause == mention.clause]
    return inside[0], inside[-1] + 1


def _side_at(line: Line, at: int) -> Side | None:
    unit = line.units[at]
    if unit.name in ("side", "people"):
        return side_of(unit.value)
    return _implied(unit)


def _implied(unit: Unit) -> Side | None:
    """Return the side that a person noun gives by itself: militants, peacekeepers."""
    implied = unit.value.partition(".")[2]
    return Side(implied) if implied in Side.__members__ else None


def _subject(line: Line, mention: Mention, first: int, claim: Claim | None) -> Side | None:
    """Return the nearest side before the word, not counting the speaker's own name."""
    if line.grammar.is_verb_last:
        return _first_side(line, mention, first, claim)
    speaker = range(claim.first, claim.last) if claim and claim.unit < mention.unit else range(0)
    for at in range(mention.unit - 1, first - 1, -1):
        if at in speaker:
            continue
        unit = line.units[at]
        if unit.name in ("break", "after") and mention.is_noun:
            return None
        if unit.name in ("side", "people") and not _is_object(line, at):
            return side_of(unit.value)
        if unit.name in ("person", "keeper") and _implied(unit):
            return _implied(unit)
    return None


def _first_side(line: Line, mention: Mention, first: int, claim: Claim | None) -> Side | None:
    """Return the first side before a verb that stands last, not counting the speaker's name."""
    speaker = range(claim.first, claim.last) if claim else range(0)
    for at in range(first, mention.unit):
        unit = line.units[at]
        if at not in speaker and unit.name in ("side", "people") and not is_scene(unit):
            return side_of(unit.value)
        is_agent = unit.name == "keeper" or unit.value == "mil.INS"
        if at not in speaker and is_agent and _implied(unit):
            return _implied(unit)
    return None


def _is_object(line: Line, at: int) -> bool:
    return at > 0 and line.units[at - 1].name in ("in", "against", "of")


def _target(line: Line, mention: Mention, last: int, actor: Side | None) -> Side | None:
    for at in range(mention.unit + 1, last):
        unit = line.units[at]
        if unit.name in ("say", "according", "accuse"):
            return None
        if unit.name in ("side", "people") and line.units[at].value:
            side = side_of(unit.value)
            if side is not actor:
                return side
    return None


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a figure: where, by whose account, and who is said to have acted."""

    line: Line
    scene: Scene
    claim: Claim | None
    actor: Side | None
    today: date
    is_mutual: bool
    is_raid: bool = False


def side_of_victims(draft: Harmed, group: Group, frame: Frame) -> tuple[Side, bool]:
    """Return whose people a group is, and whether words say so or only the frame suggests it.

    UNK where neither tells.
    """
    told = _by_words(draft, group, frame)
    if told is None and draft.harm is Harm.DETAINED and _is_at_boundary(frame):
        return Side.GEO, False
    if told is None and _is_raided(draft, frame):
        return Side.INS, False
    return (told, True) if told is not None else (_by_frame(group, frame) or Side.UNK, False)


def _by_words(draft: Harmed, group: Group, frame: Frame) -> Side | None:
    """Judge by the group's own words, then by the words that tie it to a speaker or subject."""
    if group.is_foe or group.side is Side.INS:
        return _of_insurgents(group, frame)
    if group.side is None and _is_purged(draft, frame):
        return Side.INS
    if group.side is None and _ON_BOTH.match(frame.line.letters, draft.unit + 1):
        return Side.BOTH
    if group.side is not None:
        return group.side
    owner = frame.claim.side if frame.claim else None
    subject = _owner_before(frame.line, max(draft.agent, draft.unit))
    is_own = group.is_own and group.who is not Who.CIV
    return {
        "harm noun": _by_losses(frame.line, draft, owner),
        "toll": _possessor(frame.line, draft.unit),
        "losses": _loser(frame, draft, owner) or subject or owner,
        "put at": owner or subject,
    }.get(draft.rule, (owner or subject) if is_own else None)


def _is_at_boundary(frame: Frame) -> bool:
    """Tell whether people are taken at the line that Georgia's side calls one of occupation."""
    is_told = frame.claim is not None and "GEO_SSG" in frame.claim.codes
    is_there = is_told or any(unit.name == "boundary" for unit in frame.line.words)
    return is_there and frame.scene.theatre is Theatre.GEORGIA


def _loser(frame: Frame, draft: Harmed, owner: Side | None) -> Side | None:
    """Return the speaker's foe where he says that the foe has lost people."""
    before = frame.line.units[max(0, draft.unit - 2) : draft.unit]
    return OPPONENTS.get(owner) if owner and any(u.name == "foe" for u in before) else None


def _is_purged(draft: Harmed, frame: Frame) -> bool:
    """Tell whether a word of victory says who they were: "five were eliminated"."""
    is_purge = frame.line.units[draft.unit].value.endswith(f".{Side.INS.value}")
    is_there = frame.scene.theatre is Theatre.NORTH_CAUCASUS
    return is_purge and is_there and draft.group.who in (Who.UNK, Who.MIL)


def _is_raided(draft: Harmed, frame: Frame) -> bool:
    """Tell whether people of whom nothing is said are those whom an operation is against."""
    is_against = draft.harm in (Harm.KILLED, Harm.DETAINED) and draft.group.who is Who.UNK
    return is_against and frame.is_raid and frame.scene.theatre is Theatre.NORTH_CAUCASUS


def _of_insurgents(group: Group, frame: Frame) -> Side | None:
    """Return the side of insurgents and attackers: attackers are the speaker's foe elsewhere."""
    if group.side is Side.INS or frame.scene.theatre in (Theatre.NORTH_CAUCASUS, None):
        return Side.INS
    owner = frame.claim.side if frame.claim else None
    if owner is Side.RUS:
        return Side.INS
    return OPPONENTS.get(owner) if owner is not None else None


def _by_losses(line: Line, draft: Harmed, owner: Side | None) -> Side | None:
    """Return whose losses a noun counts: suffered by, inflicted on, or the speaker's own."""
    on = _ON.match(line.letters, draft.unit + 1)
    if on:
        return side_of(line.units[on.start("a")].value)
    before = [u for u in line.units[max(0, draft.unit - 5) : draft.unit] if u.name == "suffer"]
    subject = _owner_before(line, draft.unit) or owner
    if before and before[-1].value == "foe":
        return OPPONENTS.get(subject) if subject else None
    return subject if before else owner


def _possessor(line: Line, at: int) -> Side | None:
    """Return the side right before a noun: "Armenia's toll"."""
    sides = [u.value for u in line.units[max(0, at - 2) : at] if u.name == "side"]
    return side_of(sides[-1]) if sides else None


def _owner_before(line: Line, at: int) -> Side | None:
    """Return the nearest side before a unit that is no part of a group of people."""
    for unit in reversed(line.units[:at]):
        if unit.name == "break":
            return None
        if unit.name == "side" and not is_scene(unit):
            return side_of(unit.value)
    return None


def is_scene(unit: Unit) -> bool:
    """Tell whether a side's name is only where something happens: "in South Ossetia"."""
    return unit.place is not None and unit.place.is_locative


def _by_frame(group: Group, frame: Frame) -> Side | None:
    """Judge by place and parties: the republics' people, the opponent of who acted, the home."""
    if frame.is_mutual:
        return Side.BOTH
    if frame.scene.theatre is Theatre.NORTH_CAUCASUS:
        return Side.RUS
    is_theirs = frame.claim is not None and frame.claim.side is Side.ART
    names_armenians = is_theirs or any(
        u.name == "side" and u.value == "ART" for u in frame.line.words
    )
    home = _home(frame.scene, frame.today, names_armenians=names_armenians)
    if frame.actor in OPPONENTS and frame.scene.theatre is Theatre.ARMENIA_AZERBAIJAN:
        return home or OPPONENTS[frame.actor]
    if home is not None:
        return home
    if frame.claim is not None and frame.claim.side is not None and group.who is not Who.CIV:
        return frame.claim.side
    return None


def _home(scene: Scene, today: date, *, names_armenians: bool) -> Side | None:
    """Return whose people live where an event plays.

    A text that names Karabakh's Armenians speaks of a place of theirs, whatever its date.
    """
    held_by_armenians = "Nagorno-Karabakh" in {
        name for place in scene.places[:1] for name in (place.name, *place.within)
    }
    if held_by_armenians and (today < KARABAKH_FELL_ON or names_armenians):
        return Side.ART
    if not scene.is_own:
        return None
    for place in scene.places[:1]:
        for name in (place.name, *place.within):
            if name in _HOMES:
                return _HOMES[name]
    return _COUNTRIES.get(scene.country)


_HOMES = {"Abkhazia": Side.ABK, "South Ossetia": Side.OSE}
_COUNTRIES = {"AM": Side.ARM, "AZ": Side.AZE, "GE": Side.GEO}


def is_violent(type_: EventType) -> bool:
    """Tell whether a type is an act that harms people."""
    return type_ not in (EventType.TALKS, EventType.CEASEFIRE_CALL, EventType.MOBILISATION)
