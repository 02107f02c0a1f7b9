"""Hostile text is made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import MAX_URL, clean, safe_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clash near Sotk", "Clash near Sotk"),
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("\u202eevil\u202c \u2066order\u2069", "evil order"),
        ("\x1b[2Jwiped\x07", "[2Jwiped"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\u0301\u0301\u0301\u0301\u0301b", "a\u0301\u0301b"),
        ("\U000e0041tag", "tag"),
        ("👩‍👩‍👧 🇬🇪", "👩‍👩‍👧 🇬🇪"),
        ("<b>kept as text</b>", "<b>kept as text</b>"),
        ("Գորիս, გორი, Гори", "Գորիս, გორი, Гори"),
        ("", ""),
    ],
)
def test_it_keeps_what_can_be_read_and_drops_the_rest(text: str, expected: str) -> None:
    shown = clean(text, 80)

    assert expected == shown


def test_it_cuts_long_text_with_an_ellipsis() -> None:
    shown = clean("x" * 10_000, 80)

    assert shown == "x" * 79 + "…"


def test_it_finds_the_words_behind_a_wall_of_hidden_characters() -> None:
    shown = clean("\u200e" * 100 + "seen", 40)

    assert shown == "seen"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_it_never_shows_more_than_asked_nor_a_control_character(text: str, limit: int) -> None:
    shown = clean(text, limit)

    assert len(shown) <= limit
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize(
    "url",
    ["https://armenpress.example/1?a=1&b=2", "http://[::1]:8080/x", "https://сайт.example/ա"],
)
def test_it_lets_web_addresses_pass(url: str) -> None:
    assert url == safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "file:///etc/passwd",
        "https://",
        "https://a.example/\u202egnp",
        "https://a.example/a b",
        "https://[broken",
        "https://a.example/" + "x" * MAX_URL,
        "",
    ],
)
def test_it_links_to_nothing_else(url: str) -> None:
    assert safe_url(url) == ""
