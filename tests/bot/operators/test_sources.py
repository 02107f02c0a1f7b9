"""Single feeds: stopped, let go on, tried now, hushed."""

from datetime import timedelta
from pathlib import Path

from bot.operators.buttons import feed_key
from bot.store import health_told
from feeds.store import feeds, pauses
from tests.bot.operators.made import desk
from tests.telegram_server.server import FakeTelegram


async def test_a_stopped_feed_is_not_polled_and_what_it_brought_waits_for_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        said = await at.stage.step("Olga", "/stop_feed herald")
        at.report("Herald")
        at.report("Mountain Post")
        await at.passes(3_000)
        meanwhile = at.reader.texts
        with at.database.transaction() as connection:
            stopped = pauses.stopped(connection)
        await at.stage.step("Olga", "[Let it go on]")
        await at.passes()

    assert said[0].startswith("Herald is stopped")
    assert stopped == {"Herald"}
    assert ["#2, version 1" in text for text in meanwhile] == [True]
    assert ["#1, version 1" in text for text in at.reader.texts] == [False, True]
    assert at.deeds() == [("stop_feed", "Herald"), ("resume_feed", "Herald")]


async def test_a_card_stops_its_feed_and_stays(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        said = await at.stage.step("Olga in Desk", "[Stop this feed]")

    assert len(said) == 1
    assert said[0].startswith("Herald is stopped")
    assert at.admins.sent[0].edits == 0


async def test_a_feed_that_is_tried_now_is_due(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        now = at.stage.clock.now
        with at.database.transaction() as connection:
            for name in ("Herald", "Mountain Post"):
                later = feeds.load(connection, name).state
                later = type(later)(next_poll_at=now + timedelta(hours=5))
                feeds.save_state(connection, name, later)
        await at.stage.step("Olga", "/try_feed Herald")
        with at.database.transaction() as connection:
            due = [row.name for row in feeds.every(connection) if row.state.next_poll_at == now]

    assert due == ["Herald"]


async def test_quiet_is_kept_for_a_day(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        said = await at.stage.step("Olga", f"/quiet_feed {feed_key('Herald')}")
        with at.database.transaction() as connection:
            told = health_told.every(connection)

    assert said == ["No word about Herald for 24 hours."]
    assert told["Herald"].quiet_until == at.stage.clock.now + timedelta(days=1)


async def test_a_feed_that_is_not_there_is_answered_with_an_example(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    verbs = ("stop_feed", "resume_feed", "trust_feed", "try_feed", "quiet_feed")
    names = ("", "Nobody", "<b>Herald</b>", "o1:" + "x" * 400)
    async with desk(telegram, tmp_path) as at:
        said = {
            verb: {(await at.stage.step("Olga", f"/{verb} {name}"))[0] for name in names}
            for verb in verbs
        }

    assert said == {verb: {f"Which feed? For example: /{verb} Herald"} for verb in verbs}
    assert at.deeds() == []


async def test_doing_it_twice_says_so(telegram: FakeTelegram, tmp_path: Path) -> None:
    commands = ("/resume_feed Herald", "/trust_feed Herald", "/stop_feed Herald")
    async with desk(telegram, tmp_path) as at:
        said = [(await at.stage.step("Olga", one))[0] for one in (*commands, commands[-1])]

    assert said[:2] == ["Herald is not stopped.", "Herald is not under suspicion."]
    assert said[3] == "Herald is stopped already."
