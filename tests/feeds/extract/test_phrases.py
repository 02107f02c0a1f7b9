from feeds.extract.phrases import PhraseIndex

INDEX = PhraseIndex(
    [
        (("lachin",), "town"),
        (("lachin", "corridor"), "road"),
        (("lachin",), "district"),
        (("nerkin", "hand"), "village"),
    ]
)


def test_the_longest_phrase_at_a_word_comes_first() -> None:
    found = INDEX.find(("the", "lachin", "corridor"))

    assert found == {1: [(3, ("road",)), (2, ("town", "district"))]}


def test_every_phrase_of_a_text_is_found() -> None:
    found = INDEX.find(("nerkin", "hand", "and", "lachin"))

    assert found == {0: [(2, ("village",))], 3: [(4, ("town", "district"))]}


def test_a_phrase_broken_by_a_strange_word_is_none() -> None:
    assert INDEX.find(("nerkin", "xyzzy", "hand")) == {}


def test_an_empty_text_has_no_phrases() -> None:
    assert INDEX.find(()) == {}


def test_it_counts_phrases_once_whatever_they_stand_for() -> None:
    assert len(INDEX) == 3


def test_words_that_begin_no_phrase_are_not_kept() -> None:
    before = len(INDEX._vocab.strings)

    INDEX.find(tuple(f"word{number}" for number in range(100)))

    assert len(INDEX._vocab.strings) - before <= 1
