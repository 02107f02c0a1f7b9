"""What operators are told of feeds: changes that last, with effect and next step."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.health_messages import FeedNow, are_due, changes, word, write_changes, write_overview
from bot.store.health_told import Told
from bot.store.vitals import Vitals
from bot.words import words
from feeds.breaker import Suspicion
from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.model import Side
from tests.bot.made import NOW

EN = words("en")
HOUR = timedelta(hours=1)
VITALS = Vitals(3, 12, 31, 0, 1, 0, None, are_pushes_stopped=False)


def feed(name: str = "Herald", state: Health = Health.OK, **changed: Any) -> FeedNow:
    settings = FeedSettings(
        name=name,
        url=f"https://{name.lower()}.example/rss",
        language="en",
        areas=("north-caucasus",),
    )
    facts = {key: changed.pop(key) for key in ("is_stopped", "suspicion") if key in changed}
    times: dict[str, Any] = {"since_at": NOW - HOUR, "last_good_at": NOW - 2 * HOUR}
    return FeedNow(settings, FeedState(state, **{**times, **changed}), **facts)


BLOCKED = feed(state=Health.BLOCKED, failures=3, reason="403 with a <challenge> page")


@pytest.mark.parametrize(
    ("one", "before", "expected"),
    [
        (feed(), "ok", "ok"),
        (feed(state=Health.SLOW), "ok", "ok"),
        (feed(state=Health.NEW), "ok", "ok"),
        (feed(state=Health.UNREACHABLE, failures=2), "ok", "ok"),
        (feed(state=Health.UNREACHABLE, failures=2), "blocked", "blocked"),
        (feed(state=Health.UNREACHABLE, failures=3), "ok", "unreachable"),
        (feed(state=Health.STALE), "ok", "stale"),
        (feed(state=Health.MOVED), "ok", "moved"),
        (feed(is_stopped=True, suspicion=Suspicion.FLOOD), "ok", "stopped"),
        (feed(suspicion=Suspicion.FLOOD), "ok", "suspicious"),
    ],
)
def test_a_feed_has_a_word_and_a_failure_or_two_are_no_news(
    one: FeedNow, before: str, expected: str
) -> None:
    assert expected == word(one, before)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, [("ok", "blocked")]),
        ({"Herald": Told("blocked", NOW)}, []),
        ({"Herald": Told("stale", NOW)}, [("stale", "blocked")]),
        ({"Herald": Told("", NOW, NOW + HOUR)}, []),
        ({"Herald": Told("", NOW, NOW)}, [("ok", "blocked")]),
    ],
)
def test_only_what_operators_do_not_know_is_a_change(
    told: dict[str, Told], expected: list[tuple[str, str]]
) -> None:
    found = changes([BLOCKED], told, NOW)

    assert expected == [(one.before, one.after) for one in found]


def test_a_feed_that_is_switched_off_is_no_change() -> None:
    off = BLOCKED.settings.model_copy(update={"enabled": False})

    assert changes([replace(BLOCKED, settings=off)], {}, NOW) == ()


def test_the_first_change_waits_two_minutes_for_others() -> None:
    fresh = feed(state=Health.BLOCKED, failures=3, since_at=NOW - timedelta(seconds=119))

    assert not are_due(changes([fresh], {}, NOW), NOW)
    assert are_due(changes([fresh, BLOCKED], {}, NOW), NOW)
    assert not are_due((), NOW)


def test_a_change_has_its_cause_times_effect_and_next_step() -> None:
    feeds = [BLOCKED, feed("Post"), feed("Gazette", Health.GONE, failures=9)]
    message = write_changes(changes([BLOCKED], {}, NOW), feeds, EN, NOW)

    times = "Last good Wed 5 Mar 00:32 (UTC+0). Next try never, never given up."
    assert message.plain.splitlines() == [
        "1 feed changed",
        "Herald (en): ok -> blocked",
        f"Since Wed 5 Mar 01:32 (UTC+0): 403 with a <challenge> page (tries: 3). {times}",
        "Effect: North Caucasus hangs on 1 of 3 sources.",
        EN.say("op.next.blocked"),
        "All of it: /health",
    ]
    assert "&lt;challenge&gt;" in message.html


@pytest.mark.parametrize("state", [state for state in Health if state is not Health.NEW])
def test_every_state_of_a_feed_can_be_told(state: Health) -> None:
    sick = feed(state=state, failures=0 if state in (Health.OK, Health.SLOW) else 3)
    told = {"Herald": Told("gone" if state is not Health.GONE else "empty", NOW)}

    assert "Herald (en): " in write_changes(changes([sick], told, NOW), [sick], EN, NOW).plain


def test_a_hundred_changes_fit_into_one_message() -> None:
    many = [
        feed(f"N{n}" + "x" * 50, Health.BROKEN, failures=3, reason="y" * 999) for n in range(99)
    ]
    message = write_changes(changes(many, {}, NOW), many, EN, NOW)

    assert message.plain.startswith("99 feeds changed")
    assert "... and 93 more feeds: /health" in message.plain
    assert len(message.plain) <= 4096


def test_the_overview_says_what_waits_and_what_is_sick() -> None:
    vitals = replace(VITALS, held=2, oldest_waiting_at=NOW - 2 * HOUR, are_pushes_stopped=True)
    text = write_overview([BLOCKED, feed("Post")], vitals, "op.alive", EN, NOW).plain

    assert text.splitlines() == [
        "ALIVE Wed 5 Mar 02:32 (UTC+0)",
        "ALL PUSHES ARE STOPPED by an operator: /resume_pushes",
        "North Caucasus hangs on 1 of 2 sources.",
        "Herald (en): blocked. 403 with a <challenge> page",
        "3 chats. Last 24 h: 12 alerts, 31 messages sent, 0 of unknown end, 1 failed.",
        "2 reports wait for you: /held",
        "The oldest message in the queue has waited 120 min.",
    ]


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((None, Side.GEO), ""),
        ((Side.GEO,), "The press of Georgia: NONE of 1 sources read"),
        ((Side.GEO, Side.GEO), "The press of Georgia hangs on 1 of 2 sources."),
        ((Side.GEO, Side.GEO, Side.GEO), "Press of Georgia: 2 of 3 sources read."),
    ],
)
def test_the_effect_names_the_side_whose_press_falls_silent(
    sides: tuple[Side | None, ...], expected: str
) -> None:
    states = [BLOCKED.state, *(feed().state for _ in sides[1:])]
    feeds = [
        FeedNow(BLOCKED.settings.model_copy(update={"name": str(n), "side": side}), state)
        for n, (side, state) in enumerate(zip(sides, states, strict=True))
    ]
    text = write_changes(changes(feeds, {}, NOW), feeds, EN, NOW).plain

    assert ("press of" in text.casefold()) is bool(expected)
    assert expected in text
