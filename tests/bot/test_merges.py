"""Operators merge and split: numbers, reports, figures and history, with real reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corrections import Act, put_right
from bot.merges import merge, split, undo
from feeds.model import AlertReason, EventType, Incident, Standing
from feeds.store import Connection, alerts, incidents
from feeds.store.database import Database, open_database
from feeds.store.schema import metadata
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import GANJA, HOUR, KUT, NOON, SOTK, event

ACT = Act("the same clash", NOON + 5 * HOUR)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.transaction() as connection:
        empty(connection)
        yield connection


def empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())
    connection.exec_driver_sql("DELETE FROM sqlite_sequence")


def two(connection: Connection) -> tuple[Incident, Incident]:
    """Two incidents: Sotk with two reports, Kut with one."""
    sotk = read(connection, "Herald", killed=2)
    read(connection, "Gazette", at=NOON + HOUR, killed=3)
    kut = read(connection, "Courier", event(places=(KUT,)), at=NOON + 2 * HOUR, killed=5)
    return known(connection, sotk), known(connection, kut)


def content(incident: Incident) -> Incident:
    """Leave out what an id and a version are."""
    return replace(incident, id=0, version=0, links=())


def test_a_merged_number_leads_to_the_other_and_figures_are_not_added(
    connection: Connection,
) -> None:
    sotk, kut = two(connection)
    both = merge(connection, kut, sotk, ACT)

    assert both == known(connection, kut.id) == known(connection, sotk.id)
    assert [("ARM_MOD", 5, "3")] == [(c.claimant, c.low, c.before) for c in both.claims]
    assert ["Sotk", "Kut"] == [place.name for place in both.places]
    assert {"Herald", "Gazette", "Courier"} == {source.outlet for source in both.sources}
    assert both.version > max(sotk.version, kut.version)
    assert 3 == len({one.report_id for one in incidents.tellings(connection, sotk.id)})


def test_both_histories_say_who_when_and_why(connection: Connection) -> None:
    sotk, kut = two(connection)
    merge(connection, kut, sotk, ACT)
    lines = [incidents.history(connection, number)[-1] for number in (sotk.id, kut.id)]

    assert [
        (ACT.at, "operator", f"#{kut.id} merged into it: the same clash"),
        (ACT.at, "operator", f"merged into #{sotk.id}: the same clash"),
    ] == [(line.at, line.by, line.what) for line in lines]


def test_later_reports_of_either_go_to_the_survivor(connection: Connection) -> None:
    sotk, kut = two(connection)
    merge(connection, kut, sotk, ACT)
    later = read(connection, "Herald", event(places=(KUT,)), at=NOON + 6 * HOUR, killed=6)

    assert sotk.id == later
    assert [6] == [claim.low for claim in known(connection, kut.id).claims]


def test_merging_then_splitting_the_same_reports_restores_both(connection: Connection) -> None:
    sotk, kut = two(connection)
    mine = {one.report_id for one in incidents.tellings(connection, kut.id)}
    merge(connection, kut, sotk, ACT)
    old, new = split(connection, known(connection, sotk.id), mine, ACT)

    assert (sotk.id, kut.id) == (old.id, new.id)
    assert (content(sotk), content(kut)) == (content(old), content(new))
    assert new == known(connection, kut.id)


def test_what_came_after_a_merge_stays_with_its_number(connection: Connection) -> None:
    sotk, kut = two(connection)
    merge(connection, kut, sotk, ACT)
    read(connection, "Herald", at=NOON + 6 * HOUR, killed=7)
    old, new = undo(connection, known(connection, sotk.id), kut.id, ACT)

    assert [7] == [claim.low for claim in old.claims]
    assert {"Herald", "Gazette"} == {source.outlet for source in old.sources}
    assert content(kut) == content(new)


def test_reports_split_off_are_an_incident_with_a_number_of_its_own(
    connection: Connection,
) -> None:
    sotk, _ = two(connection)
    second = [one.report_id for one in incidents.tellings(connection, sotk.id)][1]
    old, new = split(connection, sotk, {second}, ACT)

    assert [[2], [3]] == [[claim.low for claim in one.claims] for one in (old, new)]
    assert [["Herald"], ["Gazette"]] == [[s.outlet for s in one.sources] for one in (old, new)]
    assert new.id > sotk.id
    assert [second] == [one.report_id for one in incidents.tellings(connection, new.id)]
    assert (sotk.id,) == new.links


def test_a_figure_that_was_put_right_stays_right_after_a_split(connection: Connection) -> None:
    sotk, _ = two(connection)
    reports = [one.report_id for one in incidents.tellings(connection, sotk.id)]
    right = replace(sotk.claims[0], low=1, high=1)
    righted = put_right(connection, sotk, right, ACT)
    _, new = split(connection, righted, {reports[1]}, ACT)

    assert [1] == [claim.low for claim in new.claims]


def test_readers_of_only_the_survivor_hear_what_is_new_in_it(connection: Connection) -> None:
    sotk, kut = two(connection)
    merge(connection, kut, sotk, ACT)
    last = [alerts.of_incident(connection, one)[-1] for one in (sotk.id, kut.id)]

    assert [(AlertReason.TOLL, kut.id), (AlertReason.MERGED, sotk.id)] == [
        (alert.reason, alert.other_id) for alert in last
    ]


def refused(connection: Connection, name: str) -> str:
    """Try what can't be done; give the words."""
    sotk, kut = two(connection)
    truce = known(
        connection,
        read(connection, "Herald", event(EventType.CEASEFIRE_AGREED), at=NOON + 3 * HOUR),
    )
    gone = replace(kut, standing=Standing.WITHDRAWN)
    reports = [one.report_id for one in incidents.tellings(connection, sotk.id)]
    tries: dict[str, Any] = {
        "itself": lambda: merge(connection, sotk, sotk, ACT),
        "kind": lambda: merge(connection, truce, sotk, ACT),
        "withdrawn": lambda: merge(connection, gone, sotk, ACT),
        "unknown": lambda: split(connection, sotk, {999}, ACT),
        "all": lambda: split(connection, sotk, set(reports), ACT),
        "unmerged": lambda: undo(connection, sotk, kut.id, ACT),
    }
    with pytest.raises(ValueError, match=r"#|report") as error:
        tries[name]()
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("itself", "both are #1"),
        ("kind", "different kinds stay two incidents"),
        ("withdrawn", "#2 is withdrawn"),
        ("unknown", "report 999 does not tell of #1"),
        ("all", "at least one report must go, and one stay"),
        ("unmerged", "#2 was not merged into #1"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    connection: Connection, name: str, words: str
) -> None:
    assert words in refused(connection, name)


PLACES = (SOTK, KUT, GANJA)
TOLD = st.lists(
    st.tuples(st.sampled_from(PLACES), st.integers(0, 3), st.none() | st.integers(1, 9)),
    min_size=2,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(told=TOLD, data=st.data())
def test_merges_undone_in_reverse_restore_everything_and_numbers_lead_through_chains(
    database: Database, told: list[tuple[Any, int, int | None]], data: st.DataObject
) -> None:
    with database.transaction() as connection:
        empty(connection)
        for step, (place, feed, killed) in enumerate(told):
            by = ("Herald", "Gazette", "Courier", "Post")[feed]
            at = NOON + timedelta(minutes=step)
            read(connection, by, event(places=(place,)), at=at, killed=killed)
        before = {one.id: one for one in incidents.newest(connection, 99)}
        left, done = sorted(before), []
        while len(left) > 1:
            gone = left.pop(data.draw(st.integers(0, len(left) - 1)))
            kept = data.draw(st.sampled_from(left))
            merge(connection, known(connection, gone), known(connection, kept), ACT)
            done.append((gone, kept))

        assert {left[0]} == {known(connection, number).id for number in before}
        for gone, kept in reversed(done):
            undo(connection, known(connection, kept), gone, ACT)
        after = {number: content(known(connection, number)) for number in before}
        assert {number: content(one) for number, one in before.items()} == after
