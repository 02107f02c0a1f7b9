"""The emergency brake: nothing goes out while it is pulled, nothing is lost when it is let go."""

from pathlib import Path

from bot.store import switches
from tests.bot.operators.made import desk
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram


async def test_while_pushes_are_stopped_subscribers_get_nothing_and_later_all_of_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        stopped = await at.stage.step("Olga", "/stop_pushes")
        at.report()
        await at.passes(3_000)
        meanwhile = at.reader.texts
        resumed = await at.stage.step("Olga", "/resume_pushes")
        await at.passes()

    assert stopped[0].startswith("All pushes are stopped")
    assert meanwhile == []
    assert resumed == ["Pushes go on; 1 held reports are looked at anew."]
    assert len(at.reader.sent) == 1
    assert at.deeds() == [("stop_pushes", ""), ("resume_pushes", "")]


async def test_what_is_queued_waits_too(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        telegram.fail(Trouble.FLOOD, seconds=1)
        at.report()
        await at.passes()
        await at.stage.step("Olga", "/stop_pushes")
        await at.passes(600)
        meanwhile = at.reader.texts
        await at.stage.step("Olga", "/resume_pushes")
        await at.passes()

    assert meanwhile == []
    assert len(at.reader.sent) == 1


async def test_stopping_and_resuming_twice_say_so(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        said = [
            (await at.stage.step("Olga", command))[0]
            for command in ("/resume_pushes", "/stop_pushes", "/stop_pushes")
        ]

    assert said[0] == "Pushes are not stopped."
    assert said[2] == "All pushes are stopped already. To let them go on: /resume_pushes"
    assert at.deeds() == [("stop_pushes", "")]


async def test_the_button_below_the_answer_lets_all_go_on(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        await at.stage.step("Olga", "/stop_pushes")
        said = await at.stage.step("Olga", "[Let all go on]")
        with at.database.transaction() as connection:
            is_stopped = switches.is_on(connection, switches.PUSHES_STOPPED)

    assert said == ["Pushes go on; 0 held reports are looked at anew."]
    assert not is_stopped
