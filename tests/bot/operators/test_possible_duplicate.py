"""What may tell of a known incident waits for an operator, ten minutes at most."""

from pathlib import Path

from tests.bot.operators.made import desk
from tests.telegram_server.server import FakeTelegram

MINUTE = 60.0


async def test_it_goes_out_after_ten_minutes_silently_and_says_so(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        first = at.report()
        await at.passes()
        at.report(maybe_of=first.id)
        await at.passes()
        await at.passes(9 * MINUTE)
        held = len(at.reader.texts)
        await at.passes(2 * MINUTE)

    message = at.reader.sent[-1]
    assert (held, len(at.reader.texts)) == (1, 2)
    assert message.silent
    assert "Possibly the same event as #1" in message.text


async def test_an_operator_can_drop_it(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        first = at.report()
        await at.passes()
        at.report(maybe_of=first.id)
        await at.passes()
        await at.stage.step("Olga in Desk", "[Drop]")
        await at.passes(12 * MINUTE)

    assert len(at.reader.texts) == 1
