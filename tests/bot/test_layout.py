"""Text becomes markup in one place."""

from bot.layout import MAX_CHARACTERS, Span, line, write


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
    message = write([line("Head"), *(line("x" * 1000) for _ in range(8)), line("#1, version 1")])

    assert len(message.plain) <= MAX_CHARACTERS
    assert message.plain.splitlines() == ["Head", *["x" * 1000] * 4, "#1, version 1"]


def test_it_counts_an_emoji_as_two() -> None:
    message = write([line("😀" * 1500), line("😀" * 1000), line("end")])

    assert message.plain == "😀" * 1500 + "\nend"
