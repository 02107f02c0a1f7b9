"""The table of events: what is known, how exactly, and what must not be counted."""

from dataclasses import replace
from typing import Any

from bot.claim_exports import claim_rows
from bot.corrections import Act, withdraw
from bot.exports import NOTE, About, EventRow, event_row
from bot.merges import merge
from feeds.model import Standing
from feeds.store import Connection
from tests.bot.exported import abouts
from tests.bot.made import claim, incident
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, KUT, NOON, event

ACT = Act("a slip", NOON + 5 * HOUR)


def row(**changes: Any) -> EventRow:
    return event_row(About(replace(incident(), **changes), 0, False, "9.9"))


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
    assert not [row for about in abouts(connection) for row in claim_rows(about)]
