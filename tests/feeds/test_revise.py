"""An article may add to what its summary told, and do nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.config import FeedSettings
from feeds.merge import retract
from feeds.model import (
    Alert,
    Casualty,
    Entry,
    Event,
    EventType,
    Harm,
    Incident,
    Report,
    Scope,
    Side,
    Status,
    Who,
)
from feeds.record import Batch, record
from feeds.revise import Reread, Revised, revise
from feeds.store import Connection, alerts, articles, feeds, incidents
from feeds.store.database import open_database
from feeds.store.entries import Item
from tests.feeds.merge.made import GANJA, NOON, SOTK, casualty, event, report

HOUR = timedelta(hours=1)
FEED = FeedSettings(name="Herald", url="https://herald.example/rss", language="en")
FIRE = event(EventType.SHELLING)
TWO_KILLED = report(FIRE, casualties=(casualty(2),))
ENTRY = Entry("1", "Fire near Sotk", url="https://herald.example/1", published_at=NOON)


class Desk:
    """A database in which one thin entry has been told, and its article waits."""

    def __init__(self, connection: Connection, first: Report = TWO_KILLED) -> None:
        self.connection = connection
        feeds.sync(connection, [FEED], NOON)
        item = Item(ENTRY, "key", first)
        batch = Batch(FEED, [item], False, 48 * HOUR, NOON, reads_articles=True)
        record(connection, batch)
        (self.article,) = articles.claim(connection, NOON, 9)

    def revise(
        self, *events: Event, casualties: Sequence[Casualty] = (), alert: bool = True
    ) -> Revised:
        told = report(*events, casualties=casualties, alert=alert)
        return revise(self.connection, Reread(self.article, "text", told), FEED, NOON + HOUR)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return incidents.newest(self.connection, 9)

    @property
    def told(self) -> list[str]:
        return [alert.reason.value for alert in alerts.after(self.connection, 0, 99)]


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as opened:
        yield opened
    database.close()


@pytest.fixture
def desk(connection: Connection) -> Desk:
    return Desk(connection)


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    before = desk.incidents
    revised = desk.revise(FIRE, casualties=(casualty(2),))

    assert (revised.is_used, revised.told, desk.told) == (True, (), ["new"])
    assert [incident.version for incident in desk.incidents] == [before[0].version]


@pytest.mark.parametrize(
    ("told", "casualties", "expected"),
    [
        (event(EventType.SHELLING, denied_by=("AZE_MOD",)), (casualty(2),), "disputed"),
        (FIRE, (casualty(3),), "toll"),
        (
            event(EventType.SHELLING, claimed_by=("ARM_MOD", "AZE_MOD")),
            (casualty(2),),
            "both_sides",
        ),
        (FIRE, (casualty(2), casualty(1, Harm.WOUNDED)), "toll"),
    ],
)
def test_what_it_adds_is_told_for_what_it_is(
    desk: Desk, told: Event, casualties: Sequence[Casualty], expected: str
) -> None:
    revised = desk.revise(told, casualties=casualties)

    assert desk.told == ["new", expected]
    assert revised.reason == expected
    assert [incident.version for incident in desk.incidents] == [2]


def test_what_readers_have_not_heard_of_is_not_told_by_an_article(desk: Desk) -> None:
    (incident,) = desk.incidents
    incidents.save(desk.connection, replace(incident, is_told=False), "test", "", NOON)
    revised = desk.revise(FIRE, casualties=(casualty(3),))

    assert (revised.is_used, revised.told, desk.told) == (True, (), ["new"])


def test_it_opens_no_incident(desk: Desk) -> None:
    elsewhere = event(EventType.SHELLING, places=(GANJA,), target=Side.AZE, actor=Side.ARM)
    revised = desk.revise(FIRE, elsewhere, casualties=(casualty(2),))

    assert (revised.is_used, len(desk.incidents), desk.told) == (True, 1, ["new"])


@pytest.mark.parametrize(
    ("events", "casualties", "alert", "reason"),
    [
        ((event(EventType.SHELLING, places=(GANJA,)),), (), True, "something else"),
        ((FIRE,), (casualty(2),), False, "silent"),
        ((event(EventType.SHELLING, status=Status.RETRACTED),), (), True, ""),
        ((event(EventType.TALKS),), (), True, "something else"),
    ],
)
def test_what_does_not_fit_the_summary_leaves_it_in_use(
    desk: Desk,
    events: Sequence[Event],
    casualties: Sequence[Casualty],
    *,
    alert: bool,
    reason: str,
) -> None:
    before = desk.incidents
    revised = desk.revise(*events, casualties=casualties, alert=alert)

    assert reason in revised.reason
    assert (revised.is_used, desk.incidents, desk.told) == (False, before, ["new"])
    assert articles.claim(desk.connection, NOON + 9 * HOUR, 9) == ()


def test_an_article_that_would_lower_a_figure_by_another_name_is_left(
    connection: Connection,
) -> None:
    mixed = casualty(5, who=Who.MIXED)
    desk = Desk(connection, report(FIRE, casualties=(mixed, casualty(1, Harm.WOUNDED))))
    (before,) = desk.incidents
    desk.revise(FIRE, casualties=(casualty(3), casualty(1, Harm.WOUNDED)))

    assert [claim for claim in before.claims if claim not in desk.incidents[0].claims] == []
    assert desk.told == ["new"]


def test_two_more_are_not_counted_twice(connection: Connection) -> None:
    two_more = casualty(2, scope=Scope.INCREMENT)
    desk = Desk(connection, report(FIRE, casualties=(two_more,)))
    (before,) = desk.incidents
    desk.revise(FIRE, casualties=(two_more,))
    (after,) = desk.incidents

    assert before.claims == after.claims


def test_an_incident_that_was_withdrawn_meanwhile_stays_so(desk: Desk) -> None:
    (incident,) = desk.incidents
    incidents.save(desk.connection, retract(incident), "operator", "a mistake", NOON)
    revised = desk.revise(FIRE, casualties=(casualty(9),))

    assert (revised.is_used, desk.told) == (False, ["new"])


def test_the_report_in_store_is_the_one_with_the_article(desk: Desk) -> None:
    desk.revise(event(EventType.SHELLING, denied_by=("AZE_MOD",)), casualties=(casualty(2),))
    (incident,) = desk.incidents
    (telling,) = incidents.tellings(desk.connection, incident.id)

    assert telling.report.events[0].denied_by == ("AZE_MOD",)
    assert (telling.event, telling.feed) == (0, "Herald")


def test_the_history_says_that_it_was_the_article_and_of_which_feed(desk: Desk) -> None:
    desk.revise(FIRE, casualties=(casualty(3),))
    (incident,) = desk.incidents
    last = incidents.history(desk.connection, incident.id)[-1]

    assert (last.by, last.version) == ("feed:Herald", 2)
    assert last.what.startswith("article: killed")


def test_an_alert_names_the_version_that_it_tells(desk: Desk) -> None:
    desk.revise(FIRE, casualties=(casualty(3),))
    first, second = alerts.after(desk.connection, 0, 99)

    assert isinstance(second, Alert)
    assert (first.version, second.version) == (1, 2)
    assert first.incident_id == second.incident_id
    assert SOTK in desk.incidents[0].places
