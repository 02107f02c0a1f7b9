"""/merge, /split and the fields of /correct, with what a reader gets in the chat."""

from pathlib import Path

from feeds.store import incidents
from tests.bot.news_kit import read
from tests.bot.operators.made import Desk, desk
from tests.feeds.merge.made import HOUR, KUT, NOON, event
from tests.telegram_server.server import FakeTelegram


async def told_two(at: Desk) -> None:
    """Let the reader get two incidents."""
    for _ in range(2):
        at.report()
        await at.passes(60)


async def test_a_merged_incident_says_in_its_thread_where_it_goes_on(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        await told_two(at)
        said = await at.stage.step("Olga", "/merge 2 #1 The same clash")
        await at.passes(700)
        seen = await at.stage.step("Anna", "/incident 2")

    _, second, reply = at.reader.sent[:3]
    assert said[0].startswith("#2 goes on as #1; everybody who was told of #2 is told so.")
    assert reply.reply_to == second.id
    assert reply.text.startswith("#2 is the same incident as #1 and goes on as #1")
    assert second.text.startswith("#2 is the same incident as #1 and goes on as #1")
    assert "#1" in seen[0]
    assert at.deeds() == [("merge", "#2 into #1: The same clash")]


async def test_a_merge_is_undone_and_both_threads_say_so(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        await told_two(at)
        await at.stage.step("Olga", "/merge 2 1 The same clash")
        await at.passes(700)
        said = await at.stage.step("Olga", "/split 1 #2 They are two")
        await at.passes(700)

    first, second, _, correction, apart = at.reader.sent
    assert said == ["#2 is told apart from #1; everybody who was told of it is told so."]
    assert (first.id, second.id) == (correction.reply_to, apart.reply_to)
    assert "CORRECTION to #1" in correction.text
    assert "Told apart from it now: #2" in correction.text
    assert apart.text.startswith("#2 is told apart from #1 now: they are two incidents")


async def test_the_reports_of_an_incident_are_listed_to_be_taken_out(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        with at.database.transaction() as connection:
            read(connection, "Herald", killed=2)
            read(connection, "Gazette", at=NOON + HOUR, killed=3)
            read(connection, "Courier", event(places=(KUT,)), at=NOON + 2 * HOUR)
        (listed,) = await at.stage.step("Olga", "/split 1")
        said = await at.stage.step("Olga", "/split 1 2 Another village")
        with at.database.transaction() as connection:
            apart = incidents.tellings(connection, 3)

    assert "1: Herald: Herald Herald-04080000 (#1)" in listed
    assert "2: Gazette: Gazette Gazette-04090000 (#1)" in listed
    assert said == ["#3 is told apart from #1; everybody who was told of it is told so."]
    assert ["Gazette"] == [one.feed for one in apart]


async def test_a_place_is_put_right_and_its_readers_see_what_it_was(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report()
        await at.passes()
        said = await at.stage.step("Olga", "/correct 1 place Sotk; source: it named another one")
        await at.passes(700)

    _, reply = at.reader.sent
    assert said == ["#1 is put right; everybody who was told of it is told so."]
    assert "Earlier: Nerkin Hand" in reply.text
    assert "Where: Sotk" in reply.text
    assert "Its source corrected it" in reply.text
    assert "it named another one" in reply.text


WRONG = {
    "/merge": "For example: /merge 1043 1042",
    "/merge 1 2": "For example: /merge 1043 1042",
    "/merge 1 99 because": "For example: /merge 1043 1042",
    "/merge 1 1 because": "Not done: both are #1.",
    "/split": "For example: /split 1042",
    "/split 1": "Reports of #1",
    "/split 1 x because": "Reports of #1",
    "/split 1 77 because": "Not done: report 77 does not tell of #1.",
    "/split 1 #2 because": "Not done: #2 was not merged into #1.",
    "/correct 1 place Sotk": "What is right, a semicolon, and why",
    "/correct 1 place Atlantis; we misread it": 'is called "Atlantis"',
    "/correct 1 kind talks; we misread it": "Not done: talks is of the kind talks",
}


async def test_wrong_words_change_nothing_and_are_answered(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report()
        said = {command: await at.stage.step("Olga", command) for command in WRONG}

    wrong = {command: answer for command, answer in said.items() if WRONG[command] not in answer[0]}
    assert wrong == {}
    assert at.deeds() == []
