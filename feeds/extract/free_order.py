"""Who was harmed, in languages whose word order is free: cases tell who did what to whom.

"Погибли двое", "двое погибли" and "двоих задержали" are all usual. A word of harm takes the people
right behind it, else those before it; where both stand, the nearer. Nouns of harm ("погибших",
"раненых") take the number beside them, and a few frames do the rest (casualties.py has English's).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeds.extract.casualties import Harmed, Link, in_order, make_draft
from feeds.extract.classes import Line, Unit, rule
from feeds.extract.groups import Group, side_of
from feeds.extract.sides import OPPONENTS
from feeds.model import Harm, Scope, Who

MAX_BEHIND = 6
"""Words between a verb and the people behind it: "погибли в результате взрыва мины двое"."""
MAX_BEFORE = 14
_NONE = "none"
"""The value of words that say of people that nothing befell them."""
_FILLERS = frozenset(
    {
        "other", "adverb", "in", "of", "place", "date", "number", "weekday", "dayword", "month",
        "the", "own", "side", "org", "attack", "fight", "shelling", "blast", "arms", "air",
        "after", "unit", "operation", "fire", "by", "quote", "be", "bound", "use",
    }
)  # fmt: skip
_VERBS = ("hurt", "die")
_FIRST = (Harm.KILLED, Harm.RELEASED)
"""What a verb makes of people whom the noun beside them calls wounded or captive."""
_WALLS = frozenset({"break", "hurt", "die", "lose", "say", "toll", "swap", "according"})
_LINKS = frozenset({"comma", "and"})
_LIST = rule("{group}(?:{comma|and}{1,2}{group})*")
_SHARED_HARM = rule(".{and}{harm}")
"""Two harms of people uncounted: "есть погибшие и раненые"."""
_FRAMES = tuple(
    (name, harm, rule(pattern))
    for name, harm, pattern in (
        (
            "handed over",
            "released",
            "(?P<v>{swap}){other|side|place|in|role|org|adverb}{0,3}(?P<g>{group})",
        ),
        ("toll", "", "(?P<v>{toll})~9(?P<g>{group})"),
        ("toll", "", "(?P<g>{group}){happen|other}{0,2}(?P<v>{toll})"),
        ("harm noun", "", "(?P<g>{group}){other|side|more|be|quote}{0,2}(?P<v>{harm})"),
        (
            "harm noun",
            "",
            (
                "(?P<v>{harm})(?:{in}?{other|org|side}{0,2}(?P<g2>{group})"
                "|{be|break|comma}{1,2}(?P<g>{group}(?={break|comma|and}|$)))(?!{other}?{harm})"
            ),
        ),
        ("none", "", "(?P<v>{harm})(?:{^break|say|hurt|die|fight}){1,7}?(?P<g>{group})"),
        ("losses", "killed", "(?P<v>{lose}){other|adverb|harm|in|unit|fight}{0,5}?(?P<g>{group})"),
        ("in hands", "captured", "(?P<v>{hands}){be|other|of|own|org|adverb}{0,3}(?P<g>{group})"),
        ("in hands", "captured", "(?P<g>{group}){be|other|of|own|org|in|side}{0,4}(?P<v>{hands})"),
        ("bodies", "killed", "(?P<g>{group})~8(?P<v>{found})"),
        ("bodies", "killed", "(?P<v>{found}){other|adverb|in|place|date}{0,4}(?P<g>{group})"),
        ("seized", "captured", "(?P<v>{take})(?P<g>{group})|(?P<g2>{group})(?P<v2>{take})"),
        ("same again", "killed", "(?P<v>{side}){break}(?P<g>{group})(?={break|comma}|$)"),
        ("same again", "killed", "(?P<v>{say}){other|in|the}{0,2}(?P<g>{group})(?={break}|$)"),
    )
)  # fmt: skip
_LAST_FRAMES = tuple(
    (name, harm, rule(pattern))
    for name, harm, pattern in (
        ("handed over", "released", "(?P<g>{group})~8(?P<v>{swap})"),
        ("losses", "killed", "(?P<g>{group}){other|adverb}?(?P<v>{lose})"),
    )
)
"""Frames whose verb stands last: in other languages of free order, what follows is another's."""


def find_harmed_freely(line: Line, groups: Sequence[Group]) -> tuple[Harmed, ...]:
    """Return the drafts of a chunked line, in the order of the text; each group once."""
    if not groups:
        return ()
    drafts: dict[int, Harmed] = {}
    framed = list(_by_frame(line, groups))
    verbs = list(_by_verb(line, groups))
    died = [draft for draft in verbs if draft.harm in _FIRST and draft.rule == "near"]
    first = [draft for draft in framed if draft.rule in ("handed over", "losses", "toll")]
    first.extend(_unharmed(line, groups))
    nouns = [draft for draft in framed if draft.rule == "harm noun"]
    for draft in (*first, *died, *nouns, *verbs, *framed):
        drafts.setdefault(draft.group.first, draft)
    return in_order(drafts)


def _unharmed(line: Line, groups: Sequence[Group]) -> Iterator[Harmed]:
    """Yield nobody harmed, where somebody is said to be unhurt: "сотрудники не пострадали"."""
    for index, unit in enumerate(line.units):
        if unit.name != "harm" or unit.value != _NONE:
            continue
        at = next((at for at in range(index - 1, index - 5, -1) if _is_people(line, at)), index)
        beside = line.units[at]
        known = groups[int(beside.value)] if beside.name == "group" else None
        is_of_one = at == index > 0 and line.units[index - 1].name == "pronoun"
        if is_of_one or (known is not None and known.is_part):
            continue
        who = known.who if known else _who_of(beside)
        group = Group(
            at, at + 1, beside.span, "bare", 0, 0, "none", who, known.side if known else None
        )
        yield make_draft(line, index, group, Link("unharmed", Harm.CASUALTIES.value))


def _is_people(line: Line, at: int) -> bool:
    return at >= 0 and line.units[at].name in ("group", "person", "people", "keeper")


def _who_of(unit: Unit) -> Who:
    return Who(unit.value.partition(".")[0]) if unit.name == "person" else Who.UNK


def _by_verb(line: Line, groups: Sequence[Group]) -> Iterator[Harmed]:
    taken: set[int] = set()
    for index, unit in enumerate(line.units):
        if unit.name not in _VERBS:
            continue
        gap, found = _people_of(line, index, groups)
        members = [group for group in found if group.first not in taken]
        name = "near" if gap <= 1 else "verb"
        agent = index if unit.name == "hurt" else -1
        is_returned = unit.name == "hurt" and unit.value == Harm.RELEASED.value
        for group in members:
            taken.add(group.first)
            owned = _of_receiver(line, index, group) if is_returned else group
            harm = _counted(unit.value, group)
            yield make_draft(line, index, owned, Link(name, harm, agent))


def _people_of(line: Line, index: int, groups: Sequence[Group]) -> tuple[int, tuple[Group, ...]]:
    """Return the people of a verb and how far they stand: behind it, else the nearer ones."""
    gap, behind = _behind(line, index, groups)
    reach, before = _before(line, index, groups)
    is_behind = not line.grammar.is_verb_last and (gap <= 1 or gap < reach)
    if behind and (not before or is_behind):
        return gap, behind
    return reach, before


def _behind(line: Line, index: int, groups: Sequence[Group]) -> tuple[int, tuple[Group, ...]]:
    """Return how far behind a verb its people stand, and who they are."""
    at = index + 1
    while at < len(line.units) and at - index <= MAX_BEHIND + 1:
        name = line.units[at].name
        if name == "group" and line.units[at - 1].name != "not":
            return at - index - 1, _listed(line, at, groups)
        is_joint = _is_joint(line, index) and at <= index + 2
        is_replaced = name in ("not", "group", "comma") and "not" in _names(line, index + 1, at + 1)
        if not (name in _FILLERS or is_joint or is_replaced):
            break
        at += 1
    return 0, ()


def _is_joint(line: Line, index: int) -> bool:
    """Tell whether a second verb shares the people of the first: "убиты и ранены трое"."""
    following = [unit.name for unit in line.units[index + 1 : index + 3]]
    return len(following) > 1 and following[0] == "and" and following[1] in _VERBS


def _names(line: Line, first: int, last: int) -> set[str]:
    return {unit.name for unit in line.units[first:last]}


def _listed(line: Line, at: int, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups of a list; its last is another verb's where one follows."""
    found = _LIST.match(line.letters, at)
    if found is None:
        return ()
    members = [groups[int(u.value)] for u in line.units[at : found.end()] if u.name == "group"]
    following = line.units[found.end()].name if found.end() < len(line.units) else ""
    if len(members) > 1 and following in _VERBS:
        members.pop()
    return tuple(group for group in members if not group.is_part)


def _before(line: Line, index: int, groups: Sequence[Group]) -> tuple[int, tuple[Group, ...]]:
    """Return how far before a verb its people stand, and who they are."""
    members: list[Group] = []
    reach = 0
    for at in range(index - 1, max(-1, index - 1 - MAX_BEFORE), -1):
        unit = line.units[at]
        if unit.name == "group":
            group = _as_attacker(line, at, index, groups[int(unit.value)])
            if not group.is_part and not (members and group.is_zero):
                members.append(group)
                reach = reach or index - at - 1
        elif unit.name in _WALLS or (members and unit.name not in _LINKS):
            break
    return reach, tuple(members)


def _as_attacker(line: Line, at: int, index: int, group: Group) -> Group:
    """Return somebody who opened fire before he was killed as an attacker."""
    between = line.units[at:index] if line.units[index].value.startswith(Harm.KILLED.value) else ()
    is_attack = any(u.name == "fight" and u.value in ("verb", "shot") for u in between)
    is_unknown = group.side is None and group.who is Who.UNK
    return replace(group, is_foe=True) if is_attack and is_unknown else group


def _counted(value: str, group: Group) -> str:
    """Return the harm of people: who "suffered" is wounded, but nobody who did is no casualty."""
    value = value.partition(".")[0]
    if value != "hurt":
        return value
    return Harm.CASUALTIES.value if group.is_zero else Harm.WOUNDED.value


def _frames_of(line: Line) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return (*_LAST_FRAMES, *_FRAMES) if line.grammar.is_verb_last else _FRAMES


def _by_frame(line: Line, groups: Sequence[Group]) -> Iterator[Harmed]:
    for name, harm, pattern in _frames_of(line):
        for found in pattern.finditer(line.letters):
            part = found.groupdict()
            word = found.start("v") if part["v"] else found.start("v2")
            at = found.start("g") if part["g"] else found.start("g2")
            members = _listed(line, at, groups) if name == "toll" else ()
            is_none = line.units[word].value == _NONE
            for group in members or (groups[int(line.units[at].value)],):
                if not is_none and _fits(line, name, word, group):
                    yield _of_all(line, word, _framed(line, word, group, (name, harm)))
                    if _SHARED_HARM.match(line.letters, word) and group.low is group.high is None:
                        shared = replace(group, first=line.units[word + 2].first)
                        yield _framed(line, word + 2, shared, (name, harm))


def _of_all(line: Line, word: int, draft: Harmed) -> Harmed:
    """Return a figure of all where the word of harm is told so: "всего погибших — 27"."""
    before = line.units[word - 1] if word else line.units[word]
    is_total = before.name == "bound" and before.value == "total"
    return replace(draft, scope=Scope.TOTAL) if is_total else draft


def _framed(line: Line, word: int, group: Group, frame: tuple[str, str]) -> Harmed:
    """Return the draft of a group in a frame, which is given by its name and its harm, if any."""
    name, harm = frame
    if name == "toll":
        group = _reached(group)
    elif name == "handed over":
        group = _of_receiver(line, word, group)
    value = _counted(harm or line.units[word].value, group)
    told = "harm noun" if name == "toll" and group.is_implicit else name
    return make_draft(line, word, group, Link(told, value, word if name == "losses" else -1))


def _reached(group: Group) -> Group:
    """Return a toll's count: "up to" says what it has reached, and is no bound."""
    is_reached = group.qualifier == "at_most"
    return replace(group, low=group.high, qualifier="exact") if is_reached else group


def _of_receiver(line: Line, word: int, group: Group) -> Group:
    """Return people handed over as those of the side that gets them, else of the giver's foe."""
    if line.grammar.is_verb_last:
        return _to_receiver(line, word, group)
    behind = [u.value for u in line.units[word + 1 : word + 4] if u.name == "side"]
    if group.side is None and behind:
        return replace(group, side=side_of(behind[0]))
    before = [u.value for u in line.units[:word] if u.name == "side"]
    foe = OPPONENTS.get(side_of(before[-1])) if before else None
    return replace(group, side=group.side or foe)


def _to_receiver(line: Line, word: int, group: Group) -> Group:
    """The same where both stand before the verb: the giver first, and who gets them last."""
    sides = [side_of(u.value) for u in line.units[:word] if u.name == "side"]
    if group.side is not None or not sides:
        return group
    is_receiver = line.units[word].value == "given" or len(set(sides)) > 1
    return replace(group, side=sides[-1] if is_receiver else OPPONENTS.get(sides[-1]))


def _fits(line: Line, name: str, word: int, group: Group) -> bool:
    """Tell whether a group can stand in a frame."""
    if name == "bodies":
        return group.is_dead
    if name == "same again":
        return group.is_bare
    if name == "none":
        return group.is_zero
    if name == "harm noun" and line.units[word].value == Harm.DETAINED.value:
        return not group.is_part and line.units[word - 1].name not in ("in", "after")
    if name == "seized":
        return line.units[word].key.startswith("захва")
    return not group.is_part and not (name == "toll" and group.is_zero)
