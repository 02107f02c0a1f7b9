"""A day-long offensive is one incident a day, however many villages its reports name."""

from collections.abc import Sequence

import pytest

from feeds.merge.places import Nearness, compare
from feeds.model import Place, Precision, Theatre
from tests.feeds.merge.made import BORDER, DERBENT, GANJA, KUT, SOTK, TEGH, place

MOVSES = place("Movses", ["Tavush", "Armenia", BORDER])
BERD = place("Berd", ["Tavush", "Armenia", BORDER])
AYGEPAR = place("Aygepar", ["Tavush", "Armenia", BORDER])
CHINARI = place("Chinari", ["Tavush", "Armenia", BORDER])
DILIJAN = place("Dilijan", ["Tavush", "Armenia"])
ZUGDIDI, GALI, GORI, TSKHINVALI = (
    place(name, [*within, "Administrative boundary line"], theatre=Theatre.GEORGIA)
    for name, within in (
        ("Zugdidi", ["Samegrelo", "Georgia"]),
        ("Gali", ["Abkhazia", "Georgia"]),
        ("Gori", ["Shida Kartli", "Georgia"]),
        ("Tskhinvali", ["South Ossetia", "Georgia"]),
    )
)
TAVUSH_FRONT = (MOVSES, BERD, AYGEPAR)
BORDER_FRONT = (MOVSES, SOTK, TEGH)


def region(name: str) -> Place:
    within = ["Georgia", "Administrative boundary line"]
    return place(name, within, precision=Precision.REGION, theatre=Theatre.GEORGIA)


@pytest.mark.parametrize(
    ("front", "other", "expected"),
    [
        (TAVUSH_FRONT, CHINARI, Nearness.INSIDE),
        (TAVUSH_FRONT, DILIJAN, Nearness.INSIDE),
        (TAVUSH_FRONT, SOTK, Nearness.APART),
        (BORDER_FRONT, KUT, Nearness.INSIDE),
        (BORDER_FRONT, CHINARI, Nearness.INSIDE),
        (BORDER_FRONT, DILIJAN, Nearness.APART),
        (BORDER_FRONT, GANJA, Nearness.APART),
        (BORDER_FRONT, DERBENT, Nearness.APART),
        ((MOVSES, BERD), CHINARI, Nearness.APART),
        ((MOVSES, GANJA, DERBENT), CHINARI, Nearness.APART),
    ],
)
def test_a_village_lies_on_the_front_that_a_report_draws(
    front: Sequence[Place], other: Place, expected: Nearness
) -> None:
    assert expected == compare(front, [other])
    assert expected == compare([other], front)


@pytest.mark.parametrize(
    ("land", "other", "expected"),
    [
        ("South Ossetia", GORI, Nearness.TOUCHING),
        ("South Ossetia", ZUGDIDI, Nearness.APART),
        ("South Ossetia", GALI, Nearness.APART),
        ("Abkhazia", ZUGDIDI, Nearness.TOUCHING),
        ("Abkhazia", GALI, Nearness.INSIDE),
        ("Abkhazia", TSKHINVALI, Nearness.APART),
    ],
)
def test_the_two_boundary_lines_are_not_one(land: str, other: Place, expected: Nearness) -> None:
    assert expected == compare([region(land)], [other])
