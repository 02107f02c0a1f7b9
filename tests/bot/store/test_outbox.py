"""The outbox: which alerts are ready, what a chat has been told, and what is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from bot.model import Chat, ChatState, DeliveryKind, DeliveryState, Lane
from bot.store import outbox
from bot.store.outbox import BATCH, NEWEST, NewRow
from bot.store.schema import alert_hold
from bot.store.schema import delivery as table
from tests.bot.made import NOW
from tests.bot.rows import chat_row, news, row, states

CHAT, TOPIC = Chat(-7), Chat(-7, 3)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def hold(connection: Connection, alert_id: int, **values: Any) -> None:
    held = {"alert": alert_id, "reason": "review", "since_at": NOW, "decision": "", **values}
    connection.execute(insert(alert_hold).values(held))


def new(about: tuple[int, int], **changes: Any) -> NewRow:
    values: dict[str, Any] = {
        "chat": CHAT,
        "alert_id": about[1],
        "incident_id": about[0],
        "version": 1,
        "kind": DeliveryKind.MESSAGE,
        "is_silent": True,
        "lane": Lane.CRITICAL,
        "not_before": NOW,
        "expires_at": NOW + HOUR,
        "reason": "loss",
        "target_message_id": 55,
    }
    return NewRow(**{**values, **changes})


def test_alerts_are_ready_oldest_first_and_never_again_once_closed(connection: Connection) -> None:
    ids = [news(connection)[1] for _ in range(3)]
    outbox.close(connection, ids[1], 0, NOW)

    assert [ids[0], ids[2]] == [one.alert.id for one in outbox.ready(connection, NOW)]


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(), 1), (NEWEST - MINUTE, 1), (NEWEST, 0), (NEWEST + MINUTE, 0)],
)
def test_an_alert_is_history_after_three_days(
    connection: Connection, age: timedelta, expected: int
) -> None:
    news(connection)

    assert expected == len(outbox.ready(connection, NOW + age))


def test_no_more_than_a_batch_is_read_at_once(connection: Connection) -> None:
    first, _ = news(connection)
    for version in range(2, BATCH + 3):
        news(connection, version, first)

    assert len(outbox.ready(connection, NOW)) == BATCH


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ({}, []),
        ({"release_at": NOW + MINUTE}, []),
        ({"release_at": NOW}, [(False, True)]),
        ({"decision": "released"}, [(False, True)]),
        ({"decision": "released", "decided_by": 7}, [(True, False)]),
        ({"decision": "dropped", "release_at": NOW}, []),
    ],
)
def test_a_hold_says_how_its_alert_is_let_go(
    connection: Connection, held: dict[str, Any], expected: list[tuple[bool, bool]]
) -> None:
    _, alert_id = news(connection)
    hold(connection, alert_id, **held)

    found = outbox.ready(connection, NOW)
    assert expected == [(one.is_released, one.is_unreviewed) for one in found]


def test_a_new_row_is_pending_and_keeps_all_it_was_given(connection: Connection) -> None:
    about = news(connection)
    outbox.add(connection, [new(about, chat=TOPIC)], NOW + MINUTE)

    (found,) = connection.execute(select(table)).mappings()
    expected = {
        "chat_id": -7,
        "thread_id": 3,
        "state": "pending",
        "is_silent": True,
        "lane": Lane.CRITICAL,
        "not_before": NOW,
        "expires_at": NOW + HOUR,
        "policy_reason": "loss",
        "target_message_id": 55,
        "updated_at": NOW + MINUTE,
    }
    assert expected == {name: found[name] for name in expected}


def test_nothing_to_write_and_nothing_to_take_back_is_nothing(connection: Connection) -> None:
    outbox.add(connection, [], NOW)
    outbox.take_back(connection, [], "overtaken", NOW)

    assert not states(connection)


def test_a_dead_row_is_written_over_and_begins_anew(connection: Connection) -> None:
    about = news(connection)
    old = row(connection, CHAT, about, state="failed", attempts=3, is_repeat=True, detail="no")
    outbox.again(connection, table.c.id == old, new(about), NOW)

    (found,) = connection.execute(select(table)).all()
    assert (found.id, found.state, found.attempts) == (old, "pending", 0)
    assert (found.is_repeat, found.detail) == (False, "")


def test_only_the_rows_that_are_named_are_taken_back(connection: Connection) -> None:
    ids = [row(connection, CHAT, news(connection)) for _ in range(3)]
    outbox.take_back(connection, {ids[0], ids[2]}, "overtaken", NOW)

    assert states(connection) == ["cancelled", "pending", "cancelled"]
    assert list(connection.scalars(select(table.c.detail))) == ["overtaken", "", "overtaken"]


def test_tellings_are_kept_apart_by_topic_and_in_order(connection: Connection) -> None:
    about = news(connection)
    ids = [row(connection, chat, about, version=n) for n, chat in enumerate((CHAT, TOPIC, CHAT))]
    row(connection, CHAT, news(connection))

    found = outbox.tellings(connection, about[0])
    assert {key: [one.id for one in rows] for key, rows in found.items()} == {
        (-7, 0): [ids[0], ids[2]],
        (-7, 3): [ids[1]],
    }


@pytest.mark.parametrize("is_repeat", [False, True])
@pytest.mark.parametrize("state", DeliveryState)
def test_what_has_left_is_not_waiting(
    connection: Connection, state: DeliveryState, is_repeat: bool
) -> None:
    about = news(connection)
    row(connection, CHAT, about, state=state.value, is_repeat=is_repeat)
    ((told,),) = outbox.tellings(connection, about[0]).values()

    is_pending = state is DeliveryState.PENDING
    may_be_there = state in ("sent", "unknown", "sending") or (is_pending and is_repeat)
    assert (is_pending and not is_repeat, may_be_there) == (told.is_waiting, told.has_left)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 1)),
        ({"is_silent": True}, (1, 0)),
        ({"state": "sending", "updated_at": NOW - 5 * HOUR}, (1, 1)),
        ({"state": "sent", "updated_at": NOW - HOUR + MINUTE}, (1, 1)),
        ({"state": "unknown"}, (1, 1)),
        ({"state": "sent", "updated_at": NOW - HOUR}, (0, 0)),
        ({"state": "failed"}, (0, 0)),
        ({"state": "cancelled"}, (0, 0)),
        ({"kind": "reply"}, (1, 1)),
        ({"kind": "edit"}, (0, 0)),
        ({"kind": "digest"}, (0, 0)),
    ],
)
def test_traffic_counts_the_pushes_of_an_hour_and_those_ahead(
    connection: Connection, changes: dict[str, Any], expected: tuple[int, int]
) -> None:
    chat_row(connection, CHAT)
    row(connection, CHAT, news(connection), **changes)
    counts = outbox.traffic(connection, NOW)

    assert expected == (counts.messages(CHAT), counts.sounding(CHAT))
    assert counts.messages(TOPIC) == 0


@pytest.mark.parametrize("state", [ChatState.PAUSED, ChatState.GONE, ChatState.SETUP])
def test_traffic_leaves_out_chats_that_are_told_nothing(
    connection: Connection, state: ChatState
) -> None:
    chat_row(connection, CHAT, state)
    row(connection, CHAT, news(connection))

    assert outbox.traffic(connection, NOW).messages(CHAT) == 0


def test_traffic_can_be_counted_down(connection: Connection) -> None:
    counts = outbox.traffic(connection, NOW)
    for number in (3, -2):
        counts.count(CHAT, DeliveryKind.REPLY, number, is_silent=False)
    counts.count(CHAT, DeliveryKind.DIGEST, 9, is_silent=False)

    assert (counts.messages(CHAT), counts.sounding(CHAT)) == (1, 1)


@pytest.mark.parametrize(
    ("decision", "expected"), [("", True), ("dropped", True), ("released", False)]
)
def test_an_incident_is_held_until_all_of_it_is_released(
    connection: Connection, decision: str, expected: bool
) -> None:
    incident_id, first = news(connection)
    _, second = news(connection, 2, incident_id)
    hold(connection, first, decision="released")
    hold(connection, second, decision=decision)

    assert expected is outbox.is_held(connection, incident_id)
    assert not outbox.is_held(connection, incident_id + 1)


def test_it_knows_for_which_reason_an_incident_was_told(connection: Connection) -> None:
    about = news(connection)
    row(connection, CHAT, about, policy_reason="loss")

    assert outbox.was_told_for(connection, about[0], "loss")
    assert not outbox.was_told_for(connection, about[0], "critical")
    assert not outbox.was_told_for(connection, about[0] + 1, "loss")
