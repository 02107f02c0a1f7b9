"""pending deliveries -> a sender -> an outcome: many chats at once, each in its order.

The ledger says what is due (``store/deliveries.py``) and what an outcome means (``ledger.py``);
nothing here tries again.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot import limits
from bot.ledger import Alarm, Effect, LeaveChat, WaitAll
from bot.model import Delivery, Ending, Message, Outcome, Sender
from bot.store import deliveries, endings
from bot.store.deliveries import LEASE, Parcel
from bot.store.grouped import Grouped
from bot.store.pace import TERMINAL_ACCOUNT, Account
from bot.summarize import Mark
from bot.writing import Material, read, write
from feeds.config import FeedSettings
from feeds.store import Connection
from feeds.store.database import Database

AT_ONCE = 16
"""Calls under way, the connections of the sender; a crash may repeat so many messages."""
READY = 2 * AT_ONCE
"""Parcels looked up, those under way included, so that a free connection finds the next one."""
PLAN_SECONDS = 0.5
IDLE_SECONDS = 0.25
BUSY_SECONDS = limits.AHEAD.total_seconds() / 2
BREATH_SECONDS = 0.02
"""Pause between two claims: one transaction then takes several deliveries."""
DRAIN_SECONDS = 5.0
"""How long calls under way may take when the service stops; the next start repeats the rest."""

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Plan = Callable[[Connection, datetime], object]
"""Makes deliveries of what is new, in the transaction that it is given."""


@dataclass(slots=True)
class Pusher:
    """Brings chats everything that they haven't been told. ``clock`` gives aware UTC times.

    ``account`` holds the limits, ``marks`` stand above every message, and ``feeds`` are the sources
    that round-ups count.
    """

    database: Database
    sender: Sender
    plan: Plan
    clock: Clock
    marks: tuple[Mark, ...] = ()
    account: Account = TERMINAL_ACCOUNT
    feeds: tuple[FeedSettings, ...] = ()
    _flights: dict[asyncio.Task[bool], Parcel] = field(default_factory=dict, init=False)
    _calls: asyncio.Semaphore = field(init=False)
    _ledger: Grouped = field(init=False)

    def __post_init__(self) -> None:
        """Let calls that begin or end at the same time be written together."""
        self._ledger = Grouped(self.database)
        self._calls = asyncio.Semaphore(AT_ONCE)

    async def recover(self) -> int:
        """Settle what a crash cut short; return how many. For a start under the service lock."""
        return await self._recover(is_start=True)

    async def push(self) -> int:
        """Send everything that may be sent now; return how many messages arrived."""
        await self.database.run(self.plan, self.clock())
        arrived = 0
        while await self._start() or self._flights:
            arrived += await self._land(BUSY_SECONDS)
        return arrived

    async def run(self, stop: asyncio.Event) -> None:
        """Send what falls due, until ``stop`` is set. What a crash cut short is settled first."""
        await self.recover()
        stopping = asyncio.create_task(stop.wait())
        now = asyncio.get_running_loop().time
        plan_at, recover_at = 0.0, now() + LEASE.total_seconds()
        try:
            while not stop.is_set():
                if now() >= plan_at:
                    await self.database.run(self.plan, self.clock())
                    plan_at = now() + PLAN_SECONDS
                if now() >= recover_at:
                    await self._recover(is_start=False)
                    recover_at = now() + LEASE.total_seconds()
                is_busy = await self._start() > 0 or bool(self._flights)
                await self._land(BUSY_SECONDS if is_busy else IDLE_SECONDS, stopping)
                await asyncio.sleep(BREATH_SECONDS)
        finally:
            stopping.cancel()
            await self._drain()

    async def _recover(self, *, is_start: bool) -> int:
        parcels = self._flights.values()
        ours = frozenset(delivery.id for parcel in parcels for delivery in parcel.deliveries)
        return await self.database.run(
            endings.recover, self.account, self.clock(), is_start=is_start, ours=ours
        )

    async def _start(self) -> int:
        """Look up what is due and let it go; return how many."""
        free = READY - len(self._flights)
        if not free:
            return 0
        busy = frozenset(parcel.chat.id for parcel in self._flights.values())
        now = self.clock()
        found = await self.database.run(self._look, now, free, busy)
        for parcel, material in found:
            self._flights[asyncio.create_task(self._fly(parcel, material))] = parcel
        return len(found)

    def _look(
        self, connection: Connection, now: datetime, limit: int, busy: frozenset[int]
    ) -> list[tuple[Parcel, Material]]:
        """Read what is due, with what it is about."""
        parcels = deliveries.due(connection, self.account, now, limit, busy)
        return [(one, read(connection, one.deliveries, self.feeds)) for one in parcels]

    async def _land(self, seconds: float, stopping: asyncio.Task[bool] | None = None) -> int:
        """Wait for a call to end, at most so long; return how many have arrived."""
        awaited = [*self._flights, *([stopping] if stopping else [])]
        if not awaited:
            return 0
        done, _ = await asyncio.wait(awaited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        ended = [task for task in done if self._flights.pop(task, None)]
        return sum(task.result() for task in ended)

    async def _drain(self) -> None:
        if self._flights:
            await asyncio.wait(self._flights, timeout=DRAIN_SECONDS)
        for task in self._flights:
            task.cancel()
        await asyncio.gather(*self._flights, return_exceptions=True)
        self._flights.clear()

    async def _fly(self, parcel: Parcel, material: Material) -> bool:
        """Make one call and settle it; return whether it arrived."""
        ahead = parcel.send_at - self.clock()
        await asyncio.sleep(max(0.0, min(ahead, limits.AHEAD).total_seconds()))
        outcome = await self._deliver(parcel, material)
        if outcome is None:
            return False
        effects = await self._ledger.run(
            endings.settle, self.account, parcel, outcome, self.clock()
        )
        for effect in effects:
            _tell(effect, parcel)
        return outcome.ending is Ending.SENT

    async def _deliver(self, parcel: Parcel, material: Material) -> Outcome | None:
        """Write and send one message. One bad delivery must not stop the others.

        None: something has changed meanwhile, and it must not be sent.
        """
        has_begun = False
        try:
            message = write(material, self.marks, self.clock())
            async with self._calls:
                has_begun = await self._begin(parcel)
                return await self.sender.send(message, parcel.deliveries[0]) if has_begun else None
        except Exception as error:  # noqa: BLE001 - see the docstring; the ledger counts it
            _log.exception("delivery %d", parcel.deliveries[0].id)
            detail = f"{type(error).__name__}: {error}"
        if has_begun:
            # It may have left: the ledger allows it one repeat, and says so to the reader.
            return Outcome(Ending.UNCLEAR, detail=detail)
        refused = Outcome(Ending.REFUSED, detail=detail)
        return refused if await self._begin(parcel) else None

    async def _begin(self, parcel: Parcel) -> bool:
        return await self._ledger.run(deliveries.begin, self.account, parcel, self.clock())


class TerminalSender:
    """Prints messages where there is no Telegram: nothing in them is markup to the terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        """Print ``message``, its first line in bold. A closed terminal refuses it."""
        head, _, body = message.plain.partition("\n")
        text = Text.assemble((head, "bold"), "\n", body)
        try:
            if self._console.is_terminal:
                self._console.print(Panel(text, expand=False))
            else:
                self._console.print(text, soft_wrap=True, end="\n\n")
        except OSError as error:
            return Outcome(Ending.NOT_SENT, detail=f"the terminal is gone: {error.strerror}")
        return Outcome(Ending.SENT, message_id=delivery.id)


def _tell(effect: Effect, parcel: Parcel) -> None:
    """Log what an operator should know; never a chat's id."""
    first = parcel.deliveries[0].id
    match effect:
        case Alarm(what):
            _log.error("delivery %d: %s", first, what)
        case LeaveChat(reason):
            _log.info("delivery %d: its chat is closed to us (%s), and paused", first, reason)
        case WaitAll(seconds, reason):
            _log.critical("nothing can be sent (%s); trying again in %.0f s", reason, seconds)
        case _:
            return
