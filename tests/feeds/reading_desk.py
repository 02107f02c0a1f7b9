"""A feed with its articles: a server, a library, and a clock that a test sets."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from feeds import article
from feeds.article import ArticleResult, Library
from feeds.article_robots import Robots
from feeds.config import FeedSettings
from feeds.fetch import Fetcher, HttpLimits
from feeds.model import Incident
from feeds.poll import Services, poll
from feeds.store import alerts, incidents
from feeds.store.articles import Article
from feeds.store.schema import article as article_table
from feeds.store.schema import entry as entry_table
from tests.feed_server import FeedServer
from tests.news import CLASH, MATCH, NOW, News, rss

HOUR = timedelta(hours=1)
LIMITS = HttpLimits(allow_private_networks=True, per_host_gap_seconds=0, total_timeout_seconds=20)
HTML = {"Content-Type": "text/html; charset=utf-8"}

SAME = f"<p>{CLASH.summary}</p>"
DENIAL = "<p>Azerbaijan's Defense Ministry denied that its units had opened fire.</p>"
SCENE = (
    "<p>Residents told the Herald that it began at about half past five in the morning and went on "
    "for nearly two hours. The school of the village was closed for the day, and the road to the "
    "next town was open again by noon.</p>"
)
"""Words enough for an article, and no news in them."""


def page(*paragraphs: str, title: str = CLASH.title) -> bytes:
    """Write a page with an article, a menu, and a teaser of other news."""
    return (
        f"<!DOCTYPE html><html><head><title>{title} | Herald</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{''.join(paragraphs)}</article>"
        "<aside><h3>Read also</h3><a href='/x'>Nine soldiers killed near Sotk</a></aside>"
        "<footer>2031 Herald</footer></body></html>"
    ).encode()


@dataclass
class ReadingDesk:
    """One feed, its server, its library, and a clock that a test sets."""

    server: FeedServer
    library: Library
    now: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def services(self) -> Services:
        return self.library.services

    async def tell(self, *news: News, feed: str = "Herald") -> None:
        """Let a feed bring these as news: the match was there before; links lead to us."""
        settings = next(one for one in self.services.config.feeds if one.name == feed)
        path = settings.url.removeprefix(self.server.url(""))
        for items in ((MATCH,), (*news, MATCH)):
            body = rss(*items).decode().replace("https://herald.example", self.server.url(""))
            self.server.document(path, body.encode())
            self.now[0] += HOUR
            await poll(settings, self.services)

    def publish(self, *paragraphs: str, path: str = "/clash") -> None:
        self.server.document(path, page(*paragraphs), headers=HTML)

    async def claim(self, after: timedelta = timedelta()) -> list[Article]:
        self.now[0] += after
        return await self.library.claim(9)

    async def read(self, after: timedelta = timedelta()) -> list[ArticleResult]:
        """Read what is due."""
        return [await article.read(one, self.library) for one in await self.claim(after)]

    async def told(self) -> list[tuple[str, str]]:
        found = await self.services.database.run(alerts.after, 0, 99)
        return [(alert.reason.value, alert.held_reason) for alert in found]

    async def incidents(self) -> tuple[Incident, ...]:
        return await self.services.database.run(incidents.newest, 9)

    async def rows(self) -> list[tuple[str, str]]:
        """Give state and reason of every article, in order."""
        query = select(article_table.c.state, article_table.c.reason).order_by(
            article_table.c.entry
        )
        found = await self.services.database.run(lambda c: c.execute(query).all())
        return [(row.state, row.reason) for row in found]

    async def texts(self) -> dict[str, str]:
        """Give the text of every entry."""
        query = select(entry_table.c.entry_id, entry_table.c.text)
        found = await self.services.database.run(lambda c: c.execute(query).all())
        return {row.entry_id: row.text for row in found}

    def settle_for(self, **settings: object) -> None:
        """Change settings of the first feed."""
        feed, *others = self.services.config.feeds
        changed: tuple[FeedSettings, ...] = (feed.model_copy(update=settings), *others)
        config = replace(self.services.config, feeds=changed)
        self.library = replace(self.library, services=replace(self.services, config=config))


def library(services: Services, pages: Fetcher) -> Library:
    return Library(services, pages, Robots(pages, services.clock))
