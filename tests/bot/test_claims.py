"""Every figure stands with its claimant, and says whose losses it is about."""

from typing import Any

import pytest

from bot.claims import Relation, claim_lines, relation
from bot.words import words
from feeds.model import Harm, Side, Theatre, Who
from tests.bot.made import claim

WORDS = words("en")


def said(*claims: Any, theatre: Theatre | None = Theatre.ARMENIA_AZERBAIJAN) -> list[str]:
    return claim_lines(claims, WORDS, theatre)


@pytest.mark.parametrize(
    ("claimant", "side", "expected"),
    [
        ("ARM_MOD", Side.ARM, Relation.OWN_SIDE),
        ("ARM_MOD", Side.AZE, Relation.OPPONENT),
        ("AZE_MOD", Side.ART, Relation.OPPONENT),
        ("ARM_MOD", Side.ART, Relation.OWN_SIDE),
        ("GEO_SSG", Side.ABK, Relation.OPPONENT),
        ("RUS_NAC", Side.INS, Relation.OPPONENT),
        ("EU", Side.ARM, Relation.THIRD_PARTY),
        ("outlet:ARM Daily", Side.ARM, Relation.THIRD_PARTY),
        ("ARM_MOD", Side.UNK, Relation.THIRD_PARTY),
        ("medic", Side.AZE, Relation.THIRD_PARTY),
    ],
)
def test_it_tells_whose_losses_they_are(claimant: str, side: Side, expected: Relation) -> None:
    assert expected is relation(claimant, side)


def test_one_claimant_has_one_line_with_all_its_figures() -> None:
    lines = said(claim(harm=Harm.WOUNDED, low=1, high=1), claim())

    assert lines == ["Armenia MoD: 2 of its soldiers killed, 1 wounded"]


def test_offices_of_one_side_that_say_the_same_share_a_line() -> None:
    lines = said(claim(), claim(claimant="ARM_PM"), claim(claimant="ARM_GOV", low=3, high=3))

    assert lines == [
        "Armenia MoD, Armenia prime minister: 2 of its soldiers killed",
        "Armenia authorities: 3 of its soldiers killed",
    ]


def test_losses_of_the_other_side_are_marked_as_such() -> None:
    lines = said(claim(claimant="AZE_MOD", low=3, high=3))

    expected = "Azerbaijan MoD: 3 Armenian soldiers killed (its claim about the other side)"
    assert [expected] == lines


def test_the_verb_is_the_same_for_the_dead_of_both_sides() -> None:
    both = said(claim(), claim(claimant="AZE_MOD", side=Side.AZE))

    assert both == [
        "Armenia MoD: 2 of its soldiers killed",
        "Azerbaijan MoD: 2 of its soldiers killed",
    ]


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "expected"),
    [
        (1, 1, "exact", "1 Armenian soldier killed"),
        (5, None, "at_least", "at least 5 Armenian soldiers killed"),
        (50, None, "more_than", "more than 50 Armenian soldiers killed"),
        (None, 5, "at_most", "up to 5 Armenian soldiers killed"),
        (None, 300, "almost", "almost 300 Armenian soldiers killed"),
        (20, 20, "about", "about 20 Armenian soldiers killed"),
        (12, 15, "exact", "12 to 15 Armenian soldiers killed"),
        (0, 0, "none", "no Armenian soldiers killed"),
        (6500, 6500, "exact", "6,500 Armenian soldiers killed"),
        (None, None, "exact", "an unstated number of Armenian soldiers killed"),
        (None, None, "vague:dozens", "Armenian soldiers, killed: “dozens”"),
    ],
)
def test_it_keeps_how_the_source_put_a_number(
    low: int | None, high: int | None, qualifier: str, expected: str
) -> None:
    lines = said(claim(claimant="EU", low=low, high=high, qualifier=qualifier))

    assert [f"EU: {expected}"] == lines


def test_none_of_its_own_reads_as_a_sentence() -> None:
    lines = said(
        claim(low=0, high=0, qualifier="none"),
        claim(harm=Harm.WOUNDED, low=None, high=None),
    )

    assert lines == ["Armenia MoD: none of its soldiers killed, an unstated number wounded"]


def test_whom_a_side_calls_militants_it_calls_so_itself() -> None:
    killed = claim(claimant="RUS_NAC", side=Side.INS, who=Who.MIL)

    lines = said(killed, theatre=Theatre.NORTH_CAUCASUS)

    assert lines == ["NAC (Russia): 2 people killed, described by it as militants"]


def test_victims_in_russias_republics_are_no_russian_side() -> None:
    killed = claim(claimant="RUS_MIA", side=Side.RUS, who=Who.POLICE, low=4, high=4)

    lines = said(killed, theatre=Theatre.NORTH_CAUCASUS)

    assert lines == ["Russia interior ministry: 4 police officers killed"]


def test_an_outlet_that_names_no_source_says_so() -> None:
    lines = said(claim(claimant="outlet:OC <Media>", side=Side.UNK, who=Who.UNK))

    assert lines == ["OC <Media>, no source named: 2 people killed"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "3 of its soldiers killed"),
        ("2", "3 of its soldiers killed (before: 2)"),
        ("0-9", "3 of its soldiers killed (before: up to 9)"),
        ("dozens", "3 of its soldiers killed (before: dozens)"),
    ],
)
def test_a_changed_figure_shows_what_it_was(before: str, expected: str) -> None:
    changed = claim(low=3, high=3, before=before)

    lines = claim_lines([changed], WORDS, None, with_former=True)

    assert [f"Armenia MoD: {expected}"] == lines


def test_a_hostile_word_of_a_source_is_cut_and_cleaned() -> None:
    word = "vague:\u202e<i>" + "x" * 500

    (said_line,) = said(claim(low=None, high=None, qualifier=word))

    assert "\u202e" not in said_line
    assert len(said_line) < 100
