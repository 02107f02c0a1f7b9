"""Phrases of match keys found in a text: single words in a dict, longer ones by spaCy's matcher.

Of the gazetteer's 33,800 spellings 18,300 are one word. A ``PhraseMatcher`` of the others alone is
made in 0.17 CPU seconds instead of 0.36, and only runs where two neighbours may be of one phrase.
The words that begin or continue no phrase are handed on to it as one and the same word: spaCy keeps
every string that it ever saw, and a worker reads for weeks.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

Keys = tuple[str, ...]
T = TypeVar("T")

_OTHER = "\0"


class PhraseIndex(Generic[T]):
    """What phrases of match keys stand for; one phrase may stand for several things."""

    def __init__(self, phrases: Iterable[tuple[Keys, T]]) -> None:
        """Index pairs of a phrase (at least one key) and a meaning, kept in their order."""
        meanings: dict[Keys, list[T]] = {}
        for keys, meaning in phrases:
            meanings.setdefault(keys, []).append(meaning)
        self._of_word = {keys[0]: tuple(found) for keys, found in meanings.items() if not keys[1:]}
        long = {keys: tuple(found) for keys, found in meanings.items() if keys[1:]}
        self._beginnings = frozenset(keys[:2] for keys in long)
        self._words = frozenset(key for keys in long for key in keys)
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._of_phrase: dict[int, tuple[T, ...]] = {}
        for number, (keys, found) in enumerate(long.items()):
            name = str(number)
            self._matcher.add(name, [Doc(self._vocab, words=list(keys))])
            self._of_phrase[self._vocab.strings[name]] = found

    def __len__(self) -> int:
        """Return the number of different phrases."""
        return len(self._of_word) + len(self._of_phrase)

    def knows(self, key: str) -> bool:
        """Tell whether a word is a phrase by itself."""
        return key in self._of_word

    def knows_part(self, key: str) -> bool:
        """Tell whether a word is a phrase or one of a phrase's."""
        return key in self._of_word or key in self._words

    def find(self, keys: Sequence[str]) -> dict[int, list[tuple[int, tuple[T, ...]]]]:
        """Return, by first word, each phrase found: its end (exclusive) and meanings.

        Phrases overlap and lie within each other here; at one word, the longest comes first.
        """
        found: dict[int, list[tuple[int, tuple[T, ...]]]] = {}
        if not self._beginnings.isdisjoint(pairwise(keys)):
            words = [key if key in self._words else _OTHER for key in keys]
            for name, first, last in self._matcher(Doc(self._vocab, words=words)):
                found.setdefault(first, []).append((last, self._of_phrase[name]))
            for ends in found.values():
                ends.sort(key=lambda end: -end[0])
        for index, key in enumerate(keys):
            if key in self._of_word:
                found.setdefault(index, []).append((index + 1, self._of_word[key]))
        return found
