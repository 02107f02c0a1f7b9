"""A page -> its article as plain text, and what that reports. In worker processes alone.

trafilatura finds the article among menus, teasers and comments. Its ``deduplicate`` stays off: it
remembers what other pages said, so that the second outlet to carry an agency's paragraph would
lose it.
"""

import html
import re
from dataclasses import replace
from datetime import datetime

from trafilatura import extract

from feeds.model import Entry, Report
from feeds.parse.decode import decode
from feeds.parse.html_text import plain_text
from feeds.reading import extract_one

MAX_PAGE = 2_000_000
"""Characters of a page that are looked at."""
MAX_TEXT = 3_000
"""Characters of an article that are read: news comes first, the background at the end."""
LEAST_WORDS = 40
"""Fewer are no article but a teaser before a paywall, or a page that a program would fill."""
MAX_TITLE = 500

META_CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)


def read(page: bytes, content_type: str, entry: Entry, now: datetime) -> tuple[str, Report | None]:
    """Find the article of a page, and extract what the entry reports with that as its text.

    Returns:
        The text and the report; None where the text is too short for an article.
    """
    text = news_of(article_of(decoded(page, content_type)), entry.published_at or now)
    if len(text.split()) < LEAST_WORDS:
        return text, None
    return text, extract_one(replace(entry, text=text), now)


def decoded(page: bytes, content_type: str) -> str:
    """Decode a page; its own word in a meta element stands in for a header without a charset."""
    declared = META_CHARSET.search(page[:2_048])
    if declared and "charset" not in content_type.lower():
        content_type = f"text/html; charset={declared[1].decode('ascii')}"
    return decode(page, content_type)


def article_of(page: str) -> str:
    """Give the article of a page as plain text, or "" where there is none."""
    found = extract(
        page[:MAX_PAGE],
        fast=True,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
    )
    return plain_text(html.escape(found or "", quote=False), MAX_TEXT)


def news_of(article: str, at: datetime) -> str:
    """Leave out the paragraphs that name an earlier year: they tell of the past."""
    return "\n".join(
        paragraph
        for paragraph in article.split("\n")
        if not any(int(year) < at.year for year in YEAR.findall(paragraph))
    )


def title_of(page: str) -> str:
    """Give what a page calls itself, or ""."""
    title = TITLE.search(page)
    return plain_text(title[1], MAX_TITLE) if title else ""
