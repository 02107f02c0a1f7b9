"""RSS and Atom, however broken -> items, by feedparser.

feedparser opens files and addresses that it is given as strings, hence always ``BytesIO``. Its
sanitising and its resolving of relative links are off: we make plain text, and they cost two
more passes in Python over every fragment.
"""

import io

import feedparser

from feeds.parse.parsed import Item, ParseError, ParseProblem

HEADERS = {"content-type": "application/xml; charset=utf-8"}
"""Without a base address: relative links are resolved where entries are made."""

CRASHES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser's pure Python parsers raise on hostile markup, instead of an answer."""


def read_xml(body: bytes) -> tuple[str, tuple[Item, ...], bool]:
    """Read a feed from its root element on.

    Args:
        body: UTF-8 without a prolog.

    Returns:
        The feed's title, its items, and whether the XML was well-formed.

    Raises:
        ParseError: NOT_A_FEED.
    """
    try:
        feed = feedparser.parse(
            io.BytesIO(body),
            response_headers=dict(HEADERS),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except CRASHES as error:
        raise ParseError(
            ParseProblem.NOT_A_FEED, f"the parser gave up on it ({type(error).__name__})"
        ) from error
    if not feed.get("version") and not feed["entries"]:
        raise ParseError(ParseProblem.NOT_A_FEED, "neither RSS nor Atom")
    title = _text(feed["feed"], "title")
    return title, tuple(_item(entry) for entry in feed["entries"]), not feed["bozo"]


def _item(entry: dict[str, object]) -> Item:
    summary, text = _text(entry, "summary"), _longest_content(entry)
    return Item(
        guid=_text(entry, "id"),
        link=_text(entry, "link"),
        title=_text(entry, "title"),
        # Where an entry has only content, feedparser copies it into the summary.
        summary="" if summary == text else summary,
        text=text,
        published=_text(entry, "published") or _text(entry, "updated") or _text(entry, "created"),
    )


def _longest_content(entry: dict[str, object]) -> str:
    contents = dict.get(entry, "content")
    if not isinstance(contents, list):
        return ""
    return max((_text(content, "value") for content in contents), key=len, default="")


def _text(holder: dict[str, object], key: str) -> str:
    """Read what stands under a key itself: feedparser's own ``get`` answers for other keys."""
    value = dict.get(holder, key)
    return value if isinstance(value, str) else ""
