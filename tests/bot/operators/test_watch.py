"""What operators hear by themselves: changes of feeds in one message, and once a day "alive"."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.config_changes import Reload
from bot.operators.watch import ALIVE_AT
from feeds.health import FeedState, Health
from feeds.store import conducts, feeds
from feeds.window import Turn
from tests.bot.operators.made import Desk, desk
from tests.telegram_server.server import FakeTelegram

HOUR = timedelta(hours=1)
BLOCKED = FeedState(Health.BLOCKED, "403 with a challenge page", failures=3)


def fails(at: Desk, *names: str, state: FeedState = BLOCKED) -> None:
    now = at.stage.clock.now
    timed = replace(state, since_at=now - HOUR, next_poll_at=now + HOUR)
    with at.database.transaction() as connection:
        for name in names:
            feeds.save_state(connection, name, timed)


async def test_feeds_that_changed_are_told_of_once_in_one_message(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        fails(at, "Herald", "Mountain Post")
        for _ in range(3):
            await at.watch.tell_health()

    (told,) = at.admins.texts
    assert told.startswith("2 feeds changed\nHerald (en): ok -> blocked\n")
    assert "403 with a challenge page (tries: 3)" in told
    assert "North Caucasus: NONE of 1 sources read" in told
    assert "You can: set [http] contact" in told


async def test_one_feed_comes_with_buttons_and_its_recovery_is_told(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        fails(at, "Herald")
        await at.watch.tell_health()
        said = await at.stage.step("Olga in Desk", "[Try now]")
        fails(at, "Herald", state=FeedState(Health.OK, "answers"))
        await at.watch.tell_health()

    assert said == ["Herald is polled within seconds."]
    assert "Herald (en): blocked -> ok" in at.admins.texts[-1]


async def test_a_suspicious_feed_can_be_trusted_from_the_message(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        feed = at.stage.context.config.feeds[0]
        with at.database.transaction() as connection:
            conducts.note(connection, feed, feed.url, 0, at.stage.clock.now)
            conducts.note(connection, feed, "https://other.example", 1, at.stage.clock.now)
        at.stage.clock.now += HOUR
        await at.watch.tell_health()

    assert "Another host than usual answers for it" in at.admins.texts[0]
    assert at.admins.sent[0].buttons[0]["text"] == "It is well"


async def test_a_quiet_feed_is_not_told_of(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        await at.stage.step("Olga", "/quiet_feed Herald")
        fails(at, "Herald")
        await at.watch.tell_health()
        quiet = at.admins.texts
        at.stage.clock.now += timedelta(days=1)
        await at.watch.tell_health()

    assert quiet == []
    assert len(at.admins.texts) == 1


async def test_alive_is_said_once_a_day(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report()
        await at.passes()
        for hour in (ALIVE_AT.hour - 1, ALIVE_AT.hour, ALIVE_AT.hour + 5, ALIVE_AT.hour + 24):
            day = at.stage.clock.now.replace(hour=0)
            at.stage.clock.now = _on(day, hour)
            await at.watch.tell_alive()
            at.stage.clock.now = day

    assert [text.splitlines()[0] for text in at.admins.texts] == [
        "ALIVE Wed 5 Mar 06:32 (UTC+0)",
        "ALIVE Thu 6 Mar 06:32 (UTC+0)",
    ]
    assert "1 chats. Last 24 h: 1 alerts, 1 messages sent, 0 of unknown end" in at.admins.texts[0]


def _on(day: datetime, hour: int) -> datetime:
    return day + timedelta(hours=hour)


async def test_operators_ask_for_health_help_and_the_log(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        empty = await at.stage.step("Olga", "/operator_log")
        await at.stage.step("Olga", "/stop_pushes")
        (health,) = await at.stage.step("Olga", "/health")
        (helped,) = await at.stage.step("Olga", "/operators")
        (log,) = await at.stage.step("Olga", "/operator_log")

    assert empty == ["No operator has done anything yet."]
    assert "ALL PUSHES ARE STOPPED" in health
    assert "/retract: take an incident back" in helped
    assert f"{telegram.person('Olga').id}: stop_pushes" in log


async def test_an_unusual_document_is_told_of_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        now = at.stage.clock.now
        words = "all 30 of its 30 entries are new; 28 alerts told, 2 held"
        turned = FeedState(Health.OK, "answers", turn=Turn.ALL_NEW, turn_words=words, turn_at=now)
        fails(at, "Herald", state=turned)
        for _ in range(3):
            await at.watch.tell_turns()

    assert at.admins.texts == [f"1 feed had an unusual document\nHerald (en): {words}"]


async def test_an_edited_configuration_is_told_of_once_and_where_it_says_now(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.stage.context.take(Reload(None, problems=("feeds[1]: url is missing",)))
        for _ in range(3):
            await at.watch.tell_config()

    (told,) = at.admins.texts
    assert "REFUSED" in told
    assert "url is missing" in told
