"""HTML as Telegram reads it."""

import pytest

from tests.telegram_server.entities import EntityError, commands, parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>c", "ac", [("bold", 0, 1)]),
        ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("a &lt;b&gt; &amp; &#33;&nbsp;", "a <b> & !&nbsp;", []),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ('<a href="https://x.example/?a=1&amp;b">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="javascript:x">x</a>', "x", []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<b></b>a", "a", []),
    ],
)
def test_text_and_entities_are_read(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    read, found = parse_html(source)

    assert read == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("ä<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b>a</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("1 <", "Unclosed start tag at byte offset 2"),
        ("1 < 2 > 0", 'Unsupported start tag "" at byte offset 2'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (f'<a href="https://x.example/{"y" * 9500}">x</a>', "ENTITIES_TOO_LONG"),
    ],
)
def test_what_cannot_be_read_is_told_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(EntityError) as caught:
        parse_html(source)

    assert str(caught.value) == error


def test_at_most_a_hundred_entities_are_kept() -> None:
    assert len(parse_html("<b>a</b> " * 120)[1]) == 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", [(0, 6)]),
        ("😀 /help@some_bot now", [(3, 14)]),
        ("https://x.example/start", []),
    ],
)
def test_commands_are_marked_as_a_client_marks_them(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert [(e["offset"], e["length"]) for e in commands(text)] == expected
