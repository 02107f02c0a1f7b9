"""A state machine over ledger and limits: two workers, a lying Telegram, crashes, a mad clock.

Its rules are what may happen, its invariants what must hold all the time (``LedgerMachine``). It
knows what Telegram really got, which the ledger doesn't.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot import limits
from bot.limits import Rates
from bot.model import Chat, DeliveryKind, DeliveryState, Ending, Lane, Outcome, Trouble
from bot.store import chats, deliveries, endings
from bot.store.deliveries import LEASE, Parcel
from bot.store.pace import Account
from bot.store.schema import delivery as table
from feeds.store import Connection
from feeds.store.database import open_database
from tests.bot.made import NOW
from tests.bot.rows import chat_row, news, row

SECOND = timedelta(seconds=1)
ACCOUNT = Account("7", Rates())
CHATS = (1, 2, -3)
MOST_A_SECOND = 28
"""25 and those of 0.1 s that began late; Telegram's limit is 30."""
CROWD = range(100, 130)
NEW_ID = -1_000_000_000_003
"""What the group becomes when it is upgraded."""
WORKERS = ("first", "second")
QUARTER, LAST_TRIES = timedelta(minutes=15), 200
"""How long what waits has in the end: two days, more than the clock can have lost."""
MOST_JUMPS = 5

Worker = st.sampled_from(WORKERS)
ARRIVES = {
    "sent": Outcome(Ending.SENT, message_id=1),
    "arrived, but timed out": Outcome(Ending.UNCLEAR),
}
FAILS = {
    "lost": Outcome(Ending.UNCLEAR),
    "refused connection": Outcome(Ending.NOT_SENT),
    "429": Outcome(Ending.NOT_SENT, retry_after_seconds=5, trouble=Trouble.FLOOD),
    "429 for long": Outcome(Ending.NOT_SENT, retry_after_seconds=600, trouble=Trouble.FLOOD),
}
BLOCKED = Outcome(Ending.REFUSED, trouble=Trouble.BLOCKED)


@dataclass(frozen=True, slots=True)
class Got:
    """A message that Telegram got: of which row, marked or not."""

    row_id: int
    chat_id: int
    is_repeat: bool


class CrashError(Exception):
    """The process dies in the middle of a transaction."""


def _die() -> None:
    raise CrashError


class LedgerMachine(RuleBasedStateMachine):
    """Rows are added, sent by two workers that may die anywhere, and arrive or don't."""

    def __init__(self) -> None:
        super().__init__()
        self.database = open_database(":memory:")
        self.now = NOW
        self.true = timedelta()
        self.flying: dict[str, list[Parcel]] = {worker: [] for worker in WORKERS}
        self.looked: dict[str, list[Parcel]] = {worker: [] for worker in WORKERS}
        self.got: list[Got] = []
        self.group = CHATS[2]
        self.silenced: set[int] = set()
        self.may_be_set_back = self.is_set_back = False
        self.jumps = 0
        self.begun: list[timedelta] = []
        self.is_crowded = False

    @initialize(may_be_set_back=st.booleans())
    def subscribe(self, may_be_set_back: bool) -> None:
        """Let three chats be told, by a clock that can or can't be set back."""
        self.may_be_set_back = may_be_set_back
        with self.database.transaction() as connection:
            for chat_id in CHATS:
                chat_row(connection, Chat(chat_id))

    def teardown(self) -> None:
        """Let everything that waits be sent, if Telegram behaves, and see that nothing is lost."""
        self._end_well()
        self.nothing_is_lost()
        self.copies_are_bounded()
        self.each_chat_is_told_in_order()
        self.database.close()

    @rule(chat=st.integers(0, 2), lane=st.sampled_from([Lane.CRITICAL, Lane.ALERT]))
    def something_happens(self, chat: int, lane: Lane) -> None:
        """Write a row for a chat."""
        if self._id(chat) not in self.silenced:
            with self.database.transaction() as connection:
                self._write(connection, chat, {"lane": lane})

    @rule(chat=st.integers(0, 2))
    def a_round_up_is_due(self, chat: int) -> None:
        """Write two rows that go out together."""
        if self._id(chat) in self.silenced:
            return
        kind = {"kind": DeliveryKind.DIGEST.value, "lane": Lane.DIGEST.value}
        with self.database.transaction() as connection:
            for _ in range(2):
                self._write(connection, chat, kind)

    @rule(worker=Worker)
    def look(self, worker: str) -> None:
        """Let a worker look for what is due."""
        busy = frozenset(parcel.chat.id for parcel in self.flying[worker])
        with self.database.transaction() as connection:
            found = deliveries.due(connection, ACCOUNT, self.now, 4, busy)
        self.looked[worker] = list(found)

    @rule(worker=Worker)
    def work(self, worker: str) -> None:
        """Let a worker look and begin everything that it finds."""
        self.look(worker)
        while self.looked[worker]:
            self.begin(worker)

    @precondition(lambda self: any(self.looked.values()))
    @rule(worker=Worker)
    def begin(self, worker: str) -> None:
        """Let a worker begin its next call, when its slot has come."""
        if not self.looked[worker]:
            return
        parcel = self.looked[worker].pop(0)
        if parcel.send_at > self.now:
            self._pass(min(parcel.send_at - self.now, limits.AHEAD))
        with self.database.transaction() as connection:
            if deliveries.begin(connection, ACCOUNT, parcel, self.now):
                self.flying[worker].append(parcel)
                self.begun.append(self.true)

    @rule(worker=Worker, chat=st.integers(0, 2), how=st.sampled_from([*ARRIVES, *FAILS]))
    def a_message_is_sent(self, worker: str, chat: int, how: str) -> None:
        """Let something happen, and a worker send what is due; its first call ends so."""
        for _ in range(2):
            self.something_happens(chat, Lane.ALERT)
        self.time_passes(3)
        self.work(worker)
        if self.flying[worker]:
            self.a_call_ends(worker, how)

    @rule(chat=st.integers(0, 2))
    def two_workers_find_different_rows(self, chat: int) -> None:
        """Let something urgent happen between the looks of two workers; then both begin."""
        self.something_happens(chat, Lane.ALERT)
        self.look("first")
        self.something_happens(chat, Lane.CRITICAL)
        self.look("second")
        for worker in WORKERS:
            while self.looked[worker]:
                self.begin(worker)

    @precondition(lambda self: not self.is_crowded)
    @rule(worker=Worker)
    def a_crowd_is_told(self, worker: str) -> None:
        """Let many chats be told at once: the bot's own limit is what holds then."""
        self.is_crowded = True
        with self.database.transaction() as connection:
            about = news(connection)
            for chat_id in CROWD:
                row(connection, Chat(chat_id), about, not_before=self.now)
        for _ in CROWD:
            self.work(worker)
            while self.flying[worker]:
                self.a_call_ends(worker, "sent")

    @precondition(lambda self: any(self.flying.values()))
    @rule(worker=Worker, how=st.sampled_from([*ARRIVES, *FAILS]))
    def a_call_ends(self, worker: str, how: str) -> None:
        """Let a call end in some way."""
        if self.flying[worker]:
            parcel = self.flying[worker].pop(0)
            if how in ARRIVES:
                self._arrive(parcel)
            self._settle(parcel, (ARRIVES | FAILS)[how])

    @precondition(lambda self: any(self.flying.values()))
    @rule(worker=Worker, has_arrived=st.booleans(), is_writing=st.booleans())
    def a_worker_dies(self, worker: str, has_arrived: bool, is_writing: bool) -> None:
        """Kill a worker in its calls, or while it writes down the end of one."""
        parcels, self.flying[worker], self.looked[worker] = self.flying[worker], [], []
        for parcel in parcels:
            if has_arrived:
                self._arrive(parcel)
            if is_writing:
                self._die_writing(parcel)

    @rule(worker=Worker)
    def recover(self, worker: str) -> None:
        """Let a worker settle what has outlived its lease."""
        ours = frozenset(i for parcel in self.flying[worker] for i in parcel.attempts)
        with self.database.transaction() as connection:
            endings.recover(connection, ACCOUNT, self.now, is_start=False, ours=ours)

    @rule(seconds=st.sampled_from([0.01, 0.5, 3, 40]))
    def time_passes(self, seconds: float) -> None:
        """Let some time pass."""
        self._pass(seconds * SECOND)

    @rule()
    def a_lease_runs_out(self) -> None:
        """Let so much time pass that a hanging call belongs to nobody any more."""
        self._pass(LEASE)

    @precondition(lambda self: self.jumps < MOST_JUMPS)
    @rule(hours=st.sampled_from([-5, 2]))
    def the_clock_jumps(self, hours: int) -> None:
        """Set the clock, as an operator or NTP does."""
        if hours < 0 and not self.may_be_set_back:
            return
        self.now += timedelta(hours=hours)
        self.jumps += 1
        self.is_set_back |= hours < 0

    @precondition(lambda self: self.flying["first"] and not self.silenced)
    @rule()
    def a_chat_blocks_us(self) -> None:
        """Let Telegram refuse a call for good."""
        parcel = self.flying["first"].pop(0)
        self._settle(parcel, BLOCKED)
        self.silenced.add(self._now_called(parcel.chat.id))

    @precondition(lambda self: not self.silenced)
    @rule(chat=st.integers(0, 2))
    def somebody_unsubscribes(self, chat: int) -> None:
        """Let a chat end its subscription."""
        with self.database.transaction() as connection:
            chats.pause(connection, self._id(chat), "asked", self.now)
        self.silenced.add(self._id(chat))

    @precondition(lambda self: self.group == CHATS[2])
    @rule()
    def the_group_is_upgraded(self) -> None:
        """Let the group become another chat."""
        with self.database.transaction() as connection:
            chats.migrate(connection, self.group, NEW_ID, self.now)
        if self.group in self.silenced:
            self.silenced.add(NEW_ID)
        self.group = NEW_ID

    @invariant()
    def copies_are_bounded(self) -> None:
        """No row arrives more than twice, nor unmarked after its first copy."""
        plain = Counter(got.row_id for got in self.got if not got.is_repeat)
        copies = Counter(got.row_id for got in self.got)

        assert max(plain.values(), default=0) <= 1, plain
        assert max(copies.values(), default=0) <= 2, copies

    @invariant()
    def one_call_is_in_flight_per_chat(self) -> None:
        """No two calls are under way in one chat, as far as the ledger knows."""
        rows = [row.chat_id for row in self._rows() if row.state == DeliveryState.SENDING]

        assert len(rows) == len(set(rows)) or self._are_round_ups(rows)

    @invariant()
    def each_chat_is_told_in_order(self) -> None:
        """First copies of one lane arrive in the order in which the rows were written.

        Unless the clock is set back: what is written then is due earlier.
        """
        lanes = {row.id: (row.lane, row.kind) for row in self._rows()}
        order: dict[object, list[int]] = defaultdict(list)
        for got in self.got:
            key = (got.chat_id, lanes.get(got.row_id))
            if got.row_id not in order[key]:
                order[key].append(got.row_id)

        assert self.is_set_back or all(rows == sorted(rows) for rows in order.values()), order

    @invariant()
    def no_second_has_too_many(self) -> None:
        """No second of true time sees more calls begin than slots and what is a little late."""
        times = self.begun
        worst = max((sum(at <= other < at + SECOND for other in times) for at in times), default=0)

        assert worst <= MOST_A_SECOND or self.is_set_back

    def nothing_is_lost(self) -> None:
        """What didn't arrive was taken back, or broke off twice and the ledger says so."""
        arrived = {got.row_id for got in self.got}
        missing = [row for row in self._rows() if row.id not in arrived]
        silenced = [row for row in missing if row.chat_id in self.silenced]
        unknown = [row for row in missing if row.state == DeliveryState.UNKNOWN]

        assert all(row.state == DeliveryState.CANCELLED for row in silenced if row not in unknown)
        assert all(row.is_repeat and row.attempts >= 2 for row in unknown)
        assert {row.id for row in missing} == {row.id for row in (*silenced, *unknown)}

    def _end_well(self) -> None:
        for worker in WORKERS:
            self.a_worker_dies(worker, has_arrived=False, is_writing=False)
        self.recover_at_start()
        for _ in range(LAST_TRIES):
            if not any(row.state == DeliveryState.PENDING for row in self._rows()):
                return
            self._pass(QUARTER)
            self.work("first")
            while self.flying["first"]:
                self.a_call_ends("first", "sent")

    def recover_at_start(self) -> None:
        """Start anew: nobody else sends."""
        with self.database.transaction() as connection:
            endings.recover(connection, ACCOUNT, self.now, is_start=True)

    def _write(self, connection: Connection, chat: int, changes: dict[str, Any]) -> None:
        where = Chat(self._id(chat))
        row(connection, where, news(connection), not_before=self.now, **changes)

    def _id(self, chat: int) -> int:
        return self.group if chat == 2 else CHATS[chat]

    def _now_called(self, chat_id: int) -> int:
        return self.group if chat_id == CHATS[2] else chat_id

    def _pass(self, time: timedelta) -> None:
        self.now += time
        self.true += time

    def _arrive(self, parcel: Parcel) -> None:
        for one in parcel.deliveries:
            self.got.append(Got(one.id, self._now_called(one.chat.id), one.is_repeat))

    def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        with self.database.transaction() as connection:
            endings.settle(connection, ACCOUNT, parcel, outcome, self.now)

    def _die_writing(self, parcel: Parcel) -> None:
        """Die after everything is written, and before it is committed."""
        try:
            with self.database.transaction() as connection:
                endings.settle(connection, ACCOUNT, parcel, ARRIVES["sent"], self.now)
                _die()
        except CrashError:
            return

    def _rows(self) -> list[Any]:
        with self.database.transaction() as connection:
            return list(connection.execute(select(table).order_by(table.c.id)).all())

    def _are_round_ups(self, chat_ids: list[int]) -> bool:
        """Tell whether the chats with several flying rows have them in one parcel."""
        rows = [row for row in self._rows() if row.state == DeliveryState.SENDING]
        several = [i for i, count in Counter(chat_ids).items() if count > 1]
        return all(row.kind == DeliveryKind.DIGEST for row in rows if row.chat_id in several)
