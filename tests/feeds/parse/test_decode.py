"""Bytes become text, whatever is declared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-16", "UTF-16LE"])
def test_the_word_of_the_operator_wins_for_wide_encodings_too(encoding: str) -> None:
    text = '{"title": "Степанакерт, Ереван"}'

    assert text == decode(text.encode(encoding), "", encoding).removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UTF8", "utf-8"),
        (" utf-8 ", "utf-8"),
        ("windows-1251", "cp1251"),
        ("WIN1251", "cp1251"),
        ("x-cp-1251", "cp1251"),
        ("ansi_1252", "cp1252"),
        ("cp866", "cp866"),
        ("iso-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("KOI8-U", "koi8-u"),
        ("gb2312", "gb2312"),
        ("x\x00y", ""),
        ("кои8", ""),
        ("base64", ""),
        ("raw_unicode_escape", ""),
    ],
)
def test_every_name_of_an_encoding_has_one_meaning(name: str, expected: str) -> None:
    assert expected == canonical(name)


def test_an_operators_word_that_names_no_encoding_is_passed_over() -> None:
    assert decode("ж".encode(), "", "no-such-encoding") == "ж"


def test_the_prolog_is_believed_before_the_header() -> None:
    document = prolog("gb2312", "<rss>停火</rss>").encode("gb2312")

    assert decode(document, "text/xml; charset=big5").endswith("<rss>停火</rss>")


def test_a_declaration_deep_in_the_text_is_none() -> None:
    document = b"<rss>" + b"x" * 1_000 + prolog("gb2312", "é").encode("cp1252")

    assert decode(document, "").endswith("é")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_nothing_behind_a_byte_order_mark_is_an_empty_text(mark: bytes) -> None:
    assert decode(mark, "text/xml; charset=koi8-r") == ""


@settings(deadline=None, max_examples=80)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60),
    declared=st.sampled_from(["", "koi8-r", "windows-1251", "utf-16", "nonsense"]),
)
def test_sound_utf_8_is_read_whatever_is_declared(text: str, declared: str) -> None:
    document = f"<rss>{text}</rss>"

    assert document == decode(document.encode(), f"text/xml; charset={declared}")


@settings(deadline=None, max_examples=150)
@given(
    document=st.binary(max_size=200), override=st.sampled_from(["", "utf-16", "cp1251", "gb18030"])
)
def test_any_bytes_become_text_without_controls(document: bytes, override: str) -> None:
    text = decode(document, "text/xml; charset=koi8-r", override)

    assert not set(text) & {chr(n) for n in range(0x20) if n not in (0x09, 0x0A, 0x0D)}
