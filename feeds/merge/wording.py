"""How a text is worded, and how like two texts are: what finds the copies of a wire report.

Hashes of word pairs only propose a copy, since a ministry's daily bulletins differ by a village
and an hour. A copy has nearly the same weighted words, and no number that the other contradicts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, pairwise
from math import log, sqrt

from feeds.model import Entry

SCHEME = 1
"""Raised with any change here: what was hashed by another scheme finds nothing."""
COPY = 0.85
"""Cosine from which a text is a copy."""
BANDS, ROWS = 13, 4
"""Fifty-two hashes in bands of four: a text with three of 45 words changed is found."""
MIN_WORDS = 12
"""A few words that two texts share, such as a headline of every day, make no copy."""
MAX_WORDS = 400
_PRIME = (1 << 61) - 1
_STEM = 6
"""Letters kept of a word: inflected forms of one word mostly share them."""
_NOTE = re.compile(r"\([^()]{0,60}\)")
_LABEL = re.compile(r"^\W*(?:[A-Z]{4,}(?: \d+)?\s?[-:]\s?)+")
_DATELINE = re.compile(r"^[A-Z\u0400-\u042f]{3,}[^.!?\n]{0,30}?\s[-\u2013\u2014]{1,2}\s")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, shortened to their stems, and the hashes that find its copies."""

    words: tuple[str, ...]
    bands: tuple[int, ...]


def wording(entry: Entry) -> Wording:
    """Return how title and summary (else the text) of an entry are worded."""
    parts = [entry.title, entry.summary or entry.text]
    words = [word for part in parts for word in _words(part)][:MAX_WORDS]
    return Wording(tuple(words), _bands(words))


def _words(part: str) -> Iterable[str]:
    """Yield the stems of a text without agencies' labels, notes and datelines."""
    bare = _DATELINE.sub("", _LABEL.sub("", _NOTE.sub(" ", part)), count=1)
    return (word[:_STEM] for word in _WORD.findall(bare.casefold()))


def _bands(words: Sequence[str]) -> tuple[int, ...]:
    """Return a hash for each band of the least hashes (MinHash) of all pairs of words."""
    if len(words) < MIN_WORDS:
        return ()
    pairs = {_hash(f"{one} {other}") for one, other in pairwise(words)}
    least = [min([(a * pair + b) % _PRIME for pair in pairs]) for a, b in _MIXERS]
    bands = [least[start : start + ROWS] for start in range(0, len(least), ROWS)]
    return tuple(_hash(f"{SCHEME} {number} {band}") for number, band in enumerate(bands))


def _hash(text: str) -> int:
    """Return a signed number of 64 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


_MIXERS = tuple(
    (_hash(f"times {row}") % (_PRIME - 1) + 1, _hash(f"plus {row}") % _PRIME)
    for row in range(BANDS * ROWS)
)


class Scale:
    """How much each word weighs: the fewer of some texts have it, the more."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        """Count in how many of ``texts`` each word stands."""
        listed = [_factors(tuple(words)) for words in texts]
        self._texts_with = Counter(chain.from_iterable(listed))
        every = len(listed) + 1
        self._rarity = [1 + log(every / (number + 1)) for number in range(every)]
        self._vectors: dict[tuple[str, ...], _Vector] = {}

    def likeness(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Return the cosine of two texts' weighted words: 0 for nothing in common, 1 for equal."""
        left, right = self._vector(tuple(one)), self._vector(tuple(other))
        lengths = left.length * right.length
        weights = right.weights
        shared = sum([w * weights[word] for word, w in left.weights.items() if word in weights])
        return shared / lengths if lengths else 0.0

    def _vector(self, words: tuple[str, ...]) -> "_Vector":
        """Weigh the words of a text, once."""
        if words not in self._vectors:
            rarity, texts_with = self._rarity, self._texts_with
            weights = {
                word: factor * rarity[texts_with[word]] for word, factor in _factors(words).items()
            }
            length = sqrt(sum([weight * weight for weight in weights.values()]))
            self._vectors[words] = _Vector(weights, length)
        return self._vectors[words]


@dataclass(frozen=True, slots=True)
class _Vector:
    """How much each word of a text weighs, and all of them together."""

    weights: Mapping[str, float]
    length: float


@lru_cache(maxsize=1_000)
def _factors(words: tuple[str, ...]) -> Mapping[str, float]:
    """Return how much each word counts by how often it stands in a text."""
    return {word: 1 + log(times) for word, times in Counter(words).items()}


def are_numbers_compatible(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether all numbers of one text stand in the other: a cut copy loses some.

    A bulletin of another day or hour brings numbers of its own and leaves the former ones out.
    """
    left, right = _numbers(one), _numbers(other)
    return left <= right or right <= left


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdecimal())
