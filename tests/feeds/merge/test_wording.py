"""Copies of a wire report are found by its words; bulletins of one wording are not copies."""

import pytest

from feeds.merge.wording import COPY, Scale, Wording, are_numbers_compatible, wording
from feeds.model import Entry

WIRE = "Two soldiers of the border guard were wounded near the mine of Sotk on Tuesday morning"
BULLETIN = "On {day} March at about {hour}:00 units fired from small arms at posts near {village}"


def worded(title: str = "", summary: str = "", text: str = "") -> Wording:
    return wording(Entry("x", title=title, summary=summary, text=text))


def share_a_band(one: str, other: str) -> bool:
    return not set(worded(one).bands).isdisjoint(worded(other).bands)


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper(),
        f"UPDATE 2 - {WIRE} (Adds quotes)",
        f"YEREVAN, March 4 - {WIRE}",
        f"YEREVAN (Agency) \u2014 {WIRE}",
        WIRE.replace("morning", "noon"),
    ],
)
def test_a_copy_shares_a_band_with_its_wire(copy: str) -> None:
    assert share_a_band(WIRE, copy)


def test_another_story_shares_none() -> None:
    assert not share_a_band(WIRE, "Wine exports rose by a tenth last quarter, the growers said")


def test_inflected_words_are_one() -> None:
    assert worded("Перестрелка у Сотка").words[0] == worded("перестрелки").words[0]


@pytest.mark.parametrize("title", ["", "!", "\ud800", "Clashes on the border", "one " * 11])
def test_a_text_of_a_few_words_has_no_bands(title: str) -> None:
    assert worded(title).bands == ()


def test_the_text_counts_only_where_there_is_no_summary() -> None:
    assert worded("a title", "and summary", "text").words == worded("a title", "and summary").words
    assert worded("a title", text="and text").words == worded("a title", "and text").words


def test_a_long_text_is_cut() -> None:
    assert len(worded("word " * 10_000).words) == 400


def test_hashes_are_the_same_in_every_process() -> None:
    assert worded(WIRE).bands[0] == 968807800860981239


def likeness(one: str, other: str, among: list[str]) -> float:
    texts = [worded(text).words for text in [one, other, *among]]
    return Scale(texts).likeness(texts[0], texts[1])


def test_equal_texts_are_wholly_alike() -> None:
    assert likeness(WIRE, WIRE, []) == pytest.approx(1.0)


@pytest.mark.parametrize(("one", "other"), [("", ""), (WIRE, ""), ("gold mine", "wine exports")])
def test_texts_without_a_common_word_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other, []) == 0.0


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    among = [f"fire near village{n}" for n in range(20)]

    rare = likeness("fire near Sotk", "shots by Sotk", among)
    common = likeness("fire near Sotk", "fire by night", among)

    assert rare > common


@pytest.mark.parametrize(
    ("day", "hour", "village", "is_copy"),
    [(4, 7, "Movses", True), (5, 7, "Movses", False), (4, 9, "Movses", False)],
)
def test_a_bulletin_of_another_day_or_hour_is_no_copy(
    day: int, hour: int, village: str, is_copy: bool
) -> None:
    first = BULLETIN.format(day=4, hour=7, village="Movses")
    second = BULLETIN.format(day=day, hour=hour, village=village)

    assert likeness(first, second, []) > COPY
    assert is_copy == are_numbers_compatible(worded(first).words, worded(second).words)


def test_a_copy_may_leave_numbers_out() -> None:
    assert are_numbers_compatible(("on", "4", "march", "2"), ("march", "2"))
    assert are_numbers_compatible((), ("4",))
