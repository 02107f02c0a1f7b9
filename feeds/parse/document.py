"""A document as fetched -> its unseen entries: the walk through the parts of this package."""

from datetime import datetime
from functools import partial

from feeds.parse.decode import decode
from feeds.parse.entries import make_entry, unseen
from feeds.parse.found import MAX_ITEMS, Found
from feeds.parse.frame import cut_items, frame
from feeds.parse.html_text import plain_text
from feeds.parse.json_feed import read_json_feed
from feeds.parse.parsed import ParsedFeed, ParseError, ParseHints, ParseProblem
from feeds.parse.prune import prune
from feeds.parse.xml_items import read_xml

MAX_FEED_TITLE_CHARS = 200


def parse(
    document: bytes,
    content_type: str,
    hints: ParseHints,
    known: frozenset[str],
    now: datetime,
) -> ParsedFeed:
    """Read a feed's document.

    Args:
        document: RSS, Atom or JSON Feed, decompressed.
        content_type: the HTTP header, or "".
        hints: what the operator knows about the feed.
        known: keys of stored items (``item_key``); these are counted and left out.
        now: aware UTC; dates far ahead of it are set back.

    Raises:
        ParseError: it is no feed; its reason says what it is.
    """
    text = decode(document, content_type, hints.encoding).lstrip("\ufeff \t\r\n")
    if not text:
        raise ParseError(ParseProblem.EMPTY, "the document is empty")
    found = read_json_feed(text) if text[0] in "{[" else _read_xml(text, hints, known, now)
    entries, known_entries = unseen([make_entry(item, hints, now) for item in found.items], known)
    return ParsedFeed(
        title=plain_text(found.title, MAX_FEED_TITLE_CHARS),
        entries=entries,
        total_entries=found.total,
        known_entries=found.known + known_entries,
        is_well_formed=found.is_well_formed,
        is_truncated=found.is_truncated,
    )


def _read_xml(text: str, hints: ParseHints, known: frozenset[str], now: datetime) -> Found:
    framed = frame(text)
    pruned = prune(
        framed.body.encode("utf-8", "replace"),
        partial(make_entry, hints=hints, now=now),
        known,
    )
    if pruned is None:
        body, total = cut_items(framed.body)
        title, items, _ = read_xml(body.encode("utf-8", "replace"))
        is_truncated = framed.is_broken_off or total > MAX_ITEMS
        return Found(title, items[:MAX_ITEMS], max(total, len(items)), 0, False, is_truncated)
    if not pruned.body:
        return Found(pruned.title, (), pruned.total, pruned.known)
    title, items, is_well_formed = read_xml(pruned.body)
    return Found(title, items, pruned.total, pruned.known, is_well_formed, pruned.total > MAX_ITEMS)
