"""What the state machine over the ledger knows, and what must hold all the time.

It knows what Telegram really got, which the ledger doesn't.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import select

from bot.limits import Rates
from bot.model import DeliveryKind, DeliveryState, Ending, Outcome, Trouble
from bot.store import endings
from bot.store.deliveries import Parcel
from bot.store.pace import Account
from bot.store.schema import delivery as table
from feeds.store.database import open_database
from tests.bot.made import NOW

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


class World(RuleBasedStateMachine):
    """Three chats and a crowd, two workers, and what Telegram really got."""

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
