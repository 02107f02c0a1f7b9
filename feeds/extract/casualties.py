"""Who was harmed: groups linked to the words of harm, as drafts without side and claimant.

A line comes in with every group of people as one letter. Each word of harm asks for its people:
behind it ("killing two soldiers"), before it ("two soldiers were killed", "two dead"), or through a
frame of its own ("lost two men", "toll rose to 49", "no casualties").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.extract.classes import Line, Unit, rule
from feeds.extract.groups import Group
from feeds.extract.status import RELATIVES
from feeds.model import Harm, Scope, Span

MAX_HARMED = 24
"""Figures that are read of one sentence; no one has half as many, but a hostile one may."""
MAX_REACH = 16
"""Words between a verb and its subject: a relative clause or a place fits, a sentence doesn't."""

_ANY_HARM = ("hurt", "harmed", "injured")
_HARMS = frozenset(harm.value for harm in Harm)
_LINKS = frozenset({"comma", "and"})
_AUXILIARIES = frozenset({"other", "not", "have", "say", "modal", "adverb", "and", "take"})
_STOPS = frozenset({"break", "hurt", "die", "lose", "harm"})
"""Words that end the search for a verb's subject, but for a participle that yields to the verb."""
_SAME_VERB = (
    "(?P<v>{hurt|die|swap})(?:{^group|when|who|after|break|comma|hurt|die|say}){0,8}{and}{other}?"
    "(?P<g>{group})(?={by}{other|the|side|org|own}{1,3}(?:{break|comma}|$)|{break}|$)"
)
"""People whose verb stands with those before: "three were released by Baku and two by Yerevan"."""
_FRAMES = tuple(
    (name, harm, rule(pattern))
    for name, harm, pattern in (
        ("toll", "", "(?P<v>{toll})~14(?P<g>{group})"),
        ("harm noun", "", "(?P<g>{group}){of}?{other|side|org|the|more}{0,2}(?P<v>{harm})"),
        (
            "harm noun",
            "",
            "(?P<v>{harm}){of|in|comma|other|and}{0,2}(?P<g>{group}(?:{comma|and}{1,2}{group})*)(?!{other}?{harm})",
        ),
        ("losses", "killed", "(?P<v>{lose}){other|the|have}{0,2}(?P<g>{group})"),
        ("reduced", "killed", "(?P<g>{group}){be|have}{0,2}(?P<v>{lose})(?={comma|break|in}|$)"),
        ("captured", "", "(?P<v>{hurt}){of}(?P<g>{group})"),
        ("held", "captured", "(?P<v>{hold}){other|adverb}?(?P<g>{group})"),
        ("seized", "detained", "(?P<v>{take})(?P<g>{group})"),
        ("put at", "killed", "{own}{other|own}?(?P<v>{die}){in}{bound}?(?P<g>{group})"),
        (
            "in hands",
            "captured",
            "(?P<g>{group}){be|other|of|own|org|person|halt}{0,4}?{in}{the|other}?{side|own|foe}?(?P<v>{hands})",
        ),
        ("bodies", "killed", "(?P<g>{group}){be}{other|adverb}{0,2}(?P<v>{found})"),
        ("bodies", "killed", "(?P<v>{found}){other|adverb|the}{0,2}(?P<g>{group})"),
        ("harm noun", "", "(?P<g>{group}){other|side}?{say|suffer}{other|the}?(?P<v>{harm})"),
        ("same verb", "", _SAME_VERB),
        ("same again", "", "(?P<v>{say}){other|the}?(?P<g>{group})(?={break}|$)"),
        ("handed over", "released", "(?<!{article})(?P<v>{swap}){other|the}{0,2}(?P<g>{group})"),
    )
)


_OBJECTS = rule(
    "{hurt}(?:{and}{hurt})?{other|the|adverb}{0,2}(?P<g>{group}(?:{comma|and}{1,2}{group})*)"
)
_NAMED = rule("{hurt}{other}{1,4}{comma}(?P<g>{group})")
"""A victim by name and what they were: "killed Ali Aliyev, a militant"."""
_ADDED_UP = (Harm.KILLED.value, Harm.WOUNDED.value, Harm.CASUALTIES.value)
_SINCE = rule("{after}{the}?{weekday|month|date|dayword|fight|war|number}(?!{of})")
_PERIOD = rule("{number}{unit}{of}{other|place|side}?{fight|war}")
"""What makes a figure a running total: "killed since Sunday", "four days of fighting"."""
_SUBJECT_OF = rule("{other|adverb}?{hurt|die|be}")


@dataclass(frozen=True, slots=True)
class Link:
    """How a group hangs on a word of harm: by which rule, what harm, and whose act."""

    rule: str
    harm: str
    agent: int = -1


@dataclass(frozen=True, slots=True)
class Harmed:
    """A group and what was done to it. ``unit`` is the word of harm; ``rule`` names the pattern.

    ``agent`` is the unit before an active verb, where the one who did it is looked for; -1 in the
    passive.
    """

    group: Group
    harm: Harm
    scope: Scope
    line: int
    unit: int
    clause: int
    span: Span
    rule: str
    agent: int = -1


def find_harmed(line: Line, groups: Sequence[Group]) -> tuple[Harmed, ...]:
    """Return the drafts of a chunked line, in the order of the text; each group once."""
    if not groups:
        return ()
    drafts: dict[int, Harmed] = {}
    for draft in (*_by_verb(line, groups), *_by_frame(line, groups)):
        drafts.setdefault(draft.group.first, draft)
    return in_order(drafts)


def in_order(drafts: Mapping[int, Harmed]) -> tuple[Harmed, ...]:
    """Return drafts by the first unit of their group, each as it reads behind the last."""
    ordered: list[Harmed] = []
    for _, draft in sorted(drafts.items())[:MAX_HARMED]:
        if draft.group.is_part and any(d.harm is draft.harm for d in ordered):
            continue
        last = ordered[-1] if ordered else None
        if last is None:
            ordered.extend([] if draft.rule == "same again" else [draft])
        else:
            ordered.append(_after(last, draft))
    return tuple(ordered)


def _after(last: Harmed, draft: Harmed) -> Harmed:
    """Return a draft as it reads behind another one: "lost 50; Yerevan says 105"."""
    if draft.rule == "same again":
        return replace(draft, harm=last.harm)
    if draft.scope is Scope.INCREMENT and last.harm is not draft.harm:
        return replace(draft, scope=Scope.INCIDENT)
    return draft


def _by_verb(line: Line, groups: Sequence[Group]) -> Iterator[Harmed]:
    taken: set[int] = set()
    for index, unit in enumerate(line.units):
        if not (unit.name in ("hurt", "die") or (unit.name == "swap" and _is_passive(line, index))):
            continue
        if _yields(line, index, groups):
            continue
        rule_name, members, agent = _people_of(line, index, groups, taken)
        for group in members:
            taken.add(group.first)
            yield make_draft(line, index, group, Link(rule_name, _harm_by(unit, group), agent))


def _yields(line: Line, index: int, groups: Sequence[Group]) -> bool:
    """Tell whether a participle only says which people died: "the soldier wounded at X dies"."""
    if line.units[index].name != "hurt" or _objects(line, index, groups):
        return False
    if line.openers[line.clause_of[index]] in RELATIVES:
        return _has_main_verb(line, index)
    for unit in line.units[index + 1 : index + 1 + MAX_REACH]:
        if unit.name == "die":
            return unit.value == Harm.KILLED.value and index > 0
        if unit.name in ("break", "comma", "group", "hurt", "after", "who", "when"):
            return False
    return False


def _has_main_verb(line: Line, index: int) -> bool:
    """Tell whether people said to be harmed by a relative clause have a verb of harm behind it."""
    for at in range(index + 1, min(len(line.units), index + 1 + MAX_REACH)):
        name = line.units[at].name
        if name == "group" or (name == "break" and line.units[at].key != ","):
            return False
        if name in ("hurt", "die") and line.clause_of[at] != line.clause_of[index]:
            return True
    return False


def _harm_by(unit: Unit, group: Group) -> str:
    """Return the harm of a verb; "nobody was hurt" denies any."""
    if unit.name == "swap":
        return Harm.RELEASED.value
    if group.high == 0 and unit.key in _ANY_HARM:
        return Harm.CASUALTIES.value
    return unit.value.partition(".")[0]


def _people_of(
    line: Line, index: int, groups: Sequence[Group], taken: set[int]
) -> tuple[str, tuple[Group, ...], int]:
    """Return how a verb of harm is used, its people, and where to look for who did it."""
    unit = line.units[index]
    behind = () if unit.name == "die" else _objects(line, index, groups)
    if not _has_be(line, index) and behind:
        return "active", behind, index
    before = tuple(g for g in _subjects(line, index, groups) if g.first not in taken)
    return ("passive" if _has_be(line, index) else "reduced"), before, -1


def _has_be(line: Line, index: int) -> bool:
    for at in range(index - 1, max(-1, index - 5), -1):
        if line.units[at].name == "be":
            return True
        if line.units[at].name not in _AUXILIARIES:
            return False
    return False


def _is_in_all(line: Line) -> bool:
    """Tell whether a sentence adds up a period: what it counts are running totals."""
    is_since = any(
        line.units[found.start()].value == "since" for found in _SINCE.finditer(line.letters)
    )
    return is_since or _PERIOD.search(line.letters) is not None


def _is_passive(line: Line, index: int) -> bool:
    """Tell whether a verb is a passive, in a headline also one without "was": "returned by"."""
    return _has_be(line, index) or (
        index + 1 < len(line.units) and line.units[index + 1].name == "by"
    )


def _objects(line: Line, index: int, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups behind a verb: "killed and wounded two soldiers and a driver"."""
    found = _OBJECTS.match(line.letters, index) or _NAMED.match(line.letters, index)
    if found is None:
        return ()
    units = line.units[found.start("g") : found.end()]
    members = [groups[int(unit.value)] for unit in units if unit.name == "group"]
    if len(members) > 1 and _SUBJECT_OF.match(line.letters, found.end()):
        members.pop()
    return tuple(group for group in members if not group.is_part) or tuple(members[:1])


def _subjects(line: Line, index: int, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups before a verb, with those coordinated to the nearest."""
    members: list[Group] = []
    parts: list[Group] = []
    for at in range(index - 1, max(-1, index - 1 - MAX_REACH), -1):
        unit = line.units[at]
        if unit.name == "group":
            group = groups[int(unit.value)]
            (parts if group.is_part else members).append(group)
        elif (members and unit.name not in _LINKS) or _ends_subject(line, at, groups):
            break
    return tuple(members or parts[:1])


def _ends_subject(line: Line, at: int, groups: Sequence[Group]) -> bool:
    return line.units[at].name in _STOPS and not _yields(line, at, groups)


def _harm_of(line: Line, word: int) -> str:
    value = line.units[word].value.partition(".")[0]
    return value if value in _HARMS else Harm.KILLED.value


def _harm_between(line: Line, bounds: tuple[int, int]) -> str:
    """Return the harm that a toll names: "the number of troops injured has risen to three"."""
    told = (u.value.partition(".")[0] for u in line.units[slice(*bounds)] if u.name == "hurt")
    return next((value for value in told if value in _HARMS), "")


def _fits(name: str, group: Group) -> bool:
    """Tell whether a group can stand in a frame."""
    if name == "bodies":
        return group.is_dead
    if name == "same again":
        return group.is_bare
    return (not group.is_part or name == "held") and not (name == "toll" and group.low == 0)


def _by_frame(line: Line, groups: Sequence[Group]) -> Iterator[Harmed]:
    for name, harm, pattern in _FRAMES:
        for found in pattern.finditer(line.letters):
            word = found.start("v")
            agent = word if name == "losses" else -1
            harm_told = _harm_between(line, found.span()) if name == "toll" else ""
            link = Link(name, harm or harm_told or _harm_of(line, word), agent)
            for unit in line.units[found.start("g") : found.end("g")]:
                if unit.name == "group" and _fits(name, groups[int(unit.value)]):
                    yield make_draft(line, word, groups[int(unit.value)], link)


def make_draft(line: Line, index: int, group: Group, link: Link) -> Harmed:
    """Return the draft of a group that hangs on the word at ``index``."""
    scope = Scope.INCIDENT
    if link.rule == "toll" or (link.harm in _ADDED_UP and not group.is_more and _is_in_all(line)):
        scope = Scope.TOTAL
    elif group.is_more:
        scope = Scope.INCREMENT
    unit = line.units[index]
    is_no_wound = group.high == 0 and unit.name == "harm" and link.harm == Harm.WOUNDED.value
    return Harmed(
        group=group,
        harm=Harm.CASUALTIES if is_no_wound else Harm(link.harm),
        scope=scope,
        line=line.number,
        unit=index,
        clause=line.clause_of[index],
        span=(min(group.span[0], unit.start), max(group.span[1], unit.end)),
        rule="in return" if (unit.name, unit.value) == ("swap", "for") else link.rule,
        agent=link.agent,
    )
