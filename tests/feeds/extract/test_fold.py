import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.fold import fold, fold_text


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Qubadlı", "qubadli"),
        ("LAÇIN", "lacin"),
        ("İRAN", "iran"),
        ("Kəlbəcər", "kelbecer"),
        ("Ts'khinvali", "tskhinvali"),
        ("Ts\u2019khinvali", "tskhinvali"),
        ("ёлка", "елка"),
        ("е\u0308лка", "елка"),
        ("Ո՞վ", "ով"),
        ("Ղարաբաղ", "ղարաբաղ"),
        ("Kara\u00adbakh", "karabakh"),
        ("ᲒᲝᲠᲘ", "გორი"),
    ],
)
def test_a_word_has_one_key_however_it_is_written(written: str, key: str) -> None:
    found = fold(written)

    assert found == key


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("\u201c", '"'),
        ("\u00bb", '"'),
        ("\u2019", "'"),
        ("\u2013", "-"),
        ("\u0589", "."),
        ("\u2026", "..."),
    ],
)
def test_marks_of_every_script_become_plain(mark: str, key: str) -> None:
    found = fold(mark)

    assert found == key


@pytest.mark.parametrize("clitic", ["'s", "n't", "'"])
def test_what_is_split_off_a_word_keeps_its_apostrophe(clitic: str) -> None:
    found = fold(clitic)

    assert found == clitic


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@given(st.text(alphabet="abcıİəçşğüöЖёйևարქვ \u0301\u2019", max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_whole_text_folds_as_its_words_do(text: str) -> None:
    words = [fold(word) for word in text.replace("\u2019", " ").split()]

    assert [word for word in fold_text(text.replace("\u2019", " ")).split() if word] == [
        word for word in words if word
    ]
