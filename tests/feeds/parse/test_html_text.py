"""Fragments of HTML become plain text, in time that grows with their length only."""

import time

import pytest

from feeds.parse.html_text import plain_text


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("plain   words\n", "plain words"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("in<b>si</b>de", "inside"),
        ("<ul><li>x<li>y</ul>", "x\ny"),
        ("<td>q</td><td>z</td>", "q z"),
        ("a<script>if (x < 1) { p('</p>') }</script>b", "ab"),
        ("a<style>p{}</style>b", "ab"),
        ("a<!-- <b>hidden</b> -->b", "ab"),
        ("a <!-- never closed", "a never closed"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("&lt;b&gt;bold&lt;/b&gt; &amp;amp;", "bold &"),
        ("caf&eacute; &#8212; &#x41;", "café — A"),
        ("&#99999999999;x &#xD800;y", "x y"),
        ('<img alt="a > b" src=x>c', "c"),
        ('<a title="it"s">c</a>', "c"),
        ("<![CDATA[left over]]>", "left over"),
        ("so\u00adft \u202eevil\u202c \ufeffx\x07", "soft evil x"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_it_gives_the_words(fragment: str, expected: str) -> None:
    assert expected == plain_text(fragment, 1_000)


def test_it_cuts_what_is_too_long() -> None:
    assert plain_text("ab " * 100, 10) == "ab ab ab a"


@pytest.mark.parametrize(
    "unit", ["<", "<a", "<!--", '<a "', "&#", "&", "<script>", " \n", "&notin", "&lt;p ", "<!"]
)
def test_ten_times_the_length_costs_nowhere_near_a_hundred_times_the_time(unit: str) -> None:
    def cost(count: int) -> float:
        began = time.process_time()
        plain_text(unit * count, 1_000)
        return time.process_time() - began

    short = min(cost(5_000) for _ in range(3))

    assert cost(50_000) < max(short, 0.001) * 40
