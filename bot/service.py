"""The service put together: what a poll needs, and the two loops of a running service.

The polls write alerts to the database, the pusher takes them from there: neither waits for the
other, and what one has committed survives the end of both.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.config_changes import Reload
from bot.push import Pusher
from feeds import article
from feeds.article import ArticleResult, Library
from feeds.article_robots import Robots
from feeds.config import Config, FeedSettings
from feeds.fetch import Fetcher, HttpLimits
from feeds.health import Health
from feeds.lock import ServiceLock
from feeds.poll import PollResult, Services, poll
from feeds.schedule import Due, Schedule, poll_due, work_off
from feeds.store import articles, feeds
from feeds.store.articles import Article
from feeds.store.database import Database, open_database
from feeds.store.feeds import Claimant
from feeds.workers import Workers

DRAIN_SECONDS = 5.0
"""How long polls under way may take to finish when the service stops."""
LEASE_SLACK = timedelta(minutes=1)
ARTICLES_AT_ONCE = 4
"""Pages fetched at the same time, each of another host."""

_SQLITE = "sqlite:///"

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Service:
    """A database that is ours alone, with everything that polls into it.

    ``services``, ``due`` and ``library`` are replaced when an edited configuration is applied;
    whoever else keeps parts of it hears of it in ``on_reload``.
    """

    services: Services
    due: Due
    library: Library
    on_reload: list[Callable[[Reload], None]] = field(default_factory=list)
    _schedule: Schedule[FeedSettings, PollResult] | None = None

    async def take(self, reload: Reload) -> None:
        """Apply an edited configuration from the next poll on, or hear why it was refused.

        The number of workers and the database stay as they are.
        """
        if reload.config is not None:
            await self._apply(reload.config)
        for listener in self.on_reload:
            listener(reload)

    async def _apply(self, config: Config) -> None:
        services = self.services
        await services.database.run(feeds.sync, config.feeds, services.clock())
        if config.http != services.config.http:
            services.fetcher.change(http_limits(config))
            self.library.pages.change(article.limits(http_limits(config)))
        self.services = replace(services, config=config)
        self.library = replace(self.library, services=self.services)
        self.due = _due(config, services.database, services.clock)
        if self._schedule is not None:
            self._schedule.change(self.due, self._polls_at_once)

    async def poll_due(self, on_result: Callable[[PollResult], None]) -> None:
        """Poll every feed that is due, once, until all is stored and decided, articles included."""
        await poll_due(self.due, self._poll, self._polls_at_once, on_result)
        await work_off(self.library, self._read, ARTICLES_AT_ONCE, _log_article)

    async def run(self, pusher: Pusher, stop: asyncio.Event) -> None:
        """Poll as feeds fall due and push what is news, until ``stop`` is set or we are cancelled.

        What a crash cut short is settled first.
        """
        async with self.polling():
            await pusher.run(stop)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Poll feeds as they fall due, for as long as the caller stays in this.

        What they bring alerts at once; the articles behind it are read on the side.
        """
        polls = Schedule(
            self.due,
            self._poll,
            self._polls_at_once,
            _log_result,
            waiting=lambda: self.services.fetcher.waiting,
        )
        reading = Schedule(
            self.library,
            self._read,
            ARTICLES_AT_ONCE,
            _log_article,
            waiting=lambda: self.library.pages.waiting,
        )
        self._schedule = polls
        polls.start()
        reading.start()
        try:
            yield
        finally:
            self._schedule = None
            await asyncio.gather(polls.stop(DRAIN_SECONDS), reading.stop(DRAIN_SECONDS))

    @property
    def _polls_at_once(self) -> int:
        return self.services.config.service.polls_at_once

    async def _poll(self, feed: FeedSettings) -> PollResult:
        return await poll(feed, self.services)

    async def _read(self, wanted: Article) -> ArticleResult:
        return await article.read(wanted, self.library)


@asynccontextmanager
async def serving(config: Config, clock: Clock) -> AsyncIterator[Service]:
    """Take the service role on the configured database, and give it up however this ends.

    Raises:
        LockHeldError: another service has it.
        DatabaseError: the database cannot be opened.
    """
    with ServiceLock(database_path(config), clock()):
        database = open_database(config.database.url)
        try:
            await database.run(feeds.release)
            await database.run(articles.release)
            await database.run(feeds.sync, config.feeds, clock())
            http = http_limits(config)
            async with (
                Fetcher(http) as fetcher,
                Fetcher(article.limits(http)) as pages,
                workers(config) as pool,
            ):
                services = Services(config, database, fetcher, pool, clock)
                library = Library(services, pages, Robots(pages, clock))
                yield Service(services, _due(config, database, clock), library)
        finally:
            database.close()


def workers(config: Config) -> Workers:
    """Give the pool of processes that read documents; they start with their first work."""
    return Workers(config.service.workers, config.service.worker_timeout_seconds)


def http_limits(config: Config) -> HttpLimits:
    """Give the limits of ``[http]`` to the fetcher."""
    return HttpLimits(**config.http.model_dump())


def database_path(config: Config) -> Path:
    """Give the file of the database; locks stand beside it."""
    return Path(config.database.url.removeprefix(_SQLITE))


def _due(config: Config, database: Database, clock: Clock) -> Due:
    """Give the due feeds, with a lease that outlasts the slowest poll."""
    longest = config.http.total_timeout_seconds + config.service.worker_timeout_seconds
    owner = f"{socket.gethostname()}:{os.getpid()}"
    claimant = Claimant(owner, 2 * timedelta(seconds=longest) + LEASE_SLACK)
    return Due(database, config.feeds, claimant, clock)


def _log_article(result: ArticleResult) -> None:
    """Log an article: quietly where title and summary stay what we know."""
    level = logging.INFO if result.is_used else logging.DEBUG
    log.log(level, "%s: article %s: %s", result.feed, result.url, result.reason)


def _log_result(result: PollResult) -> None:
    """Log a poll: quietly where it brought nothing, so that news and trouble are seen."""
    is_dull = result.state is Health.OK and not result.new
    level = logging.DEBUG if is_dull else logging.INFO
    log.log(
        level,
        "%s: %s, %s; %d new, %d reports, %d alerts",
        *(result.feed, result.state, result.reason, result.new, result.reports, result.alerts),
    )
