from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.merge.figures import amount, as_text, by_claimant, fold
from feeds.merge.groups import groups
from feeds.model import Casualty, Claim, Event, Harm, Scope, Side, Source, Status, Who
from tests.feeds.merge.made import HOUR, NOON, casualty, event, report, source

LATER = source("Reuters", NOON + HOUR)
OTHER_OUTLET = source("AFP", NOON + HOUR)
MUCH_LATER = source("AFP", NOON + 4 * HOUR)


def claimed(
    *figures: Casualty,
    told: Event | None = None,
    known: tuple[Claim, ...] = (),
    by: Source | None = None,
) -> tuple[Claim, ...]:
    """The claims after a report with these figures."""
    told = told or event()
    by = by or source()
    is_news = told.status.is_live
    (group,) = groups(report(told, casualties=figures, alert=is_news), by)
    return fold(known, group, by)


TWO, SEVEN = claimed(casualty(2)), claimed(casualty(7))


def numbers(claims: tuple[Claim, ...]) -> list[tuple[str, int | None, str]]:
    return [(claim.claimant, claim.low, claim.before) for claim in claims]


@pytest.mark.parametrize(
    ("figure", "told", "expected"),
    [
        (casualty(2, claimed_by=("ARM_PM",)), event(), ["ARM_PM"]),
        (casualty(2, claimed_by=("ARM_PM", "AZE_GOV")), event(), ["ARM_PM", "AZE_GOV"]),
        (casualty(2), event(), ["ARM_MOD"]),
        (casualty(2), event(claimed_by=()), ["outlet:Reuters"]),
    ],
)
def test_a_figure_is_its_claimants_else_the_events_else_the_outlets(
    figure: Casualty, told: Event, expected: list[str]
) -> None:
    assert expected == [claim.claimant for claim in claimed(figure, told=told)]


def test_a_claim_says_when_and_where_it_was_read() -> None:
    (claim,) = TWO

    assert (NOON, "Reuters", source().url) == (claim.said_at, claim.outlet, claim.url)


def test_the_newest_claim_of_a_claimant_wins_and_keeps_the_one_before() -> None:
    claims = claimed(casualty(3), known=TWO, by=LATER)

    assert [("ARM_MOD", 3, "2")] == numbers(claims)


def test_another_claimant_stands_beside() -> None:
    claims = claimed(casualty(5), told=event(claimed_by=("AZE_MOD",)), known=TWO, by=LATER)

    assert [("ARM_MOD", 2, ""), ("AZE_MOD", 5, "")] == numbers(claims)


def test_the_same_figure_again_changes_nothing() -> None:
    assert claimed(casualty(2), known=TWO, by=OTHER_OUTLET) == TWO


@pytest.mark.parametrize(
    ("figure", "by", "expected"),
    [
        (casualty(1), LATER, ("ARM_MOD", 1, "2")),  # the outlet that gave the higher one
        (casualty(1), MUCH_LATER, ("ARM_MOD", 1, "2")),
        (casualty(1), OTHER_OUTLET, ("ARM_MOD", 2, "")),  # an earlier statement, copied late
        (casualty(1), replace(LATER, url=""), ("ARM_MOD", 2, "")),
        (casualty(1, high=None, qualifier="at_least"), LATER, ("ARM_MOD", 2, "")),
        (casualty(None, high=9, qualifier="at_most"), LATER, ("ARM_MOD", 2, "")),
        (casualty(1), source("Reuters", NOON - HOUR), ("ARM_MOD", 2, "")),
        (casualty(3), source("Reuters", NOON - HOUR), ("ARM_MOD", 2, "")),
    ],
)
def test_a_figure_is_lowered_only_by_newer_words_that_deny_it(
    figure: Casualty, by: Source, expected: tuple[str, int, str]
) -> None:
    assert [expected] == numbers(claimed(figure, known=TWO, by=by))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (casualty(3, who=Who.UNK), [("ARM_MOD", 3, "2")]),
        (casualty(3, side=Side.ART), [("ARM_MOD", 3, "2")]),
        (casualty(3, who=Who.CIV), [("ARM_MOD", 2, ""), ("ARM_MOD", 3, "")]),
        (casualty(3, Harm.WOUNDED), [("ARM_MOD", 2, ""), ("ARM_MOD", 3, "")]),
    ],
)
def test_people_that_are_not_told_apart_are_the_same(
    figure: Casualty, expected: list[tuple[str, int, str]]
) -> None:
    assert expected == numbers(claimed(figure, known=TWO, by=LATER))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([(5, Who.UNK)], [(2, Who.MIL), (3, Who.CIV)], 5),
        ([(2, Who.MIL), (3, Who.CIV)], [(5, Who.UNK)], 5),
        ([(5, Who.UNK)], [(2, Who.MIL)], 5),
        ([(2, Who.MIL), (3, Who.CIV)], [(3, Who.MIL)], 6),
        ([(2, Who.MIL)], [(3, Who.CIV), (6, Who.MIXED)], 6),
    ],
)
def test_a_part_is_not_added_to_its_whole(
    first: list[tuple[int, Who]], second: list[tuple[int, Who]], expected: int
) -> None:
    known = claimed(*(casualty(number, who=who) for number, who in first))
    again = [casualty(number, who=who) for number, who in second]

    claims = claimed(*again, known=known, by=LATER)

    assert {("ARM_MOD", Side.ARM): expected} == by_claimant(claims, Harm.KILLED)


def test_the_highest_of_two_figures_in_one_report_counts() -> None:
    assert [("ARM_MOD", 5, "")] == numbers(claimed(casualty(3), casualty(5), casualty(4)))


INCREMENT, TOTAL = casualty(2, scope=Scope.INCREMENT), casualty(9, scope=Scope.TOTAL)


@pytest.mark.parametrize(
    ("figures", "known", "expected"),
    [
        ((INCREMENT, TOTAL), SEVEN, [("ARM_MOD", 9, "7")]),
        ((INCREMENT, TOTAL), TWO, [("ARM_MOD", 4, "2")]),  # the nine may count a whole war
        ((INCREMENT, TOTAL), (), [("ARM_MOD", 2, "")]),
        ((INCREMENT,), TWO, [("ARM_MOD", 4, "2")]),
        ((INCREMENT,), (), [("ARM_MOD", 2, "")]),
        ((TOTAL,), (), [("ARM_MOD", 9, "")]),
    ],
)
def test_an_increment_leads_to_a_figure(
    figures: tuple[Casualty, ...], known: tuple[Claim, ...], expected: list[tuple[str, int, str]]
) -> None:
    assert expected == numbers(claimed(*figures, known=known, by=LATER))


def test_the_same_increment_is_not_taken_twice() -> None:
    one_more = casualty(1, scope=Scope.INCREMENT)
    three = claimed(one_more, known=TWO, by=LATER)

    again = claimed(one_more, known=three, by=source("AFP", NOON + 2 * HOUR))

    assert [("ARM_MOD", 3, "2")] == numbers(again)


def test_nobody_hurt_ends_with_the_same_claimants_first_figure() -> None:
    nobody = claimed(casualty(0, Harm.CASUALTIES))

    claims = claimed(casualty(1, Harm.WOUNDED), known=nobody, by=LATER)

    assert [Harm.WOUNDED] == [claim.harm for claim in claims]


def test_nobody_hurt_stays_beside_another_claimants_figure() -> None:
    nobody = claimed(casualty(0, Harm.CASUALTIES))
    other = event(claimed_by=("AZE_MOD",))

    claims = claimed(casualty(1, Harm.WOUNDED), told=other, known=nobody, by=LATER)

    assert [Harm.CASUALTIES, Harm.WOUNDED] == [claim.harm for claim in claims]


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "count", "text"),
    [
        (2, 2, "exact", 2, "2"),
        (3, 5, "exact", 3, "3-5"),
        (5, None, "at_least", 5, "5+"),
        (None, 9, "at_most", 0, "0-9"),
        (None, 100, "almost", 99, "0-100"),
        (None, None, "vague:dozens", 0, "dozens"),
        (None, None, "exact", 0, "?"),
    ],
)
def test_a_figure_is_as_sure_as_its_words(
    low: int | None, high: int | None, qualifier: str, count: int, text: str
) -> None:
    claim = replace(TWO[0], low=low, high=high, qualifier=qualifier)

    assert (count, text) == (amount(claim), as_text(claim))


CORRECTION = event(status=Status.RETRACTED)


@pytest.mark.parametrize(
    ("figure", "by", "expected"),
    [
        (casualty(1), OTHER_OUTLET, [("ARM_MOD", 1, "2")]),
        (casualty(3), OTHER_OUTLET, [("ARM_MOD", 3, "2")]),
        (casualty(2), OTHER_OUTLET, [("ARM_MOD", 2, "")]),
        (casualty(1, high=None, qualifier="at_least"), LATER, [("ARM_MOD", 1, "2")]),
        (casualty(1, claimed_by=("AZE_MOD",)), LATER, [("ARM_MOD", 2, ""), ("AZE_MOD", 1, "")]),
    ],
)
def test_a_correction_is_believed_at_once(
    figure: Casualty, by: Source, expected: list[tuple[str, int, str]]
) -> None:
    assert expected == numbers(claimed(figure, told=CORRECTION, known=TWO, by=by))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (LATER, [("ARM_MOD", 1, "2")]),  # Reuters had quoted the ministry
        (OTHER_OUTLET, [("ARM_MOD", 2, ""), ("outlet:AFP", 1, "")]),
    ],
)
def test_an_outlet_corrects_what_it_had_quoted(
    by: Source, expected: list[tuple[str, int, str]]
) -> None:
    unnamed = replace(CORRECTION, claimed_by=())

    assert expected == numbers(claimed(casualty(1), told=unnamed, known=TWO, by=by))


def test_a_lower_figure_that_another_said_since_is_no_old_copy() -> None:
    one = claimed(casualty(1), told=event(claimed_by=()), known=TWO, by=source("APA", NOON + HOUR))

    claims = claimed(casualty(1), known=one, by=source("AFP", NOON + 2 * HOUR))

    assert [("ARM_MOD", 1, "2"), ("outlet:APA", 1, "")] == numbers(claims)


def test_a_stale_copy_is_told_by_its_age() -> None:
    fresh = source("AFP", NOON + timedelta(hours=2, minutes=59))

    assert claimed(casualty(1), known=TWO, by=fresh) == TWO
