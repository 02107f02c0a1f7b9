"""The lines that all messages share."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.layout import Line
from bot.parts import MAX_CLAIM_LINES, View, claims, linked, sources, statements, times
from bot.words import words
from feeds.model import EventType, Side
from tests.bot.made import DAGESTAN, NOW, claim, incident, source

EARLIER = NOW - timedelta(hours=1)


def view(**changes: Any) -> View:
    return View(incident(**changes), words("en"), ZoneInfo("Asia/Yerevan"), NOW)


def text(*lines: Line) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["Azerbaijan: no statement read yet"]),
        ({"claims": ()}, ["Said by: Armenia MoD", "Azerbaijan: no statement read yet"]),
        (
            {"claimed_by": ("outlet:Herald", "ARM_MOD"), "claims": ()},
            ["Said by: Armenia MoD", "Azerbaijan: no statement read yet"],
        ),
        ({"actors": (Side.RUS, Side.INS), "places": (DAGESTAN,)}, []),
        (
            {"actors": (Side.GEO, Side.ABK)},
            ["Georgia, Abkhazia: no statement read yet"],
        ),
        (
            {"denied_by": ("AZE_MOD",), "types": (EventType.CEASEFIRE_VIOLATED,)},
            ["Called a ceasefire violation by: Armenia MoD", "Denied by: Azerbaijan MoD"],
        ),
    ],
)
def test_statements_name_who_spoke_and_who_did_not(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert expected == text(*statements(view(**changes)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "1 origin, 1 outlet"),
        ({"claimed_by": ("ARM_MOD", "ARM_PM")}, "1 origin, 1 outlet"),
        ({"claimed_by": ("ARM_MOD", "AZE_MOD")}, "2 origins, 1 outlet"),
        (
            {
                "claimed_by": (),
                "claims": (),
                "sources": (source(outlet="A", origin="A"), source(outlet="B", origin="B")),
            },
            "2 origins, 2 outlets",
        ),
        (
            {
                "claimed_by": (),
                "claims": (),
                "sources": (source(outlet="A"), source(outlet="B")),
            },
            "1 origin, 2 outlets",
        ),
    ],
)
def test_origins_are_claimants_and_offices_of_one_side_are_one(
    changes: dict[str, Any], expected: str
) -> None:
    (line,) = text(sources(view(**changes)))

    assert line.startswith(expected)


def test_an_outlet_is_listed_once_with_its_first_time_in_the_order_of_time() -> None:
    later = source(url="https://armenpress.example/2", published_at=NOW)
    first = source(outlet="News.am", published_at=EARLIER)

    (line,) = text(sources(view(sources=(source(), later, first))))

    assert line.endswith("2 outlets (UTC+4): News.am 05:32, Armenpress 06:05")


def test_the_rest_of_many_claims_is_counted() -> None:
    many = [claim(claimant=f"outlet:{n}", low=n, high=n) for n in range(MAX_CLAIM_LINES + 2)]

    lines = text(*claims(view(), many, "unchanged"))

    assert len(lines) == MAX_CLAIM_LINES + 1
    assert lines[0] == "Unchanged: 0, no source named: no Armenian soldiers killed"
    assert lines[-1] == "and 2 more lines of claims"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Armenia MoD"),
        ({"happened_on": None}, "Happened: day not given"),
        (
            {"time_by": ("EU",), "claimed_by": ("ARM_MOD", "EU")},
            "Happened: Wed 5 Mar, about 05:30 (UTC+4), says EU",
        ),
        (
            {"time_by": ("outlet:Herald",), "claimed_by": ("ARM_MOD", "EU")},
            "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Herald",
        ),
        (
            {"claimed_by": (), "claims": (), "sources": (source(origin="Herald"),)},
            "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Herald",
        ),
    ],
)
def test_times_say_who_says_so_and_when_it_was_read(changes: dict[str, Any], expected: str) -> None:
    assert text(*times(view(**changes))) == [expected, "First read: Wed 5 Mar 06:12 (UTC+4)"]


def test_links_are_numbers_and_few() -> None:
    assert text(*linked(view())) == []
    assert text(*linked(view(links=tuple(range(1, 9))))) == ["Linked to: #1, #2, #3, #4, #5"]


def test_the_time_is_laid_in_nobodys_mouth_where_several_tell_of_it() -> None:
    lines = text(*times(view(claimed_by=("ARM_MOD", "AZE_MOD"))))

    assert not any("says" in line for line in lines)
