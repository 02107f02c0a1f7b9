"""Russian: the entries of tests/data/entries/ru.toml, and how free word order is read."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.extract import Extractor
from feeds.extract.classes import CLASSES
from feeds.extract.lexicon import load_lexicon
from feeds.model import Casualty, Entry, Report, Scope
from tests.feeds.extract.english import GATE, PLACES

EXTRACTOR = Extractor(PLACES, GATE)
PATH = Path(__file__).parents[2] / "data" / "entries" / "ru.toml"
ROWS: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["entry"]
TOLD = [row for row in ROWS if row["alert"]]
MARKS = {Scope.INCREMENT: " +", Scope.TOTAL: " ="}
NOW = datetime(2031, 5, 14, 12, tzinfo=UTC)


def report(title: str, summary: str = "") -> Report:
    entry = Entry("id", title=title, summary=summary, language="ru", published_at=NOW)
    return EXTRACTOR.extract(entry, NOW)


def figure(casualty: Casualty) -> str:
    low = "-" if casualty.low is None else casualty.low
    high = "-" if casualty.high is None else casualty.high
    return f"{casualty.side} {casualty.harm} {low} {high}{MARKS.get(casualty.scope, '')}"


def figures(found: Report) -> list[str]:
    return sorted(figure(c) for c in found.casualties if c.scope is not Scope.BACKGROUND)


def places(found: Report) -> list[str]:
    live = [event for event in found.events if event.status.is_live]
    return sorted({place.name for event in live for place in event.places})


def by_id(rows: list[dict[str, Any]], field: str) -> pytest.MarkDecorator:
    chosen = [row for row in rows if field in row]
    return pytest.mark.parametrize("row", chosen, ids=[row["id"] for row in chosen])


@by_id(ROWS, "alert")
def test_an_entry_alerts_or_stays_silent(row: dict[str, Any]) -> None:
    found = report(row["title"], row["summary"])

    assert row["alert"] == found.alert, found.reason


@by_id(TOLD, "types")
def test_an_entry_has_events_of_its_types_only(row: dict[str, Any]) -> None:
    found = report(row["title"], row["summary"])
    live = {event.type.value for event in found.events if event.status.is_live}

    assert live
    assert live <= set(row["types"])


@by_id(TOLD, "places")
def test_an_entry_plays_at_its_places(row: dict[str, Any]) -> None:
    assert row["places"] == places(report(row["title"], row["summary"]))


@by_id(TOLD, "people")
def test_an_entry_counts_its_people(row: dict[str, Any]) -> None:
    assert row["people"] == figures(report(row["title"], row["summary"]))


def test_there_are_enough_entries_of_each_kind() -> None:
    assert len(TOLD) >= 60
    assert len(ROWS) - len(TOLD) >= 30
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_the_words_leave_out_no_class() -> None:
    lexicon = load_lexicon("ru", CLASSES)

    assert lexicon is not None
    assert lexicon.problems == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Погибли двое полицейских в Назрани, один ранен.",
        "Двое полицейских погибли в Назрани, ранен один.",
        "В Назрани убиты двое полицейских, ещё один ранен.",
        "Убиты двое, ранен один полицейский в Назрани.",
        "В Назрани двое погибших и один раненый: по полицейским открыли огонь.",
    ],
)
def test_any_order_of_the_words_gives_the_same_figures(sentence: str) -> None:
    assert figures(report(sentence)) == ["RUS killed 2 2", "RUS wounded 1 1"]


def test_a_bare_figure_behind_a_word_of_speech_goes_on_with_the_last_one() -> None:
    lost = report("Баку потерял 50 военнослужащих; Ереван заявляет о 105.")
    alone = report("Ереван сообщил о двух. Обстрел Сотка.")

    assert ["AZE killed 105 105", "AZE killed 50 50"] == figures(lost)
    assert [] == figures(alone)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("трое", "3 3"),
        ("троих", "3 3"),
        ("двадцать три", "23 23"),
        ("не менее пяти", "5 -"),
        ("около десятка", "10 10"),
        ("почти сорок", "- 40"),
        ("десятки", "- -"),
        ("ни одного", "0 0"),
    ],
)
def test_numerals_count_in_every_form(count: str, expected: str) -> None:
    found = report(f"При обстреле Чинари погибли {count} человек.")

    assert figures(found) == [f"ARM killed {expected}"]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("под Шушой", "Shusha"),
        ("в Хасавюрте", "Khasavyurt"),
        ("в направлении Верин Шоржи", "Verin Shorzha"),
        ("в Кельбаджарском районе", "Kalbajar"),
        ("на кельбаджарском направлении", "Kalbajar"),
        ("у Неркин Анда", "Nerkin Hand"),
        ("в Нагорном Карабахе", "Nagorno-Karabakh"),
    ],
)
def test_a_place_is_found_in_every_case(phrase: str, name: str) -> None:
    assert places(report(f"Перестрелка произошла {phrase}.")) == [name]
