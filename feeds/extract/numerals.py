"""Numbers as they stand in running text: digits, words, ranges; and what only looks like a count.

A number that counts nobody (a year, 20:00, "46-year-old", "102nd", 2.5, "44-day") is told apart
here, so that no rule on people ever sees it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feeds.extract.lexicon import Found
from feeds.extract.text import Token

_DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u2009\u202f]\d{3})+|\d{1,7}")
_SEPARATORS = re.compile(r"[,.\u00a0\u2009\u202f]")
_DECADE = re.compile(r"((?:18|19|20)\d0)(?:s|-х|х)")
_YEARS = range(1800, 2100)
_HYPHEN = "-"
_RANGES = frozenset({("to",), ("\u2014",), ("\u0434\u043e",)})
_PAIRED = frozenset({(("between",), ("and",)), (("\u043e\u0442",), ("\u0434\u043e",))})
"""What joins the two numbers of a range, in the languages at work."""
_COUNTED = frozenset({"person", "people", "keeper", "die", "hurt", "more", "side"})

MAX_TO_NOUN = 4
"""Words between an age and the noun of who it is."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the index behind its last token; ``name`` is its class, "other" if no count."""

    name: str
    last: int
    low: int = 0
    high: int = 0


def read_number(
    tokens: Sequence[Token], index: int, found_at: Mapping[int, Found]
) -> Numeral | None:
    """Return the number that begins at a token, None if none does.

    ``found_at`` holds the phrases of the language by their first token; its number words are used.
    """
    first = _plain(tokens, index, found_at)
    if first is None:
        decade = _DECADE.fullmatch(tokens[index].key)
        begun = int(decade[1]) if decade else 0
        return Numeral("date", index + 1, begun, begun + 9) if begun else None
    last, value = first
    if past_ending(found_at, last) > last:
        return _with_ending(tokens[index], found_at[last], value)
    if _keys(tokens, last, 1) == (_HYPHEN,):
        aged = found_at.get(last)
        if aged is not None and aged.word.name == "person" and not _is_named(found_at, aged.last):
            hyphened = Numeral("person", aged.last)
        else:
            second = _plain(tokens, last + 1, found_at)
            hyphened = _hyphened(tokens, (index, last), value, second)
        return hyphened
    second = _range_end(tokens, index, last, found_at)
    if second is not None and second[1] > value:
        return Numeral("number", second[0], value, second[1])
    if value in _YEARS and tokens[index].text.isdigit() and not _counts(found_at, last):
        return Numeral("date", last, value, value)
    return Numeral("number", last, value, value)


def _is_named(found_at: Mapping[int, Found], last: int) -> bool:
    """Tell whether a noun behind an age says who it is: "a 20-year-old Armenian conscript"."""
    behind = (found_at[at].word.name for at in range(last, last + MAX_TO_NOUN) if at in found_at)
    return any(name in ("person", "people", "keeper") for name in behind)


def _hyphened(
    tokens: Sequence[Token], bounds: tuple[int, int], value: int, second: tuple[int, int] | None
) -> Numeral:
    """Return a number with a hyphen behind it: "44-day", "12-15", "twenty-one"."""
    if second is None:
        return Numeral("other", _compound_end(tokens, bounds[1]))
    if tokens[bounds[0]].text.isdigit() and second[1] > value:
        return Numeral("number", second[0], value, second[1])
    return Numeral("number", second[0], value + second[1], value + second[1])


def _with_ending(token: Token, ending: Found, value: int) -> Numeral:
    """Return a number with a case ending behind it; with an ordinal's it counts nobody."""
    is_year = value in _YEARS and token.text.isdigit()
    name = "other" if ending.word.value == "ordinal" else "number"
    return Numeral("date" if is_year else name, ending.last, value, value)


def past_ending(found_at: Mapping[int, Found], last: int) -> int:
    """Return where a word ends whose ending stands apart: "2-ին", "5-ci", "Bakı'da"."""
    found = found_at.get(last)
    return found.last if found is not None and found.word.name == "ending" else last


def _range_end(
    tokens: Sequence[Token], index: int, last: int, found_at: Mapping[int, Found]
) -> tuple[int, int] | None:
    """Return the end and value of a range's second number: "15 to 20", "between 12 and 15"."""
    before, behind = _keys(tokens, max(0, index - 1), 1), _keys(tokens, last, 1)
    is_range = behind[:1] in _RANGES or (before, behind) in _PAIRED
    return _plain(tokens, last + 1, found_at) if is_range else None


def _counts(found_at: Mapping[int, Found], last: int) -> bool:
    """Tell whether people or harm follow a number that could be a year: "2000 dead"."""
    return last in found_at and found_at[last].word.name in _COUNTED


def _compound_end(tokens: Sequence[Token], hyphen: int) -> int:
    """Return the index behind "44-day", "46-year-old", from the hyphen on."""
    last = min(hyphen + 2, len(tokens))
    while _keys(tokens, last, 1) == (_HYPHEN,):
        last = min(last + 2, len(tokens))
    return last


def _keys(tokens: Sequence[Token], first: int, size: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[first : first + size])


def _plain(
    tokens: Sequence[Token], index: int, found_at: Mapping[int, Found]
) -> tuple[int, int] | None:
    """Return the end and value of a number without a hyphen: "6,500", "two hundred and five"."""
    if index >= len(tokens):
        return None
    total = 0
    last = index
    while True:
        step = _single(tokens, last, found_at)
        if step is None:
            break
        end, value = step
        if last == index:
            total = value
        elif value in (100, 1000) and total < value:
            total *= value
        elif _adds(tokens, last, total, value):
            total += value
        else:
            break
        last = end
    return (last, total) if last > index else None


def _adds(tokens: Sequence[Token], index: int, total: int, value: int) -> bool:
    """Tell whether a word carries a number on: "two hundred | and five", "двадцать | три"."""
    if tokens[index].text.isdigit() or not 0 < value < total:
        return False
    is_ten = total % 100 >= 20 and total % 10 == 0 and value < 10
    return total % 100 == 0 or (is_ten and not tokens[index - 1].text.isdigit())


def _single(
    tokens: Sequence[Token], index: int, found_at: Mapping[int, Found]
) -> tuple[int, int] | None:
    if index >= len(tokens):
        return None
    if _DIGITS.fullmatch(tokens[index].text):
        return index + 1, int(_SEPARATORS.sub("", tokens[index].text))
    found = found_at.get(index)
    if found is not None and found.word.name == "number":
        return found.last, int(found.word.value)
    return None
