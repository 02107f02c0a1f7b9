import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.clauses import split_clauses
from feeds.extract.text import read_text
from feeds.model import Entry


def clauses(text: str, language: str = "en") -> list[tuple[str, str]]:
    document = read_text(Entry("id", text=text), language)
    return [
        (clause.cue, " ".join(t.key for t in document.tokens[clause.first : clause.last]))
        for sentence in document.sentences
        for clause in split_clauses(sentence, sentence.keys, language)
    ]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Two were killed.", [""]),
        ("Two were killed; Baku said nothing.", ["", ";"]),
        ("Two were killed, but Baku denied it.", ["", "but"]),
        ("The army said all but two posts were held.", [""]),
        ("Two were killed although Baku denied it.", ["", "although"]),
        ("While Baku denied it, Yerevan said two died.", ["while", ""]),
        ("If the truce fails they will fight.", ["if"]),
        ("The war, which killed many, ended in defeat.", ["", "which", ""]),
        ("Two (one was a colonel) died near Sotk.", ["", "(", ""]),
        ("Two died \u2014 the ministry said so.", ["", "\u2014"]),
    ],
)
def test_a_clause_begins_at_its_cue(text: str, cues: list[str]) -> None:
    found = clauses(text)

    assert [cue for cue, _ in found] == cues


def test_a_relative_clause_ends_at_its_comma() -> None:
    found = clauses("The war, which killed 6,500, ended in defeat.")

    assert found[1] == ("which", "which killed 6,500 ,")


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("ru", "Двое погибли, но Баку отрицает обстрел, сообщили они.", "но"),
        ("xx", "one; two", ";"),
    ],
)
def test_other_languages_have_their_own_words(language: str, text: str, cue: str) -> None:
    found = clauses(text, language)

    assert cue in [word for word, _ in found]


WORDS = st.sampled_from(
    ["if", "but", "which", ",", ";", "(", ")", "\u2014", "killed", "was", "army", "while", "."]
)


@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_clauses_cover_a_sentence_without_gap_or_overlap(text: str) -> None:
    document = read_text(Entry("id", text=text), "en")

    for sentence in document.sentences:
        found = split_clauses(sentence, sentence.keys, "en")
        bounds = [sentence.first, *(clause.last for clause in found)]
        assert [clause.first for clause in found] == bounds[:-1]
        assert bounds[-1] == sentence.last
