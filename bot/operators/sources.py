"""Stopping one feed, trying it now, taking its conduct for usual, and quiet about it for a day."""

from datetime import timedelta

from bot.asking import Desk, Reply
from bot.escape import clean
from bot.holds import Why
from bot.operators.buttons import feed_key, row
from bot.operators.desk import logged, said
from bot.store import health_told, holds
from feeds.store import conducts, feeds, pauses

QUIET_FOR = timedelta(hours=24)
MAX_NAME = 60


def stop(desk: Desk) -> Reply:
    """/stop_feed NAME: poll it no more, and hold what it has brought but nobody was told."""
    name = _named(desk)
    if name is None:
        return _which(desk, "stop_feed")
    if not pauses.stop(desk.connection, name, desk.ask.user_id or 0, desk.now):
        return _about(desk, "op.feed.stopped_already", name)
    logged(desk, "stop_feed", name)
    button = row(desk.words, ("resume_feed", feed_key(name)))
    return said(desk, "op.feed.stopped", button, feed=clean(name, MAX_NAME))


def resume(desk: Desk) -> Reply:
    """/resume_feed NAME: poll it again; what it brought before is looked at anew."""
    name = _named(desk)
    if name is None:
        return _which(desk, "resume_feed")
    if not pauses.resume(desk.connection, name):
        return _about(desk, "op.feed.going_already", name)
    logged(desk, "resume_feed", name)
    holds.lift(desk.connection, Why.STOPPED_FEED, name)
    return _about(desk, "op.feed.going", name)


def trust(desk: Desk) -> Reply:
    """/trust_feed NAME: what it does now is usual; what was held of it is looked at anew."""
    name = _named(desk)
    if name is None:
        return _which(desk, "trust_feed")
    if not conducts.trust(desk.connection, name):
        return _about(desk, "op.feed.trusted_already", name)
    logged(desk, "trust_feed", name)
    holds.lift(desk.connection, Why.SUSPICIOUS_FEED, name)
    return _about(desk, "op.feed.trusted", name)


def try_now(desk: Desk) -> Reply:
    """/try_feed NAME: poll it with the next tick, whatever its failures say."""
    name = _named(desk)
    if name is None:
        return _which(desk, "try_feed")
    feeds.make_due(desk.connection, desk.now, name)
    logged(desk, "try_feed", name)
    return _about(desk, "op.feed.due", name)


def quiet(desk: Desk) -> Reply:
    """/quiet_feed NAME: say nothing about it for a day."""
    name = _named(desk)
    if name is None:
        return _which(desk, "quiet_feed")
    health_told.hush(desk.connection, name, desk.now + QUIET_FOR, desk.now)
    logged(desk, "quiet_feed", name)
    return _about(desk, "op.feed.quiet", name)


def _named(desk: Desk) -> str | None:
    """Find the feed that is meant: by its name, however written, or by its key."""
    wanted = desk.ask.arguments.strip()
    for feed in desk.config.feeds:
        if wanted.casefold() == feed.name.casefold() or wanted == feed_key(feed.name):
            return feed.name
    return None


def _which(desk: Desk, verb: str) -> Reply:
    """Ask for a name, with an example that works."""
    example = desk.config.feeds[0].name if desk.config.feeds else "NAME"
    return said(desk, "op.feed.which", command=f"/{verb} {clean(example, MAX_NAME)}")


def _about(desk: Desk, key: str, name: str) -> Reply:
    return said(desk, key, feed=clean(name, MAX_NAME))
