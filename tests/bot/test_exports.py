"""The two tables of an export, from real reports of an invented day."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.corrections import Act, put_right, withdraw
from bot.exports import NOTE, About, ClaimRow, EventRow, claim_rows, event_row
from bot.merges import merge
from feeds.model import Standing
from feeds.store import Connection, exports, incidents
from feeds.store.database import open_database
from tests.bot.made import claim, incident
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, KUT, NOON, event

ACT = Act("a slip", NOON + 5 * HOUR)


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as connection:
        yield connection
    database.close()


def abouts(connection: Connection) -> list[About]:
    return [
        About(
            one.incident,
            one.merged_into,
            one.is_human_reviewed,
            "9.9",
            incidents.tellings(connection, one.incident.id),
        )
        for one in exports.page(connection, 0, 99)
    ]


def row(**changes: Any) -> EventRow:
    return event_row(About(replace(incident(), **changes), 0, False, "9.9"))


def claims(connection: Connection) -> list[ClaimRow]:
    return [row for about in abouts(connection) for row in claim_rows(about)]


def test_an_event_has_its_day_place_figures_and_how_exact_they_are() -> None:
    made = row()

    assert (1042, "current", "2031-03-05", 1, "05:30") == (
        made.event_id,
        made.status,
        made.event_date,
        made.time_precision,
        made.event_time,
    )
    assert ("Nerkin Hand", 39.05, 46.53, 1) == (
        made.location,
        made.latitude,
        made.longitude,
        made.geo_precision,
    )
    assert (2, 2, 2) == (made.fatalities_low, made.fatalities_high, made.fatalities_best)
    assert (NOTE, "9.9", "Battles: Armed clash") == (
        made.note,
        made.program_version,
        made.acled_type,
    )


def test_a_day_that_is_only_implied_is_less_exact() -> None:
    assert 2 == row(is_day_explicit=False).time_precision


def test_accounts_that_differ_have_a_span_and_no_best() -> None:
    told = row(claims=(claim(), claim(claimant="medic", low=5, high=5)))

    assert (2, 5, None) == (told.fatalities_low, told.fatalities_high, told.fatalities_best)


def test_while_sides_disagree_there_is_no_best() -> None:
    assert row(standing=Standing.DISPUTED).fatalities_best is None


def test_what_a_side_says_it_inflicted_is_no_figure_of_the_event() -> None:
    told = row(claims=(claim(claimant="AZE_MOD", low=90, high=90),))

    assert (None, None) == (told.fatalities_low, told.fatalities_high)


def test_merged_and_withdrawn_numbers_are_listed_with_nothing_to_count(
    connection: Connection,
) -> None:
    first = read(connection, "Herald", killed=2)
    second = read(connection, "Gazette", event(places=(KUT,)), at=NOON + HOUR, killed=4)
    merge(connection, known(connection, second), known(connection, first), ACT)
    withdraw(connection, known(connection, first), ACT)
    rows = [event_row(about) for about in abouts(connection)]

    assert [("withdrawn", None, None, True), ("merged", first, None, True)] == [
        (one.status, one.merged_into, one.fatalities_low, one.is_human_reviewed) for one in rows
    ]
    assert not claims(connection)


def test_each_figure_is_a_row_with_who_when_and_what_came_after_it(
    connection: Connection,
) -> None:
    read(connection, "Herald", killed=2)
    read(connection, "Gazette", at=NOON + HOUR, killed=2)
    read(connection, "Courier", at=NOON + 2 * HOUR, killed=3)
    two, three = claims(connection)

    assert ("1-1", "ARM_MOD", "own_side", 2, "Herald") == (
        two.claim_id,
        two.claimant,
        two.relation,
        two.min,
        two.source,
    )
    assert (NOON.isoformat(), (NOON + HOUR).isoformat()) == (two.first_seen_at, two.last_seen_at)
    assert ("1-2", None, 3) == (two.superseded_by, three.superseded_by, three.max)


def test_a_figure_that_was_put_right_is_marked(connection: Connection) -> None:
    number = read(connection, "Herald", killed=12)
    stored = known(connection, number)
    put_right(connection, stored, replace(stored.claims[0], low=2, high=2, said_at=ACT.at), ACT)
    wrong, right = claims(connection)

    assert (12, "1-2", False) == (wrong.min, wrong.superseded_by, wrong.is_derived)
    assert (2, None, True) == (right.min, right.superseded_by, right.is_derived)


def test_reports_of_a_merged_incident_count_as_the_survivors(connection: Connection) -> None:
    first = read(connection, "Herald", killed=2)
    second = read(connection, "Gazette", event(places=(KUT,)), at=NOON + HOUR, killed=4)
    merge(connection, known(connection, second), known(connection, first), ACT)

    assert [(first, 2), (first, 4)] == [(one.event_id, one.min) for one in claims(connection)]
