"""Deliveries reach a sender once, each chat's in order, and what became of each is kept."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from bot.config import PolicySettings
from bot.limits import LIFTED
from bot.model import Chat, Delivery, DeliveryKind, Ending, Message, Outcome, Trouble
from bot.plan import planner
from bot.push import Pusher
from bot.store import chats as chat_store
from bot.store import deliveries
from bot.store.pace import Account
from bot.summarize import Mark
from feeds.store import Connection
from feeds.store.database import MEMORY, Database, open_database
from tests.bot.made import NOW
from tests.bot.rows import change, chat_row, news, row, states

ANNA, BORIS = Chat(1), Chat(2)
FREE = Account("7", LIFTED)
MINUTE = timedelta(minutes=1)


def nothing(_connection: Connection, _now: datetime) -> None:
    """Plan nothing: the rows are there."""


class Chats:
    """Stands for Telegram: keeps what it gets and answers as it was told to.

    A call about a chat in ``closed`` ends when that is set.
    """

    def __init__(self, *answers: Outcome | Exception) -> None:
        self.got: list[tuple[Message, Delivery]] = []
        self.closed: dict[int, asyncio.Event] = {}
        self._answers = list(answers)

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        self.got.append((message, delivery))
        if delivery.chat.id in self.closed:
            await self.closed[delivery.chat.id].wait()
        answer = self._answers.pop(0) if self._answers else Outcome(Ending.SENT, len(self.got))
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def heads(self) -> list[str]:
        return [message.plain.splitlines()[0] for message, _ in self.got]

    @property
    def order(self) -> list[tuple[int, int]]:
        """Which chat got which delivery, in the order of the calls."""
        return [(delivery.chat.id, delivery.id) for _, delivery in self.got]


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


def put(database: Database, *chats: Chat, times: int = 1) -> list[int]:
    """Write so many messages for each chat, about an incident each; give the rows."""
    with database.transaction() as connection:
        about = [news(connection) for _ in range(times)]
        return [row(connection, chat, one) for one in about for chat in chats]


def kept(database: Database) -> list[str]:
    with database.transaction() as connection:
        return states(connection)


def pusher(database: Database, sender: Chats, clock: Clock | None = None) -> Pusher:
    return Pusher(database, sender, nothing, clock or Clock(), account=FREE)


async def until(holds: Callable[[], object]) -> None:
    """Let others run until something holds."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - the sender has no event for every question
            await asyncio.sleep(0)


async def test_each_chat_gets_what_is_its_own_once_and_in_order(database: Database) -> None:
    rows = put(database, ANNA, BORIS, times=3)
    sender = Chats()
    sent = [await pusher(database, sender).push(), await pusher(database, sender).push()]

    assert sent == [6, 0]
    assert [one for one in sender.order if one[0] == ANNA.id] == [(1, n) for n in rows[::2]]
    assert [one for one in sender.order if one[0] == BORIS.id] == [(2, n) for n in rows[1::2]]


async def test_a_chat_that_hangs_delays_only_itself(database: Database) -> None:
    put(database, ANNA, BORIS, times=2)
    sender = Chats()
    sender.closed[ANNA.id] = asyncio.Event()
    running = asyncio.create_task(pusher(database, sender).push())
    await until(lambda: [chat for chat, _ in sender.order].count(BORIS.id) == 2)
    in_flight = [chat for chat, _ in sender.order].count(ANNA.id)
    sender.closed[ANNA.id].set()

    assert in_flight == 1
    assert await running == 4


async def test_what_is_new_is_planned_and_sent(database: Database) -> None:
    with database.transaction() as connection:
        chat_store.open_terminal(connection, NOW)
        news(connection)
    sender = Chats()
    made = Pusher(database, sender, planner(PolicySettings()), Clock())

    assert [await made.push(), await made.push()] == [1, 0]
    assert sender.heads == ["Fighting reported near Nerkin Hand: one side's claim"]


async def test_an_update_replies_to_the_message_that_told_first(database: Database) -> None:
    with database.transaction() as connection:
        incident_id, alert_id = news(connection)
        row(connection, ANNA, (incident_id, alert_id))
        row(connection, ANNA, news(connection, 2, incident_id), kind="reply", version=2)
    sender = Chats(Outcome(Ending.SENT, message_id=77))
    await pusher(database, sender).push()
    (_, first), (_, second) = sender.got

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
    put(database, ANNA)
    sender, clock = Chats(failure), Clock()
    made = pusher(database, sender, clock)

    at_once = [await made.push(), await made.push()]
    clock.now += MINUTE

    assert [*at_once, await made.push()] == [0, 0, 1]
    assert sender.heads[-1].startswith(expected)


async def test_a_refused_message_does_not_hold_the_next_one_up(database: Database) -> None:
    put(database, ANNA, times=2)
    sender = Chats(Outcome(Ending.REFUSED, detail="message is too long"))

    assert await pusher(database, sender).push() == 1
    assert kept(database) == ["failed", "sent"]


async def test_a_chat_that_blocks_us_is_paused_and_gets_no_more(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction() as connection:
        chat_row(connection, ANNA)
    put(database, ANNA, BORIS, times=2)
    blocked = Outcome(Ending.REFUSED, detail="blocked", trouble=Trouble.BLOCKED)
    sender = Chats(blocked)
    caplog.set_level("INFO")
    await pusher(database, sender).push()

    assert kept(database) == ["cancelled", "sent", "cancelled", "sent"]
    assert "its chat is closed to us (blocked), and paused" in caplog.text


async def test_a_wrong_token_stops_everything_for_a_while(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, ANNA, times=2)
    refused = Outcome(Ending.NOT_SENT, trouble=Trouble.UNAUTHORIZED)
    clock, sender = Clock(), Chats(refused)
    at_once = await pusher(database, sender, clock).push()
    clock.now += MINUTE

    assert (at_once, await pusher(database, sender, clock).push()) == (0, 2)
    assert "nothing can be sent (unauthorized)" in caplog.text


async def test_what_cannot_be_written_fails_without_a_call(database: Database) -> None:
    with database.transaction() as connection:
        chat_row(connection, Chat(1, time_zone="Nowhere/Never"))
    put(database, ANNA, BORIS)
    sender = Chats()

    assert await pusher(database, sender).push() == 1
    assert kept(database) == ["failed", "sent"]


async def test_what_was_taken_back_at_the_last_moment_is_not_sent(database: Database) -> None:
    (waiting,) = put(database, ANNA)
    sender = Chats()
    made = pusher(database, sender)
    await made._start()
    await database.run(_take_back, waiting)

    assert await made.push() == 0
    assert sender.got == []


def _take_back(connection: Connection, row_id: int) -> None:
    change(connection, row_id, state="cancelled")


async def test_what_a_crash_cut_short_is_sent_again_as_a_repeat(database: Database) -> None:
    put(database, ANNA)
    sender, clock = Chats(), Clock()
    made = pusher(database, sender, clock)
    await database.run(_begin_and_die, clock.now)

    assert await made.recover() == 1
    clock.now += MINUTE
    await made.push()

    assert sender.heads == ["(repeat: you may have this already)"]


def _begin_and_die(connection: Connection, now: datetime) -> None:
    (parcel,) = deliveries.due(connection, FREE, now, 1)
    deliveries.begin(connection, FREE, parcel, now)


async def test_it_runs_until_it_is_stopped_and_lets_calls_end(database: Database) -> None:
    put(database, ANNA)
    sender, stop = Chats(), asyncio.Event()
    sender.closed[ANNA.id] = asyncio.Event()
    running = asyncio.create_task(pusher(database, sender).run(stop))
    await until(lambda: sender.got)
    stop.set()
    await asyncio.sleep(0)
    sender.closed[ANNA.id].set()
    await running

    assert kept(database) == ["sent"]


async def test_marks_stand_above_every_message(database: Database) -> None:
    put(database, ANNA, times=2)
    sender = Chats()

    await Pusher(database, sender, nothing, Clock(), (Mark.SAMPLE,), FREE).push()

    assert sender.heads == ["SAMPLE, NOT REAL"] * 2
