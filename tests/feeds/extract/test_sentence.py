import re

import pytest

from feeds.extract.sentence import sentence_of
from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Place,
    Precision,
    Scope,
    Side,
    Status,
    Who,
)

SOTK = Place("Sotk", Precision.VILLAGE)
SAID = "Fighting reported near Sotk, says Armenia's defence ministry"
BANNED = (
    "separatist", "terrorist", "occupier", "liberated", "provocation", "martyr", "neutralised",
    "illegal formation", "saboteur", "confirmed", "blockade",
)  # fmt: skip


def event(**changes: object) -> Event:
    given: dict[str, object] = {
        "type": EventType.ARMED_CLASH,
        "status": Status.ALLEGED,
        "places": (SOTK,),
        "claimed_by": ("ARM_MOD",),
    }
    return Event(**(given | changes))  # type: ignore[arg-type]  # test data by field name


def figure(low: int | None, high: int | None, qualifier: str = "exact") -> Casualty:
    return Casualty(
        0, Side.ARM, Who.MIL, Harm.KILLED, low, high, qualifier, claimed_by=("ARM_MOD",)
    )


@pytest.mark.parametrize(
    ("events", "casualties", "expected"),
    [
        (
            [event()],
            [figure(2, 2)],
            f"{SAID}: 2 Armenian killed (says Armenia's defence ministry).",
        ),
        ([event(claimed_by=())], [], "Fighting reported near Sotk, no source named."),
        (
            [event(status=Status.DISPUTED, denied_by=("AZE_MOD",))],
            [],
            f"{SAID}; Azerbaijan's defence ministry denies it.",
        ),
        ([event(status=Status.BACKGROUND)], [], ""),
        ([], [], ""),
    ],
)
def test_the_sentence_names_what_where_and_who_says_so(
    events: list[Event], casualties: list[Casualty], expected: str
) -> None:
    found = sentence_of(events, casualties)

    assert expected == found


@pytest.mark.parametrize(
    ("casualty", "words"),
    [
        (figure(2, 2), "2 Armenian killed"),
        (figure(5, None, "at_least"), "at least 5 Armenian killed"),
        (figure(None, 70, "at_most"), "up to 70 Armenian killed"),
        (figure(None, 300, "almost"), "almost 300 Armenian killed"),
        (figure(None, None, "vague:dozens"), "dozens Armenian killed"),
        (figure(0, 0, "none"), "no Armenian killed"),
    ],
)
def test_a_figure_keeps_how_its_source_put_it(casualty: Casualty, words: str) -> None:
    found = sentence_of([event()], [casualty])

    assert words in found


def test_the_past_is_left_out_of_the_sentence() -> None:
    old = Casualty(0, Side.BOTH, Who.MIL, Harm.KILLED, 6500, None, scope=Scope.BACKGROUND)

    found = sentence_of([event()], [old])

    assert "6500" not in found


@pytest.mark.parametrize("type_", list(EventType))
def test_no_word_of_one_side_is_in_our_own_voice(type_: EventType) -> None:
    found = sentence_of([event(type=type_)], [figure(2, 2)]).lower()

    assert [] == [word for word in BANNED if re.search(rf"\b{word}", found)]
