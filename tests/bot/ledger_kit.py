"""A database with chats, incidents and alerts, and a hand that settles what the ledger holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.config import PolicySettings
from bot.model import ALL_AREAS, Chat, ChatSettings, DeliveryKind, DeliveryState, Preset
from bot.plan import plan
from bot.store import chats
from bot.store.schema import delivery as table
from feeds.model import Alert, AlertReason, Incident
from feeds.store import Connection, alerts, incidents
from tests.bot.made import NOW, alert, incident

DAY = NOW.replace(hour=8)
"""Noon in Yerevan."""
NIGHT = NOW.replace(hour=20)
SETTINGS = PolicySettings()
CHAT, OTHER = Chat(42, time_zone="Asia/Yerevan"), Chat(-100, 7, time_zone="Asia/Yerevan")


@dataclass(slots=True)
class Kit:
    """A store whose clock stands at ``now`` until it is moved."""

    connection: Connection
    now: datetime = DAY

    def chat(self, chat: Chat = CHAT, preset: Preset = Preset.SERIOUS, **choices: Any) -> None:
        """Subscribe a chat to all areas."""
        made = ChatSettings(chat, areas=ALL_AREAS, preset=preset)
        chats.subscribe(self.connection, replace(made, **choices), self.now)

    def tell(self, reason: AlertReason = AlertReason.NEW, **changes: Any) -> tuple[Incident, Alert]:
        """Store an incident, or a version of one, that was reported just now, with its alert."""
        saved = self.revise(**changes)
        made = replace(
            alert(reason), id=0, incident_id=saved.id, version=saved.version, created_at=self.now
        )
        return saved, alerts.add(self.connection, made)

    def revise(self, **changes: Any) -> Incident:
        """Store an incident, or a version of one, that nobody is alerted of."""
        made = incident(**{"id": 0, "last_reported_at": self.now, **changes})
        return incidents.save(self.connection, made, "feed:a", "told", self.now)

    def plan(self, minutes: float = 0) -> int:
        """Move the clock and plan what is to be sent."""
        self.now += timedelta(minutes=minutes)
        return plan(self.connection, self.now, SETTINGS)

    def send(self, state: DeliveryState = DeliveryState.SENT) -> None:
        """Let every row that may go out now end so, a round-up's with one message id."""
        is_due = (
            (table.c.state == DeliveryState.PENDING.value)
            & (table.c.not_before <= self.now)
            & (table.c.expires_at.is_(None) | (table.c.expires_at > self.now))
        )
        rows = self.connection.execute(select(table).where(is_due)).all()
        for row in rows:
            is_digest = row.kind == DeliveryKind.DIGEST.value
            message_id = 9_000 if is_digest else 100 + row.id
            values: dict[str, Any] = {"state": state.value, "updated_at": self.now}
            if state is DeliveryState.SENT:
                values["message_id"] = row.target_message_id or message_id
            change = update(table).where(table.c.id == row.id)
            self.connection.execute(change.values(values))

    def rows(self, *columns: str, chat: Chat = CHAT) -> Sequence[Any]:
        """Read a chat's rows in order: the values of one column, or tuples of several."""
        wanted = [table.c[name] for name in columns]
        query = select(*wanted).where(table.c.chat_id == chat.id).order_by(table.c.id)
        found = [tuple(row) for row in self.connection.execute(query)]
        return [row[0] for row in found] if len(columns) == 1 else found
