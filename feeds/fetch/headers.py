"""What the headers of an answer say. Pure: text in, plain values out."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_WAIT_SECONDS = 7 * 86_400.0
"""No server may keep us away for longer than a week."""

CHALLENGE_MARKS = (
    b"just a moment...",
    b"cf-chl-",
    b"challenge-platform",
    b"ddos-guard",
    b"captcha",
)
"""Words of pages that ask whether the visitor is human, in small letters."""

PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.DOTALL | re.IGNORECASE,
)
"""How an HTML page begins. Possessive, so that a wall of comments costs one pass."""


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """Read a Retry-After header: seconds, or a date. None where it says nothing of use."""
    text = value.strip()
    if re.fullmatch(r"\d{1,9}", text):
        return min(float(text), MAX_WAIT_SECONDS)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    wait = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(wait, 0.0), MAX_WAIT_SECONDS)


def max_age_seconds(headers: Mapping[str, str]) -> float | None:
    """Read how much longer the answer is fresh: Cache-Control's max-age less the Age.

    0 for ``no-cache`` and ``no-store``, None where the server doesn't say.
    """
    control = headers.get("Cache-Control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", control):
        return 0.0
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", control)
    if not found:
        return None
    age = headers.get("Age", "").strip()
    return max(float(found[1]) - (float(age) if re.fullmatch(r"\d{1,9}", age) else 0.0), 0.0)


def is_challenge(headers: Mapping[str, str], start_of_body: bytes) -> bool:
    """Tell whether an answer is a page that asks whether we are human.

    Cloudflare says so in ``cf-mitigated``; the words count only in an HTML page, so that a feed
    that writes about such pages is safe.
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if not PAGE_START.match(start_of_body):
        return False
    page = start_of_body.lower()
    return any(mark in page for mark in CHALLENGE_MARKS)
