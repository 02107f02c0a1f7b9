"""What chats get when operators merge and split: nothing twice, nothing lost, in its thread."""

from dataclasses import replace
from typing import Any

import pytest

from bot.corrections import Act
from bot.merges import merge, split, undo
from bot.model import Preset
from feeds.model import AlertReason, EventType, Incident, Theatre
from feeds.store import alerts, incidents
from tests.bot.ledger_kit import OTHER, Kit
from tests.bot.made import PLACE, claim
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, NOON

TALKS: dict[str, Any] = {"types": (EventType.TALKS,), "claims": ()}
CLAIMED: dict[str, Any] = {"claims": (claim(claimant="AZE_MOD"),), "claimed_by": ("AZE_MOD",)}


def told(kit: Kit, **changes: Any) -> Incident:
    """Tell an incident, and let everything that is due arrive."""
    made, _ = kit.tell(is_told=True, **changes)
    kit.plan()
    kit.send()
    return made


def merged(kit: Kit, gone: Incident, kept: Incident) -> None:
    """Merge two incidents as they stand, and plan."""
    one, other = (known(kit.connection, number) for number in (gone.id, kept.id))
    merge(kit.connection, one, other, Act("one clash", kit.now))
    kit.plan()


def alive(kit: Kit) -> list[Any]:
    """Give what chat 42 got or is about to get: kind, incident, what it refers to."""
    rows = kit.rows("kind", "incident", "target_message_id", "state")
    return [row[:3] for row in rows if row[3] != "cancelled"]


def test_who_got_both_is_told_in_the_thread_that_ends_and_silently(kit: Kit) -> None:
    kit.chat()
    first, second = told(kit), told(kit)
    merged(kit, second, first)

    assert [("reply", 2, 102), ("edit", 2, 102)] == alive(kit)[2:]
    assert [True, True] == kit.rows("is_silent")[2:]


def test_the_thread_of_who_got_only_the_merged_one_goes_on(kit: Kit) -> None:
    kit.chat(areas=frozenset({Theatre.ARMENIA_AZERBAIJAN}))
    north = replace(PLACE, name="Dagestan", theatre=Theatre.NORTH_CAUCASUS)
    first, second = told(kit, places=(north,)), told(kit)
    merged(kit, second, first)
    kit.send()
    now = known(kit.connection, first.id)
    kit.plan(60)
    kit.tell(AlertReason.TOLL, id=now.id, version=now.version + 1, is_told=True)
    kit.plan()

    assert [("message", 2, None), ("reply", 2, 101), ("edit", 2, 101), ("reply", 1, 101)] == (
        alive(kit)
    )


@pytest.mark.parametrize(("loud", "soft"), [({}, CLAIMED), ({}, TALKS)])
def test_of_two_that_wait_the_louder_is_told(
    kit: Kit, loud: dict[str, Any], soft: dict[str, Any]
) -> None:
    kit.chat()
    first, _ = kit.tell(is_told=True, **{**soft, "family": "violence"})
    second, _ = kit.tell(is_told=True, **loud)
    kit.plan()
    merged(kit, second, first)
    rows = kit.rows("kind", "is_silent", "state")

    assert [("message", False)] == [row[:2] for row in rows if row[2] != "cancelled"]


def test_what_waits_of_the_merged_one_is_not_told_where_the_other_was(kit: Kit) -> None:
    kit.chat()
    first = told(kit)
    second, _ = kit.tell(is_told=True)
    kit.plan()
    merged(kit, second, first)

    assert [("message", 1, None), ("edit", 1, 101)] == alive(kit)


def test_an_alert_that_was_not_planned_yet_reaches_who_knows_neither(kit: Kit) -> None:
    kit.chat()
    first = told(kit)
    kit.chat(OTHER)
    second, _ = kit.tell(is_told=True)
    merged(kit, second, first)

    assert [("message", second.id)] == kit.rows("kind", "incident", chat=OTHER)
    assert [("message", 1, None), ("edit", 1, 101)] == alive(kit)


def test_a_correction_that_waits_is_told_beside_the_merge(kit: Kit) -> None:
    kit.chat()
    first, second = told(kit), told(kit)
    kit.tell(AlertReason.CORRECTION, id=second.id, version=2, is_told=True)
    kit.plan()
    merged(kit, second, first)

    assert [("reply", 2), ("edit", 2), ("reply", 3), ("edit", 3)] == [
        row[:2] for row in kit.rows("kind", "version", "state") if row[2] == "pending"
    ]


def test_only_readers_of_the_survivor_hear_what_the_merge_brings(kit: Kit) -> None:
    kit.chat()
    first = told(kit)
    kit.chat(OTHER)
    second = told(kit, claims=(claim(low=5, high=5, said_at=kit.now),))
    kit.chat(preset=Preset.EVERYTHING)
    merged(kit, second, first)

    assert [("reply", second.id), ("edit", second.id)] == kit.rows("kind", "incident")[2:]
    assert AlertReason.TOLL is alerts.of_incident(kit.connection, first.id)[-1].reason


def test_a_merge_that_is_undone_is_told_in_both_threads(kit: Kit) -> None:
    kit.chat()
    first, second = told(kit), told(kit)
    merged(kit, second, first)
    kit.send()
    whole = known(kit.connection, first.id)
    undo(kit.connection, whole, second.id, Act("they are two", kit.now))
    kit.plan()

    assert [
        ("reply", first.id, 101, False),
        ("edit", first.id, 101, True),
        ("reply", second.id, 102, True),
        ("edit", second.id, 102, True),
    ] == [
        row[:4]
        for row in kit.rows("kind", "incident", "target_message_id", "is_silent", "state")
        if row[4] == "pending"
    ]


def test_a_split_corrects_the_one_and_tells_the_other_silently(kit: Kit) -> None:
    kit.chat()
    kit.now = NOON
    number = read(kit.connection, "Herald", killed=2)
    read(kit.connection, "Gazette", killed=3, at=NOON + HOUR)
    kit.plan(1)
    kit.send()
    reports = [one.report_id for one in incidents.tellings(kit.connection, number)]
    kit.chat(OTHER)
    act = Act("two villages", kit.now)
    _, new = split(kit.connection, known(kit.connection, number), {reports[1]}, act)
    kit.plan()

    assert [
        ("reply", number, False),
        ("edit", number, True),
        ("message", new.id, True),
    ] == kit.rows("kind", "incident", "is_silent")[-3:]
    assert [("message", new.id, False)] == kit.rows("kind", "incident", "is_silent", chat=OTHER)


def test_nobody_is_told_of_what_nobody_heard(kit: Kit) -> None:
    kit.chat()
    first, second = kit.revise(), kit.revise()
    merged(kit, second, first)

    assert [] == alive(kit)
