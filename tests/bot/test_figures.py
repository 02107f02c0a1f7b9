"""A former figure is read back from its text, and numbers keep their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import former, quantity, vague_word
from bot.words import words
from feeds.merge.figures import as_text
from tests.bot.made import claim


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [
        (2, 2, "exact"),
        (0, 0, "exact"),
        (3, 5, "exact"),
        (5, None, "exact"),
        (None, 9, "exact"),
        (None, None, "exact"),
        (None, None, "vague:dozens"),
    ],
)
def test_it_reads_back_what_merge_keeps_of_a_former_figure(
    low: int | None, high: int | None, qualifier: str
) -> None:
    said = claim(low=low, high=high, qualifier=qualifier)

    found = former(claim(before=as_text(said)))

    assert (found.low, found.high, found.qualifier) == (low, high, qualifier)


def test_what_is_no_number_is_the_sources_word() -> None:
    assert vague_word(former(claim(before="<b>many</b>"))) == "<b>many</b>"
    assert vague_word(claim()) == ""


def test_a_number_stands_alone_or_before_its_people() -> None:
    none = claim(low=0, high=0)

    assert quantity(none, words("en"), is_alone=True) == "none"
    assert quantity(none, words("en"), is_alone=False) == "no"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "expected"),
    [
        (5, None, "exact", "at least 5"),
        (5, None, "more_than", "more than 5"),
        (None, 9, "exact", "up to 9"),
        (None, 9, "almost", "almost 9"),
        (12, 15, "exact", "12 to 15"),
        (12, 12, "about", "about 12"),
        (12, 12, "more_than", "12"),
        (1_200, 1_200, "exact", "1,200"),
    ],
)
def test_the_bounds_decide_and_the_word_colours(
    low: int | None, high: int | None, qualifier: str, expected: str
) -> None:
    said = claim(low=low, high=high, qualifier=qualifier)

    assert expected == quantity(said, words("en"), is_alone=False)


BOUND = st.none() | st.integers(0, 10**9)


@given(BOUND, BOUND)
def test_any_figure_can_be_kept_and_read_back(low: int | None, high: int | None) -> None:
    if low is not None and high is not None:
        low, high = sorted((low, high))
    if low == 0 and high != 0:
        low = None if high is not None else 0  # "0-9" is how "up to 9" is kept
    found = former(claim(before=as_text(claim(low=low, high=high))))

    assert (found.low, found.high) == (low, high)


@given(st.text(max_size=60))
def test_whatever_stands_for_a_former_figure_is_said(text: str) -> None:
    found = former(claim(before=text))

    assert vague_word(found) in ("", text)
    assert quantity(found, words("en"), is_alone=True)
