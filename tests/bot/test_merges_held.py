"""Merging and splitting what operators hold back, what chats muted, and what is withdrawn."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.corrections import Act, withdraw
from bot.holds import Decision, Mode
from bot.merges import merge, split, undo
from bot.store import chats, holds
from feeds.model import AlertReason, Incident
from feeds.store import incidents
from feeds.store.database import open_database
from tests.bot.ledger_kit import CHAT, OTHER, Kit
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, NOON


@pytest.fixture
def kit() -> Iterator[Kit]:
    database = open_database(":memory:")
    with database.transaction() as connection:
        made = Kit(connection)
        made.chat()
        yield made
    database.close()


def act(kit: Kit) -> Act:
    return Act("by hand", kit.now, "operator 7")


def told(kit: Kit) -> Incident:
    """Tell an incident, and let it arrive."""
    made, _ = kit.tell(is_told=True)
    kit.plan()
    kit.send()
    return made


def held(kit: Kit) -> Incident:
    """Tell an incident that waits for an operator."""
    made, _ = kit.tell(is_told=True)
    holds.place(kit.connection, Mode.REVIEW, kit.now)
    return made


def decisions(kit: Kit, number: int) -> list[tuple[Decision, int | None]]:
    return [(one.decision, one.decided_by) for one in holds.of_incident(kit.connection, number)]


def test_what_waited_of_the_merged_one_is_decided_where_the_other_was_told(kit: Kit) -> None:
    first, second = told(kit), held(kit)
    merge(kit.connection, second, first, act(kit), user_id=7)
    kit.plan(30)

    assert [(Decision.DROPPED, 7)] == decisions(kit, first.id)
    assert ["message", "edit"] == kit.rows("kind")


def test_what_waits_still_waits_where_nobody_was_told_of_either(kit: Kit) -> None:
    first, second = kit.revise(), held(kit)
    merge(kit.connection, second, first, act(kit))
    kit.plan()

    assert [(Decision.OPEN, None)] == decisions(kit, first.id)
    assert not kit.rows("kind")


def test_released_it_is_told_under_the_number_that_goes_on(kit: Kit) -> None:
    first, second = kit.revise(), held(kit)
    merge(kit.connection, second, first, act(kit))
    (waiting,) = holds.of_incident(kit.connection, first.id)
    holds.decide(kit.connection, [waiting.alert_id], Decision.RELEASED, 7, kit.now)
    kit.plan()

    assert ["message"] == kit.rows("kind")


def test_what_waits_for_an_operator_is_not_split(kit: Kit) -> None:
    kit.now = NOON
    number = read(kit.connection, "Herald", killed=2)
    read(kit.connection, "Gazette", killed=3, at=NOON + HOUR)
    holds.place(kit.connection, Mode.REVIEW, kit.now)
    first, _ = incidents.tellings(kit.connection, number)

    with pytest.raises(ValueError, match="release or drop it first"):
        split(kit.connection, known(kit.connection, number), {first.report_id}, act(kit))


def test_what_was_withdrawn_is_not_split_nor_its_merge_undone(kit: Kit) -> None:
    first, second = told(kit), told(kit)
    both = merge(kit.connection, second, first, act(kit))
    withdrawn = withdraw(kit.connection, both, act(kit))

    with pytest.raises(ValueError, match="#1 is withdrawn"):
        undo(kit.connection, withdrawn, second.id, act(kit))


def test_who_muted_one_of_two_has_muted_both(kit: Kit) -> None:
    first, second = told(kit), told(kit)
    chats.mute(kit.connection, CHAT, second.id, kit.now + timedelta(days=9))
    both = merge(kit.connection, second, first, act(kit))
    kit.plan()
    kit.send()
    kit.tell(AlertReason.TOLL, id=first.id, version=both.version + 1, is_told=True)
    kit.plan(30)

    assert 0 == kit.rows("incident", "kind").count((first.id, "reply"))


def test_a_thread_is_followed_through_two_merges(kit: Kit) -> None:
    first = told(kit)
    kit.chat(OTHER)
    second, third = told(kit), told(kit)
    for gone, kept in ((first, second), (second, third)):
        stored = known(kit.connection, gone.id)
        merge(kit.connection, stored, known(kit.connection, kept.id), act(kit))
        kit.plan(1)
        kit.send()

    rows = kit.rows("kind", "incident", "target_message_id", "message_id")
    sent = {row[1]: row[3] for row in rows if row[0] == "message"}
    replies = [row[1:3] for row in rows if row[0] == "reply"]

    assert [(first.id, sent[first.id]), (second.id, sent[second.id])] == replies
