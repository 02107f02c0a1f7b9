from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from feeds.model import AlertReason, Severity, Standing
from feeds.store.database import open_database
from tests.bot.ledger_kit import DAY, NIGHT, Kit
from tests.bot.made import claim, source

BARE = claim(claimant="outlet:OC Media", low=12, high=12)
"""Twelve killed, says an outlet that names no source."""
SINGLE: dict[str, Any] = {
    "severity": Severity.CRITICAL,
    "claimed_by": (),
    "claims": (BARE,),
    "sources": (source(outlet="OC Media", origin="OC Media"),),
}
SECOND: dict[str, Any] = {
    **SINGLE,
    "id": 1,
    "version": 2,
    "claims": (BARE, claim(claimant="outlet:JAMnews", low=12, high=12)),
    "sources": (*SINGLE["sources"], source(outlet="JAMnews", origin="JAMnews")),
}


@pytest.fixture
def kit() -> Iterator[Kit]:
    """A chat that was told at night, silently, of twelve killed: a single report."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        made = Kit(connection, NIGHT)
        made.chat()
        made.tell(**SINGLE)
        made.plan()
        made.send()
        yield made
    database.close()


def test_grave_news_on_one_word_comes_silently(kit: Kit) -> None:
    assert [("single_report", True)] == kit.rows("policy_reason", "is_silent")


def test_it_sounds_at_night_when_a_second_origin_comes(kit: Kit) -> None:
    kit.revise(**SECOND)
    kit.plan(minutes=20)
    kit.plan(minutes=20)

    assert [("reply", "critical", False, 2)] == kit.rows(
        "kind", "policy_reason", "is_silent", "version"
    )[1:]


@pytest.mark.parametrize(
    "changes",
    [
        {"claims": (BARE,), "sources": SINGLE["sources"]},  # still one word
        {"severity": Severity.HIGH},
        {"standing": Standing.WITHDRAWN},
    ],
)
def test_it_stays_silent_otherwise(kit: Kit, changes: dict[str, Any]) -> None:
    kit.revise(**{**SECOND, **changes})
    kit.plan(minutes=20)

    assert ["message", "edit"] == kit.rows("kind")


def test_an_alert_of_the_same_change_is_enough(kit: Kit) -> None:
    kit.tell(AlertReason.TOLL, **SECOND)
    kit.plan(minutes=20)

    assert [("message", True), ("reply", False)] == kit.rows("kind", "is_silent")


def test_what_was_told_with_a_sound_is_not_told_twice(kit: Kit) -> None:
    kit.connection.exec_driver_sql("UPDATE delivery SET policy_reason = 'loss', is_silent = 0")
    kit.now = DAY
    kit.revise(**SECOND)
    kit.plan()

    assert ["message", "edit"] == kit.rows("kind")


DRAFT: dict[str, Any] = {"sources": (source(outlet="Azərtac", origin="AZE_GOV", is_draft=True),)}
SIGNED_OFF: dict[str, Any] = {
    "id": 1,
    "version": 2,
    "sources": (*DRAFT["sources"], source(first_read_at=DAY + timedelta(minutes=15))),
}


@pytest.fixture
def by_day() -> Iterator[Kit]:
    """A chat that was told by day, silently, of what only a draft language told of."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        made = Kit(connection, DAY)
        made.chat()
        made.tell(**DRAFT)
        made.plan()
        made.send()
        yield made
    database.close()


def test_what_only_draft_languages_tell_comes_silently(by_day: Kit) -> None:
    assert [("draft", True)] == by_day.rows("policy_reason", "is_silent")


def test_it_sounds_when_a_language_that_is_signed_off_tells_it(by_day: Kit) -> None:
    by_day.revise(**SIGNED_OFF)
    by_day.plan(minutes=20)
    by_day.plan(minutes=20)

    assert [("reply", False, 2)] == by_day.rows("kind", "is_silent", "version")[1:]


def test_it_stays_silent_while_other_draft_languages_join(by_day: Kit) -> None:
    joined = source(outlet="Armenpress hy", is_draft=True)
    by_day.revise(id=1, version=2, sources=(*DRAFT["sources"], joined))
    by_day.plan(minutes=20)

    assert ["message", "edit"] == by_day.rows("kind")
