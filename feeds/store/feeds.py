"""Feeds: which there are, when each is due, who polls it now, and how it is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.store.schema import feed as table
from feeds.store.schema import feed_pause
from feeds.window import Turn

STATE_COLUMNS = [table.c[name] for name in FeedState.__dataclass_fields__]
NOT_MOVED = {"moved_to": "", "moved_since_at": None}
UNCONDITIONAL_AFTER = timedelta(days=1)
"""A server may answer "unchanged" for ever: once a day we ask for the whole document."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "changed since?" with, verbatim; empty where it gave none.

    ``validated_at`` is when we last got the whole document.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    validated_at: datetime | None = None

    def at(self, now: datetime) -> "Validators":
        """Give what may be sent now: nothing when the last whole document is a day old."""
        if self.validated_at is None or now - self.validated_at >= UNCONDITIONAL_AFTER:
            return Validators()
        return self


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One stored feed. ``first_polled_at`` None: its baseline is still to come."""

    name: str
    url: str
    state: FeedState
    validators: Validators
    first_polled_at: datetime | None
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims due feeds, and how long nobody else may."""

    owner: str
    lease: timedelta


def sync(connection: Connection, feeds: Sequence[FeedSettings], now: datetime) -> None:
    """Bring the table to the configuration: new feeds are due now, missing ones are disabled.

    A feed whose address changed loses its validators and its redirect: they are the old one's.
    """
    stored = {row.name: row.url for row in connection.execute(select(table.c.name, table.c.url))}
    connection.execute(update(table).values(is_enabled=False))
    added = [feed for feed in feeds if feed.name not in stored]
    moved = [feed for feed in feeds if stored.get(feed.name, feed.url) != feed.url]
    if added:
        _add(connection, added, now)
    _update_each(connection, [{"of": feed.name, **_settings_row(feed)} for feed in feeds])
    anew = {**asdict(Validators()), **NOT_MOVED, "next_poll_at": now}
    _update_each(connection, [{"of": feed.name, **anew} for feed in moved])


def _add(connection: Connection, feeds: Sequence[FeedSettings], now: datetime) -> None:
    first = {**_state_row(FeedState(next_poll_at=now)), **asdict(Validators())}
    rows = [
        {**first, "name": feed.name, "lease_owner": "", **_settings_row(feed)} for feed in feeds
    ]
    connection.execute(insert(table), rows)


def claim_due(
    connection: Connection, claimant: Claimant, now: datetime, limit: int
) -> tuple[str, ...]:
    """Take up to ``limit`` feeds that are due, the longest due first; give their names.

    A feed that an operator has stopped is never due.
    Each one's next time is stored here, before it is fetched, so that a crash can't hammer a
    server.
    """
    is_free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    is_stopped = table.c.name.in_(select(feed_pause.c.feed))
    due = (
        select(table.c.name)
        .where(table.c.is_enabled, table.c.next_poll_at <= now, is_free, ~is_stopped)
        .order_by(table.c.next_poll_at, table.c.name)
        .limit(limit)
    )
    claimed = connection.execute(
        update(table)
        .where(table.c.name.in_(due))
        .values(lease_owner=claimant.owner, lease_until=now + claimant.lease)
        .returning(table.c.name, table.c.poll_seconds)
    ).all()
    if claimed:
        next_times = [
            {"of": row.name, "next_poll_at": now + timedelta(seconds=row.poll_seconds)}
            for row in claimed
        ]
        _update_each(connection, next_times)
    return tuple(row.name for row in claimed)


def make_due(connection: Connection, now: datetime, name: str = "") -> None:
    """Let every enabled feed be due now, or the one of that name."""
    later = update(table).where(table.c.is_enabled, table.c.next_poll_at > now)
    if name:
        later = later.where(table.c.name == name)
    connection.execute(later.values(next_poll_at=now))


def release(connection: Connection) -> None:
    """End all leases. For a service that has just taken the service lock: nobody else polls."""
    connection.execute(update(table).values(lease_owner="", lease_until=None))


def load(connection: Connection, name: str) -> FeedRow:
    """Read one feed.

    Raises:
        sqlalchemy.exc.NoResultFound: ``sync`` has not seen it.
    """
    return _feed(connection.execute(select(table).where(table.c.name == name)).one())


def every(connection: Connection) -> tuple[FeedRow, ...]:
    """Read all feeds, disabled ones included, by name."""
    return tuple(_feed(row) for row in connection.execute(select(table).order_by(table.c.name)))


def save_state(connection: Connection, name: str, state: FeedState) -> None:
    """Store what a poll made of a feed, and end its lease."""
    change = {**_state_row(state), "lease_owner": "", "lease_until": None}
    connection.execute(update(table).where(table.c.name == name).values(change))


def restore(connection: Connection, states: Mapping[str, FeedState]) -> None:
    """Take back what was held against feeds; when they are polled next stays."""
    for name, state in states.items():
        values = _state_row(state)
        del values["next_poll_at"]
        connection.execute(update(table).where(table.c.name == name).values(values))


def save_validators(connection: Connection, name: str, validators: Validators) -> None:
    """Store validators. Only in the transaction that stored the entries they stand for."""
    connection.execute(update(table).where(table.c.name == name).values(asdict(validators)))


def end_baseline(connection: Connection, name: str, now: datetime) -> None:
    """Note that the feed's first entries are stored: whatever comes later is news."""
    is_first = table.c.first_polled_at.is_(None)
    change = update(table).where(table.c.name == name, is_first)
    connection.execute(change.values(first_polled_at=now))


def _update_each(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Change many feeds in one statement: a row's ``of`` is the name, the rest its columns."""
    if not rows:
        return
    columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "of"}
    change = update(table).where(table.c.name == bindparam("of")).values(columns)
    connection.execute(change, rows)


def _settings_row(settings: FeedSettings) -> dict[str, object]:
    return {
        "url": settings.url,
        "poll_seconds": settings.poll_minutes * 60,
        "is_enabled": settings.enabled,
    }


def _state_row(state: FeedState) -> dict[str, object]:
    turn = None if state.turn is None else state.turn.value
    return {**asdict(state), "state": state.state.value, "turn": turn}


def _feed(row: Row[*tuple[Any, ...]]) -> FeedRow:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    state = FeedState(**{column.name: values[column.name] for column in STATE_COLUMNS})
    return FeedRow(
        name=row.name,
        url=row.url,
        state=replace(
            state, state=Health(row.state), turn=None if row.turn is None else Turn(row.turn)
        ),
        validators=Validators(row.etag, row.last_modified, row.body_hash, row.validated_at),
        first_polled_at=row.first_polled_at,
        is_enabled=row.is_enabled,
    )
