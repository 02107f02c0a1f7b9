from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.text import (
    MAX_SENTENCE_TOKENS,
    MAX_TEXT_CHARS,
    Document,
    read_text,
)
from feeds.model import Entry


def read(text: str, language: str = "en") -> Document:
    return read_text(Entry("id", text=text), language)


def keys(text: str, language: str = "en") -> list[str]:
    return [token.key for token in read(text, language).tokens]


def cut(text: str, language: str = "en") -> list[str]:
    document = read(text, language)
    return [document.text[sentence.start : sentence.end] for sentence in document.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the MoD.", ["the", "mod", "."]),
        ("killed.\u2014said", ["killed", ".", "\u2014", "said"]),
        ("Lt. Aliyev", ["lt.", "aliyev"]),
        ("the U.S. army", ["the", "u.s.", "army"]),
        ("Baku\u2019s troops didn't", ["baku", "'s", "troops", "did", "n't"]),
        ("12-15 Nagorno\u2011Karabakh", ["12", "-", "15", "nagorno", "-", "karabakh"]),
        ("shelling \u2013 again", ["shelling", "\u2014", "again"]),
        ("1\u00a0200 men, 6,500 at 5:30", ["1 200", "men", ",", "6,500", "at", "5:30"]),
        ("News.am and http://a.b/c?d=1 say", ["news.am", "and", "http://a.b/c?d=1", "say"]),
        ("102nd base", ["102nd", "base"]),
    ],
)
def test_english_is_cut_into_words(text: str, expected: list[str]) -> None:
    found = keys(text)

    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hy", "Սոթքի ուղղությամբ։", ["սոթքի", "ուղղությամբ", "."]),
        ("ka", "დაიღუპა.", ["დაიღუპა", "."]),
        ("az", "Laçın'daki", ["lacin", "'daki"]),
        ("ru", "в 2020 г. погибли", ["в", "2020", "г.", "погибли"]),
    ],
)
def test_other_languages_lose_no_mark_to_a_word(
    language: str, text: str, expected: list[str]
) -> None:
    found = keys(text, language)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lt. Gen. N. Pashinyan spoke. He left.", ["Lt. Gen. N. Pashinyan spoke.", "He left."]),
        (
            "They hold No. 5 post. They said no. Then",
            ["They hold No. 5 post.", "They said no.", "Then"],
        ),
        ("It began at 5 a.m. The army fired.", ["It began at 5 a.m.", "The army fired."]),
        ("The U.S. President spoke.", ["The U.S. President spoke."]),
        ('He said: "We fired." They left.', ['He said: "We fired."', "They left."]),
        ('"Who fired?" asked Baku.', ['"Who fired?" asked Baku.']),
        ("Two died.The army left.", ["Two died.", "The army left."]),
        ("It fired (\u2026). Then", ["It fired (\u2026).", "Then"]),
        ("Heading\nThe army left", ["Heading", "The army left"]),
        ("a line that\nwraps here", ["a line that\nwraps here"]),
        ("one\n\ntwo", ["one", "two"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    found = cut(text)

    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("hy", "Կրակ են բացել։ Զոհ չկա: Վերջ", 3),
        ("ka", "ე.წ. საზღვარი. მეორე წინადადება.", 2),
        ("ru", "Погибли 12 чел. сообщил МО. Бой идет.", 2),
        ("az", "Atəş açılıb. İtki yoxdur.", 2),
    ],
)
def test_every_script_has_its_full_stop(language: str, text: str, count: int) -> None:
    found = cut(text, language)

    assert len(found) == count


def test_the_parts_of_an_entry_are_never_one_sentence() -> None:
    entry = Entry("id", title="Clash near Sotk", summary="Two died", text="It began at dawn")

    document = read_text(entry, "en")

    assert [sentence.part for sentence in document.sentences] == ["title", "summary", "text"]


def test_offsets_count_in_the_whole_text_of_the_entry() -> None:
    entry = Entry("id", title="Clash", text="Qubadlı \u2014 two \u201cdead\u201d")

    document = read_text(entry, "en")

    assert all(entry.full_text[t.start : t.end] == t.text for t in document.tokens)
    assert document.text == entry.full_text


MARKS = "aZ9 .,'\u2019-\u2014\"()\n!?:;\u0301ıЖ։კ\u200f\x00😀"
LETTERS = st.sampled_from([*MARKS, "Lt.", "U.S.", "Ո՞", "http://"])


@given(
    st.lists(LETTERS, max_size=60).map("".join),
    st.lists(LETTERS, max_size=60).map("".join),
    st.sampled_from(["en", "ru", "hy", "ka", "az", "tr", "xx", "", "../en"]),
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_covered_in_order_and_without_overlap(
    title: str, text: str, language: str
) -> None:
    document = read_text(Entry("id", title=title, text=text), language)

    ends = [0]
    for token in document.tokens:
        assert ends[-1] <= token.start < token.end
        assert document.text[token.start : token.end] == token.text
        ends.append(token.end)
    assert tuple(t for s in document.sentences for t in s.tokens) == document.tokens


@pytest.mark.parametrize(
    "unit", ["a", "a. ", "a'", "a.", "1,", "a-", "\x00", "a\u0301", "http://", "A.B. ", "\n"]
)
def test_a_hostile_megabyte_takes_no_time(unit: str) -> None:
    begun = process_time()

    document = read((unit * 1_000_000)[:1_000_000])

    assert process_time() - begun < 3
    assert all(len(token.text) <= 510 for token in document.tokens)


def test_a_long_text_is_read_to_its_cap_and_kept_whole() -> None:
    text = "word " * 100_000

    document = read(text)

    assert document.tokens[-1].end <= MAX_TEXT_CHARS
    assert document.text == text


def test_an_endless_sentence_is_cut() -> None:
    document = read("word " * 1_000)

    assert max(len(sentence.tokens) for sentence in document.sentences) == MAX_SENTENCE_TOKENS
