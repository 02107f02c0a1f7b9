"""Pending deliveries reach a sender once, in order, and what became of each is kept."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from rich.console import Console

from bot.model import Chat, Delivery, DeliveryKind, Ending, Message, Outcome
from bot.push import Pusher, TerminalSender
from bot.store import deliveries, terminal
from bot.store.pace import TERMINAL_ACCOUNT
from bot.summarize import Mark
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, alerts, incidents
from feeds.store.database import MEMORY, Database, open_database
from tests.bot.made import NOW, alert, incident


class Chats:
    """Stands for Telegram: keeps what it gets and answers as it was told to."""

    def __init__(self, *answers: Outcome | Exception) -> None:
        self.got: list[tuple[Message, Delivery]] = []
        self._answers = list(answers)

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        self.got.append((message, delivery))
        answer = self._answers.pop(0) if self._answers else Outcome(Ending.SENT, len(self.got))
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def heads(self) -> list[str]:
        return [message.plain.splitlines()[0] for message, _ in self.got]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(MEMORY)
    yield opened
    opened.close()


def tell(connection: Connection, told: Incident, reason: AlertReason) -> Alert:
    saved = incidents.save(connection, told, "test", "made", NOW)
    about = replace(alert(reason), id=0, incident_id=saved.id, version=saved.version)
    return alerts.add(connection, about)


def put(database: Database, *versions: AlertReason) -> None:
    """Store one incident, with an alert for each version."""
    with database.transaction() as connection:
        for version, reason in enumerate(versions, start=1):
            tell(connection, incident(id=int(version > 1), version=version), reason)


async def test_it_sends_each_alert_once_and_in_order(database: Database) -> None:
    put(database, AlertReason.NEW, AlertReason.TOLL)
    chats = Chats()
    pusher = Pusher(database, chats, terminal.fan_out, Clock())

    assert [await pusher.push(), await pusher.push()] == [2, 0]
    assert chats.heads == [
        "Fighting reported near Nerkin Hand: one side's claim",
        "UPDATE to #1, Nerkin Hand: a higher figure",
    ]


async def test_an_update_replies_to_the_message_that_told_first(database: Database) -> None:
    put(database, AlertReason.NEW, AlertReason.TOLL)
    chats = Chats(Outcome(Ending.SENT, message_id=77))

    await Pusher(database, chats, terminal.fan_out, Clock()).push()

    (_, first), (_, second) = chats.got
    assert (first.kind, first.reply_to) == (DeliveryKind.MESSAGE, None)
    assert (second.kind, second.reply_to) == (DeliveryKind.REPLY, 77)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Outcome(Ending.NOT_SENT, retry_after_seconds=30), "Fighting reported near"),
        (Outcome(Ending.UNCLEAR), "(repeat: you may have this already)"),
        (ConnectionResetError("lost"), "(repeat: you may have this already)"),
    ],
)
async def test_it_tries_again_later_and_says_where_it_may_be_a_repeat(
    database: Database, failure: Outcome | Exception, expected: str
) -> None:
    put(database, AlertReason.NEW)
    chats, clock = Chats(failure), Clock()
    pusher = Pusher(database, chats, terminal.fan_out, clock)

    at_once = [await pusher.push(), await pusher.push()]
    clock.now += timedelta(minutes=1)

    assert [*at_once, await pusher.push()] == [0, 0, 1]
    assert chats.heads[-1].startswith(expected)


async def test_a_refused_message_does_not_hold_the_next_one_up(database: Database) -> None:
    put(database, AlertReason.NEW, AlertReason.TOLL)
    chats = Chats(Outcome(Ending.REFUSED, detail="chat not found"))

    assert await Pusher(database, chats, terminal.fan_out, Clock()).push() == 1
    assert len(chats.got) == 2


async def test_what_a_crash_cut_short_is_sent_again_as_a_repeat(database: Database) -> None:
    put(database, AlertReason.NEW)
    chats, clock = Chats(), Clock()
    pusher = Pusher(database, chats, terminal.fan_out, clock)
    await database.run(_claim_and_die, clock.now)

    assert await pusher.recover() == 1
    clock.now += timedelta(minutes=1)
    await pusher.push()

    assert chats.heads == ["(repeat: you may have this already)"]


def _claim_and_die(connection: Connection, now: datetime) -> None:
    terminal.fan_out(connection, now)
    (parcel,) = deliveries.due(connection, TERMINAL_ACCOUNT, now, 1)
    deliveries.begin(connection, TERMINAL_ACCOUNT, parcel, now)


async def test_marks_stand_above_every_message(database: Database) -> None:
    put(database, AlertReason.NEW, AlertReason.TOLL)
    chats = Chats()

    await Pusher(database, chats, terminal.fan_out, Clock(), (Mark.SAMPLE,)).push()

    assert chats.heads == ["SAMPLE, NOT REAL"] * 2


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
