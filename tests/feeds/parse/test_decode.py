"""Bytes become text, whatever is declared."""

import pytest

from feeds.parse.decode import canonical, decode

RUSSIAN = "<rss><title>Перемирие на границе: стороны договорились о прекращении огня</title></rss>"
FRENCH = "<rss><title>Un café près de la frontière, écrit l'agence</title></rss>"
TURKISH = "<rss><title>Ateşkes sağlandı, görüşmeler sürüyor</title></rss>"


def prolog(encoding: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize(
    ("document", "content_type"),
    [
        (RUSSIAN.encode(), ""),
        (RUSSIAN.encode(), "text/xml; charset=iso-8859-1"),
        (prolog("iso-8859-1", RUSSIAN).encode(), ""),
        (prolog("nonsense", RUSSIAN).encode(), ""),
        (prolog("windows-1251", RUSSIAN).encode("cp1251"), ""),
        (prolog("windows-1251", RUSSIAN).encode("cp1251"), "text/xml; charset=utf-8"),
        (prolog("win-1251", RUSSIAN).encode("cp1251"), ""),
        (prolog("koi8-r", RUSSIAN).encode("koi8-r"), ""),
        (RUSSIAN.encode("cp1251"), "text/xml; charset=windows-1251"),
        (RUSSIAN.encode("cp1251"), ""),
        (RUSSIAN.encode("koi8-r"), ""),
        (RUSSIAN.encode("cp866"), ""),
        (RUSSIAN.encode("iso8859-5"), ""),
        (prolog("iso-8859-1", RUSSIAN).encode("cp1251"), ""),
        (prolog("utf-8", RUSSIAN).encode("cp1251"), ""),
        (RUSSIAN.encode("utf-8-sig"), "text/xml; charset=windows-1251"),
        (RUSSIAN.encode("utf-16"), ""),
        (RUSSIAN.encode("utf-16-le"), ""),
        (RUSSIAN.encode("utf-16-be"), ""),
        (RUSSIAN.encode("utf-32"), ""),
    ],
)
def test_it_reads_russian_in_every_encoding(document: bytes, content_type: str) -> None:
    assert decode(document, content_type).endswith(RUSSIAN)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (FRENCH.encode("cp1252"), FRENCH),
        (prolog("utf-8", FRENCH).encode("cp1252"), FRENCH),
        (prolog("iso-8859-9", TURKISH).encode("cp1254"), TURKISH),
    ],
)
def test_latin_scripts_are_not_taken_for_cyrillic(document: bytes, expected: str) -> None:
    assert decode(document, "").endswith(expected)


def test_some_damaged_bytes_do_not_spoil_the_rest() -> None:
    damaged = RUSSIAN.encode().replace(b"</title>", b"\xff\xfe</title>")

    assert "стороны договорились" in decode(damaged, "")


def test_the_word_of_the_operator_wins() -> None:
    assert decode("ъ".encode("cp1251"), "text/xml; charset=koi8-r", "cp1251") == "ъ"


def test_bytes_that_no_text_has_are_dropped() -> None:
    assert decode(b"a\x00\x0b\x1fb\tc\r\n", "") == "ab\tc\r\n"


@pytest.mark.parametrize(
    "name", ["punycode", "unicode_escape", "idna", "utf-7", "zip", "rot13", ""]
)
def test_codecs_that_are_traps_are_no_encodings(name: str) -> None:
    assert canonical(name) == ""
