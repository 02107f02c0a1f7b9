"""Which articles are read."""

from typing import Any

import pytest

from feeds.article_need import THIN_WORDS, is_needed, may_be_read
from feeds.config import ExtractSettings, FeedSettings
from feeds.model import Casualty, Entry, Report
from tests.feeds.merge.made import casualty, event, report

ENTRY = Entry("1", "Fire near Sotk", url="https://herald.example/1")
FIGURES = (casualty(2),)


def words(number: int) -> str:
    return "word " * number


@pytest.mark.parametrize(
    ("entry", "casualties", "expected"),
    [
        (ENTRY, (), True),
        (ENTRY, FIGURES, True),
        (Entry("1", "Fire", words(THIN_WORDS - 2), url=ENTRY.url), FIGURES, True),
        (Entry("1", "Fire", words(THIN_WORDS - 1), url=ENTRY.url), FIGURES, False),
        (Entry("1", "Fire", words(500), url=ENTRY.url), (), True),
        (Entry("1", "Fire", "", words(THIN_WORDS), url=ENTRY.url), (), False),
        (Entry("1", "Fire", "", words(THIN_WORDS - 1), url=ENTRY.url), (), True),
        (Entry("1", "Fire"), (), False),
        (Entry("1", "Fire", url="ftp://herald.example/1"), (), False),
        (Entry("1", "Fire", url="javascript:alert(1)"), (), False),
    ],
)
def test_an_article_is_read_where_title_and_summary_are_thin(
    entry: Entry, casualties: tuple[Casualty, ...], *, expected: bool
) -> None:
    assert expected is is_needed(entry, report(event(), casualties=casualties))


def test_no_article_is_read_for_what_is_no_news() -> None:
    silent: Report = report(event(), alert=False)

    assert not is_needed(ENTRY, silent)


@pytest.mark.parametrize(
    ("settings", "is_on", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"full_text": False}, True, False),
        ({"quote": "link"}, True, False),
        ({"restricted_in": ("RU",)}, True, True),
    ],
)
def test_operator_and_outlet_both_have_to_allow_it(
    settings: dict[str, Any], *, is_on: bool, expected: bool
) -> None:
    feed = FeedSettings(name="Herald", url="https://x.example/", language="en", **settings)

    assert expected is may_be_read(feed, ExtractSettings(full_text=is_on))
