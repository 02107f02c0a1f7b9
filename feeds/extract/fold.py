"""The match key: one spelling for a word, whatever its case, marks, apostrophes and hidden marks.

Keys serve to compare and to look words up, never to show. They are language-neutral, so that a
word list, a gazetteer alias and a text in any of our languages meet in the same form. The dotted
and dotless i of Turkish and Azerbaijani fall together, which is why no language is asked for.
"""

import unicodedata
from functools import lru_cache

_PLAIN = {
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036",
    "'": "\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u02bb\u2032`\u00b4\u055a",
    "-": "\u2010\u2011\u2012\u2013\u2212\u058a",
    "\u2014": "\u2015",
    ".": "\u0589",
    ",": "\u055d",
    "...": "\u2026",
    "?": "\u061f",
    ";": "\u061b",
}
_STRAIGHT = {ord(mark): plain for plain, marks in _PLAIN.items() for mark in marks}
_LETTERS = {ord("ı"): "i", ord("ə"): "e", ord("ё"): "е", ord("ӏ"): "1"}
_DROPPED = frozenset({"Mn", "Me", "Mc", "Cf"})
_ARMENIAN_TONE = frozenset("\u055b\u055c\u055e\u055f")

WORD_MARKS = "\u0300-\u036f\u0483-\u0487\u00ad\u200b-\u200d\u2060\ufeff\u055b\u055c\u055e\u055f"
"""Characters, as the inside of a regex class, that stand inside a word and leave no trace in it."""


_BEYOND_TABLE = "\u2070"
_MARKS = dict.fromkeys(
    code
    for code in range(0x00A0, ord(_BEYOND_TABLE))
    if unicodedata.category(chr(code)) in _DROPPED
)
_TABLE = _MARKS | _STRAIGHT | _LETTERS | dict.fromkeys(map(ord, _ARMENIAN_TONE))


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """Return the match key of a word or mark: "Qubadlı" -> "qubadli", "Ts'khi" -> "tskhi".

    Letters are casefolded and lose their accents; apostrophes between letters vanish; curly quotes,
    dashes and full stops of other scripts become their plain forms. Folding twice changes nothing.
    """
    if text.isascii():
        lowered = text.lower()
        is_plain = lowered.isalnum()
        return lowered if is_plain else _without_inner_apostrophes(lowered.replace("`", "'"))
    straight = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    parts = unicodedata.normalize("NFKD", straight.casefold())
    if max(parts, default="") >= _BEYOND_TABLE:
        parts = "".join(mark for mark in parts if unicodedata.category(mark) not in _DROPPED)
    return _without_inner_apostrophes(parts.translate(_TABLE).casefold())


def _without_inner_apostrophes(key: str) -> str:
    """Drop apostrophes between letters, but keep those at either end: 's, n't stay themselves."""
    if "'" not in key or key == "n't":
        return key
    inner = key[1:-1].replace("'", "")
    return key[0] + inner + key[-1] if len(key) > 1 else key


def fold_text(text: str) -> str:
    """Fold a whole text at once, for matching without offsets: cheaper than word by word.

    Words come out as ``fold`` gives them, but for apostrophes, which stay.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_TABLE)
