from collections.abc import Sequence

import pytest

from feeds.extract.endings import Endings, Stems, endings_of, stems_of

ENDINGS = endings_of({"locative": ["da", "ში"], "other": ["dan", "სთან"], "dropped": ["ი"]})
KNOWN = frozenset({"sotk", "goris", "თელავი", "გორი", "გორის"})


def stems(*keys: str, endings: Endings = ENDINGS) -> Stems:
    return stems_of(keys, endings, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("sotkda", ("sotk", "da")),
        ("sotkdan", ("sotk", "dan")),
        ("გორში", ("გორი", "ში")),
        ("თელავში", ("თელავი", "ში")),
        ("გორისთან", ("გორი", "სთან")),
        ("გორისსთან", ("გორის", "სთან")),
        ("sotk", None),
        ("tokda", None),
        ("da", None),
    ],
)
def test_a_known_name_is_found_in_front_of_its_ending(
    key: str, expected: tuple[str, str] | None
) -> None:
    assert expected == ENDINGS.stem_of(key, KNOWN.__contains__)


def test_the_longest_known_name_wins() -> None:
    endings = endings_of({"locative": ["da", "sda"]})
    known = frozenset({"gori", "goris"})

    assert ("goris", "da") == endings.stem_of("gorisda", known.__contains__)


def test_a_name_shorter_than_three_letters_is_not_looked_for() -> None:
    assert None is ENDINGS.stem_of("okda", lambda _: True)


@pytest.mark.parametrize(
    ("keys", "expected", "there"),
    [
        (("near", "sotkda"), ("near", "sotk"), {1}),
        (("near", "sotkdan"), ("near", "sotk"), set()),
        (("sotk", "'da", "quiet"), ("sotk", "'da", "quiet"), {0}),
        (("sotk", "'dan"), ("sotk", "'dan"), set()),
        (("'da", "sotk"), ("'da", "sotk"), set()),
        (("goris", "sotkda", "goris"), ("goris", "sotk", "goris"), {1}),
        ((), (), set()),
    ],
)
def test_a_locative_ending_says_that_it_is_there(
    keys: Sequence[str], expected: tuple[str, ...], there: set[int]
) -> None:
    assert Stems(expected, frozenset(there)) == stems(*keys)


def test_a_word_that_is_known_keeps_its_ending() -> None:
    known = frozenset({"sotk", "sotkda"})

    assert Stems(("sotkda",)) == stems_of(("sotkda",), ENDINGS, known.__contains__)


def test_a_language_without_endings_leaves_its_words_alone() -> None:
    assert Stems(("sotkda", "'da")) == stems("sotkda", "'da", endings=Endings())


def test_an_ending_listed_twice_says_there() -> None:
    endings = endings_of({"locative": ["da"], "other": ["DA", "dan"]})

    assert {"da": True, "dan": False} == endings.is_there
    assert 3 == endings.longest
