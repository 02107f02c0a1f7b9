"""/latest and /incident show what was reported, and nothing that is held back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.holds import Decision, Mode
from bot.layout import MAX_CHARACTERS
from bot.model import Message
from bot.replies.news import RECENT, SHOWN, _below, incident, latest
from bot.store import holds
from feeds.model import AlertReason, Standing, Theatre
from feeds.store import merges
from feeds.store.merges import Merge
from tests.bot.made import DAGESTAN, NOW
from tests.bot.replies.made import Counter, plain

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "is_shown"),
    [
        ({}, True),
        ({"places": ()}, True),
        ({"places": (replace(DAGESTAN, theatre=None),)}, True),
        ({"places": (DAGESTAN,)}, False),
        ({"last_reported_at": NOW - RECENT}, True),
        ({"last_reported_at": NOW - RECENT - HOUR}, False),
    ],
)
def test_latest_is_of_the_chats_areas_and_of_this_week(
    counter: Counter, changes: dict[str, Any], is_shown: bool
) -> None:
    counter.subscribed(areas=frozenset({Theatre.ARMENIA_AZERBAIJAN}))
    saved = counter.report(**changes)

    said = plain(latest(counter.desk()))
    assert is_shown is (f"#{saved.id}" in said)
    assert is_shown is not ("No report in the last 7 days." in said)


@pytest.mark.parametrize(
    ("words", "is_shown"),
    [("north caucasus", True), ("Georgia, dagestan", True), ("georgia", False), ("mars", False)],
)
def test_latest_of_named_areas_leaves_the_chats_own_aside(
    counter: Counter, words: str, is_shown: bool
) -> None:
    counter.subscribed(areas=frozenset({Theatre.GEORGIA}))
    saved = counter.report(places=(DAGESTAN,))

    assert is_shown is (f"#{saved.id}" in plain(latest(counter.desk(words))))


def test_a_stranger_is_shown_all_areas(counter: Counter) -> None:
    saved = [counter.report(), counter.report(places=(DAGESTAN,))]
    said = plain(latest(counter.desk()))

    assert all(f"#{one.id}" in said for one in saved)


def test_latest_shows_a_few_the_newest_first(counter: Counter) -> None:
    ids = [counter.report(last_reported_at=NOW - n * HOUR).id for n in range(SHOWN + 2)]
    said = plain(latest(counter.desk()))
    places = [said.find(f"#{number}") for number in ids]

    assert places[:SHOWN] == sorted(places[:SHOWN])
    assert places[SHOWN:] == [-1, -1]


@pytest.mark.parametrize(
    ("decision", "is_shown"),
    [(Decision.OPEN, False), (Decision.DROPPED, False), (Decision.RELEASED, True)],
)
def test_what_operators_hold_back_is_shown_nowhere(
    counter: Counter, decision: Decision, is_shown: bool
) -> None:
    saved = counter.report()
    alert_id = counter.alert(saved)
    holds.place(counter.connection, Mode.REVIEW, NOW)
    if decision is not Decision.OPEN:
        holds.decide(counter.connection, [alert_id], decision, 9, NOW)

    answers = [plain(latest(counter.desk())), plain(incident(counter.desk(str(saved.id))))]
    assert [is_shown] * 2 == ["Fighting reported" in said for said in answers]


@pytest.mark.parametrize("form", ["{}", "#{}", "000{}", "#0{}"])
def test_a_number_is_read_as_people_write_it(counter: Counter, form: str) -> None:
    saved = counter.report()

    assert f"#{saved.id}, version 1" in plain(incident(counter.desk(form.format(saved.id))))


@pytest.mark.parametrize(
    "text", ["", "#", "0", "-1", "1.5", "1 2", "one", "٣", "1" * 10, "##1", "1\n2"]
)
def test_what_is_no_number_is_answered_with_an_example(counter: Counter, text: str) -> None:
    assert "/incident 1042" in plain(incident(counter.desk(text)))


def test_an_unknown_number_is_said_to_be_unknown(counter: Counter) -> None:
    assert "999999999" in plain(incident(counter.desk("999999999")))


def test_a_withdrawn_incident_says_why(counter: Counter) -> None:
    saved = counter.report(standing=Standing.WITHDRAWN)
    note = "operator: it was an anniversary"
    old = NOW - timedelta(days=9)
    counter.alert(saved, reason=AlertReason.CORRECTION, note=note, created_at=old)

    said = plain(incident(counter.desk(str(saved.id))))
    assert "Our mistake: it was an anniversary" in said


def test_the_clock_is_the_chats(counter: Counter) -> None:
    settings = counter.subscribed()
    paris = replace(settings, chat=replace(settings.chat, time_zone="Europe/Paris"))
    saved = counter.report()
    desk = replace(counter.desk(str(saved.id)), known=paris)

    assert "03:32 (UTC+1)" in plain(incident(desk))
    assert "03:05 (UTC+1)" in plain(latest(replace(desk, ask=counter.desk().ask)))


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("x" * (MAX_CHARACTERS - 5), True),
        ("x" * (MAX_CHARACTERS - 4), False),
        ("😀" * (MAX_CHARACTERS // 2 - 2), False),
    ],
)
def test_a_line_is_put_above_a_message_only_where_it_fits(text: str, is_joined: bool) -> None:
    joined = _below(Message("head", "head"), Message(text, text))

    assert is_joined is joined.plain.startswith("head")
    assert joined.plain.endswith(text)


def test_a_number_that_was_merged_away_leads_to_the_new_one(counter: Counter) -> None:
    kept, gone = counter.report(), counter.report()
    merges.add(counter.connection, Merge(gone.id, kept.id, None), "operator", NOW)
    said = plain(incident(counter.desk(str(gone.id))))

    assert f"#{gone.id}" in said.splitlines()[0]
    assert f"#{kept.id}, version" in said
