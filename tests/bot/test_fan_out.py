from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.model import ALL_AREAS, DeliveryState, Preset
from bot.store import chats
from bot.store.schema import alert_fan_out, alert_hold
from feeds.model import AlertReason, EventType, Severity, Standing, Theatre
from tests.bot.ledger_kit import DAY, OTHER, Kit
from tests.bot.made import claim

HOUR = timedelta(hours=1)
TOLL, CORRECTION = AlertReason.TOLL, AlertReason.CORRECTION
TALKS: dict[str, Any] = {"types": (EventType.TALKS,), "claims": ()}
CLAIMED: dict[str, Any] = {"claims": (claim(claimant="AZE_MOD"),), "claimed_by": ("AZE_MOD",)}
WITHDRAWN: dict[str, Any] = {"standing": Standing.WITHDRAWN}


def hold(kit: Kit, alert_id: int, **values: Any) -> None:
    row = {"alert": alert_id, "reason": "review", "since_at": kit.now, "decision": "", **values}
    kit.connection.execute(alert_hold.insert().values(row))


def test_an_alert_reaches_every_chat_once(kit: Kit) -> None:
    kit.chat()
    kit.chat(OTHER, Preset.EVERYTHING)
    kit.tell()

    assert [1, 0] == [kit.plan(), kit.plan()]
    assert [("message", "loss", False)] == kit.rows("kind", "policy_reason", "is_silent")
    assert ["message"] == kit.rows("kind", chat=OTHER)
    assert kit.connection.scalar(select(alert_fan_out.c.chats)) == 2


def test_a_chat_is_not_given_what_was_told_before_it_came(kit: Kit) -> None:
    kit.tell()
    kit.plan()
    kit.chat()
    kit.plan()

    assert not kit.rows("kind")


def test_what_policy_keeps_from_a_chat_leaves_no_row(kit: Kit) -> None:
    kit.chat(areas=frozenset({Theatre.GEORGIA}))
    kit.tell()
    kit.plan()

    assert not kit.rows("kind")
    assert kit.connection.scalar(select(alert_fan_out.c.chats)) == 0


def test_held_alerts_wait_for_a_decision(kit: Kit) -> None:
    kit.chat()
    _, told = kit.tell()
    hold(kit, told.id)
    kit.plan()

    assert not kit.rows("kind")


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ({"decision": "released", "decided_by": 7}, [("critical", False)]),
        ({"decision": "released"}, [("unreviewed", True)]),
        ({"release_at": DAY}, [("unreviewed", True)]),
        ({"release_at": DAY + HOUR}, []),
        ({"decision": "dropped", "decided_by": 7, "release_at": DAY}, []),
    ],
)
def test_a_hold_ends_by_an_operator_or_by_time(
    kit: Kit, decision: dict[str, Any], expected: list[tuple[str, bool]]
) -> None:
    kit.chat()
    grave: dict[str, Any] = {
        "severity": Severity.CRITICAL,
        "claims": (claim(claimant="EU"),),
        "claimed_by": (),
    }
    _, told = kit.tell(**grave)
    hold(kit, told.id, **decision)
    kit.plan()

    assert expected == kit.rows("policy_reason", "is_silent")


def test_an_alert_of_last_week_is_history(kit: Kit) -> None:
    kit.chat()
    kit.tell()
    kit.plan(minutes=4 * 24 * 60)

    assert not kit.rows("kind")


def test_later_news_replies_to_the_first_message(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.send()
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan(minutes=3)

    assert [("message", DAY, None), ("reply", DAY + timedelta(minutes=10), 101)] == kit.rows(
        "kind", "not_before", "target_message_id"
    )


@pytest.mark.parametrize("state", [DeliveryState.UNKNOWN, DeliveryState.SENDING])
def test_it_replies_also_where_the_first_message_may_have_arrived(
    kit: Kit, state: DeliveryState
) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.send(state)
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan()

    assert ["message", "reply"] == kit.rows("kind")


def test_a_chat_whose_first_message_failed_is_told_from_the_start(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.send(DeliveryState.FAILED)
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan()

    assert ["message", "message"] == kit.rows("kind")


def test_newer_news_takes_the_place_of_what_waits(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    _, second = kit.tell(TOLL, id=first.id, version=2, **CLAIMED)
    kit.plan()

    assert [("message", "cancelled", False), ("message", "pending", False)] == kit.rows(
        "kind", "state", "is_silent"
    )
    assert [f"overtaken by alert {second.id}", ""] == kit.rows("detail")


def test_what_may_have_arrived_once_is_not_taken_back(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.connection.exec_driver_sql("UPDATE delivery SET is_repeat = 1")
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan()

    assert [("message", "pending"), ("reply", "pending")] == kit.rows("kind", "state")


def test_news_lifts_an_incident_out_of_the_digest(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell(**TALKS)
    kit.plan()
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan()

    assert [("digest", "cancelled"), ("message", "pending")] == kit.rows("kind", "state")


def test_two_alerts_of_one_version_are_one_message(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.tell(TOLL, id=first.id)

    assert kit.plan() == 2
    assert [("message", "pending")] == kit.rows("kind", "state")


def test_sounds_and_messages_are_counted_over_the_last_hour(kit: Kit) -> None:
    kit.chat(areas=ALL_AREAS)
    for _ in range(8):
        kit.tell()
    kit.plan()
    kit.send()
    assert [False] * 6 + [True] * 2 == kit.rows("is_silent")
    kit.tell()
    kit.plan(minutes=59)
    kit.tell()
    kit.plan(minutes=1)

    assert [True, False] == kit.rows("is_silent")[8:]


def test_more_than_twenty_messages_an_hour_become_a_round_up(kit: Kit) -> None:
    kit.chat()
    for _ in range(23):
        kit.tell()
    kit.plan()

    assert ["message"] * 20 + ["digest"] * 3 == kit.rows("kind")
    assert {DAY.replace(minute=0) + HOUR} == set(kit.rows("not_before")[20:])


def test_everything_knows_no_caps(kit: Kit) -> None:
    kit.chat(preset=Preset.EVERYTHING)
    for _ in range(30):
        kit.tell()
    kit.plan()

    assert [("message", False)] * 30 == kit.rows("kind", "is_silent")


def test_two_topics_of_a_group_are_told_apart(kit: Kit) -> None:
    kit.chat(OTHER)
    kit.chat(replace(OTHER, thread_id=8))
    first, _ = kit.tell()
    chats.mute(kit.connection, OTHER, first.id, DAY + HOUR)
    kit.plan()

    assert [8] == kit.rows("thread_id", chat=OTHER)
