from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.layout import MAX_CHARACTERS
from bot.roundup import Reader, round_up
from bot.summarize import Mark
from bot.words import words
from feeds.model import Alert, AlertReason, EventType, Incident, Standing
from tests.bot.made import NOW, PLACE, alert, claim, incident

READER = Reader(words("en"), ZoneInfo("Asia/Yerevan"), NOW)
NEW, TOLL, CORRECTION = AlertReason.NEW, AlertReason.TOLL, AlertReason.CORRECTION


def told(number: int, reason: AlertReason = NEW, **changes: Any) -> tuple[Incident, Alert]:
    return incident(id=number, **changes), alert(reason)


def written(*items: tuple[Incident, Alert], **changes: Any) -> list[str]:
    return round_up(items, replace(READER, **changes)).plain.splitlines()


def test_it_tells_what_was_corrected_first_then_news_updates_and_statements() -> None:
    lines = written(
        told(1, TOLL),
        told(2, types=(EventType.TALKS,), claims=()),
        told(3),
        told(4, CORRECTION),
        told(5, standing=Standing.WITHDRAWN),
    )

    assert [
        "Round-up of 5 reports, times in UTC+4",
        "Corrected or withdrawn (2)",
        "#4",
        "#5",
        "New (1)",
        "#3",
        "Changed (1)",
        "#1",
        "Statements and talks (1)",
        "#2",
        "As of Wed 5 Mar 06:32 (UTC+4)",
    ] == [line.partition(",")[0] if line.startswith("#") else line for line in lines]


def test_an_incident_is_named_with_its_version_time_standing_and_claims() -> None:
    entry = written(told(1042))[2]

    assert (
        "#1042, version 1, 06:05: Fighting reported near Nerkin Hand: one side's claim; "
        "Armenia MoD: 2 of its soldiers killed"
    ) == entry


def test_a_report_of_another_day_has_its_day() -> None:
    entry = written(told(7, last_reported_at=NOW - timedelta(hours=7)))[2]

    assert entry.startswith("#7, version 1, Tue 4 Mar 23:32:")


def test_the_newest_version_of_an_incident_stands_for_all() -> None:
    lines = written(told(1), told(1, TOLL, version=3), told(2))

    assert ["#2, version 1", "#1, version 3"] == [
        line.rpartition(", ")[0].rpartition(", 06:05")[0] or ", ".join(line.split(", ")[:2])
        for line in lines
        if line.startswith("#")
    ]


def test_it_says_how_many_sources_are_read_and_what_stands_above() -> None:
    lines = written(told(1), coverage="Sources read now: Georgia 3 of 4", marks=(Mark.SAMPLE,))

    assert lines[0] == "SAMPLE, NOT REAL"
    assert lines[-2] == "Sources read now: Georgia 3 of 4"


@pytest.mark.parametrize("letter", ["x", "Ж", "😀"])
def test_thirty_incidents_with_endless_names_fit_and_keep_their_numbers(letter: str) -> None:
    places = (replace(PLACE, name=letter * 400),)
    claims = tuple(claim(claimant=f"outlet:{letter * 300}{number}") for number in range(12))
    items = [told(100_000 + n, places=places, claims=claims) for n in range(30)]
    message = round_up(items, replace(READER, marks=tuple(Mark), coverage=letter * 200))

    assert len(message.plain.encode("utf-16-le")) // 2 <= MAX_CHARACTERS
    assert all(f"#{100_000 + n}, version 1, 06:05" in message.plain for n in range(30))


def test_what_a_feed_says_is_never_markup() -> None:
    items = [told(1, places=(replace(PLACE, name="<b>&"),))]

    assert "&lt;b&gt;&amp;" in round_up(items, READER).html
