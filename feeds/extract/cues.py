"""What the words around a place say of its part in the sentence: where, who speaks, whence.

Each cue is a fact about the text, not a verdict: "in Goris" is a locative also in "speaking in
Goris", which carries the speaker's cue as well. The caller weighs them.
"""

from collections.abc import Sequence
from enum import StrEnum

from feeds.extract.placewords import Phrases, PlaceWords

MAX_FILLERS = 6
"""Words such as "the village of" that may stand between a preposition and its place."""


class Cue(StrEnum):
    """One reading of a place's part in its sentence."""

    LOCATIVE = "locative"
    """Something is or happens there: in, near, toward, shelling of, "captured X", "X was hit"."""
    SPEAKER = "speaker"
    """Somebody speaks there or in its name: "Yerevan says", "the ministry in Baku"."""
    DATELINE = "dateline"
    """It opens the report as the newsroom's town: "YEREVAN (Reuters) -"."""
    DESTINATION = "destination"
    """People were brought or travelled there: "taken to hospital in X"."""
    ORIGIN = "origin"
    """Somebody or something is from there: "a fighter from X"."""


def cues_around(
    keys: Sequence[str], first: int, last: int, bounds: tuple[int, int], words: PlaceWords
) -> frozenset[Cue]:
    """Return the cues of the name at ``keys[first:last]`` within its sentence ``bounds``."""
    begin, end = bounds
    anchor = _before_fillers(keys, first, begin, words)
    found: set[Cue] = set()
    if _is_locative(keys, anchor, begin, words) or _is_passive(keys, last, end, words):
        found.add(Cue.LOCATIVE)
    if _speaks(keys, (anchor, last), bounds, words):
        found.add(Cue.SPEAKER)
    if _ends_with(keys, anchor, begin, words.destination_heads) or _tail(
        keys, last, end, words.destination_tails
    ):
        found.add(Cue.DESTINATION)
    if _ends_with(keys, anchor, begin, words.origin_heads):
        found.add(Cue.ORIGIN)
    return frozenset(found)


def _before_fillers(keys: Sequence[str], first: int, begin: int, words: PlaceWords) -> int:
    """Return the index behind the word that the fillers before a name hang on."""
    index = first
    while index > begin and first - index < MAX_FILLERS and keys[index - 1] in words.fillers:
        if _ends_with(keys, index, begin, words.locatives):
            break
        index -= 1
    return index


def _is_locative(keys: Sequence[str], anchor: int, begin: int, words: PlaceWords) -> bool:
    if _ends_with(keys, anchor, begin, words.locatives | words.place_verbs):
        return True
    if anchor <= begin:
        return False
    if keys[anchor - 1] in words.act_links:
        return _ends_with(keys, anchor - 1, begin, words.act_nouns)
    return False


def _is_passive(keys: Sequence[str], last: int, end: int, words: PlaceWords) -> bool:
    return _begins_with(keys, last, end, words.passives)


def _speaks(
    keys: Sequence[str], place: tuple[int, int], bounds: tuple[int, int], words: PlaceWords
) -> bool:
    """Tell whether speech verbs or offices stand beside the name."""
    anchor, index = place
    begin, end = bounds
    if _ends_with(keys, anchor, begin, words.speaker_heads):
        return True
    if index < end and keys[index] in ("'s", "'"):
        return any(key in words.speaker_tails for key in keys[index + 1 : min(index + 4, end)])
    if index < end and (keys[index] in words.speaker_tails or _opens(keys, place, begin)):
        return True
    while index < end and keys[index] in words.speech_fillers:
        index += 1
    return index < end and keys[index] in words.speech_verbs


def _tail(keys: Sequence[str], last: int, end: int, words: frozenset[str]) -> bool:
    return any(key in words for key in keys[last : min(last + 2, end)])


def _ends_with(keys: Sequence[str], index: int, begin: int, phrases: Phrases) -> bool:
    """Tell whether one of the phrases ends right before ``index``."""
    return any(tuple(keys[max(begin, index - size) : index]) in phrases for size in (1, 2, 3, 4))


def _begins_with(keys: Sequence[str], index: int, end: int, phrases: Phrases) -> bool:
    return any(tuple(keys[index : min(end, index + size)]) in phrases for size in (1, 2, 3))


def _opens(keys: Sequence[str], place: tuple[int, int], begin: int) -> bool:
    """Tell whether the name and a colon open the sentence: "Baku: two soldiers wounded"."""
    anchor, index = place
    return anchor == begin and keys[index] == ":"
