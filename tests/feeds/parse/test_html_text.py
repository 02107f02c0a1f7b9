"""Fragments of HTML become plain text, in time that grows with their length only."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.parse.html_text import BLOCKS, INVISIBLE, UNSEEN, plain_text


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


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_block_stands_on_a_line_of_its_own(name: str) -> None:
    assert plain_text(f"a<{name.upper()} class=x>b</{name}>c", 99) == "a\nb\nc"


@pytest.mark.parametrize("name", sorted(INVISIBLE))
def test_what_nobody_reads_is_left_out(name: str) -> None:
    assert plain_text(f"a<{name}>hid<b>den</b></{name.upper()}>b", 99) == "ab"
    assert plain_text(f"a<{name}/>b", 99) == "ab"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("a<script>never closed", "a"),
        ("a<script>x</style>y</script>b", "ab"),
        ("a<!-- 1 --><!-- 2 -->b<!-- 3", "ab 3"),
        ("a<!---->b", "ab"),
        ("a<?php x ?>b<!DOCTYPE html>c", "abc"),
        ("a <3 b", "a <3 b"),
        ("a<custom-tag>b</custom-tag>c", "abc"),
        ("<p>a</p>\n\n\n<p>b</p>", "a\nb"),
        ("&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;", "a\nb"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("x &#0; y", "x \ufffd y"),
        ("&#55295;&#57344;", "\ud7ff\ue000"),
        ("&#56000;&#xDFFF;&#xd83D;", ""),
        ("&nbsp;a&nbsp;&nbsp;b&nbsp;", "a b"),
        ("AT&T R&D &c", "AT&T R&D &c"),
    ],
)
def test_it_gives_the_words_of_odd_markup(fragment: str, expected: str) -> None:
    assert expected == plain_text(fragment, 1_000)


PIECES = (
    *("<p>", "</p>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", '"'),
    *("&lt;", "&amp;", "&#", "&#xD800;", "&#8238;", "\u202e", "\ud800", "\n", " ", "a", "ж"),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=150)
@given(MARKUP)
def test_no_markup_leaves_anything_that_cannot_be_seen(fragment: str) -> None:
    text = plain_text(fragment, 1_000)

    assert not UNSEEN.search(text)
    assert text == "\n".join(" ".join(line.split()) for line in text.split("\n") if line)


@given(words=st.lists(st.text(st.sampled_from("abcжէა19.,!"), min_size=1), max_size=9))
def test_words_without_markup_stay_as_they_are(words: list[str]) -> None:
    assert plain_text(" ".join(words), 1_000) == " ".join(words)


@given(fragment=MARKUP, most=st.integers(0, 9))
def test_no_text_is_longer_than_allowed(fragment: str, most: int) -> None:
    assert len(plain_text(fragment, most)) <= most
