"""Reports against labelled cases: precision, recall and F1, field by field. Pure.

Two kinds of labels are scored, each as its project scores it: *cases*, short texts with every
event and figure labelled, and *items*, real entries labelled with ``alert`` yes, no or borderline
(borderline is left out).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from feeds.labelled import GoldCasualty, GoldEvent, Labelled
from feeds.model import Casualty, Event, Report, Scope, Status

Gold = TypeVar("Gold")
Ours = TypeVar("Ours")


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, false alarms and misses of one field."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hits + other.hits,
            self.false_alarms + other.false_alarms,
            self.misses + other.misses,
        )

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 0 where nothing was said."""
        return self.hits / (self.hits + self.false_alarms) if self.hits else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was said; 0 where there was nothing to say."""
        return self.hits / (self.hits + self.misses) if self.hits else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that could be compared agree."""

    agreed: int = 0
    compared: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.agreed + other.agreed, self.compared + other.compared)

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 where nothing could be compared."""
        return self.agreed / self.compared if self.compared else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one case, or the sum of many. Names are those of the tables."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)

    def __add__(self, other: "Score") -> "Score":
        tallies, shares = dict(self.tallies), dict(self.shares)
        for name, tally in other.tallies.items():
            tallies[name] = tallies.get(name, Tally()) + tally
        for name, share in other.shares.items():
            shares[name] = shares.get(name, Share()) + share
        return Score(tallies, shares)


def score(labelled: Labelled, report: Report) -> Score:
    """Score one report. Nothing is scored where the label leaves it open."""
    if labelled.alert is None:
        return Score()
    return (_score_item if labelled.is_item else _score_case)(labelled, report)


def total(scores: Iterable[Score]) -> Score:
    """Add the scores of many cases up."""
    return sum(scores, Score())


def error(labelled: Labelled, report: Report) -> str:
    """Return "missed" or "false alert", or nothing where the alert is right or left open."""
    if labelled.alert is None or labelled.alert == report.alert:
        return ""
    return "missed" if labelled.alert else "false alert"


def _score_case(labelled: Labelled, report: Report) -> Score:
    """Score a case: every live event, place and figure of it counts, alert or not."""
    gold = [event for event in labelled.events if event.status.is_live]
    ours = [event for event in report.events if event.status.is_live]
    pairs = _pairs(gold, ours, _is_type)
    gold_places = set(chain.from_iterable(event.places for event in gold))
    our_places = {place.name for place in chain.from_iterable(event.places for event in ours)}
    figures = _current(report)
    known = [casualty for casualty in labelled.casualties if casualty.scope is not Scope.BACKGROUND]
    return Score(
        {
            "alert": _alert(labelled, report),
            "event_type": _tally(len(pairs), len(ours), len(gold)),
            "place": _tally(len(gold_places & our_places), len(our_places), len(gold_places)),
            "casualty": _tally(len(_pairs(known, figures, _is_figure)), len(figures), len(known)),
        },
        {"status": Share(sum(_is_standing(*pair) for pair in pairs), len(pairs))},
    )


def _score_item(labelled: Labelled, report: Report) -> Score:
    """Score a real item: figures and types count only where there is something to tell."""
    tallies = {"alert": _alert(labelled, report)}
    if not labelled.alert:
        return Score(tallies)
    figures, known = _current(report), labelled.casualties
    tallies |= _of_figures(known, figures)
    if not (report.alert and labelled.types):
        return Score(tallies)
    told = {event.type for event in report.events if event.status.is_live}
    return Score(tallies, {"type": Share(int(bool(told & set(labelled.types))), 1)})


def _alert(labelled: Labelled, report: Report) -> Tally:
    return _tally(int(bool(labelled.alert and report.alert)), report.alert, bool(labelled.alert))


def _tally(hits: int, ours: int, gold: int) -> Tally:
    return Tally(hits, ours - hits, gold - hits)


def _of_figures(known: Sequence[GoldCasualty], figures: Sequence[Casualty]) -> dict[str, Tally]:
    """Compare figures to the labelled ones, with their sides and without."""
    gold = [(c.side, c.harm, c.low, c.high) for c in known]
    ours = [(c.side, c.harm, c.low, c.high) for c in figures]
    return {
        "casualty": _overlap(gold, ours),
        "casualty, any side": _overlap(
            [figure[1:] for figure in gold], [figure[1:] for figure in ours]
        ),
    }


def _current(report: Report) -> list[Casualty]:
    return [casualty for casualty in report.casualties if casualty.scope is not Scope.BACKGROUND]


def _pairs(
    gold: Iterable[Gold], ours: Iterable[Ours], agree: Callable[[Gold, Ours], bool]
) -> list[tuple[Gold, Ours]]:
    """Pair each label with the first of ours that agrees and is still free."""
    free = list(ours)
    pairs = []
    for label in gold:
        found = next((index for index, one in enumerate(free) if agree(label, one)), None)
        if found is not None:
            pairs.append((label, free.pop(found)))
    return pairs


def _is_type(gold: GoldEvent, ours: Event) -> bool:
    return ours.type in gold.types


def _is_standing(gold: GoldEvent, ours: Event) -> bool:
    """Tell whether both hold it disputed, or neither does: asserted and alleged are as one."""
    return (gold.status is Status.DISPUTED) == (ours.status is Status.DISPUTED)


def _is_figure(gold: GoldCasualty, ours: Casualty) -> bool:
    return ours.side in gold.sides and (ours.harm, ours.low, ours.high, ours.scope) == (
        gold.harm,
        gold.low,
        gold.high,
        gold.scope,
    )


def _overlap(gold: Iterable[object], ours: Iterable[object]) -> Tally:
    labels, found = Counter(gold), Counter(ours)
    return _tally((labels & found).total(), found.total(), labels.total())
