"""Text becomes markup in one place."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.layout import MAX_CHARACTERS, TELEGRAM_CHARACTERS, Line, Span, hidden, line, units, write


def test_it_writes_the_same_words_as_html_and_as_plain_text() -> None:
    message = write(
        [line("Head", is_bold=True), (Span("see "), Span("X", url="https://x.example"))]
    )

    assert message.html == '<b>Head</b>\nsee <a href="https://x.example">X</a>'
    assert message.plain == "Head\nsee X"


def test_it_escapes_text_and_addresses() -> None:
    message = write([(Span("<b>&", url='https://x.example/?a="1"&b=2'),)])

    expected = '<a href="https://x.example/?a=&quot;1&quot;&amp;b=2">&lt;b&gt;&amp;</a>'
    assert expected == message.html


def test_it_drops_whole_lines_and_keeps_the_last_where_they_do_not_fit() -> None:
    message = write([line("Head"), *(line("x" * 950) for _ in range(8)), line("#1, version 1")])

    assert len(message.plain) <= MAX_CHARACTERS
    assert message.plain.splitlines() == ["Head", *["x" * 950] * 4, "#1, version 1"]


def test_it_counts_an_emoji_as_two() -> None:
    message = write([line("😀" * 1500), line("😀" * 1000), line("end")])

    assert message.plain == "😀" * 1500 + "\nend"


SPANS = st.builds(Span, st.text(max_size=40), st.booleans(), st.sampled_from(["", 'https://x/"<&']))
LINES = st.lists(st.lists(SPANS, max_size=4).map(tuple), min_size=1, max_size=6)


def text_of(markup: str) -> str:
    """Read markup as Telegram does: tags fall away, entities become characters."""
    return html.unescape(re.sub("<[^>]*>", "", markup))


@given(LINES)
def test_html_reads_as_the_plain_text_whatever_is_in_it(lines: list[Line]) -> None:
    message = write(lines)

    assert html.unescape(html.escape(message.plain, quote=False)) == text_of(message.html)
    assert message.html.count("<b>") == message.html.count("</b>")
    assert message.html.count("<a ") == message.html.count("</a>")


@given(st.lists(st.integers(0, 2_500), min_size=1, max_size=9), st.sampled_from(["x", "😀", "Ж"]))
def test_a_message_fits_and_keeps_its_first_lines_and_its_last(
    lengths: list[int], letter: str
) -> None:
    lines = [line(letter * length) for length in lengths[:-1]]
    kept = write([*lines, line("#1, version 1")]).plain.split("\n")

    assert units("\n".join(kept)) <= MAX_CHARACTERS or len(kept) == 1
    assert kept[-1] == "#1, version 1"
    assert kept[:-1] == [letter * length for length in lengths[: len(kept) - 1]]


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("Ж", 1), ("😀", 2), ("e\u0301", 2)])
def test_a_unit_is_half_of_an_emoji(text: str, expected: int) -> None:
    assert expected == units(text)


@pytest.mark.parametrize("length", [MAX_CHARACTERS - 4, MAX_CHARACTERS - 3])
def test_a_line_goes_only_when_one_character_is_too_much(length: int) -> None:
    message = write([line("x" * length), line("end")])

    assert (length == MAX_CHARACTERS - 4) is message.plain.startswith("x")


def test_a_hidden_message_still_fits_with_its_head() -> None:
    message = write([line("x" * (MAX_CHARACTERS - 4)), line("end")])

    assert units(hidden("1 <new> report" * 9, message).plain) <= TELEGRAM_CHARACTERS
    assert "<b>1 &lt;new&gt; report" in hidden("1 <new> report", message).html
