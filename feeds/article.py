"""One article after its alert, from top to bottom: the only file that knows the order.

claimed row -> allowed? -> robots.txt -> page -> (one call into a worker: text, report) -> one
transaction: the incident revised, or title and summary left in use. Whatever goes wrong ends in a
reason on the row; polling waits for none of it.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feeds.article_need import may_be_read
from feeds.article_robots import Robots
from feeds.config import FeedSettings
from feeds.fetch import (
    ACCEPT_PAGE,
    Answer,
    Fetcher,
    FetchError,
    FetchProblem,
    FetchRequest,
    HttpLimits,
)
from feeds.model import Entry, Report
from feeds.poll import Services
from feeds.revise import Reread, revise
from feeds.store import Connection, articles
from feeds.store.articles import MAX_TRIES, Article
from feeds.workers import WorkerCrashed, WorkerTimeout

READ_SECONDS = 10.0
"""Time of a worker for one page; a menu of a million links is given up."""
MAX_PAGE_BYTES = 4_194_304
PAGE_GAPS = 4
"""Pages of one host are so many times as far apart as feeds: nobody waits for an article."""
RETRY_AFTER = timedelta(minutes=10)
LONGEST_RETRY_AFTER = timedelta(hours=6)

MAY_PASS = frozenset(
    {
        FetchProblem.UNREACHABLE,
        FetchProblem.TIMED_OUT,
        FetchProblem.CUT_SHORT,
        FetchProblem.LIMITED,
    }
)
"""Problems that another try may not meet; a fault of the server's is one, too."""


@dataclass(frozen=True, slots=True)
class Library:
    """What reading articles needs. ``pages`` has a guard and pace of its own: see ``limits``."""

    services: Services
    pages: Fetcher
    robots: Robots
    read_seconds: float = READ_SECONDS
    one_at_a_time: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    """Articles take one worker at most: another is there for feeds."""

    async def claim(self, limit: int) -> list[Article]:
        """Take up to ``limit`` articles that are due; drop texts that are too old to keep."""
        return await self.services.database.run(_claim, self.services.clock(), limit)


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """How one article went: for the log."""

    feed: str
    url: str
    is_used: bool
    reason: str


def limits(http: HttpLimits) -> HttpLimits:
    """Give the limits for pages: of strangers' choice, so that no private service is open to them.

    One page of a host at a time, with a longer gap: feeds have turns of their own.
    """
    return replace(
        http,
        allow_hosts=(),
        per_host_connections=1,
        per_host_gap_seconds=http.per_host_gap_seconds * PAGE_GAPS,
        max_download_bytes=min(http.max_download_bytes, MAX_PAGE_BYTES),
        max_document_bytes=min(http.max_document_bytes, MAX_PAGE_BYTES),
    )


async def read(article: Article, library: Library) -> ArticleResult:
    """Read one claimed article, and store what came of it."""
    services = library.services
    feed = _feed(article, library)
    if feed is None:
        return await _leave(article, library, "the configuration does not allow it")
    try:
        text, report = await _read(article, feed, library)
    except FetchError as error:
        return await _fail(article, library, error)
    except (WorkerTimeout, WorkerCrashed) as error:
        return await _leave(article, library, str(error))
    if report is None:
        return await _leave(article, library, f"no article, {len(text.split())} words")
    reread = Reread(article, text, report)
    revised = await services.database.run(revise, reread, feed, services.clock())
    return ArticleResult(feed.name, article.entry.url, revised.is_used, revised.reason)


def _claim(connection: Connection, now: datetime, limit: int) -> list[Article]:
    articles.drop_old_texts(connection, now)
    return list(articles.claim(connection, now, limit))


def _feed(article: Article, library: Library) -> FeedSettings | None:
    """Find the feed of an article, if its articles may be read by the settings of now."""
    config = library.services.config
    found = (feed for feed in config.feeds if feed.name == article.feed and feed.enabled)
    return next((feed for feed in found if may_be_read(feed, config.extract)), None)


async def _read(
    article: Article, feed: FeedSettings, library: Library
) -> tuple[str, Report | None]:
    """Give an article's text with the report that it makes of its entry.

    Raises:
        FetchError: the page can't be had, or may not be read.
        WorkerTimeout: reading it takes too long.
        WorkerCrashed: reading it ended a worker.
    """
    services, entry = library.services, article.entry
    now = services.clock()
    known = await services.database.run(articles.text_of_page, entry.url, now)
    if known:
        async with library.one_at_a_time:
            return known, await _report(library, replace(entry, text=known), now)
    page = await _page(entry, feed, library)
    async with library.one_at_a_time:
        found: tuple[str, Report | None] = await services.workers.call(
            "feeds.article_text:read",
            *(page.body, page.content_type, entry, now),
            timeout_seconds=library.read_seconds,
        )
    return found


async def _report(library: Library, entry: Entry, now: datetime) -> Report:
    report: Report = await library.services.workers.call(
        "feeds.reading:extract_one", entry, now, timeout_seconds=library.read_seconds
    )
    return report


async def _page(entry: Entry, feed: FeedSettings, library: Library) -> Answer:
    """Fetch a page that robots.txt leaves open, at the place that it redirects to as well."""
    request = FetchRequest(entry.url, proxy_url=feed.proxy_url, accept=ACCEPT_PAGE)
    await _check_robots(request, library)
    page = await library.pages.fetch(request)
    if page.final_url != entry.url:
        await _check_robots(replace(request, url=page.final_url), library)
    kind = page.content_type.partition(";")[0].strip().lower()
    if kind and "html" not in kind:
        raise FetchError(FetchProblem.UNREADABLE, f"no page but {kind[:60]!r}")
    return page


async def _check_robots(request: FetchRequest, library: Library) -> None:
    if not await library.robots.allow(request):
        raise FetchError(FetchProblem.BLOCKED, "robots.txt forbids it")


async def _fail(article: Article, library: Library, error: FetchError) -> ArticleResult:
    """Try again later what may pass, and leave the rest."""
    is_theirs = error.status is not None and error.status >= 500
    may_pass = error.reason in MAY_PASS or is_theirs
    if not may_pass or article.tries >= MAX_TRIES:
        return await _leave(article, library, error.detail)
    wait = max(RETRY_AFTER, timedelta(seconds=error.retry_after_seconds or 0.0))
    due_at = library.services.clock() + min(wait, LONGEST_RETRY_AFTER)
    await library.services.database.run(articles.try_later, article.entry_row, error.detail, due_at)
    return ArticleResult(article.feed, article.entry.url, is_used=False, reason=error.detail)


async def _leave(article: Article, library: Library, reason: str) -> ArticleResult:
    services = library.services
    await services.database.run(articles.leave, article.entry_row, reason, services.clock())
    return ArticleResult(article.feed, article.entry.url, is_used=False, reason=reason)
