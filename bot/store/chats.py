"""Chats: what each has chosen, whether it is told, which incidents it has muted.

A chat is a Telegram chat or one topic of it. What Telegram says of a chat (blocked, migrated)
concerns all its topics, what people choose concerns one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from bot.model import (
    ALL_AREAS,
    ANYTHING,
    TERMINAL,
    Chat,
    ChatKind,
    ChatSettings,
    ChatState,
    DeliveryState,
    Filter,
    Preset,
    Rhythm,
    WatchPoint,
)
from bot.store import watch_points
from bot.store.schema import chat as table
from bot.store.schema import chat_mute, chat_pace, delivery, watch_point
from feeds.model import Severity, Standing, Theatre
from feeds.store import merges

_KINDS = {kind.value: kind for kind in ChatKind}
_STATES = {state.value: state for state in ChatState}
_PRESETS = {preset.value: preset for preset in Preset}
_RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}
_AREAS = {area.value: frozenset({area}) for area in Theatre}
"""Looked up for every chat at every alert, which is twice as fast as calling the enums."""
ALL = "all"
"""What the column ``areas`` holds for every theatre, those that are still to come included."""


def load(connection: Connection, chat_id: int, thread_id: int = 0) -> ChatSettings | None:
    """Read one chat; None: it never spoke to us, or has deleted its data."""
    row = connection.execute(select(table).where(_is(table, chat_id, thread_id))).one_or_none()
    return None if row is None else _settings(row, watch_points.of(connection, chat_id, thread_id))


def active(connection: Connection) -> tuple[ChatSettings, ...]:
    """Read every chat that is told of news, in a steady order."""
    query = (
        select(table)
        .where(table.c.state == ChatState.ACTIVE.value, table.c.areas != "")
        .order_by(table.c.chat_id, table.c.thread_id)
    )
    points = watch_points.every(connection)
    return tuple(
        _settings(row, points.get((row.chat_id, row.thread_id), ()))
        for row in connection.execute(query)
    )


def save(connection: Connection, settings: ChatSettings, now: datetime) -> None:
    """Store a chat, new or changed, with what it watches."""
    watch_points.save(connection, settings.chat, settings.points)
    is_it = _is(table, settings.chat.id, settings.chat.thread_id)
    state = connection.scalar(select(table.c.state).where(is_it))
    values = {**_choices(settings), "updated_at": now}
    if state != settings.state.value:
        values["state_since_at"] = now
    if state is None:
        ids = {"chat_id": settings.chat.id, "thread_id": settings.chat.thread_id}
        connection.execute(insert(table).values({**values, **ids, "created_at": now}))
    else:
        connection.execute(update(table).where(is_it).values(values))


def subscribe(connection: Connection, settings: ChatSettings, now: datetime) -> ChatSettings:
    """Store a chat as told from now on; what was fanned out before does not reach it."""
    told = replace(settings, state=ChatState.ACTIVE, state_reason="")
    save(connection, told, now)
    return told


def pause(
    connection: Connection, chat_id: int, reason: str, now: datetime, thread_id: int | None = None
) -> int:
    """Tell a chat, or one topic, nothing more, and cancel what is pending; count the chats.

    Its choices stay for the day on which it comes back.
    """
    _cancel(connection, chat_id, reason, now, thread_id)
    states = (ChatState.ACTIVE.value, ChatState.SETUP.value)
    is_told = and_(_is(table, chat_id, thread_id), table.c.state.in_(states))
    return _set_state(connection, is_told, ChatState.PAUSED, reason, now)


def lose(
    connection: Connection, chat_id: int, reason: str, now: datetime, thread_id: int | None = None
) -> int:
    """Note that a chat, or one topic, is no longer there (deleted, left); as ``pause``."""
    _cancel(connection, chat_id, reason, now, thread_id)
    is_there = and_(_is(table, chat_id, thread_id), table.c.state != ChatState.GONE.value)
    return _set_state(connection, is_there, ChatState.GONE, reason, now)


def resume(
    connection: Connection, chat_id: int, now: datetime, thread_id: int | None = None
) -> int:
    """Tell a paused chat, or one topic, again from now on; count the chats.

    One that had chosen no area yet goes on choosing.
    """
    away = and_(
        _is(table, chat_id, thread_id),
        table.c.state.in_((ChatState.PAUSED.value, ChatState.GONE.value)),
    )
    chose = and_(away, table.c.areas != "")
    resumed = _set_state(connection, chose, ChatState.ACTIVE, "", now)
    return resumed + _set_state(connection, away, ChatState.SETUP, "", now)


def migrate(connection: Connection, old_id: int, new_id: int, now: datetime) -> None:
    """Follow a group to its new id (a supergroup). Where both are known, the new one's rows win."""
    for moved, keys in (
        (table, ("thread_id",)),
        (chat_mute, ("thread_id", "incident")),
        (watch_point, ("thread_id", "place")),
        (delivery, ("thread_id", "incident", "version", "kind")),
    ):
        _move(connection, moved, [moved.c[name] for name in keys], old_id, new_id)
    connection.execute(delete(chat_pace).where(chat_pace.c.chat_id == old_id))
    change = update(table).where(table.c.chat_id == new_id)
    connection.execute(change.values(kind=ChatKind.GROUP.value, updated_at=now))


def mute(connection: Connection, chat: Chat, incident_id: int, until_at: datetime) -> None:
    """Tell a chat nothing of an incident before ``until_at``; corrections come all the same."""
    unmute(connection, chat, incident_id)
    row = {"chat_id": chat.id, "thread_id": chat.thread_id, "incident": incident_id}
    connection.execute(insert(chat_mute).values({**row, "until_at": until_at}))


def unmute(connection: Connection, chat: Chat, incident_id: int) -> None:
    """End a mute, if there is one."""
    is_it = and_(_is(chat_mute, chat.id, chat.thread_id), chat_mute.c.incident == incident_id)
    connection.execute(delete(chat_mute).where(is_it))


def muted(connection: Connection, incident_id: int, now: datetime) -> frozenset[tuple[int, int]]:
    """Read which chats (id, thread) want to hear nothing of an incident now.

    Who muted one that was merged into it, has muted it.
    """
    query = select(chat_mute.c.chat_id, chat_mute.c.thread_id).where(
        chat_mute.c.incident.in_(merges.ids(connection, incident_id)), chat_mute.c.until_at > now
    )
    return frozenset((row.chat_id, row.thread_id) for row in connection.execute(query))


def open_terminal(connection: Connection, now: datetime) -> ChatSettings:
    """Let the terminal be a chat that is told everything at once: where there is no token."""
    return subscribe(
        connection, ChatSettings(TERMINAL, areas=ALL_AREAS, preset=Preset.EVERYTHING), now
    )


def close_terminal(connection: Connection, now: datetime) -> None:
    """Let the terminal be no chat any more: where there is a token, nobody reads it."""
    pause(connection, TERMINAL.id, "Telegram instead", now)


def _is(rows: Table, chat_id: int, thread_id: int | None) -> ColumnElement[bool]:
    """Tell a chat's rows: those of one topic, or of all where ``thread_id`` is None."""
    is_chats = rows.c.chat_id == chat_id
    return is_chats if thread_id is None else and_(is_chats, rows.c.thread_id == thread_id)


def _cancel(
    connection: Connection, chat_id: int, reason: str, now: datetime, thread_id: int | None
) -> None:
    pending = and_(
        _is(delivery, chat_id, thread_id), delivery.c.state == DeliveryState.PENDING.value
    )
    change = {"state": DeliveryState.CANCELLED.value, "detail": f"chat: {reason}"}
    connection.execute(update(delivery).where(pending).values({**change, "updated_at": now}))


def _set_state(
    connection: Connection, where: ColumnElement[bool], state: ChatState, reason: str, now: datetime
) -> int:
    change = {"state": state.value, "state_reason": reason[:100]}
    times = {"state_since_at": now, "updated_at": now}
    return connection.execute(update(table).where(where).values({**change, **times})).rowcount


def _move(
    connection: Connection, rows: Table, keys: list[Column[Any]], old_id: int, new_id: int
) -> None:
    """Give ``old_id``'s rows to ``new_id``, but for those whose keys it has already."""
    known = {
        tuple(row) for row in connection.execute(select(*keys).where(rows.c.chat_id == new_id))
    }
    for row in connection.execute(select(*keys).where(rows.c.chat_id == old_id)).all():
        is_it = and_(
            rows.c.chat_id == old_id, *(key == value for key, value in zip(keys, row, strict=True))
        )
        if tuple(row) in known:
            connection.execute(delete(rows).where(is_it))
        else:
            connection.execute(update(rows).where(is_it).values(chat_id=new_id))


def _choices(settings: ChatSettings) -> dict[str, object]:
    areas = ALL if settings.areas == ALL_AREAS else ",".join(sorted(settings.areas))
    wanted = settings.filter
    return {
        "kind": settings.kind.value,
        "language": settings.chat.language,
        "time_zone": settings.chat.time_zone,
        "state": settings.state.value,
        "state_reason": settings.state_reason[:100],
        "areas": areas,
        "preset": settings.preset.value,
        "quiet_from": settings.quiet_from,
        "quiet_to": settings.quiet_to,
        "digest_at": settings.digest_at,
        "rhythm": settings.rhythm.value,
        "is_silent": settings.is_silent,
        "is_discreet": settings.is_discreet,
        "families": _lines(wanted.families),
        "min_severity": wanted.min_severity.value,
        "standings": _lines(wanted.standings),
        "keywords": "\n".join(wanted.keywords),
        "outlets_off": _lines(wanted.outlets_off),
    }


def _lines(values: Iterable[str]) -> str:
    return "\n".join(sorted(values))


def _settings(row: Row[*tuple[Any, ...]], points: tuple[WatchPoint, ...]) -> ChatSettings:
    return ChatSettings(
        chat=Chat(row.chat_id, row.thread_id, row.language, row.time_zone),
        kind=_KINDS[row.kind],
        state=_STATES[row.state],
        areas=_areas(row.areas),
        preset=_PRESETS[row.preset],
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        digest_at=row.digest_at,
        state_reason=row.state_reason,
        rhythm=_RHYTHMS[row.rhythm],
        is_silent=row.is_silent,
        is_discreet=row.is_discreet,
        filter=_filter(row),
        points=points,
    )


def _areas(text: str) -> frozenset[Theatre]:
    if text == ALL:
        return ALL_AREAS
    return frozenset().union(*(_AREAS[name] for name in text.split(","))) if text else frozenset()


def _filter(row: Row[*tuple[Any, ...]]) -> Filter:
    """Read a filter; one that lets everything pass is the common one, not made anew."""
    texts = (row.families, row.standings, row.keywords, row.outlets_off)
    if not any(texts) and row.min_severity == ANYTHING.min_severity:
        return ANYTHING
    families, standings, keywords, outlets_off = (text.splitlines() for text in texts)
    return Filter(
        families=frozenset(families),
        min_severity=Severity(row.min_severity),
        standings=frozenset(map(Standing, standings)),
        keywords=tuple(keywords),
        outlets_off=frozenset(outlets_off),
    )
