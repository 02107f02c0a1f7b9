"""The samples are feeds, grow with the clock, and can't be taken for news."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from bot.samples import SampleItem, SampleOutlet, load

EARLY, LATE = datetime(2031, 3, 5, 2, 5, tzinfo=UTC), datetime(2031, 3, 5, 7, 0, tzinfo=UTC)
OUTLET = SampleOutlet(
    name="A & B",
    slug="a-b",
    items=(SampleItem(EARLY, "<Old>", "x"), SampleItem(LATE, "New", "y & z")),
)


def titles(document: bytes) -> list[str | None]:
    return [item.findtext("title") for item in ET.fromstring(document).iter("item")]  # noqa: S314


def test_a_document_grows_with_the_clock_the_newest_first() -> None:
    assert titles(OUTLET.document(EARLY)) == ["<Old>"]
    assert titles(OUTLET.document(LATE)) == ["New", "<Old>"]


def test_an_item_keeps_its_address_in_every_document() -> None:
    first, second = OUTLET.document(EARLY), OUTLET.document(LATE)

    assert b"<guid>https://sample.invalid/a-b/1</guid>" in first
    assert b"<guid>https://sample.invalid/a-b/1</guid>" in second


def test_a_document_says_that_it_is_a_sample() -> None:
    assert b"SAMPLE, NOT REAL" in OUTLET.document(EARLY)


@pytest.mark.parametrize("outlet", load().outlets, ids=lambda outlet: outlet.slug)
def test_every_sample_plays_in_2031_in_order(outlet: SampleOutlet) -> None:
    times = [item.published for item in outlet.items]

    assert times == sorted(times)
    assert {at.year for at in times} == {2031}


def test_every_item_is_served_in_some_round_and_the_first_round_is_older_news() -> None:
    samples = load()
    last = max(item.published for outlet in samples.outlets for item in outlet.items)

    assert list(samples.rounds) == sorted(samples.rounds)
    assert last <= samples.rounds[-1]
    assert all(outlet.items[0].published < samples.rounds[0] for outlet in samples.outlets)
