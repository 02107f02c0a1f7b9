"""JSON Feed 1 and 1.1 (jsonfeed.org) -> items. feedparser doesn't read it."""

import json

from feeds.parse.found import MAX_ITEMS, Found
from feeds.parse.parsed import Item, ParseError, ParseProblem

Json = dict[str, object]


def read_json_feed(text: str) -> Found:
    """Find the items of a JSON Feed.

    Raises:
        ParseError: NOT_A_FEED where it is no JSON, or has no list of items.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise ParseError(ParseProblem.NOT_A_FEED, "it begins like JSON and isn't") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ParseError(ParseProblem.NOT_A_FEED, "JSON without a list of items")
    found = tuple(_item(item) for item in items[:MAX_ITEMS] if isinstance(item, dict))
    return Found(
        title=_text(feed, "title"),
        items=found,
        total=len(items),
        is_truncated=len(items) > MAX_ITEMS,
    )


def _item(item: Json) -> Item:
    return Item(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        text=_text(item, "content_html") or _text(item, "content_text"),
        published=_text(item, "date_published") or _text(item, "date_modified"),
    )


def _text(holder: Json, key: str) -> str:
    """Give a string, or a number as one: ids are numbers in half of the feeds."""
    value = holder.get(key)
    return str(value) if isinstance(value, str | int | float) else ""
