"""Feeds as outlets write them, made up of the tests' own news: always the same for a number.

Of twenty feeds eleven are RSS with a short description in HTML, six RSS with the whole article, two
Atom, one RSS in windows-1251. Entries are of the last days, newest first, and each has an id, a
link and a date; a text is told again by a feed only after all others were.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

NEWS = Path(__file__).parents[1] / "tests" / "data" / "blind"
LANGUAGES = ("en", "en", "ru", "en")
PARAGRAPHS = 9
APART = timedelta(minutes=37)


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news to make entries of."""

    title: str
    summary: str


def stock(language: str) -> tuple[News, ...]:
    """Read the news of a language: what alerts, and what only looks like it."""
    rows = [
        json.loads(line)
        for path in sorted(NEWS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return tuple(
        News(row.get("title", ""), row.get("summary") or row.get("text", ""))
        for row in rows
        if row["language"] == language
    )


def language_of(number: int) -> str:
    """Return the language of a feed."""
    return "ru" if number % 20 == 19 else LANGUAGES[number % len(LANGUAGES)]


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: the newest of its entries has the highest number."""

    number: int
    news: Sequence[News]
    first_at: datetime

    def document(self, entries: int) -> bytes:
        """Write the feed with so many entries, newest first."""
        is_atom = self.number % 20 in (17, 18)
        numbers = range(entries - 1, -1, -1)
        items = "".join((self._atom if is_atom else self._rss)(number) for number in numbers)
        if is_atom:
            head = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            return f"{head}<title>Feed {self.number}</title>{items}</feed>".encode()
        charset = "windows-1251" if self.number % 20 == 19 else "utf-8"
        head = (
            f'<?xml version="1.0" encoding="{charset}"?>\n<rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        )
        document = f"{head}<title>Feed {self.number}</title>{items}</channel></rss>"
        return document.encode(charset, "xmlcharrefreplace")

    def _rss(self, number: int) -> str:
        told = self._told(number)
        article = ""
        if 11 <= self.number % 20 < 17:
            article = f"<content:encoded><![CDATA[{self._article(number)}]]></content:encoded>"
        return (
            f"<item><title>{html.escape(told.title)}</title><link>{self._link(number)}</link>"
            f'<guid isPermaLink="false">{self.number}-{number}</guid>'
            f"<pubDate>{format_datetime(self._at(number))}</pubDate>"
            f"<description><![CDATA[{_short(told)}]]></description>{article}</item>\n"
        )

    def _atom(self, number: int) -> str:
        told = self._told(number)
        return (
            f"<entry><title>{html.escape(told.title)}</title><id>tag:{self.number},{number}</id>"
            f'<link href="{self._link(number)}"/><updated>{self._at(number).isoformat()}</updated>'
            f'<summary type="html">{html.escape(_short(told))}</summary>'
            f'<content type="html">{html.escape(self._article(number))}</content></entry>\n'
        )

    def _told(self, number: int) -> News:
        return self.news[(7 * self.number + number) % len(self.news)]

    def _article(self, number: int) -> str:
        told = [self._told(number + part) for part in range(PARAGRAPHS)]
        return "".join(f"<p>{html.escape(news.summary)}</p>" for news in told)

    def _link(self, number: int) -> str:
        return f"https://news{self.number}.example/article-{number}.html"

    def _at(self, number: int) -> datetime:
        return self.first_at + APART * number


def _short(told: News) -> str:
    return (
        '<p><img src="/picture.jpg" alt="" width="640"/></p>'
        f'<p>{html.escape(told.summary)} <a href="/more?utm_source=rss">More</a></p>'
    )
