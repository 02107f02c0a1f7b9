"""/health and /operator_log: how everything is now, and who of the operators did what."""

from bot.asking import Desk, Reply
from bot.escape import clean
from bot.health_messages import ZONE, FeedNow, write_overview
from bot.layout import line, write
from bot.operators.desk import said
from bot.store import operator_log
from bot.store.vitals import vitals
from bot.times import moment
from feeds.config import Config
from feeds.health import FeedState
from feeds.store import Connection, conducts, feeds, pauses

SHOWN = 15
MAX_SUBJECT = 80


def health(desk: Desk) -> Reply:
    """/health: the areas, the sick feeds, the queue."""
    now_read = feeds_now(desk.connection, desk.config)
    counted = vitals(desk.connection, desk.now)
    return Reply(write_overview(now_read, counted, "op.health", desk.words, desk.now))


def deeds(desk: Desk) -> Reply:
    """/operator_log: the last acts, the newest first."""
    done = operator_log.newest(desk.connection, SHOWN)
    if not done:
        return said(desk, "op.log.none")
    lines = [line(desk.words.say("op.log"), is_bold=True)]
    for deed in done:
        values = {
            "at": moment(deed.at, ZONE, desk.now, desk.words),
            "user": str(deed.user_id),
            "what": deed.what,
            "subject": clean(deed.subject, MAX_SUBJECT),
        }
        lines.append(line(desk.words.say("op.log.entry", **values)))
    return Reply(write(lines))


def feeds_now(connection: Connection, config: Config) -> tuple[FeedNow, ...]:
    """Read how every configured feed is."""
    states = {row.name: row.state for row in feeds.every(connection)}
    stopped, suspicious = pauses.stopped(connection), conducts.suspicious(connection)
    found = []
    for settings in config.feeds:
        conduct = suspicious.get(settings.name)
        found.append(
            FeedNow(
                settings=settings,
                state=states.get(settings.name, FeedState()),
                is_stopped=settings.name in stopped,
                suspicion=conduct.suspicion if conduct else None,
                suspicious_since_at=conduct.since_at if conduct else None,
            )
        )
    return tuple(found)
