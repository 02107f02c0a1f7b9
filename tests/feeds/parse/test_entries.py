"""Items become entries, and entries of one document are told apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Entry
from feeds.parse import ParseHints, item_key
from feeds.parse.entries import is_known, make_entry, unseen
from feeds.parse.parsed import Item

NOW = datetime(2031, 3, 5, tzinfo=UTC)
HINTS = ParseHints(url="https://a.example/rss", language="ru", time_zone="Europe/Moscow")


def entry(item: Item) -> Entry:
    return make_entry(item, HINTS, NOW)


def known(*entries: Entry) -> frozenset[str]:
    return frozenset(item_key(e.id, e.content_hash) for e in entries)


def test_it_cleans_caps_and_dates_an_item() -> None:
    made = entry(
        Item(
            guid="g",
            link="/1",
            title="a<br>b " + "x" * 2_000,
            summary="<p>s" * 20_000,
            text="t" * 300_000,
            published="04.03.2031 12:00",
        )
    )

    assert made.title.startswith("a b x")
    assert (len(made.title), len(made.summary), len(made.text)) == (1_000, 9_999, 200_000)
    assert (made.url, made.language) == ("https://a.example/1", "ru")
    assert made.published_at == datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


def test_a_summary_that_is_the_text_is_left_out() -> None:
    made = entry(Item(summary="<p>same</p>", text="same"))

    assert (made.summary, made.text) == ("", "same")


@pytest.mark.parametrize("part", ["title", "summary", "text"])
def test_the_content_hash_changes_with_each_part(part: str) -> None:
    before = Item(guid="g", title="a", summary="b", text="c")

    after = Item(guid="g", **{"title": "a", "summary": "b", "text": "c", part: "edited"})

    assert entry(before).id == entry(after).id
    assert entry(before).content_hash != entry(after).content_hash


def test_the_content_hash_does_not_change_with_markup_or_date() -> None:
    before = entry(Item(guid="g", title="a", summary="<p class='1'>b</p>", published="2031-03-04"))
    after = entry(Item(guid="g", title="a", summary="<div>b</div>"))

    assert before.content_hash == after.content_hash


def test_entries_with_one_guid_get_their_links_and_then_their_words() -> None:
    one = entry(Item(guid="g", link="https://a.example/1", title="a"))
    two = entry(Item(guid="g", link="https://a.example/2", title="b"))
    same_link = replace(two, content_hash="other")

    found, known_count = unseen([one, two, same_link], frozenset())

    assert found[0].id == "g https://a.example/1"
    assert [e.id for e in found[1:]] == [
        f"g https://a.example/2 {two.content_hash}",
        "g https://a.example/2 other",
    ]
    assert known_count == 0


def test_repeats_are_dropped_and_known_ones_counted() -> None:
    one, two = entry(Item(guid="1", title="a")), entry(Item(guid="2", title="b"))

    assert unseen([one, one, two], known(two)) == ((one,), 1)


def test_an_entry_is_known_under_any_of_its_names() -> None:
    one = entry(Item(guid="g", link="https://a.example/1", title="a"))
    linked = replace(one, id="g https://a.example/1")

    assert is_known(one, known(one))
    assert is_known(one, known(linked))
    assert not is_known(one, known(replace(one, content_hash="edited")))
    assert not is_known(one, known(replace(one, id="other")))


ANY = st.text(st.characters(exclude_categories=[]), max_size=30)


@settings(deadline=None, max_examples=80)
@given(st.builds(Item, ANY, ANY, ANY, ANY, ANY, ANY))
def test_any_item_becomes_an_entry_that_can_be_stored(item: Item) -> None:
    made = entry(item)

    assert made.id
    assert "\n" not in made.title
    assert all(part.encode() is not None for part in (made.id, made.url, made.full_text))
    assert made == entry(item)


@given(numbers=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))))
def test_whatever_a_document_repeats_its_entries_get_names_of_their_own(
    numbers: list[tuple[int, int, int]],
) -> None:
    made = [
        entry(Item(guid=f"g{guid}", link=f"https://a.example/{link}", title=f"t{title}"))
        for guid, link, title in numbers
    ]

    found, known_count = unseen(made, frozenset())

    assert len({e.id for e in found}) == len(found) == len(set(numbers))
    assert known_count == 0
    assert unseen(made, known(*found)) == ((), len(found))


@pytest.mark.parametrize(
    ("guid", "link", "url"),
    [
        ("77", "77", ""),
        ("https://a.example/1", "https://a.example/1", "https://a.example/1"),
        ("77", "/77", "https://a.example/77"),
        ("", "javascript:x", ""),
        ("g", "", "https://a.example/rss"),
    ],
)
def test_a_bare_guid_is_no_address(guid: str, link: str, url: str) -> None:
    assert entry(Item(guid=guid, link=link)).url == url
