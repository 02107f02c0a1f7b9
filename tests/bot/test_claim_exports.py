"""The table of claims: each figure once, with who said it, when, and what came after it."""

from dataclasses import replace

from bot.claim_exports import ClaimRow, claim_rows
from bot.corrections import Act, put_right
from bot.merges import merge
from feeds.store import Connection
from tests.bot.exported import abouts
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, KUT, NOON, event

ACT = Act("a slip", NOON + 5 * HOUR)


def claims(connection: Connection) -> list[ClaimRow]:
    return [row for about in abouts(connection) for row in claim_rows(about)]


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
