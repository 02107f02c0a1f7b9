"""One poll of one feed, from top to bottom: the only file that knows the order.

fetch -> (one call into a worker process: decode, parse, extract) -> one transaction: merge,
tell, store -> the feed's state. Whatever goes wrong ends in that state, in words, and harms no
other feed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feeds import article_need, health
from feeds.config import Config, FeedSettings
from feeds.fetch import Answer, AnswerKind, Fetcher, FetchError
from feeds.health import Failed, FeedState, Good, Health
from feeds.intake import Taken, take
from feeds.outage import Outage
from feeds.parse import ParseError, ParseHints
from feeds.readings import Reading
from feeds.record import Batch
from feeds.request import request_for
from feeds.store import Connection, conducts, entries, feeds
from feeds.store.database import Database
from feeds.store.feeds import FeedRow, Validators
from feeds.workers import WorkerCrashed, Workers, WorkerTimeout

KNOWN_KEYS = 10_000
"""How many of a feed's newest entries a worker can skip: as many as it reads of a document.

``record`` knows all of them; what a worker doesn't skip is only read in vain.
"""

MAX_FAULT = 200
"""Characters of an unexpected error in a feed's reason; the log has all of it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """What a poll needs; the same for all feeds, so that ``outage`` sees them all."""

    config: Config
    database: Database
    fetcher: Fetcher
    workers: Workers
    clock: Callable[[], datetime]
    outage: Outage = field(default_factory=Outage)


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll of a feed gave: a row of the table that ``poll`` prints.

    ``entries`` counts those of the document (None: unchanged, or there was none), ``new`` those
    stored, ``reports`` those in scope, ``alerts`` what readers are told and ``held`` what not.
    ``turn`` says what was out of the ordinary with the document, else it is empty.
    """

    feed: str
    state: Health
    reason: str
    seconds: float
    entries: int | None = None
    new: int = 0
    reports: int = 0
    alerts: int = 0
    held: int = 0
    turn: str = ""


@dataclass(frozen=True, slots=True)
class _Poll:
    """One poll under way."""

    feed: FeedSettings
    services: Services
    started_at: datetime

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return (self.services.clock() - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class _Answered:
    """A good answer to a poll: of which stored feed, and after how many seconds."""

    row: FeedRow
    answer: Answer
    seconds: float
    asked_instead: str = ""
    """The address that was asked in place of the configured one, which has moved there."""


async def poll(feed: FeedSettings, services: Services) -> PollResult:
    """Poll one feed that is claimed; store all of it or nothing, and how it went.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: Not even the failure could be stored.
    """
    this = _Poll(feed, services, services.clock())
    try:
        return await _walk(this)
    except Exception as error:
        log.exception("our fault: feed %s", feed.name)
        # One line: a database error goes on with the statement and all of its values.
        words = str(error).partition("\n")[0][:MAX_FAULT]
        return await _fail(this, Failed("our_fault", f"our fault: {type(error).__name__}: {words}"))


async def _walk(this: _Poll) -> PollResult:
    """Walk from the address to the stored entries, or to the reason why not."""
    database, feed = this.services.database, this.feed
    row = await database.run(feeds.load, feed.name)
    at, validators = health.address(row.state, feed), row.validators.at(this.started_at)
    request = replace(request_for(feed, this.services.config, validators), url=at)
    asked_instead = request.url if request.url != feed.url else ""
    try:
        answer = await this.services.fetcher.fetch(request)
    except FetchError as error:
        wait, is_new = error.retry_after_seconds, bool(asked_instead)
        failed = Failed(error.reason, error.detail, error.status, wait, is_at_new_address=is_new)
        return await _fail(this, failed)
    this.services.outage.note_answer(this.services.clock())
    answered = _Answered(row, answer, this.seconds, asked_instead)
    if answer.kind is AnswerKind.UNCHANGED:
        return await database.run(_save, this, answered, None)
    known = await database.run(entries.known, feed.name, KNOWN_KEYS)
    try:
        reading = await _read(this, answer, known)
    except ParseError as error:
        return await _fail(this, Failed(error.reason, error.detail))
    except WorkerTimeout as error:
        return await _fail(this, Failed("too_slow_to_read", str(error)))
    except WorkerCrashed as error:
        return await _fail(this, Failed("crashed_a_worker", str(error)))
    return await database.run(_save, this, answered, reading)


async def _read(this: _Poll, answer: Answer, known: frozenset[str]) -> Reading:
    """Have a worker process read the document and extract what its unseen entries report."""
    hints = ParseHints(
        url=answer.final_url,
        language=this.feed.language,
        encoding=this.feed.encoding,
        time_zone=this.feed.time_zone,
    )
    reading: Reading = await this.services.workers.call(
        "feeds.reading:read", answer.body, answer.content_type, hints, known, this.started_at
    )
    return reading


def _save(
    connection: Connection, this: _Poll, answered: _Answered, reading: Reading | None
) -> PollResult:
    """Store what a good answer brought; ``reading`` is None where it was unchanged."""
    now, row = this.services.clock(), answered.row
    taken = Taken()
    if reading is not None:
        taken = take(connection, _batch(this, row, now), row, reading)
    feeds.save_validators(connection, row.name, _validators(answered, reading, now))
    outcome = _good(answered, reading, taken)
    state = health.after(row.state, outcome, this.feed, now)
    feeds.save_state(connection, row.name, state)
    decisions = [decision for entry in taken.recorded for decision in entry.decisions]
    alerts = sum(decision.telling.is_told for decision in decisions)
    if reading is not None:
        conducts.note(connection, this.feed, answered.answer.final_url, alerts, now)
    return PollResult(
        feed=row.name,
        state=state.state,
        reason=state.reason,
        seconds=this.seconds,
        entries=outcome.entries,
        new=len(taken.recorded),
        reports=sum(entry.item.report.alert for entry in taken.recorded),
        alerts=alerts,
        held=sum(decision.telling.held is not None for decision in decisions),
        turn=taken.window.words,
    )


def _batch(this: _Poll, row: FeedRow, now: datetime) -> Batch:
    """Say under which circumstances a document is recorded; its items come later."""
    settings = this.services.config.extract
    return Batch(
        feed=this.feed,
        items=(),
        is_baseline=row.first_polled_at is None,
        max_age=timedelta(hours=settings.max_age_hours),
        now=now,
        reads_articles=article_need.may_be_read(this.feed, settings),
    )


def _good(answered: _Answered, reading: Reading | None, taken: Taken) -> Good:
    read = () if reading is None else reading.entries
    return Good(
        seconds=answered.seconds,
        entries=None if reading is None else reading.parsed.total_entries,
        dates=[entry.published_at for entry, _ in read if entry.published_at is not None],
        moved_to=answered.answer.moved_to or answered.asked_instead,
        max_age_seconds=answered.answer.max_age_seconds,
        window=taken.window,
    )


def _validators(answered: _Answered, reading: Reading | None, now: datetime) -> Validators:
    """Keep what the next poll may ask with: nothing, where this one may not have seen all."""
    answer = answered.answer
    validators = Validators(answer.etag, answer.last_modified, answer.body_hash)
    if reading is None:
        return replace(validators, validated_at=answered.row.validators.validated_at)
    return Validators() if reading.parsed.is_truncated else replace(validators, validated_at=now)


async def _fail(this: _Poll, outcome: Failed) -> PollResult:
    """Store that a poll gave nothing, and why."""
    now = this.services.clock()
    is_ours = _is_our_network(this, outcome, now)
    outcome = replace(outcome, is_our_network=is_ours)
    before, state = await this.services.database.run(_save_failure, this.feed, outcome, now)
    if health.is_no_answer(outcome) and not is_ours:
        this.services.outage.note_blamed(this.feed.name, before)
    if is_ours:
        await this.services.database.run(feeds.restore, this.services.outage.forgive())
        reason = f"{outcome.detail}, as from nearly every feed: is our own network up?"
        return PollResult(this.feed.name, Health.UNREACHABLE, reason, this.seconds)
    return PollResult(this.feed.name, state.state, state.reason, this.seconds)


def _is_our_network(this: _Poll, outcome: Failed, now: datetime) -> bool:
    """Note what a failure says about the network, and tell whether that is down."""
    if health.is_no_answer(outcome):
        return this.services.outage.note_silence(this.feed.name, this.started_at)
    if outcome.status is not None:
        this.services.outage.note_answer(now)
    return False


def _save_failure(
    connection: Connection, feed: FeedSettings, outcome: Failed, now: datetime
) -> tuple[FeedState, FeedState]:
    """Store a failure; give the state before it and after it."""
    previous = feeds.load(connection, feed.name).state
    state = health.after(previous, outcome, feed, now)
    feeds.save_state(connection, feed.name, state)
    return previous, state
