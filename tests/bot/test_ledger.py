"""Every event has its step: what becomes of a delivery, and of its chat."""

from dataclasses import replace
from typing import Any

import pytest

from bot.ledger import (
    NO_ENTRY_TRIES,
    Alarm,
    Claimed,
    CutShort,
    Dropped,
    Effect,
    Ended,
    Event,
    Flood,
    LeaveChat,
    MoveChat,
    Overdue,
    Row,
    Wait,
    WaitAll,
    step,
)
from bot.model import DeliveryKind, DeliveryState, Ending, Outcome, Trouble

WAITING = Row(DeliveryKind.MESSAGE)
FLYING = Row(DeliveryKind.MESSAGE, DeliveryState.SENDING, attempts=1)
BACK = replace(FLYING, state=DeliveryState.PENDING)
REPEATED = replace(FLYING, is_repeat=True)
EDITING = replace(FLYING, kind=DeliveryKind.EDIT)
UNSURE = Alarm("two calls in a row broke off: it may not have arrived")


def ended(ending: Ending, trouble: Trouble | None = None, attempt: int = 1, **more: Any) -> Ended:
    return Ended(Outcome(ending, trouble=trouble, **more), attempt)


def to(row: Row, state: DeliveryState) -> Row:
    return replace(row, state=state)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Claimed(), FLYING),
        (Dropped(), to(WAITING, DeliveryState.CANCELLED)),
        (Overdue(), to(WAITING, DeliveryState.EXPIRED)),
        (CutShort(), WAITING),
        (ended(Ending.SENT, attempt=0), WAITING),
    ],
)
def test_what_waits_is_claimed_dropped_or_overdue(event: Event, expected: Row) -> None:
    assert (expected, ()) == step(WAITING, event)


@pytest.mark.parametrize("event", [Claimed(), Dropped(), Overdue(), ended(Ending.SENT, attempt=2)])
def test_nothing_changes_a_call_under_way_but_its_own_end(event: Event) -> None:
    assert (FLYING, ()) == step(FLYING, event)


@pytest.mark.parametrize("event", [Claimed(), CutShort(), Dropped(), Overdue(), ended(Ending.SENT)])
@pytest.mark.parametrize(
    "state", [s for s in DeliveryState if s not in (DeliveryState.PENDING, DeliveryState.SENDING)]
)
def test_an_end_is_for_ever(state: DeliveryState, event: Event) -> None:
    assert (to(FLYING, state), ()) == step(to(FLYING, state), event)


@pytest.mark.parametrize(
    ("row", "event", "expected", "effects"),
    [
        (FLYING, ended(Ending.SENT), to(FLYING, DeliveryState.SENT), ()),
        (REPEATED, ended(Ending.SENT), to(REPEATED, DeliveryState.SENT), ()),
        (FLYING, ended(Ending.NOT_SENT), BACK, (Wait(2),)),
        (FLYING, ended(Ending.NOT_SENT, Trouble.CONFLICT), BACK, (Wait(2),)),
        (FLYING, ended(Ending.NOT_SENT, retry_after_seconds=77), BACK, (Flood(77),)),
        (FLYING, ended(Ending.UNCLEAR), replace(BACK, is_repeat=True), (Wait(2),)),
        (FLYING, CutShort(), replace(BACK, is_repeat=True), (Wait(2),)),
        (REPEATED, ended(Ending.UNCLEAR), to(REPEATED, DeliveryState.UNKNOWN), (UNSURE,)),
        (REPEATED, CutShort(), to(REPEATED, DeliveryState.UNKNOWN), (UNSURE,)),
        (REPEATED, ended(Ending.NOT_SENT), replace(BACK, is_repeat=True), (Wait(2),)),
        (EDITING, ended(Ending.UNCLEAR), to(EDITING, DeliveryState.PENDING), (Wait(2),)),
        (EDITING, CutShort(), to(EDITING, DeliveryState.PENDING), (Wait(2),)),
    ],
)
def test_every_ending_has_its_step(
    row: Row, event: Event, expected: Row, effects: tuple[Effect, ...]
) -> None:
    assert (expected, effects) == step(row, event)


@pytest.mark.parametrize(
    ("trouble", "more", "state", "effects"),
    [
        ("blocked", {}, "cancelled", (LeaveChat(Trouble.BLOCKED, is_topic=False),)),
        ("migrated", {"new_chat_id": -5}, "pending", (MoveChat(-5),)),
        ("migrated", {}, "pending", (Wait(2),)),
        ("no_rights", {}, "pending", (Wait(60),)),
        ("topic_gone", {}, "pending", (Wait(60),)),
        ("unauthorized", {}, "pending", (WaitAll(60, Trouble.UNAUTHORIZED),)),
        ("bad_request", {"detail": "too long"}, "failed", (Alarm("too long"),)),
        ("message_gone", {}, "failed", ()),
    ],
)
def test_a_trouble_says_what_its_chat_needs(
    trouble: str, more: dict[str, Any], state: str, effects: tuple[Effect, ...]
) -> None:
    event = ended(Ending.REFUSED, Trouble(trouble), **more)

    assert (to(FLYING, DeliveryState(state)), effects) == step(FLYING, event)


@pytest.mark.parametrize(
    ("trouble", "is_topic"), [(Trouble.NO_RIGHTS, False), (Trouble.TOPIC_GONE, True)]
)
def test_a_closed_door_is_tried_a_few_times(trouble: Trouble, is_topic: bool) -> None:
    tried = replace(FLYING, attempts=NO_ENTRY_TRIES)
    event = ended(Ending.REFUSED, trouble, NO_ENTRY_TRIES)

    left = (LeaveChat(trouble, is_topic),)
    assert (to(tried, DeliveryState.CANCELLED), left) == step(tried, event)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 2), (4, 16), (7, 120), (9999, 120)])
def test_the_wait_doubles_up_to_a_limit(attempts: int, seconds: float) -> None:
    tried = replace(FLYING, attempts=attempts)
    _, effects = step(tried, ended(Ending.NOT_SENT, attempt=attempts))

    assert effects == (Wait(seconds),)
