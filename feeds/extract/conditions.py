"""What a rule may ask of a sentence besides its words: who is there, and who was harmed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from feeds.extract.classes import Line, Unit
from feeds.extract.figurative import is_literal
from feeds.extract.held import detained_at_boundary, has_harm, insurgents_held
from feeds.extract.scope import scene_of_sides
from feeds.extract.setting import Setting
from feeds.model import Harm, Theatre, Who

GOVERNORS = ("after", "about", "halt", "bound", "despite", "toll", "met")
"""A noun behind these is spoken of and not told: "after the clashes", "condemned the attack"."""
ACTS = frozenset({"attack", "fight", "hurt", "die", "shelling", "air", "blast"})
"""Words that make a weapon beside them an act: "drones hit", "killed by a mine"."""
SLAIN = ("shot dead", "gunned down", "shot and killed", "assassinated")
"""Words for killing that nobody uses of an accident."""
NOUNS = ("noun", "gun", "device", "raid")
_BLOODY = (Harm.KILLED, Harm.WOUNDED, Harm.CAPTURED)
MAX_GOVERNED = 9
MAX_PARTY_TOKENS = 8
"""How near to an ambiguous word (attack, hit) those must stand who make it one of war."""
_NOUN_PHRASE = frozenset(
    {
        "other", "the", "article", "unit", "side", "place", "of", "number", "date", "weekday",
        "dayword", "happen", "fresh", "and", "month", "own", "more", "fight", "attack", "quote",
        "both", "against", "in", "agree", "truce", "deal", "harm", "move", "keeper", "vague",
        "person", "org", "adverb", "people", "group", "frontier", "calm",
    }
)  # fmt: skip


Condition = Callable[[Setting, int], bool]
"""Tells whether a rule may take the unit at an index of the setting's line."""


def is_governed(line: Line, at: int) -> bool:
    """Tell whether a preposition or verb before a noun makes it a thing only spoken of."""
    behind = line.units[at + 1].name if at + 1 < len(line.units) else ""
    if line.grammar.is_verb_last and behind in ("after", "about"):
        return True  # "toqquşmadan sonra"
    for before in range(at - 1, max(-1, at - 1 - MAX_GOVERNED), -1):
        name = line.units[before].name
        if name == "subject":
            return False  # "came under artillery fire" tells it
        if name in GOVERNORS:
            return True
        if name not in _NOUN_PHRASE:
            return False
    return False


def _two_sides(setting: Setting, _at: int) -> bool:
    """Two sides of one conflict, or both of them by a word, stand in the sentence."""
    has_both = any(u.name == "both" for u in setting.line.words)
    return has_both or scene_of_sides(setting.line) is not None


def _armed_parties(setting: Setting, at: int) -> bool:
    """Somebody armed, or somebody harmed, stands in the sentence with an ambiguous word."""
    if setting.line.units[at].value in ("impact", "down"):
        return any(unit.name in ("arms", "shell", "unit") for unit in setting.line.words)
    if any(draft.harm in (Harm.KILLED, Harm.WOUNDED) for draft in setting.harmed):
        return True
    unit = setting.line.units[at]
    before = _words_between(setting, unit.first - MAX_PARTY_TOKENS, unit.first)
    behind = _words_between(setting, unit.last, unit.last + MAX_PARTY_TOKENS)
    if unit.value in NOUNS:
        return any(_is_armed(u) or u.name in ("side", "both") for u in (*before, *behind))
    if setting.line.is_free_order and any(map(_is_armed, (*before, *behind))):
        return True
    if behind and behind[0].name == "by":
        return any(map(_is_armed, behind))
    return any(_is_armed(u) or u.name in ("side", "arms") for u in before) and any(
        _is_armed(u) or u.name in ("side", "place", "ground", "person", "people") for u in behind
    )


def _words_between(setting: Setting, first: int, last: int) -> tuple[Unit, ...]:
    return tuple(u for u in setting.line.words if first <= u.first < last)


def _is_armed(unit: Unit) -> bool:
    if unit.name == "person":
        return unit.value.partition(".")[0] in ("mil", "police")
    return unit.name in ("keeper", "foe", "arms") or (
        unit.name == "org" and unit.value in ("MOD", "POLICE")
    )


def _forces_move(setting: Setting, at: int) -> bool:
    """Ground changes hands by forces or a side, not by a person or firm."""
    unit = setting.line.units[at]
    if any(group.low == group.high == 1 for group in setting.groups) and unit.value == "cross":
        return False  # one man who strays over a border takes nothing
    nearby = _words_between(
        setting, unit.first - 2 * MAX_PARTY_TOKENS, unit.last + MAX_PARTY_TOKENS
    )
    if unit.value == "leave" and _keepers_there(setting, at):
        return False  # peacekeepers who go hold no ground of a side
    if unit.value == "leave":
        names_forces = any(word in unit.key for word in ("troops", "forces"))
        return names_forces or any(_is_armed(u) for u in nearby)
    return any(_is_armed(u) or u.name in ("side", "people") for u in nearby)


def _valued(value: str) -> Condition:
    """Return the condition that a word has a value of its class: what kind of weapon it is."""
    return lambda setting, at: setting.line.units[at].value == value


def _keepers_there(setting: Setting, _at: int) -> bool:
    """Peacekeepers or observers stand in the sentence, if within a group: "2,000 peacekeepers"."""
    return any(unit.name in ("keeper", "peacekeeping") for unit in setting.line.words)


def _act_beside(setting: Setting, at: int) -> bool:
    """A word of attack or harm stands in the clause of a weapon."""
    line = setting.line
    clause = line.clause_of[at]
    names = {
        unit.name
        for unit, at_clause in zip(line.units, line.clause_of, strict=True)
        if at_clause == clause and unit.value not in ("detained", "released")
    }
    return bool(names & ACTS) or {"use", "against"} <= names


def _captured_ground(setting: Setting, at: int) -> bool:
    unit = setting.line.units[at]
    return unit.value == "captured" and unit.key.startswith("captur") and not has_harm(setting, at)


def _insurgents(setting: Setting, _at: int) -> bool:
    """Insurgents stand in the sentence: who surrounds them runs an operation."""
    return any(unit.name == "person" and unit.value == "mil.INS" for unit in setting.line.words)


def _meant(setting: Setting, at: int) -> bool:
    """A raid or a siege is one of war where insurgents, weapons or harm stand beside it.

    A bare "operation" is one where somebody armed does.
    """
    value = setting.line.units[at].value
    if value == "bare":
        return any(_is_armed(u) or u.value in ("FSB", "NAC") for u in setting.line.words)
    if value != "raid":
        return True
    is_serious = any(
        unit.name in ("arms", "band", "fight") or unit.value == "mil.INS"
        for unit in setting.line.words
    )
    return is_serious or any(draft.harm in _BLOODY for draft in setting.harmed)


def _between_sides(setting: Setting, _at: int) -> bool:
    """A blockade is one of two sides; in the republics farmers and drivers block roads."""
    return setting.theatre is not Theatre.NORTH_CAUCASUS


def _slain_unnamed(setting: Setting, at: int) -> bool:
    """Somebody was shot, whom no group of ours names: "a notary was gunned down"."""
    return setting.line.units[at].key in SLAIN and not has_harm(setting, at)


def _captured_people(setting: Setting, at: int) -> bool:
    """People are captured; an army's soldiers "detained" by the other side are so too."""
    is_army = any(
        d.unit == at and d.harm is Harm.DETAINED and d.group.who is Who.MIL and d.group.side
        for d in setting.harmed
    )
    return has_harm(setting, at, Harm.CAPTURED) or (is_army and _two_sides(setting, at))


def _moves(setting: Setting, at: int) -> bool:
    """An active word of taking, not one of people seized."""
    return setting.line.units[at].value != "taken"


def _taken(setting: Setting, at: int) -> bool:
    return setting.line.units[at].value == "taken"


def _people_seized(setting: Setting, at: int) -> bool:
    return has_harm(setting, at, Harm.CAPTURED)


def _small_arms(setting: Setting, at: int) -> bool:
    """A word for shelling by any weapon means shots: at police, at a car, or in the republics."""
    unit = setting.line.units[at]
    is_named = " " in unit.key or any(_is_heavy(u) for u in setting.line.words)
    reach = MAX_PARTY_TOKENS // 2
    near = _words_between(setting, unit.first - reach, unit.last + reach)
    is_car = any(u.name == "unit" or (u.name == "person" and u.value == "police") for u in near)
    return not is_named and (is_car or setting.theatre is Theatre.NORTH_CAUCASUS)


def _is_heavy(unit: Unit) -> bool:
    return unit.name == "arms" and unit.value == "shelling"


def _released_people(setting: Setting, at: int) -> bool:
    """People are let go, by one side to another; in the republics a fighter leaves prison."""
    is_there = setting.theatre is Theatre.NORTH_CAUCASUS
    fighters = any(d.unit == at and d.group.who is Who.MIL for d in setting.harmed)
    return has_harm(setting, at, Harm.RELEASED) and not (is_there and fighters)


def _literal(setting: Setting, at: int) -> bool:
    is_noun = setting.line.units[at].value in NOUNS
    return is_literal(setting.line, at, is_noun=is_noun)


def _downed_something(setting: Setting, at: int) -> bool:
    """What is shot down flies, or is shot at by somebody armed: not a bill, not an idea.

    Languages of free order name what flies in the phrase itself.
    """
    if setting.line.is_free_order or setting.line.units[at].value in (*NOUNS, "hit"):
        return True
    names = [unit.name for unit in setting.line.words]
    is_flying = any(name in ("arms", "unit", "number", "date") for name in names)
    return is_flying or names.count("side") > 1 or any(map(_is_armed, setting.line.words))


def _violence_beside(setting: Setting, _at: int) -> bool:
    """A word of violence stands in the sentence of a truce that it makes vain."""
    acts = ("fight", "shelling", "air", "attack", "fire", "blast", "shell")
    return any(unit.name in acts for unit in setting.line.units) or bool(setting.harmed)


def _not_after(setting: Setting, at: int) -> bool:
    """The truce is not merely a point in time: "since the ceasefire"."""
    return not is_governed(setting.line, at)


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "two_sides": _two_sides,
        "armed_parties": _armed_parties,
        "captured_ground": _captured_ground,
        "forces_move": _forces_move,
        "shelling_weapon": _valued("shelling"),
        "air_weapon": _valued("air"),
        "explosive_weapon": _valued("blast"),
        "act_beside": _act_beside,
        "gun_weapon": _valued("gun"),
        "meant": _meant,
        "between_sides": _between_sides,
        "insurgents_held": insurgents_held,
        "replied": _valued("reply"),
        "keepers_there": _keepers_there,
        "captured_people": _captured_people,
        "released_people": _released_people,
        "people_seized": _people_seized,
        "downed": _valued("down"),
        "moves": _moves,
        "taken": _taken,
        "small_arms": _small_arms,
        "detained_at_boundary": detained_at_boundary,
        "insurgents": _insurgents,
        "slain_unnamed": _slain_unnamed,
        "not_after": _not_after,
        "literal": _literal,
        "downed_something": _downed_something,
        "violence_beside": _violence_beside,
    }
)
