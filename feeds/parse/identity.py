"""What makes an item this item: its guid, else its link, else its words. Pure.

Publishers flip http and https, drop "www.", add tracking parameters and give one guid to two items;
none of that may make an old item new.
"""

import hashlib
import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

MAX_ID_CHARS = 500
MAX_URL_CHARS = 2_000

TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_|pk_|mtm_|hsa_|stm_)\w*|[a-z]{1,3}clid|yclid|igshid|_ga|xtor|cmpid|ftag"
    r"|ref|ref_src|rss|traffic_source|spm",
    re.IGNORECASE,
)
"""Names of query parameters that say where a reader came from, not what is read."""

TRACKING_FRAGMENT = re.compile(r"(?:utm_|at_|xtor=|ref=|rss)", re.IGNORECASE)
DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute_url(link: str, base: str) -> str:
    """Give ``link`` as an absolute http(s) address, or "" where it is none (``javascript:``)."""
    try:
        url = urljoin(base, link.strip()) if base else link.strip()
        parts = urlsplit(url)
        is_web = parts.scheme in DEFAULT_PORTS and bool(parts.hostname)
    except ValueError:
        return ""
    if not is_web or len(url) > MAX_URL_CHARS or re.search(r"[\s\x00-\x20\x7f-\x9f\"<>\\]", url):
        return ""
    return url


def entry_id(guid: str, url: str, words: str) -> str:
    """Give an item's identity within its feed.

    Args:
        guid: as published; one that is an address counts as such.
        url: the absolute link, or "".
        words: title and texts, for items that have neither.
    """
    name = " ".join(guid.split())
    if name:
        return _short(normal_url(name) if absolute_url(name, "") else name)
    return _short(normal_url(url)) if url else f"sha256:{_digest(words)}"


def normal_url(url: str) -> str:
    """Write an address the one way that all its variants share."""
    parts = urlsplit(url)
    query = "&".join(
        pair
        for pair in parts.query.split("&")
        if pair and not TRACKING.fullmatch(pair.partition("=")[0])
    )
    fragment = "" if TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    return urlunsplit(("https", _host(parts), parts.path or "/", query, fragment))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        port = None
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _short(name: str) -> str:
    return name if len(name) <= MAX_ID_CHARS else f"sha256:{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
