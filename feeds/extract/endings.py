"""Case endings of place names, where a language has too many forms to list: "Laçında", "გორში".

A word that is no spelling of ours may be one with an ending behind it. The endings are data, the
table ``places.endings`` of a language: by what they say of the place, "locative" (there), "other".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from feeds.extract.fold import fold

MIN_STEM = 3
"""Shorter stems are parts of too many words."""


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings of one language, in match keys, each with whether it says "there".

    ``dropped`` are final letters that a name loses before an ending: Georgian "გორი", "გორში".
    """

    is_there: Mapping[str, bool] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    longest: int = 0

    def stem_of(self, key: str, knows: Callable[[str], bool]) -> tuple[str, str] | None:
        """Return a known spelling and the ending that a key adds to it, None if it adds none.

        The longest spelling wins: "გორისთან" is near Goris, not near Gori.
        """
        for size in range(1, min(self.longest, len(key) - MIN_STEM) + 1):
            ending = key[-size:]
            if ending not in self.is_there:
                continue
            stem = key[:-size]
            found = next((s for s in (stem, *(stem + d for d in self.dropped)) if knows(s)), None)
            if found is not None:
                return found, ending
        return None


def endings_of(table: Mapping[str, Sequence[str]]) -> Endings:
    """Return the endings of the table ``places.endings``."""
    is_there = {fold(e): True for e in table.get("locative", ())}
    is_there = {fold(e): False for e in table.get("other", ())} | is_there
    dropped = tuple(map(fold, table.get("dropped", ())))
    return Endings(is_there, dropped, max(map(len, is_there), default=0))


@dataclass(frozen=True, slots=True)
class Stems:
    """The keys of a text as names are looked up, and which of them carried a locative ending."""

    keys: tuple[str, ...]
    there: frozenset[int] = frozenset()


def stems_of(keys: tuple[str, ...], endings: Endings, knows: Callable[[str], bool]) -> Stems:
    """Return the keys with the endings of names taken off. Linear in the keys."""
    if not endings.is_there:
        return Stems(keys)
    stems = list(keys)
    there: set[int] = set()
    for index, key in enumerate(keys):
        if key.startswith("'") and index:
            if endings.is_there.get(key[1:]):
                there.add(index - 1)
        elif not knows(key) and (split := endings.stem_of(key, knows)):
            stems[index] = split[0]
            if endings.is_there[split[1]]:
                there.add(index)
    return Stems(tuple(stems), frozenset(there))
