from datetime import timedelta
from typing import Any

import pytest

from bot.model import TERMINAL, Preset
from bot.store import chats
from feeds.model import AlertReason, EventType, Standing, Theatre
from tests.bot.ledger_kit import CHAT, DAY, NIGHT, OTHER, Kit
from tests.bot.made import claim

HOUR = timedelta(hours=1)
TOLL, CORRECTION = AlertReason.TOLL, AlertReason.CORRECTION
TALKS: dict[str, Any] = {"types": (EventType.TALKS,), "claims": ()}
CLAIMED: dict[str, Any] = {"claims": (claim(claimant="AZE_MOD"),), "claimed_by": ("AZE_MOD",)}
WITHDRAWN: dict[str, Any] = {"standing": Standing.WITHDRAWN}


def test_a_muted_incident_is_not_told_but_corrected(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.send()
    chats.mute(kit.connection, CHAT, first.id, DAY + 24 * HOUR)
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan(minutes=20)
    kit.tell(CORRECTION, id=first.id, version=3)
    kit.plan(minutes=20)

    assert [("message", 1), ("reply", 3)] == [
        row for row in kit.rows("kind", "version") if row[0] != "edit"
    ]


@pytest.mark.parametrize("silent", [CLAIMED, {}])
def test_a_correction_edits_and_replies_as_loud_as_the_original(
    kit: Kit, silent: dict[str, Any]
) -> None:
    kit.chat()
    first, _ = kit.tell(**silent)
    kit.plan()
    kit.send()
    kit.chat(preset=Preset.DIGEST, areas=frozenset({Theatre.GEORGIA}))
    kit.now = NIGHT
    kit.tell(CORRECTION, id=first.id, version=2, **WITHDRAWN)
    kit.plan()

    assert [("reply", bool(silent), 101, NIGHT), ("edit", True, 101, NIGHT)] == kit.rows(
        "kind", "is_silent", "target_message_id", "not_before"
    )[1:]


def test_nobody_is_told_that_wrong_was_what_they_never_got(kit: Kit) -> None:
    kit.chat()
    kit.chat(OTHER, areas=frozenset({Theatre.GEORGIA}))
    first, _ = kit.tell()
    kit.plan()
    kit.send()
    kit.tell(CORRECTION, id=first.id, version=2)
    kit.plan()

    assert not kit.rows("kind", chat=OTHER)


def test_who_read_it_in_a_round_up_gets_its_correction_as_a_reply_to_that(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell(**TALKS)
    kit.plan()
    kit.now += 24 * HOUR
    kit.send()
    kit.tell(CORRECTION, id=first.id, version=2, **WITHDRAWN)
    kit.plan()

    assert [("digest", None), ("reply", 9_000)] == kit.rows("kind", "target_message_id")


def test_a_correction_takes_the_place_of_an_update_that_waits(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.send()
    kit.tell(TOLL, id=first.id, version=2)
    kit.plan(minutes=1)
    kit.tell(CORRECTION, id=first.id, version=3)
    kit.plan(minutes=1)

    assert [
        ("message", "sent"),
        ("reply", "cancelled"),
        ("reply", "pending"),
        ("edit", "pending"),
    ] == kit.rows("kind", "state")


def test_what_is_withdrawn_before_it_was_told_is_named_in_a_round_up(kit: Kit) -> None:
    kit.chat()
    first, _ = kit.tell()
    kit.plan()
    kit.tell(CORRECTION, id=first.id, version=2, **WITHDRAWN)
    kit.plan()

    assert [
        ("message", "cancelled", "loss"),
        ("digest", "pending", "withdrawn_untold"),
    ] == kit.rows("kind", "state", "policy_reason")


def test_the_terminal_hears_everything_at_once_and_takes_nothing_back(kit: Kit) -> None:
    chats.open_terminal(kit.connection, kit.now)
    first, _ = kit.tell(**TALKS)
    kit.plan()
    kit.send()
    kit.tell(CORRECTION, id=first.id, version=2)
    kit.plan()

    assert [("message", DAY), ("reply", DAY)] == kit.rows("kind", "not_before", chat=TERMINAL)
