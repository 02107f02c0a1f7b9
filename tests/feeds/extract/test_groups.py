import pytest

from feeds.model import Side, Who
from tests.feeds.extract.english import groups


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("Two soldiers died", 2, 2, "exact"),
        ("At least five people died", 5, None, "at_least"),
        ("More than 40 soldiers died", 40, None, "more_than"),
        ("Nearly 300 soldiers died", None, 300, "almost"),
        ("Up to 70 militants were killed", None, 70, "at_most"),
        ("About 20 cadets were hurt", 20, 20, "about"),
        ("Dozens of soldiers were hurt", None, None, "vague:dozens"),
        ("No civilians were hurt", 0, 0, "none"),
        ("A policeman was killed", 1, 1, "exact"),
        ("A group of eight saboteurs was caught", 8, 8, "exact"),
        ("A crew of four was killed", 4, 4, "exact"),
        ("An elderly couple were wounded", 2, 2, "exact"),
        ("Others were wounded", None, None, "vague:others"),
        ("Two of the five officers were hurt", 2, 2, "exact"),
    ],
)
def test_a_group_knows_how_many_it_is(
    text: str, low: int | None, high: int | None, qualifier: str
) -> None:
    group = groups(text)[0]

    assert (low, high, qualifier) == (group.low, group.high, group.qualifier)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Two conscripts died", Who.MIL),
        ("Two traffic policemen died", Who.POLICE),
        ("Three shepherds died", Who.CIV),
        ("Three people died", Who.UNK),
        ("Three militants died", Who.MIL),
    ],
)
def test_a_group_knows_what_kind_of_people_it_is(text: str, who: Who) -> None:
    group = groups(text)[0]

    assert who == group.who


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Two Armenian soldiers died", Side.ARM),
        ("Two soldiers of the Azerbaijani army died", Side.AZE),
        ("32 Armenians were freed", Side.ARM),
        ("Two peacekeepers died", Side.RUS),
        ("Two Chechen policemen died", Side.RUS),
        ("Three militants died", Side.INS),
        ("A dozen servicemen on both sides were hurt", Side.BOTH),
        ("Armenian and Azerbaijani soldiers died", None),
        ("Several Armenian and Azerbaijani soldiers died", Side.BOTH),
        ("Two soldiers died", None),
    ],
)
def test_a_group_knows_whose_people_it_is(text: str, side: Side | None) -> None:
    found = groups(text)

    assert side == (found[0].side if found else None)


@pytest.mark.parametrize(
    "text",
    [
        "Three positions were hit",
        "Five Grad launchers fired",
        "Four abandoned villages were handed back",
        "The soldiers left",
        "The serviceman, 19, stayed",
    ],
)
def test_things_and_people_without_a_number_are_no_group(text: str) -> None:
    found = [group for group in groups(text) if group.low]

    assert [] == [group for group in found if group.low != 1 or group.is_bare]


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("Two soldiers were killed and a third was hurt", ["counted", "bare"]),
        ("13 killed, 20 wounded", ["bare", "bare"]),
        ("An officer and a driver died", ["single", "single"]),
        ("12-year-old boy killed", ["plain"]),
        ("four Armenian and three Azerbaijani soldiers", ["shared", "counted"]),
    ],
)
def test_people_are_named_in_different_shapes(text: str, shapes: list[str]) -> None:
    found = [group.shape for group in groups(text)]

    assert shapes == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Eight saboteurs, among them two officers, were caught", [False, True]),
        ("Five Georgians, two of them women, were detained", [False, True]),
        ("Ten soldiers and a colonel are missing", [False, False]),
    ],
)
def test_a_part_of_a_figure_is_marked(text: str, parts: list[bool]) -> None:
    found = [group.is_part for group in groups(text)][: len(parts)]

    assert parts == found


def test_own_enemy_and_further_people_are_marked() -> None:
    own = groups("It lost two of its soldiers")[0]
    foe = groups("They killed five enemy soldiers")[0]
    more = groups("Five more soldiers died")[0]

    assert (True, True, True) == (own.is_own, foe.is_foe, more.is_more)


def test_a_group_knows_its_characters() -> None:
    text = "Near Sotk at least two Armenian soldiers were killed."
    group = groups(text)[0]

    assert "at least two Armenian soldiers" == text[slice(*group.span)]
