"""Scores are those of the labels' own scorers."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry_json import LineError
from feeds.evaluate import Score, Share, Tally, error, score, total
from feeds.labelled import Labelled, read_labelled
from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Place,
    Precision,
    Report,
    Scope,
    Severity,
    Side,
    Status,
    Who,
)

CLASH = {"type": "armed_clash", "status": "alleged", "places": ["Sotk"], "type_alt": ["shelling"]}
KILLED = {"side": "ARM", "kind": "killed", "min": 2, "max": 2, "scope": "incident"}


def gold(**labels: Any) -> Labelled:
    row = {"id": "1", "title": "Clash", "published": "2031-03-05", **labels}
    return read_labelled(json.dumps(row).encode())


def case(**changes: Any) -> Labelled:
    """Label a clash at Sotk with 2 killed, as a case."""
    return gold(expect={"alert": True, "events": [CLASH], "casualties": [KILLED], **changes})


def item(alert: str = "yes", **changes: Any) -> Labelled:
    """Label the same as a real item."""
    return gold(**{"alert": alert, "types": ["armed_clash"], "casualties": [KILLED], **changes})


def event(kind: EventType = EventType.ARMED_CLASH, status: Status = Status.ALLEGED) -> Event:
    return Event(kind, status, places=(Place("Sotk", Precision.VILLAGE),))


def casualty(side: Side = Side.ARM, low: int = 2, scope: Scope = Scope.INCIDENT) -> Casualty:
    return Casualty(0, side, Who.MIL, Harm.KILLED, low, low, scope=scope)


def report(*, alert: bool = True, **parts: Any) -> Report:
    parts = {"events": (event(),), "casualties": (casualty(),), **parts}
    return Report("1", alert, "news", "en", Severity.HIGH, **parts)


HIT, MISS, FALSE_ALARM = Tally(hits=1), Tally(misses=1), Tally(false_alarms=1)


def test_a_case_that_is_right_in_everything() -> None:
    assert score(case(), report()) == Score(
        {"alert": HIT, "event_type": HIT, "place": HIT, "casualty": HIT}, {"status": Share(1, 1)}
    )


@pytest.mark.parametrize(
    ("ours", "field", "expected"),
    [
        (report(alert=False), "alert", MISS),
        (report(events=(event(EventType.SHELLING),)), "event_type", HIT),
        (report(events=(event(EventType.TALKS),)), "event_type", Tally(0, 1, 1)),
        (report(events=(event(status=Status.FUTURE),)), "event_type", MISS),
        (report(events=(event(status=Status.FUTURE),)), "place", MISS),
        (report(events=(event(), event())), "event_type", Tally(1, 1, 0)),
        (report(casualties=()), "casualty", MISS),
        (report(casualties=(casualty(low=3),)), "casualty", Tally(0, 1, 1)),
        (report(casualties=(casualty(Side.AZE),)), "casualty", Tally(0, 1, 1)),
        (report(casualties=(casualty(scope=Scope.TOTAL),)), "casualty", Tally(0, 1, 1)),
        (report(casualties=(casualty(scope=Scope.BACKGROUND),)), "casualty", MISS),
    ],
)
def test_a_case_is_scored_field_by_field(ours: Report, field: str, expected: Tally) -> None:
    assert expected == score(case(), ours).tallies[field]


def test_asserted_and_alleged_are_as_one_and_disputed_is_not() -> None:
    asserted = score(case(), report(events=(event(status=Status.ASSERTED),)))
    disputed = score(case(), report(events=(event(status=Status.DISPUTED),)))

    assert asserted.shares["status"] == Share(1, 1)
    assert disputed.shares["status"] == Share(0, 1)


def test_another_side_may_be_right_too() -> None:
    either = case(casualties=[{**KILLED, "side_alt": "AZE"}])

    assert score(either, report(casualties=(casualty(Side.AZE),))).tallies["casualty"] == HIT


def test_an_item_counts_figures_with_and_without_side() -> None:
    found = score(item(), report(casualties=(casualty(Side.AZE),)))

    assert found.tallies["casualty"] == Tally(0, 1, 1)
    assert found.tallies["casualty, any side"] == HIT
    assert found.shares["type"] == Share(1, 1)


def test_an_item_without_news_counts_nothing_but_its_alert() -> None:
    assert score(item("no"), report()) == Score({"alert": FALSE_ALARM})


def test_a_borderline_item_counts_nothing() -> None:
    assert score(item("borderline"), report()) == Score()
    assert error(item("borderline"), report()) == ""


@pytest.mark.parametrize(
    ("label", "ours", "expected"),
    [
        ("yes", report(), ""),
        ("yes", report(alert=False), "missed"),
        ("no", report(), "false alert"),
        ("no", report(alert=False), ""),
    ],
)
def test_it_names_an_error(label: str, ours: Report, expected: str) -> None:
    assert expected == error(item(label), ours)


def test_scores_add_up() -> None:
    summed = total([score(case(), report()), score(case(), report(alert=False)), Score()])

    assert summed.tallies["alert"] == Tally(hits=1, misses=1)
    assert summed.shares["status"] == Share(2, 2)


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(3, 1, 3), (0.75, 0.5, 0.6)),
        (Tally(0, 0, 0), (0, 0, 0)),
        (Tally(0, 2, 2), (0, 0, 0)),
    ],
)
def test_precision_recall_and_f1(tally: Tally, expected: tuple[float, float, float]) -> None:
    assert expected == pytest.approx((tally.precision, tally.recall, tally.f1))


def test_a_share_of_nothing_is_nothing() -> None:
    assert (Share(1, 4).value, Share().value) == (0.25, 0.0)


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ({}, "label 'alert' is missing or unknown"),
        ({"alert": "perhaps"}, "label 'perhaps' is missing or unknown"),
        ({"alert": "no", "types": ["parade"], "casualties": []}, "label: 'parade' is not a valid"),
        ({"expect": {"alert": True}}, "label 'events' is missing or unknown"),
        ({"expect": 5}, "label: "),
    ],
)
def test_it_says_which_label_it_cannot_read(labels: dict[str, Any], problem: str) -> None:
    with pytest.raises(LineError, match=problem):
        gold(**labels)


COUNTS = st.integers(0, 9)
TALLIES = st.builds(Tally, COUNTS, COUNTS, COUNTS)


@given(TALLIES)
def test_the_figures_of_a_tally_lie_between_nothing_and_all(tally: Tally) -> None:
    figures = (tally.precision, tally.recall, tally.f1)

    assert all(0 <= figure <= 1 for figure in figures)
    assert min(figures[:2]) - 1e-9 <= tally.f1 <= max(figures[:2]) + 1e-9
    assert (tally.f1 == 1) == (tally.hits > 0 and not tally.false_alarms and not tally.misses)


@given(st.lists(st.tuples(st.sampled_from("ab"), TALLIES), max_size=6), st.randoms())
def test_the_order_in_which_scores_are_added_changes_nothing(
    named: list[tuple[str, Tally]], random: Random
) -> None:
    scores = [Score({name: tally}, {name: Share(tally.hits, 9)}) for name, tally in named]
    shuffled = random.sample(scores, len(scores))

    assert total(scores) == total(shuffled)
    assert total(scores) == total([total(scores[:2]), total(scores[2:])])


def test_adding_scores_changes_neither_of_them() -> None:
    first, second = Score({"a": HIT}), Score({"a": MISS})

    assert (first + second).tallies == {"a": Tally(1, 0, 1)}
    assert (first, second) == (Score({"a": HIT}), Score({"a": MISS}))


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ((casualty(), casualty()), Tally(1, 1, 0)),
        ((), MISS),
        ((casualty(), casualty(Side.AZE)), Tally(1, 1, 0)),
        ((casualty(scope=Scope.BACKGROUND),), MISS),
        ((casualty(low=3),), Tally(0, 1, 1)),
    ],
)
def test_one_label_is_hit_once(ours: tuple[Casualty, ...], expected: Tally) -> None:
    assert expected == score(case(), report(casualties=ours)).tallies["casualty"]
    assert expected == score(item(), report(casualties=ours)).tallies["casualty"]


def test_a_figure_of_the_past_is_no_label_of_a_case() -> None:
    past = case(casualties=[{**KILLED, "scope": "background"}])

    assert score(past, report(casualties=())).tallies["casualty"] == Tally()


@pytest.mark.parametrize(
    ("labels", "ours", "expected"),
    [
        ({}, report(), {"type": Share(1, 1)}),
        ({"types": ["shelling", "armed_clash"]}, report(), {"type": Share(1, 1)}),
        ({"types": ["shelling"]}, report(), {"type": Share(0, 1)}),
        ({"types": []}, report(), {}),
        ({}, report(alert=False), {}),
        ({}, report(events=(event(status=Status.BACKGROUND),)), {"type": Share(0, 1)}),
    ],
)
def test_the_type_of_an_item_counts_where_both_tell_it(
    labels: dict[str, Any], ours: Report, expected: dict[str, Share]
) -> None:
    assert expected == score(item(**labels), ours).shares
