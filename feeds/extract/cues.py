"""What the words around a place say of its part in the sentence: where, who speaks, whence.

Each cue is a fact about the text, not a verdict: "in Goris" is a locative also in "speaking in
Goris", which carries the speaker's cue as well. The caller weighs them.
"""

from collections.abc import Iterator, Sequence

from feeds.extract.placewords import MAX_PHRASE, Cue, Phrases, PlaceWords

__all__ = ["Cue", "cues_around"]

MAX_FILLERS = 6
"""Words such as "the village of" that may stand between a preposition and its place."""


def cues_around(
    keys: Sequence[str], first: int, last: int, bounds: tuple[int, int], words: PlaceWords
) -> frozenset[Cue]:
    """Return the cues of the name at ``keys[first:last]`` within its sentence ``bounds``."""
    begin, end = bounds
    found: set[Cue] = set()
    for index in _behind_fillers(keys, first, begin, words):
        found |= _cues_before(keys, index, begin, words)
    if last < end and len(keys[last]) > 1 and keys[last][0] == "'" and words.endings.is_there:
        last += 1  # its case ending stands apart: Laçın'da
    if _begins_with(keys, _behind_adverbs(keys, last, end, words), end, words.passives):
        found.add(Cue.LOCATIVE)
    for index in _before_fillers(keys, last, end, words):
        if _begins_with(keys, index, end, words.passives):
            found.add(Cue.LOCATIVE)
        if _tail(keys, index, end, words.destination_tails):
            found.add(Cue.DESTINATION)
        if _tail(keys, index, end, words.origin_tails):
            found.add(Cue.ORIGIN)
    if _speaks(keys, last, end, words, is_placed=Cue.LOCATIVE in found):
        found.add(Cue.SPEAKER)
    if _opens(keys, first, last, bounds):
        found.add(Cue.LABEL)
    return frozenset(found)


def _behind_fillers(
    keys: Sequence[str], first: int, begin: int, words: PlaceWords
) -> Iterator[int]:
    """Yield where what governs a name may end: before it, and before each filler before it."""
    yield first
    for index in range(first - 1, max(begin, first - MAX_FILLERS) - 1, -1):
        if keys[index] not in words.fillers:
            return
        yield index


def _before_fillers(keys: Sequence[str], last: int, end: int, words: PlaceWords) -> Iterator[int]:
    """Yield where what a name depends on may begin: behind it, and behind each filler there."""
    yield last
    for index in range(last, min(end, last + MAX_FILLERS)):
        if keys[index] not in words.tail_fillers:
            return
        yield index + 1


def _cues_before(keys: Sequence[str], index: int, begin: int, words: PlaceWords) -> set[Cue]:
    """Return the cues of the phrases that end right before ``index``."""
    found: set[Cue] = set()
    for size in range(1, min(MAX_PHRASE, index - begin) + 1):
        found.update(words.heads.get(tuple(keys[index - size : index]), ()))
    is_linked = index > begin and keys[index - 1] in words.act_links
    if is_linked and _ends_with(keys, index - 1, begin, words.act_nouns):
        found.add(Cue.LOCATIVE)
    return found


def _behind_adverbs(keys: Sequence[str], index: int, end: int, words: PlaceWords) -> int:
    """Return where the verb of a name begins: "Stepanakert has again come under fire"."""
    while index < end and keys[index] in words.speech_fillers:
        index += 1
    return index


def _speaks(
    keys: Sequence[str], index: int, end: int, words: PlaceWords, *, is_placed: bool
) -> bool:
    """Tell whether a speech verb or an office stands right behind the name.

    Behind "near Sotk" and a comma somebody else speaks: "near Sotk, says Yerevan".
    """
    if is_placed and index < end and keys[index] == ",":
        return False
    if index < end and keys[index] in ("'s", "'"):
        return any(key in words.speaker_tails for key in keys[index + 1 : min(index + 4, end)])
    if index < end and keys[index] in words.speaker_tails:
        return True
    index = _behind_adverbs(keys, index, end, words)
    return index < end and keys[index] in words.speech_verbs


def _opens(keys: Sequence[str], first: int, last: int, bounds: tuple[int, int]) -> bool:
    """Tell whether the name and a colon open the sentence: "Baku: two soldiers wounded"."""
    return first == bounds[0] and last < bounds[1] and keys[last] == ":"


def _tail(keys: Sequence[str], last: int, end: int, words: frozenset[str]) -> bool:
    return any(key in words for key in keys[last : min(last + 2, end)])


def _ends_with(keys: Sequence[str], index: int, begin: int, phrases: Phrases) -> bool:
    """Tell whether one of the phrases ends right before ``index``."""
    return any(
        tuple(keys[max(begin, index - size) : index]) in phrases
        for size in range(1, MAX_PHRASE + 1)
    )


def _begins_with(keys: Sequence[str], index: int, end: int, phrases: Phrases) -> bool:
    return any(tuple(keys[index : min(end, index + size)]) in phrases for size in (1, 2, 3))
