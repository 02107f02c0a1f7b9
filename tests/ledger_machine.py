"""A state machine over ledger and limits: two workers, a lying Telegram, crashes, a mad clock.

Its rules are what may happen; tests/ledger_world.py has what must hold all the time.
"""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from bot import limits
from bot.model import Chat, DeliveryKind, DeliveryState, Ending, Lane, Outcome, Trouble
from bot.store import chats, deliveries, endings
from bot.store.deliveries import LEASE
from feeds.store import Connection
from tests.bot.rows import chat_row, news, row
from tests.ledger_world import (
    ACCOUNT,
    ARRIVES,
    CHATS,
    CROWD,
    FAILS,
    LAST_TRIES,
    MOST_JUMPS,
    NEW_ID,
    QUARTER,
    SECOND,
    WORKERS,
    World,
)

Worker = st.sampled_from(WORKERS)
BLOCKED = Outcome(Ending.REFUSED, trouble=Trouble.BLOCKED)


class LedgerMachine(World):
    """Rows are added, sent by two workers that may die anywhere, and arrive or don't."""

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
