from datetime import timedelta

import pytest

from bot.config import PolicySettings
from bot.model import DeliveryState, Preset
from bot.plan import planner
from feeds.model import AlertReason, Severity
from tests.bot.ledger_kit import DAY, NIGHT, Kit

HOUR = timedelta(hours=1)


def test_what_waited_until_it_was_old_moves_into_a_round_up(kit: Kit) -> None:
    kit.chat(preset=Preset.DAY_AND_NIGHT)
    kit.tell()
    kit.plan()
    kit.plan(minutes=12 * 60)
    half_past = (DAY + 12 * HOUR).replace(minute=0) + HOUR

    assert [("message", "expired"), ("digest", "pending")] == kit.rows("kind", "state")
    assert [("loss", DAY), ("too_old", half_past)] == kit.rows("policy_reason", "not_before")


def test_what_was_sent_in_time_stays_as_it_is(kit: Kit) -> None:
    kit.chat()
    kit.tell()
    kit.plan()
    kit.send()
    kit.plan(minutes=48 * 60)

    assert ["sent"] == kit.rows("state")


def test_an_old_update_of_what_a_round_up_holds_is_in_there_once(kit: Kit) -> None:
    kit.chat(preset=Preset.DAY_AND_NIGHT)
    kit.tell()
    kit.plan()
    kit.plan(minutes=12 * 60)
    kit.connection.exec_driver_sql("UPDATE delivery SET state = 'pending'")
    kit.plan()

    assert [("message", "expired"), ("digest", "pending")] == kit.rows("kind", "state")


def test_a_round_up_that_was_taken_back_is_written_again(kit: Kit) -> None:
    kit.chat(preset=Preset.DAY_AND_NIGHT)
    kit.tell()
    kit.plan()
    kit.plan(minutes=12 * 60)
    kit.connection.exec_driver_sql(
        "UPDATE delivery SET state = CASE kind WHEN 'digest' THEN 'cancelled' ELSE 'pending' END"
    )
    kit.plan()

    assert [("message", "expired"), ("digest", "pending")] == kit.rows("kind", "state")


@pytest.mark.parametrize(
    ("preset", "severity", "expected"),
    [
        (Preset.SERIOUS, Severity.HIGH, [("quiet_hours", True)]),
        (Preset.SERIOUS, Severity.CRITICAL, [("critical", False)]),
        (Preset.DAY_AND_NIGHT, Severity.HIGH, [("loss", False)]),
    ],
)
def test_what_an_outage_held_up_into_the_night_comes_silently(
    kit: Kit, preset: Preset, severity: Severity, expected: list[tuple[str, bool]]
) -> None:
    kit.chat(preset=preset)
    kit.now = NIGHT - 3 * HOUR
    kit.tell(severity=severity)
    kit.plan()
    kit.plan(minutes=3 * 60)

    assert expected == kit.rows("policy_reason", "is_silent")


def test_a_correction_is_not_hushed(kit: Kit) -> None:
    kit.chat()
    kit.tell()
    kit.plan()
    kit.send()
    kit.tell(AlertReason.CORRECTION, id=1, version=2)
    kit.plan()
    kit.now = NIGHT
    kit.plan()

    assert ("reply", False) in kit.rows("kind", "is_silent")


def test_the_planner_takes_its_caps_from_the_configuration(kit: Kit) -> None:
    kit.chat()
    for _ in range(3):
        kit.tell()
    planner(PolicySettings(sounding_per_hour=2))(kit.connection, kit.now)

    assert [False, False, True] == kit.rows("is_silent")


def test_a_failed_message_is_not_planned_again(kit: Kit) -> None:
    kit.chat()
    kit.tell()
    kit.plan()
    kit.send(DeliveryState.FAILED)

    assert kit.plan() == 0
    assert ["failed"] == kit.rows("state")
