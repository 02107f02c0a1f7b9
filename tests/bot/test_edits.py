from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.model import TERMINAL, DeliveryState, Lane
from bot.store import chats
from bot.store.schema import alert_hold
from feeds.model import AlertReason
from feeds.store.database import open_database
from tests.bot.ledger_kit import CHAT, DAY, OTHER, Kit

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kit() -> Iterator[Kit]:
    """A chat that was told of incident 1, version 1, by message 101."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        made = Kit(connection)
        made.chat()
        made.tell()
        made.plan()
        made.send()
        yield made
    database.close()


def test_a_small_change_edits_the_message_when_there_is_time(kit: Kit) -> None:
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)

    assert [("edit", 2, 101, Lane.EDIT, True)] == kit.rows(
        "kind", "version", "target_message_id", "lane", "is_silent"
    )[1:]


def test_the_newest_version_replaces_an_edit_that_waits(kit: Kit) -> None:
    for version in (2, 3, 4):
        kit.revise(id=1, version=version)
        kit.plan(minutes=1)

    assert [("edit", 4, "pending")] == kit.rows("kind", "version", "state")[1:]


def test_a_message_is_edited_at_most_once_in_half_an_hour(kit: Kit) -> None:
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)
    kit.send()
    kit.revise(id=1, version=3)
    kit.plan(minutes=1)

    assert [DAY + MINUTE, DAY + 31 * MINUTE] == kit.rows("not_before")[1:]


def test_what_is_told_as_news_is_not_edited_in_as_well(kit: Kit) -> None:
    kit.tell(AlertReason.TOLL, id=1, version=2)
    kit.plan(minutes=1)
    kit.plan(minutes=1)

    assert ["message", "reply"] == kit.rows("kind")


def test_a_correction_does_not_leave_an_older_edit_behind(kit: Kit) -> None:
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)
    kit.tell(AlertReason.CORRECTION, id=1, version=3)
    kit.plan(minutes=1)

    assert [("edit", 2, "cancelled"), ("reply", 3, "pending"), ("edit", 3, "pending")] == kit.rows(
        "kind", "version", "state"
    )[1:]


def test_an_edit_that_failed_is_not_tried_for_ever(kit: Kit) -> None:
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)
    kit.send(DeliveryState.FAILED)
    kit.connection.exec_driver_sql("UPDATE revision_cursor SET position = 0")
    kit.plan(minutes=1)

    assert ["message", "edit"] == kit.rows("kind")


def test_a_change_is_looked_at_once(kit: Kit) -> None:
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)
    kit.connection.exec_driver_sql("DELETE FROM delivery WHERE kind = 'edit'")
    kit.plan(minutes=1)

    assert ["message"] == kit.rows("kind")


def test_what_a_chat_never_got_is_not_edited_there(kit: Kit) -> None:
    kit.chat(OTHER)
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)

    assert not kit.rows("kind", chat=OTHER)


@pytest.mark.parametrize(("decision", "expected"), [("", 0), ("dropped", 0), ("released", 1)])
def test_what_operators_hold_back_does_not_slip_out_by_an_edit(
    kit: Kit, decision: str, expected: int
) -> None:
    _, held = kit.tell(AlertReason.TOLL, id=1, version=2)
    row = {"alert": held.id, "reason": "review", "since_at": kit.now, "decision": decision}
    kit.connection.execute(alert_hold.insert().values(row))
    kit.plan(minutes=1)

    assert ["message"] + ["reply"] * expected == kit.rows("kind")


def test_a_paused_chat_is_left_alone(kit: Kit) -> None:
    chats.pause(kit.connection, CHAT.id, "asked", kit.now)
    kit.revise(id=1, version=2)
    kit.plan(minutes=1)

    assert ["message"] == kit.rows("kind")


def test_the_terminal_is_never_edited(kit: Kit) -> None:
    chats.open_terminal(kit.connection, kit.now)
    kit.tell()
    kit.plan()
    kit.send()
    kit.revise(id=2, version=2)
    kit.plan(minutes=1)

    assert ["message"] == kit.rows("kind", chat=TERMINAL)
