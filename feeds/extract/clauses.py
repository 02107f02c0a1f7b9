"""A sentence cut into clauses: the stretches over which a word such as "if" or "denied" reaches.

There is no parser: punctuation, conjunctions and the presence of a verb decide. Clauses are
contiguous and cover the sentence; a relative clause in the middle leaves the main clause in two
pieces. What opens a clause is kept as its cue, for the caller to judge ("if", "although", "(").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from feeds.extract.fold import fold
from feeds.extract.language_file import language_table
from feeds.extract.text import Sentence

_OPENERS = frozenset({";", "\u2014"})
_CLOSING = frozenset({")", "]"})
_BRACKETS = frozenset({"(", "["})
_MARKS = _OPENERS | _CLOSING | _BRACKETS


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens ``first`` to ``last`` (exclusive) of the document, and what opened them.

    ``cue`` is the match key of the conjunction, relative word or mark: "" for a main clause that
    opens the sentence or follows an opened one, ";", "(", "\u2014", "but", "which", "after" ...
    """

    first: int
    last: int
    cue: str


@dataclass(frozen=True, slots=True)
class ClauseRules:
    """The ``[clauses]`` table of a language, in match keys."""

    joiners: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    verb_endings: tuple[str, ...] = ()
    marks: frozenset[str] = _MARKS
    """All that a clause may begin or end with: a sentence without any is one clause."""

    def is_verb(self, key: str) -> bool:
        """Tell whether a word looks like a verb: listed, or with a verb's ending."""
        return key in self.verbs or (len(key) > 3 and key.endswith(self.verb_endings))


@cache
def clause_rules(language: str) -> ClauseRules:
    """Return the rules of a language, empty ones (split at semicolons only) if it has none."""
    rules = language_table(language, "text")
    if rules is None:
        return ClauseRules()
    table = {name: tuple(map(fold, words)) for name, words in rules.get("clauses", {}).items()}
    joiners, openers = frozenset(table.get("joiners", ())), frozenset(table.get("openers", ()))
    relatives = frozenset(table.get("relatives", ()))
    return ClauseRules(
        joiners,
        openers,
        relatives,
        verbs=frozenset(table.get("verbs", ())),
        verb_endings=table.get("verb_endings", ()),
        marks=_MARKS | joiners | openers | relatives,
    )


def split_clauses(sentence: Sentence, keys: Sequence[str], language: str) -> tuple[Clause, ...]:
    """Cut a sentence, ``keys`` of its tokens, into its clauses, in order; at least one. Linear."""
    rules = clause_rules(language)
    if rules.marks.isdisjoint(keys):
        return (Clause(sentence.first, sentence.last, ""),)
    verbs = list(accumulate((rules.is_verb(key) for key in keys), initial=0))
    starts = dict(_starts(keys, verbs, rules))
    starts.setdefault(0, "")
    ordered = sorted(starts)
    ends = (*ordered[1:], len(keys))
    return tuple(
        Clause(sentence.first + begin, sentence.first + end, starts[begin])
        for begin, end in zip(ordered, ends, strict=True)
    )


def _starts(
    keys: Sequence[str], verbs: Sequence[int], rules: ClauseRules
) -> Iterator[tuple[int, str]]:
    """Yield where clauses begin, as an index into ``keys``, each with its cue."""
    closing_comma = -1
    if keys[0] in rules.openers:
        closing_comma = _comma_with_verbs(keys, verbs, 1)
        yield 0, keys[0]
    marked = rules.marks
    for begin in range(1, len(keys)):
        if begin - 1 == closing_comma:
            yield begin, ""
        elif keys[begin] in marked or keys[begin - 1] in marked:
            cue = _cue_at(keys, verbs, begin, rules)
            if cue is None and keys[begin - 1] == "," and keys[begin] in rules.relatives:
                cue = keys[begin]
                closing_comma = _comma_with_verbs(keys, verbs, begin + 1)
            if cue is not None:
                yield begin, cue


def _cue_at(
    keys: Sequence[str], verbs: Sequence[int], begin: int, rules: ClauseRules
) -> str | None:
    """Return what opens a clause at a word, relative words apart; None where nothing does."""
    before = keys[begin - 1]
    if before in _OPENERS:
        return before
    if before in _CLOSING:
        return ""
    if keys[begin] in _BRACKETS:
        return "("
    return keys[begin] if _is_joined(keys, verbs, begin, rules) else None


def _comma_with_verbs(keys: Sequence[str], verbs: Sequence[int], begin: int) -> int:
    """Return the first comma that has a verb on both of its sides, -1 if there is none."""
    for index in range(begin, len(keys)):
        if keys[index] == "," and verbs[index] > verbs[begin] and verbs[-1] > verbs[index]:
            return index
    return -1


def _is_joined(keys: Sequence[str], verbs: Sequence[int], index: int, rules: ClauseRules) -> bool:
    """Tell whether a conjunction joins two clauses: "all but two" has no comma."""
    if keys[index] not in rules.joiners:
        return False
    is_marked = keys[index - 1] == "," or keys[index] in rules.openers
    return is_marked and verbs[index] > 0 and verbs[-1] > verbs[index]
