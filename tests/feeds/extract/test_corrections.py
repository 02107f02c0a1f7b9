"""A text that puts something right is told from one that is withdrawn."""

import pytest

from feeds.extract import Extractor
from feeds.model import Entry, Status
from tests.feeds.extract.english import NOW

EXTRACTOR = Extractor.load()


@pytest.mark.parametrize(
    ("title", "summary", "is_correction"),
    [
        ("Correction: village shelled on Tuesday was Tegh", "It was not Sotk.", True),
        ("Shelling near Tegh", "An earlier version of this report named the wrong village.", True),
        ("Agency withdraws its report of shelling near Tegh", "Nothing of it was so.", False),
        ("Retraction: no shelling near Tegh", "A correction follows.", False),
        ("Уточнение: обстреляно село Тех", "Речь шла не о Сотке.", True),
        ("Агентство отозвало сообщение об обстреле села Тех", "", False),
        ("Shelling near Tegh", "Armenia's defence ministry said so on Tuesday.", None),
    ],
)
def test_a_correction_is_no_withdrawal(
    title: str, summary: str, is_correction: bool | None
) -> None:
    read = EXTRACTOR.extract(Entry("x", title, summary, published_at=NOW), NOW)

    assert read.alert is (is_correction is None)
    assert {(is_correction is None, is_correction or False)} == {
        (event.status is not Status.RETRACTED, event.is_correction) for event in read.events
    }


@pytest.mark.parametrize(
    ("title", "summary", "killed"),
    [
        ("Correction: toll of Tegh shelling", "Two soldiers were killed, not three.", [2]),
        ("Agency withdraws its report of shelling", "It had said that two soldiers died.", []),
    ],
)
def test_what_is_put_right_holds_figures_and_what_is_withdrawn_none(
    title: str, summary: str, killed: list[int]
) -> None:
    entry = Entry("x", title, f"Shelling of Tegh in Armenia: {summary}", published_at=NOW)
    read = EXTRACTOR.extract(entry, NOW)

    assert killed == [figure.low for figure in read.casualties]
