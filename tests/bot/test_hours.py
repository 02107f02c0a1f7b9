from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.hours import is_quiet, next_digest, next_round_up, zone_of
from bot.model import ALL_AREAS, Chat, ChatSettings, Rhythm
from feeds.model import Theatre


def chat(time_zone: str = "Asia/Yerevan", **choices: Any) -> ChatSettings:
    return ChatSettings(Chat(1, time_zone=time_zone), **choices)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"2031-{text}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        (("22:00", "07:00"), "03-05 17:59", False),  # 21:59 in Yerevan
        (("22:00", "07:00"), "03-05 18:00", True),
        (("22:00", "07:00"), "03-05 20:30", True),  # past midnight
        (("22:00", "07:00"), "03-05 02:59", True),
        (("22:00", "07:00"), "03-05 03:00", False),
        (("01:00", "05:00"), "03-05 20:59", False),
        (("01:00", "05:00"), "03-05 21:00", True),
        (("01:00", "05:00"), "03-05 01:00", False),
        (("00:00", "00:00"), "03-05 20:00", False),  # none
        (("08:00", "08:00"), "03-05 04:00", False),
    ],
)
def test_it_keeps_quiet_hours_by_the_clock_of_the_chat(
    quiet: tuple[str, str], at: str, expected: bool
) -> None:
    settings = chat(quiet_from=quiet[0], quiet_to=quiet[1])

    assert expected is is_quiet(settings, utc(at))


@pytest.mark.parametrize(
    ("time_zone", "areas", "expected"),
    [
        ("Europe/Paris", ALL_AREAS, "Europe/Paris"),
        ("", ALL_AREAS, "Asia/Tbilisi"),
        ("", frozenset({Theatre.GEORGIA}), "Asia/Tbilisi"),
        ("", frozenset({Theatre.NORTH_CAUCASUS}), "Europe/Moscow"),
        ("", frozenset({Theatre.NORTH_CAUCASUS, Theatre.GEORGIA}), "Asia/Tbilisi"),
    ],
)
def test_a_chat_without_a_time_zone_lives_where_its_areas_are(
    time_zone: str, areas: frozenset[Theatre], expected: str
) -> None:
    assert expected == zone_of(ChatSettings(Chat(1, time_zone=time_zone), areas=areas)).key


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("03-05 03:59", "03-05 04:00"),
        ("03-05 04:00", "03-06 04:00"),
        ("03-05 23:00", "03-06 04:00"),
    ],
)
def test_the_digest_comes_at_the_next_time_of_the_local_clock(now: str, expected: str) -> None:
    assert utc(expected) == next_digest(chat(), utc(now))


def test_an_hourly_digest_comes_at_the_next_full_hour() -> None:
    hourly = replace(chat(), rhythm=Rhythm.HOURLY)

    assert utc("03-05 11:00") == next_digest(hourly, utc("03-05 10:00"))
    assert utc("03-05 11:00") == next_digest(hourly, utc("03-05 10:59:59.9"))


def test_the_digest_keeps_its_local_hour_when_clocks_change() -> None:
    paris = chat("Europe/Paris")

    assert utc("03-29 07:00") == next_digest(paris, utc("03-29 06:30"))
    assert utc("03-30 06:00") == next_digest(paris, utc("03-29 07:00"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("03-05 10:00", "03-05 10:30"),
        ("03-05 10:29:59.9", "03-05 10:30"),
        ("03-05 10:30:00.1", "03-05 11:00"),
        ("03-05 23:45", "03-06 00:00"),
    ],
)
def test_round_ups_come_every_half_hour(now: str, expected: str) -> None:
    assert utc(expected) == next_round_up(utc(now))
