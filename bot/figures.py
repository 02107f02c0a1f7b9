"""Numbers as their sources put them: "at least 5", "12 to 15", “dozens”."""

import re
from dataclasses import replace

from babel.numbers import format_decimal

from bot.words import Words
from feeds.model import Claim

_VAGUE = "vague"
_FORMER = re.compile(r"(?:(?P<low>\d+)(?:-(?P<high>\d+)|(?P<open>\+))?|\?)")
"""A figure as data (``feeds.merge.figures.as_text``): "2", "3-5", "5+", "0-9" or "?"."""


def former(claim: Claim) -> Claim:
    """Return a claim with the figure that ``claim.before`` holds: what its claimant said before.

    What is no number there is the source's vague word.
    """
    found = _FORMER.fullmatch(claim.before)
    if found is None:
        return replace(claim, low=None, high=None, qualifier=f"{_VAGUE}:{claim.before}")
    low = int(found["low"]) if found["low"] else None
    high = int(found["high"]) if found["high"] else low
    if found["open"]:
        high = None
    if found["high"] and low == 0:
        low = None
    return replace(claim, low=low, high=high, qualifier="exact")


def vague_word(claim: Claim) -> str:
    """Return the word that a source gives instead of a number, else nothing."""
    vague, _, word = claim.qualifier.partition(":")
    return word if vague == _VAGUE else ""


def quantity(claim: Claim, words: Words, *, is_alone: bool) -> str:
    """Return a number as its source put it. ``is_alone``: no word for people follows it."""
    key = f"quantity.{_bounds(claim)}"
    if is_alone and words.has(f"{key}.alone"):
        key = f"{key}.alone"
    low, high = (
        "" if number is None else format_decimal(number, locale=words.language)
        for number in (claim.low, claim.high)
    )
    return words.say(key, low=low, high=high)


def _bounds(claim: Claim) -> str:
    """Return the name of a figure's form. The bounds decide; the source's word only colours it."""
    match claim.low, claim.high:
        case None, None:
            return "unstated"
        case None, _:
            return _coloured(claim, "almost", "at_most")
        case _, None:
            return _coloured(claim, "more_than", "at_least")
        case 0, 0:
            return "none"
        case low, high if low != high:
            return "range"
    return _coloured(claim, "about", "exact")


def _coloured(claim: Claim, word: str, plain: str) -> str:
    return word if claim.qualifier == word else plain
