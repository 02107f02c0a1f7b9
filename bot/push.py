"""pending deliveries -> a sender -> an outcome, one at a time and in order for each chat.

The ledger (``store/deliveries.py``) decides what an outcome means; nothing here tries again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.model import Chat, Delivery, DeliveryKind, Ending, Message, Outcome, Sender
from bot.store import deliveries
from bot.summarize import Mark, Occasion, summarize
from feeds.model import Alert, Incident
from feeds.store import Connection, alerts, incidents
from feeds.store.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pusher:
    """Brings one chat everything that it hasn't been told. ``clock`` gives aware UTC times."""

    database: Database
    sender: Sender
    chat: Chat
    clock: Callable[[], datetime]
    marks: tuple[Mark, ...] = ()

    async def recover(self) -> int:
        """Settle what a crash cut short; return how many. For a start under the service lock."""
        return await self.database.run(deliveries.recover, self.clock(), is_start=True)

    async def push(self) -> int:
        """Send every delivery that is due, oldest first; return how many arrived."""
        await self.database.run(deliveries.fan_out, self.chat, self.clock())
        arrived = 0
        while delivery := await self.database.run(deliveries.claim, self.chat, self.clock()):
            outcome = await self._deliver(delivery)
            await self.database.run(deliveries.settle, delivery, outcome, self.clock())
            arrived += outcome.ending is Ending.SENT
        return arrived

    async def _deliver(self, delivery: Delivery) -> Outcome:
        """Write and send one message. One bad delivery must not stop the others."""
        try:
            incident, alert = await self.database.run(_read, delivery)
            message = self._write(delivery, incident, alert)
            return await self.sender.send(message, delivery)
        except Exception as error:  # noqa: BLE001 - see the docstring; the ledger counts it
            _log.exception("delivery %d of incident %d", delivery.id, delivery.incident_id)
            # It may have left: the ledger allows it one repeat, and says so to the reader.
            return Outcome(Ending.UNCLEAR, detail=f"{type(error).__name__}: {error}")

    def _write(self, delivery: Delivery, incident: Incident, alert: Alert) -> Message:
        repeat = (Mark.REPEAT,) if delivery.is_repeat else ()
        occasion = Occasion(
            # Told long ago or not at all, a first message must stand on its own.
            told_at=None if delivery.kind is DeliveryKind.MESSAGE else delivery.told_at,
            time_zone=delivery.chat.time_zone,
            marks=(*self.marks, *repeat),
        )
        return summarize(incident, alert, delivery.chat.language, self.clock(), occasion)


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


def _read(connection: Connection, delivery: Delivery) -> tuple[Incident, Alert]:
    """Read what a delivery is about.

    Raises:
        LookupError: The ledger names an incident or an alert that is not there.
    """
    incident = incidents.get(connection, delivery.incident_id)
    alert = alerts.get(connection, delivery.alert_id)
    if incident is None or alert is None:
        raise LookupError(f"incident {delivery.incident_id}, alert {delivery.alert_id}")
    return incident, alert
