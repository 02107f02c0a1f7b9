"""What happened: the rules of ``lexicon/rules.toml`` over a line, each mention with its type."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from feeds.extract.classes import Line, letters_of, rule
from feeds.extract.conditions import CONDITIONS, NOUNS, Condition, is_governed
from feeds.extract.setting import Setting
from feeds.model import EventType, Span

"""The groups of a pattern, one of which holds the word that the event hangs on."""
_ANCHOR = re.compile(r"\(\?P<at[23]?>\{([a-z_|]+)\}\)")
MAX_MENTIONS = 24
"""What is read of one sentence; no one has half as many, but a hostile one may."""
FOLDER = Path(__file__).parents[1] / "lexicon"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules.toml, its pattern compiled.

    ``anchors`` are the letters of its own word: a line without any needs no look at the rest.
    """

    name: str
    type: EventType
    pattern: re.Pattern[str]
    anchors: frozenset[str]
    needs: tuple["Condition", ...]
    spoken: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an event: its type, where its word stands, and the rule that found it.

    ``is_spoken_of``: a noun that the sentence does not tell ("after the clashes").
    """

    type: EventType
    line: int
    unit: int
    clause: int
    span: Span
    rule: str
    is_noun: bool
    is_spoken_of: bool


@cache
def rules(*, is_free_order: bool = False, is_verb_last: bool = False) -> tuple[Rule, ...]:
    """Return the rules, in their order; those for other word orders come before the common ones.

    Raises:
        KeyError: A rule asks for a class or a condition that does not exist, or its own word is
            more than one.
    """
    common = _read_rules("rules.toml")
    free = (*_read_rules("rules_free.toml"), *common) if is_free_order else common
    return (*_read_rules("rules_last.toml"), *free) if is_verb_last else free


def _read_rules(name: str) -> tuple[Rule, ...]:
    table = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return tuple(
        Rule(
            row["name"],
            EventType(row["type"]),
            rule(row["pattern"]),
            letters_of("|".join(_ANCHOR.findall(row["pattern"]))),
            tuple(CONDITIONS[name] for name in row.get("needs", ())),
            row.get("spoken", False),
        )
        for row in table["rule"]
    )


@cache
def _by_letter(*, is_free_order: bool, is_verb_last: bool) -> Mapping[str, tuple[int, ...]]:
    """Return by letter the indexes of the rules whose own word may have it."""
    found: dict[str, tuple[int, ...]] = {}
    for index, row in enumerate(rules(is_free_order=is_free_order, is_verb_last=is_verb_last)):
        for letter in row.anchors:
            found[letter] = (*found.get(letter, ()), index)
    return MappingProxyType(found)


def _rules_for(line: Line) -> list[Rule]:
    """Return the rules, in their order, of which a line has the own word."""
    order = {"is_free_order": line.is_free_order, "is_verb_last": line.grammar.is_verb_last}
    by_letter = _by_letter(**order)
    indexes = {
        index for letter in by_letter.keys() & set(line.letters) for index in by_letter[letter]
    }
    every = rules(**order)
    return [every[index] for index in sorted(indexes)]


def find_mentions(setting: Setting) -> tuple[Mention, ...]:
    """Return the events that a chunked line mentions; each word makes one at most."""
    used: set[int] = set()
    found: list[Mention] = []
    line = setting.line
    for row in _rules_for(line):
        for match in row.pattern.finditer(line.letters):
            at = match.start(match.lastgroup or "at")  # nothing else in a rule has a name
            if at in used or not all(holds(setting, at) for holds in row.needs):
                continue
            used.add(at)
            found.append(_mention(setting, row, at))
            if len(found) == MAX_MENTIONS:
                return in_order(found)
    return in_order(found)


def in_order(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return mentions in the order of the text."""
    return tuple(sorted(found, key=lambda mention: mention.unit))


def _mention(setting: Setting, row: Rule, at: int) -> Mention:
    line = setting.line
    unit = line.units[at]
    is_noun = unit.value in NOUNS or unit.name in ("truce", "deal")
    return Mention(
        row.type,
        line.number,
        at,
        line.clause_of[at],
        unit.span,
        f"{row.name}: {unit.key}",
        is_noun,
        row.spoken and is_noun and is_governed(line, at),
    )
