import pytest

from feeds.extract.fuse import fuse_events
from feeds.extract.tally import INFERRED, fuse_casualties
from feeds.model import Casualty, EventType, Scope, Side
from tests.feeds.extract.english import analysis


def casualties(text: str, title: str = "") -> tuple[Casualty, ...]:
    read = analysis(text, title)
    return fuse_casualties(read, fuse_events(read))


def figures(text: str, title: str = "") -> list[str]:
    return [
        f"{c.side} {c.harm} {c.low} {c.high} {c.scope}"
        for c in casualties(text, title)
        if c.scope is not Scope.BACKGROUND
    ]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "Two Armenian soldiers were killed near Sotk.",
            "Two killed near Sotk",
            ["ARM killed 2 2 incident"],
        ),
        ("An attack in Nazran killed a doctor and a driver.", "", ["RUS killed 2 2 incident"]),
        ("Initially one soldier was killed near Sotk, Yerevan said.", "", []),
        ("Nearly 300 soldiers died near Sotk in September 2022.", "", []),
        ("If two soldiers were killed near Sotk, he will go.", "", []),
        (
            "Two soldiers were killed near Sotk; no civilians were killed.",
            "",
            ["ARM killed 2 2 incident", "ARM killed 0 0 incident"],
        ),
    ],
)
def test_a_figure_is_told_once_and_only_if_it_is_news(
    text: str, title: str, expected: list[str]
) -> None:
    found = figures(text, title)

    assert expected == found


def test_a_figure_belongs_to_the_event_of_its_clause() -> None:
    read = analysis("Shelling hit Sotk. In Jermuk two soldiers were killed in a clash.")
    told = fuse_events(read)
    (casualty,) = fuse_casualties(read, told)

    assert EventType.ARMED_CLASH == told[casualty.event].type


def test_claimants_are_never_added_up() -> None:
    found = casualties("Baku says it lost 50 soldiers; Yerevan says 105.")

    assert [("AZE_GOV",), ("ARM_GOV",)] == [casualty.claimed_by for casualty in found]
    assert [50, 105] == [casualty.low for casualty in found]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Twelve killed in Ganja",
            "At least 12 people were killed in a missile strike on Ganja.",
            ["AZE killed 12 None incident"],
        ),
        (
            "Five dead after Azerbaijan, Armenia clash",
            "At least five people were killed in fighting between Armenia and Azerbaijan.",
            ["BOTH killed 5 None incident"],
        ),
    ],
)
def test_a_headline_that_rounds_is_no_second_figure(
    title: str, text: str, expected: list[str]
) -> None:
    found = figures(text, title)

    assert expected == found


def test_a_side_that_only_the_place_suggests_is_marked() -> None:
    (told,) = casualties("Two Armenian soldiers were killed near Sotk.")
    (guessed,) = casualties("Two people were killed in a clash near Sotk.")

    assert (Side.ARM, Side.ARM) == (told.side, guessed.side)
    assert (False, True) == (INFERRED in told.rules, INFERRED in guessed.rules)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Baku released 32 Armenians in exchange for two soldiers.",
            [(Side.ARM, 32), (Side.AZE, 2)],
        ),
        (
            "Five died near Tegh. Two Armenian soldiers and three Azerbaijanis were killed.",
            [(Side.ARM, 2), (Side.AZE, 3)],
        ),
        ("Baku dismissed Armenia's assertion that 40 died near Sotk.", []),
    ],
)
def test_figures_are_of_whom_the_text_says(text: str, expected: list[tuple[Side, int]]) -> None:
    found = casualties(text)

    assert expected == [(figure.side, figure.low) for figure in found]


def test_the_dead_told_with_a_truce_are_those_of_the_whole_fight() -> None:
    found = casualties("Armenia and Azerbaijan agreed a ceasefire. Thirty soldiers were killed.")

    assert [(30, Scope.TOTAL)] == [(c.low, c.scope) for c in found]


def test_one_whom_a_figure_counts_already_is_no_second_figure() -> None:
    found = casualties("Five people were wounded near Tegh. The driver was wounded in the leg.")

    assert [5] == [c.low for c in found]
