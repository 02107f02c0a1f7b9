"""A former figure is read back from its text, and numbers keep their bounds."""

import pytest

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
