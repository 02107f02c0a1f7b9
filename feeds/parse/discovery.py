"""A page -> the addresses of the feeds that it may have, the likeliest first. Also: what a feed is.

First what the page declares, then links of the same site that look like feeds, then the addresses
that the common publishing programs use.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.etree import LxmlError

from feeds.parse.decode import decode
from feeds.parse.identity import absolute_url, normal_url

FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/json",
        "text/xml",
        "application/xml",
    }
)
WELL_KNOWN = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
MAX_CANDIDATES = 12
MAX_PAGE_CHARS = 2_000_000
NOT_NEWS = re.compile(r"comments?(?:/|$|\.)|/wp-json/|oembed", re.IGNORECASE)
"""Feeds that pages declare beside the one of their news."""
LOOKS_LIKE_FEED = re.compile(r"(?:^|[/.?=_-])(?:rss|feeds?|atom)(?:[/.?&=_-]|2|$)", re.IGNORECASE)

FORMATS = (
    (re.compile(r"<rss[^>]*\bversion\s*=\s*[\"']([\d.]{1,5})[\"']", re.IGNORECASE), "RSS {}"),
    (re.compile(r"<rdf:RDF()", re.IGNORECASE), "RSS 1.0 (RDF)"),
    (re.compile(r"<(?:\w+:)?feed[\s>]()", re.IGNORECASE), "Atom"),
    (re.compile(r"jsonfeed\.org/version/([\d.]{1,5})"), "JSON Feed {}"),
)
HEAD_CHARS = 4_000


def discover(page: bytes, content_type: str, url: str) -> tuple[str, ...]:
    """List the addresses at which a page's feeds may stand.

    Args:
        page: HTML as fetched.
        content_type: the HTTP header, or "".
        url: the page's own address.
    """
    text = decode(page, content_type)[:MAX_PAGE_CHARS]
    found: dict[str, str] = {}
    for candidate in (*_of_page(text, url), *(urljoin(url, path) for path in WELL_KNOWN)):
        address = absolute_url(candidate, url)
        if address and not NOT_NEWS.search(urlsplit(address).path):
            found.setdefault(normal_url(address).rstrip("/"), address)
    return tuple(found.values())[:MAX_CANDIDATES]


def format_of(document: bytes, content_type: str) -> str:
    """Name the format of a feed: "RSS 2.0", "Atom", "JSON Feed 1.1"; "unknown" for others."""
    head = decode(document, content_type)[:HEAD_CHARS]
    for pattern, name in FORMATS:
        if found := pattern.search(head):
            return name.format(found[1])
    return "unknown"


def _of_page(text: str, url: str) -> Iterator[str]:
    """Give what a page declares, then what it links to."""
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (LxmlError, ValueError):
        return
    for link in root.iter("link"):
        kind = str(link.get("type", "")).partition(";")[0].strip().lower()
        if "alternate" in str(link.get("rel", "")).lower().split() and kind in FEED_TYPES:
            yield str(link.get("href", ""))
    host = urlsplit(url).hostname
    for anchor in root.iter("a"):
        address = absolute_url(str(anchor.get("href", "")), url)
        parts = urlsplit(address)
        if parts.hostname == host and LOOKS_LIKE_FEED.search(f"{parts.path}?{parts.query}"):
            yield address
