"""Both formats of labelled lines are read, and a label of the wrong kind is named."""

import json
from typing import Any

import pytest

from feeds.entry_json import LineError
from feeds.labelled import GoldCasualty, GoldEvent, Labelled, read_labelled
from feeds.model import EventType, Harm, Scope, Side, Status

EVENT = {"type": "shelling", "status": "alleged", "places": ["Sotk", "Kut"]}
KILLED = {"side": "ARM", "kind": "killed", "min": 1, "max": None}


def line(**labels: Any) -> bytes:
    return json.dumps({"id": "7", "text": "x", "published": "2031-03-05", **labels}).encode()


def case(**changes: Any) -> bytes:
    return line(expect={"alert": True, "events": [], "casualties": [], **changes})


def item(**changes: Any) -> bytes:
    return line(**{"alert": "yes", "types": [], "casualties": [], **changes})


def read_one(casualty: dict[str, Any]) -> GoldCasualty:
    (found,) = read_labelled(case(casualties=[casualty])).casualties
    return found


def test_a_case_is_read_whole() -> None:
    read = read_labelled(case(events=[EVENT], casualties=[KILLED]))

    assert read == Labelled(
        dated=read.dated,
        alert=True,
        is_item=False,
        events=(GoldEvent((EventType.SHELLING,), Status.ALLEGED, ("Sotk", "Kut")),),
        casualties=(GoldCasualty((Side.ARM,), Harm.KILLED, 1, None, Scope.INCIDENT),),
    )
    assert read.id == "7"


@pytest.mark.parametrize(("word", "expected"), [("yes", True), ("no", False), ("borderline", None)])
def test_an_item_says_its_alert_in_a_word(word: str, expected: bool | None) -> None:
    read = read_labelled(item(alert=word, types=["shelling", "armed_clash"]))

    assert (read.alert, read.is_item) == (expected, True)
    assert read.types == (EventType.SHELLING, EventType.ARMED_CLASH)


@pytest.mark.parametrize("alert", [True, False])
def test_a_case_says_its_alert_as_true_or_false(alert: bool) -> None:
    assert alert is read_labelled(case(alert=alert)).alert


def test_the_main_type_comes_before_the_others_that_count_as_right() -> None:
    read = read_labelled(case(events=[{**EVENT, "type_alt": ["armed_clash"]}]))

    assert read.events[0].types == (EventType.SHELLING, EventType.ARMED_CLASH)


@pytest.mark.parametrize(
    ("changes", "sides"),
    [
        ({}, (Side.ARM,)),
        ({"side_alt": "AZE"}, (Side.ARM, Side.AZE)),
        ({"side_alt": ""}, (Side.ARM,)),
    ],
)
def test_the_main_side_comes_before_another(changes: dict[str, str], sides: tuple[Side]) -> None:
    read = read_one({**KILLED, **changes})

    assert (read.sides, read.side) == (sides, Side.ARM)


@pytest.mark.parametrize(("low", "high"), [(0, 0), (3, 5), (None, 4), (None, None)])
def test_an_open_bound_stays_open(low: int | None, high: int | None) -> None:
    read = read_one({**KILLED, "min": low, "max": high})

    assert (read.low, read.high) == (low, high)


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        (line(), "'alert'"),
        (item(alert="maybe"), "'maybe'"),
        (item(types="shelling"), "'s'"),
        (item(casualties=None), "NoneType"),
        (line(expect=None), "NoneType"),
        (line(expect={"alert": True, "events": []}), "'casualties'"),
        (case(alert="false"), "expected bool"),
        (case(alert=1), "expected bool"),
        (case(events=[{**EVENT, "places": "Sotk"}]), "expected list"),
        (case(events=[{**EVENT, "places": [7]}]), "expected str"),
        (case(events=[{**EVENT, "status": "sure"}]), "'sure'"),
        (case(events=["shelling"]), "label:"),
        (case(casualties=[{**KILLED, "min": "1"}]), "expected int"),
        (case(casualties=[{**KILLED, "max": 1.5}]), "expected int"),
        (case(casualties=[{**KILLED, "max": True}]), "expected int"),
        (case(casualties=[{**KILLED, "side": "XYZ"}]), "'XYZ'"),
    ],
)
def test_a_label_of_the_wrong_kind_is_named_with_its_line(labels: bytes, problem: str) -> None:
    with pytest.raises(LineError) as caught:
        read_labelled(labels)

    assert problem in caught.value.problem
    assert caught.value.line_id == "7"


@pytest.mark.parametrize("text", [b"", b"[]", b"7", b"\xff", b'{"id": "7"}'])
def test_a_line_that_is_no_entry_is_refused_before_its_labels(text: bytes) -> None:
    with pytest.raises(LineError):
        read_labelled(text)
