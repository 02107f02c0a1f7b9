"""Bytes -> text: byte order mark, what the bytes themselves say, then what is declared.

Declarations lie more often than bytes: a document that is sound UTF-8 is UTF-8 whatever it says.
"""

import codecs
import re
from collections.abc import Mapping

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BARE_UTF16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
"""Bytes that no text in an ASCII-compatible encoding has: XML forbids them, servers send them."""

PROLOG_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)

SOUND = re.compile(
    r"utf-(?:8|16|32)|ascii|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|johab|tis|kz1048"
)
"""Python's names of encodings that documents are written in; its other codecs are traps."""

ALIASES = re.compile(r"(?:windows|win|cp|ansi|x-cp)[-_ ]?(125\d|866|874)", re.IGNORECASE)
SUPERSETS: Mapping[str, str] = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""Encodings that are declared where their Windows superset is meant (WHATWG)."""

FREQUENT = frozenset("оеаинтсрвл")
"""The ten commonest letters of Russian: 60 % of any text."""

CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")
SAMPLE_BYTES = 100_000


def decode(document: bytes, content_type: str, override: str = "") -> str:
    """Make text of a document.

    Args:
        document: as fetched, decompressed.
        content_type: the HTTP header, for its charset.
        override: the operator's word, which beats everything but a byte order mark.
    """
    for mark, encoding in BOMS:
        if document.startswith(mark):
            return _with_any(document[len(mark) :], encoding)
    for start, encoding in BARE_UTF16:
        if document.startswith(start):
            return _with_any(document, encoding)
    chosen = canonical(override)
    if chosen:
        return _with_any(document, chosen)
    document = document.translate(None, CONTROLS)
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(document, _declared(document, content_type))


def canonical(name: str) -> str:
    """Give Python's name of an encoding fit for documents, or "" for none such."""
    try:
        found = codecs.lookup(ALIASES.sub(r"cp\1", name.strip())).name
    except (LookupError, ValueError):
        return ""
    return SUPERSETS.get(found, found) if SOUND.match(found) else ""


def _with_any(document: bytes, encoding: str) -> str:
    text = document.decode(encoding, "replace")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]+", "", text)


def _declared(document: bytes, content_type: str) -> tuple[str, ...]:
    """Give the usable declared encodings, the document's own word before the server's."""
    prolog = PROLOG_ENCODING.search(document[:1000])
    charset = CHARSET.search(content_type)
    names = (prolog[1].decode("ascii") if prolog else "", charset[1] if charset else "")
    return tuple(name for name in map(canonical, names) if name)


def _decode_damaged(document: bytes, declared: tuple[str, ...]) -> str:
    """Decode what isn't sound UTF-8."""
    as_utf8 = document.decode("utf-8", "replace")
    if _is_mostly_utf8(as_utf8):
        return as_utf8
    others = [name for name in declared if name != "utf-8"]
    for name in others:
        if _is_single_byte_latin(name):
            continue
        try:
            return document.decode(name)
        except UnicodeDecodeError:
            continue
    return document.decode(_guess(document, others[0] if others else "cp1252"), "replace")


def _is_mostly_utf8(text: str) -> bool:
    """Tell whether the damage is small: more letters beyond ASCII came out right than wrong."""
    damaged = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - damaged
    return right > damaged


def _is_single_byte_latin(name: str) -> bool:
    return name.startswith(("iso8859-1", "cp1252", "cp1254", "iso8859-9", "mac"))


def _guess(document: bytes, fallback: str) -> str:
    """Choose among the Cyrillic encodings by letter statistics, else ``fallback``.

    In Latin scripts high bytes stand alone among ASCII letters, in Cyrillic they make the words.
    Which Cyrillic it is shows in the commonest letters, as small ones.
    """
    sample = document[:SAMPLE_BYTES]
    runs = [len(run) for run in HIGH_RUN.findall(sample)]
    if sum(length for length in runs if length >= 3) * 2 < sum(runs):
        return fallback
    best = max(CYRILLIC, key=lambda name: _frequent_letters(sample, name))
    return best if _frequent_letters(sample, best) * 3 > sum(runs) else fallback


def _frequent_letters(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "replace")
    return sum(text.count(letter) for letter in FREQUENT)
