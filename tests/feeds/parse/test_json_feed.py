"""JSON Feeds as they are, not only as they should be."""

import json
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.found import MAX_ITEMS
from feeds.parse.json_feed import read_json_feed
from feeds.parse.parsed import Item, ParseError, ParseProblem


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"id": "a", "title": "T"}, Item(guid="a", title="T")),
        ({"id": 7}, Item(guid="7")),
        ({"id": None, "title": ["T"], "url": {}}, Item()),
        ({"url": "u", "external_url": "e"}, Item(link="u")),
        ({"external_url": "e"}, Item(link="e")),
        ({"content_html": "<p>", "content_text": "t"}, Item(text="<p>")),
        ({"content_text": "t", "summary": "s"}, Item(summary="s", text="t")),
        ({"date_modified": "m"}, Item(published="m")),
        ({"date_published": "p", "date_modified": "m"}, Item(published="p")),
    ],
)
def test_it_reads_an_item(item: dict[str, object], expected: Item) -> None:
    found = read_json_feed(json.dumps({"title": "S", "items": [item]}))

    assert found.title == "S"
    assert found.items == (expected,)


def test_what_is_no_item_is_left_out() -> None:
    assert read_json_feed('{"items": [1, "x", null, {}]}').items == (Item(),)


def test_more_items_than_the_cap_are_counted() -> None:
    found = read_json_feed(json.dumps({"items": [{}] * (MAX_ITEMS + 1)}))

    assert (len(found.items), found.total, found.is_truncated) == (MAX_ITEMS, MAX_ITEMS + 1, True)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"items": {}}',
        '{"items": [',
        "[" * 100_000,
        '{"items": [' + "9" * 5000 + "]}",
    ],
)
def test_other_json_is_no_feed(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_json_feed(text)

    assert caught.value.reason is ParseProblem.NOT_A_FEED


KEYS = st.sampled_from(["id", "url", "title", "summary", "content_html", "items", "other"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(items=st.lists(JSON, max_size=4), title=JSON)
def test_whatever_stands_in_a_json_feed_becomes_text(items: list[object], title: object) -> None:
    found = read_json_feed(json.dumps({"title": title, "items": items}))

    assert found.total == len(items)
    assert len(found.items) == sum(isinstance(item, dict) for item in items)
    assert isinstance(found.title, str)
    assert all(isinstance(part, str) for item in found.items for part in astuple(item))


@given(JSON)
def test_any_json_is_read_or_refused_by_name(value: object) -> None:
    text = json.dumps(value)

    if isinstance(value, dict) and isinstance(value.get("items"), list):
        assert read_json_feed(text).total == len(value["items"])
    else:
        with pytest.raises(ParseError):
            read_json_feed(text)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"id": 0}, Item(guid="0")),
        ({"id": 1.5}, Item(guid="1.5")),
        ({"url": "", "external_url": "e"}, Item(link="e")),
        ({"content_html": "", "content_text": "t"}, Item(text="t")),
        ({"date_published": "", "date_modified": "m"}, Item(published="m")),
        ({"id": {"a": 1}, "summary": ["s"]}, Item()),
    ],
)
def test_an_empty_part_gives_way_to_the_next(item: dict[str, object], expected: Item) -> None:
    assert read_json_feed(json.dumps({"items": [item]})).items == (expected,)


def test_of_a_feed_at_the_cap_nothing_is_cut() -> None:
    found = read_json_feed(json.dumps({"items": [{}] * MAX_ITEMS}))

    assert (len(found.items), found.is_truncated) == (MAX_ITEMS, False)
