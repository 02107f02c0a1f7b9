"""What stands around the items of an XML document: the prolog off, the end found.

The prolog is never given to a parser: with it go document types and their entities, lying
encodings, double declarations and whatever a server printed in front.
"""

import re
from dataclasses import dataclass

from feeds.parse.found import MAX_ITEMS
from feeds.parse.html_text import NO_CHARACTER
from feeds.parse.parsed import ParseError, ParseProblem

PROLOG = re.compile(
    r"(?:\s+|\ufeff|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^\[>]*>)*+", re.DOTALL | re.IGNORECASE
)
ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,100})")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
HTML_TYPE = re.compile(r"<!DOCTYPE\s+html", re.IGNORECASE)
HTML_ROOTS = frozenset({"html", "head", "body", "script", "div", "p", "center", "title", "h1"})
ITEM_START = re.compile(r"<(?:[\w.-]{1,50}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
ITEM_END = re.compile(r"</(?:[\w.-]{1,50}:)?(?:item|entry)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """An XML document from its root element's start to its end, as text.

    ``is_broken_off`` says that the root never ends; then ``body`` stops before the last item that
    doesn't either: half a sentence may say the opposite of the whole.
    """

    body: str
    is_broken_off: bool


def frame(text: str) -> Frame:
    """Cut the root element out of a document.

    Raises:
        ParseError: ENTITIES, HTML_PAGE, or NOT_A_FEED where there is no markup at all.
    """
    prolog = PROLOG.match(text)
    root = ROOT.search(text, prolog.end() if prolog else 0)
    head = text[: root.start()] if root else text
    if ENTITY.search(head):
        raise ParseError(ParseProblem.ENTITIES, "it defines XML entities")
    if HTML_TYPE.search(head) or (root and root[1].lower() in HTML_ROOTS):
        raise ParseError(ParseProblem.HTML_PAGE, "an HTML page, not a feed")
    if root is None:
        raise ParseError(ParseProblem.NOT_A_FEED, "neither XML nor JSON")
    return _cut(NO_CHARACTER.sub("", text[root.start() :]), root[1])


def _cut(body: str, name: str) -> Frame:
    """Drop what stands behind the root element called ``name``, or the item that breaks off."""
    end = body.rfind(f"</{name}")
    if end >= 0:
        return Frame(f"{body[:end]}</{name}>", is_broken_off=False)
    return Frame(body[: _end_of_whole_items(body)], is_broken_off=True)


def cut_items(body: str) -> tuple[str, int]:
    """Cut what comes after the most items that are read; also give the number that there were."""
    starts = [found.start() for found in ITEM_START.finditer(body)]
    return (body[: starts[MAX_ITEMS]] if len(starts) > MAX_ITEMS else body), len(starts)


def _end_of_whole_items(body: str) -> int:
    start = max((found.start() for found in ITEM_START.finditer(body)), default=len(body))
    end = max((found.start() for found in ITEM_END.finditer(body)), default=-1)
    return start if start > end else len(body)
