"""JSON Feeds as they are, not only as they should be."""

import json

import pytest

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
