"""Which of our languages an entry is in: by its tag where the letters bear it out, else by them.

Feeds carry wrong tags as a rule rather than an exception (a theme's default "en-US" over
Azerbaijani text), so letters that only one language has beat the tag.
"""

from collections import Counter
from collections.abc import Mapping

SAMPLE_CHARS = 4_000
"""How much of a text is looked at: letters settle long before that."""

_SCRIPTS = (
    ("armenian", 0x0530, 0x058F),
    ("georgian", 0x10A0, 0x10FF),
    ("georgian", 0x1C90, 0x1CBF),
    ("cyrillic", 0x0400, 0x052F),
    ("latin", 0x0041, 0x024F),
)
_LANGUAGE_OF_SCRIPT = {"armenian": "hy", "georgian": "ka", "cyrillic": "ru", "latin": "en"}
_SCRIPT_OF_LANGUAGE = {"hy": "armenian", "ka": "georgian", "ru": "cyrillic", "uk": "cyrillic"}
_LATIN_OWN_LETTERS = {"az": frozenset("əƏ"), "tr": frozenset("ğĞışŞİ")}
_TELLING_SHARE = 0.1
"""Share of the small-letter words with a language's own letters from which a text is in it: names
in English text begin with capitals, so that they do not count."""


def detect_language(text: str, tag: str = "") -> str:
    """Return the two-letter language of a text: hy, ka, ru, en, az or tr, else its plausible tag.

    ``tag`` is what the feed says ("en-US", "az", ""). A text without letters has the language of
    its tag, or "en".
    """
    told = tag.replace("_", "-").split("-")[0].strip().lower()
    sample = text[:SAMPLE_CHARS]
    letters = Counter(sample)
    script = _main_script(letters)
    if script == "latin":
        return _latin_language(sample, letters, told)
    if script and _SCRIPT_OF_LANGUAGE.get(told) != script:
        return _LANGUAGE_OF_SCRIPT[script]
    return told or "en"


def _main_script(letters: Mapping[str, int]) -> str:
    """Return the script with most letters, "" if there are none of ours."""
    counts: Counter[str] = Counter()
    for letter, count in letters.items():
        if not letter.isalpha():
            continue
        code = ord(letter)
        for script, first, last in _SCRIPTS:
            if first <= code <= last:
                counts[script] += count
                break
    return counts.most_common(1)[0][0] if counts else ""


def _latin_language(sample: str, letters: Mapping[str, int], told: str) -> str:
    for language, own in _LATIN_OWN_LETTERS.items():
        if own.isdisjoint(letters):
            continue
        words = sample.split()
        plain = [word for word in words if word[0].islower()] or words
        owned = sum(not own.isdisjoint(word) for word in plain)
        if owned > _TELLING_SHARE * len(plain) and told != "az":
            return language
    return told if told and told not in _SCRIPT_OF_LANGUAGE else "en"
