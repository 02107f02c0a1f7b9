"""Where there is no Telegram, the terminal shows messages, and what is in them is no markup."""

import io

from rich.console import Console

from bot.model import Chat, Delivery, DeliveryKind, Ending, Message, Outcome
from bot.push import TerminalSender


def delivery() -> Delivery:
    return Delivery(5, Chat(1), 7, 1042, 1, DeliveryKind.MESSAGE)


async def test_the_terminal_prints_plain_text_as_it_is() -> None:
    out = io.StringIO()
    message = Message(html="<b>x</b>", plain="Head [red]x[/red] :bomb:\nline <b>")

    outcome = await TerminalSender(Console(file=out)).send(message, delivery())

    assert out.getvalue() == "Head [red]x[/red] :bomb:\nline <b>\n\n"
    assert outcome == Outcome(Ending.SENT, message_id=5)


async def test_the_terminal_frames_messages_where_somebody_watches() -> None:
    out = io.StringIO()

    sender = TerminalSender(Console(file=out, force_terminal=True, width=40))
    await sender.send(Message("", "Head\nbody"), delivery())

    assert "╭" in out.getvalue()


async def test_a_terminal_that_is_gone_has_not_got_it() -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    outcome = await TerminalSender(Console(file=Closed())).send(Message("", "x"), delivery())

    assert outcome == Outcome(
        Ending.NOT_SENT, detail="the terminal is gone: No space left on device"
    )
