"""A publisher's item -> an Entry of plain text, capped, dated, with its identity."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from feeds.model import Entry
from feeds.parse.dates import clamp, parse_date
from feeds.parse.html_text import UNSEEN, plain_text
from feeds.parse.identity import absolute_url, entry_id
from feeds.parse.parsed import Item, ParseHints, item_key

MAX_TITLE_CHARS = 1_000
MAX_SUMMARY_CHARS = 10_000
MAX_TEXT_CHARS = 200_000
MAX_RAW_CHARS = 1_000_000
"""Markup read per field: enough for any text, and a bound on the time one item takes."""


def make_entry(item: Item, hints: ParseHints, now: datetime) -> Entry:
    """Clean one item; a date far ahead of ``now`` is set back."""
    title = _words(item.title, MAX_TITLE_CHARS).replace("\n", " ")
    summary = _words(item.summary, MAX_SUMMARY_CHARS)
    text = _words(item.text, MAX_TEXT_CHARS)
    if text == summary:
        summary = ""
    guid, link = UNSEEN.sub("", item.guid), UNSEEN.sub("", item.link)
    # feedparser takes a guid for a link where there is none: 77 is no address.
    is_bare_guid = link == guid and not absolute_url(guid, "")
    url = "" if is_bare_guid else absolute_url(link, hints.url)
    words = f"{title}\x00{summary}\x00{text}"
    return Entry(
        id=entry_id(guid, url, words),
        title=title,
        summary=summary,
        text=text,
        url=url,
        language=hints.language,
        published_at=clamp(parse_date(item.published, hints.time_zone), now),
        content_hash=hashlib.blake2b(words.encode(), digest_size=16).hexdigest(),
    )


def unseen(entries: Sequence[Entry], known: frozenset[str]) -> tuple[tuple[Entry, ...], int]:
    """Choose the entries of one document that weren't stored; also count the others.

    Exact repeats are dropped. An id that different entries share says nothing alone: their links
    are added to it, and where those are the same as well, their words.
    """
    unique = tuple({(e.id, e.url, e.content_hash): e for e in entries}.values())
    linked = _told_apart(unique, attrgetter("url"))
    named = _told_apart(linked, attrgetter("content_hash"))
    new = tuple(name for e, name in zip(unique, named, strict=True) if not is_known(e, known))
    return new, len(unique) - len(new)


def is_known(entry: Entry, known: frozenset[str]) -> bool:
    """Tell whether an entry with these very words was stored, under whichever name.

    The name of one with a shared guid depends on which others stood in the document that day.
    """
    linked = f"{entry.id} {entry.url}"
    names = (entry.id, linked, f"{linked} {entry.content_hash}")
    return any(item_key(name, entry.content_hash) in known for name in names)


def _told_apart(entries: tuple[Entry, ...], mark: Callable[[Entry], str]) -> tuple[Entry, ...]:
    counts = Counter(entry.id for entry in entries)
    return tuple(
        replace(entry, id=f"{entry.id} {mark(entry)}") if counts[entry.id] > 1 else entry
        for entry in entries
    )


def _words(markup: str, max_chars: int) -> str:
    return plain_text(markup[:MAX_RAW_CHARS], max_chars)
