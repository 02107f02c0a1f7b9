"""What has waited too long moves into a round-up, once; what rings late is hushed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.model import Chat
from bot.store.schema import delivery as table
from bot.store.waiting import HELD_UP, hush, move_overdue, ringing
from tests.bot.made import NOW
from tests.bot.rows import news, row

CHAT = Chat(-7, 3)
SECOND = timedelta(seconds=1)
SOON = NOW + timedelta(minutes=30)


def rows(connection: Connection, *columns: str) -> list[tuple[Any, ...]]:
    wanted = [table.c[name] for name in columns]
    return [tuple(one) for one in connection.execute(select(*wanted).order_by(table.c.id))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"expires_at": NOW}, 1),
        ({"expires_at": NOW, "kind": "reply"}, 1),
        ({"expires_at": NOW + SECOND}, 0),
        ({"expires_at": None}, 0),
        ({"expires_at": NOW, "kind": "edit"}, 0),
        ({"expires_at": NOW, "kind": "digest"}, 0),
        ({"expires_at": NOW, "state": "sending"}, 0),
        ({"expires_at": NOW, "state": "sent"}, 0),
    ],
)
def test_only_a_push_that_still_waits_becomes_too_old(
    connection: Connection, changes: dict[str, Any], expected: int
) -> None:
    row(connection, CHAT, news(connection), **changes)

    assert expected == move_overdue(connection, "late", SOON, NOW)


def test_what_is_too_old_stands_in_the_next_round_up_without_a_sound(
    connection: Connection,
) -> None:
    row(connection, CHAT, news(connection), expires_at=NOW, is_silent=False)
    moved = [move_overdue(connection, "late", SOON, NOW) for _ in range(2)]

    assert moved == [1, 0]
    columns = ("thread_id", "kind", "state", "is_silent", "not_before", "policy_reason")
    assert rows(connection, *columns) == [
        (3, "message", "expired", False, NOW, ""),
        (3, "digest", "pending", True, SOON, "late"),
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("pending", "pending"),
        ("sending", "sending"),
        ("sent", "sent"),
        ("unknown", "unknown"),
        ("failed", "pending"),
        ("expired", "pending"),
        ("cancelled", "pending"),
    ],
)
def test_a_version_has_one_place_in_round_ups(
    connection: Connection, state: str, expected: str
) -> None:
    about = news(connection)
    row(connection, CHAT, about, kind="digest", state=state)
    row(connection, CHAT, about, expires_at=NOW)
    move_overdue(connection, "late", SOON, NOW)

    assert rows(connection, "kind", "state") == [("digest", expected), ("message", "expired")]


def test_the_round_up_of_another_topic_or_version_is_no_place(connection: Connection) -> None:
    about = news(connection)
    row(connection, Chat(-7, 4), about, kind="digest", state="failed")
    row(connection, CHAT, about, kind="digest", state="failed", version=2)
    row(connection, CHAT, about, expires_at=NOW)
    move_overdue(connection, "late", SOON, NOW)

    assert [kind for kind, _ in rows(connection, "kind", "id")][2:] == ["message", "digest"]
    assert rows(connection, "state")[:2] == [("failed",), ("failed",)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"not_before": NOW - HELD_UP}, ["loss"]),
        ({"not_before": NOW - HELD_UP + SECOND}, []),
        ({"not_before": NOW - HELD_UP, "is_silent": True}, []),
        ({"not_before": NOW - HELD_UP, "kind": "digest"}, []),
        ({"not_before": NOW - HELD_UP, "state": "sent"}, []),
    ],
)
def test_what_rings_late_is_what_was_held_up_with_a_sound(
    connection: Connection, changes: dict[str, Any], expected: list[str]
) -> None:
    row(connection, CHAT, news(connection), policy_reason="loss", **changes)

    found = ringing(connection, NOW)
    assert expected == [reason for _, _, reason in found]
    assert all(key == (-7, 3) for _, key, _ in found)


def test_only_the_rows_that_are_named_are_hushed(connection: Connection) -> None:
    first, _ = (row(connection, CHAT, news(connection)) for _ in range(2))
    hush(connection, [], "night", NOW)
    hush(connection, [first], "night", NOW)

    assert rows(connection, "is_silent", "policy_reason") == [(True, "night"), (False, "")]
