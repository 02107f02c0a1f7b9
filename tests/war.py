"""Chats that are told of invented news by the real program.

Reports are merged, stored, fanned out, planned and written as in a running service; only the
clock and the sender, which keeps what it gets, are the caller's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.config import PolicySettings
from bot.model import (
    ALL_AREAS,
    Chat,
    ChatSettings,
    Delivery,
    DeliveryKind,
    Ending,
    Message,
    Outcome,
    Preset,
)
from bot.news import theatres
from bot.plan import planner
from bot.push import Pusher
from bot.store import chats
from feeds.model import Alert, AlertReason, Entry, Incident, Theatre
from feeds.record import Batch, record
from feeds.store import Connection, alerts, feeds, incidents
from feeds.store.database import Database
from feeds.store.entries import Item
from tests.war_news import DAY, FEEDS, HOUR, MINUTE, START, Told


@dataclass(slots=True)
class Clock:
    """A clock that the caller moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Got:
    """One message that a chat got."""

    at: datetime
    message: Message
    delivery: Delivery


@dataclass(slots=True)
class Recorder:
    """Stands for Telegram: keeps what it gets."""

    clock: Clock
    got: list[Got] = field(default_factory=list)

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        self.got.append(Got(self.clock.now, message, delivery))
        edited = delivery.reply_to if delivery.kind is DeliveryKind.EDIT else None
        return Outcome(Ending.SENT, message_id=edited or len(self.got))


CHATS = (
    ChatSettings(Chat(1, time_zone="Asia/Yerevan"), areas=ALL_AREAS),
    ChatSettings(Chat(2, time_zone="Asia/Yerevan"), areas=ALL_AREAS, preset=Preset.DAY_AND_NIGHT),
    ChatSettings(Chat(3), areas=ALL_AREAS, preset=Preset.DIGEST),
    ChatSettings(Chat(4), areas=ALL_AREAS, preset=Preset.EVERYTHING),
    ChatSettings(Chat(-5, 9), areas=frozenset({Theatre.GEORGIA})),
    ChatSettings(Chat(-5, 10), areas=frozenset({Theatre.ARMENIA_AZERBAIJAN})),
)
"""One of each preset, and two topics of one group."""


async def play(
    database: Database,
    told: Sequence[Told],
    subscribed: Sequence[ChatSettings] = CHATS,
    every: timedelta = 5 * MINUTE,
) -> list[Got]:
    """Let chats be told of every report, and of the round-ups of a day more; give what they got.

    The program looks at each report, and ``every`` so often.
    """
    clock = Clock()
    recorder = Recorder(clock)
    pusher = Pusher(database, recorder, planner(PolicySettings()), clock)
    with database.transaction() as connection:
        feeds.sync(connection, FEEDS, START)
        for settings in subscribed:
            chats.subscribe(connection, settings, START)
    end = max(one.at for one in told) + DAY + 2 * HOUR
    looks = {one.at for one in told} | {
        START + n * every for n in range((end - START) // every + 1)
    }
    waiting = list(told)
    for at in sorted(looks):
        clock.now = at
        while waiting and waiting[0].at <= at:
            await database.run(_record, waiting.pop(0), f"{len(waiting)}")
        await pusher.push()
    return recorder.got


def _record(connection: Connection, told: Told, key: str) -> None:
    entry = Entry(key, f"report {key}", url=f"https://x.example/{key}", published_at=told.at)
    item = Item(entry, key, told.report)
    batch = Batch(told.feed, [item], is_baseline=False, max_age=2 * DAY, now=told.at)
    record(connection, batch)


def loudest_hour(got: Sequence[Got], chat: Chat, hours: float = 1) -> int:
    """Count the most messages with a sound that a chat got within any such time."""
    key = chat.id, chat.thread_id
    mine = [one for one in got if (one.delivery.chat.id, one.delivery.chat.thread_id) == key]
    times = sorted(one.at for one in mine if not one.delivery.is_silent)
    span = timedelta(hours=hours)
    return max((sum(start <= at < start + span for at in times) for start in times), default=0)


def reconcile(connection: Connection, got: Sequence[Got], settings: ChatSettings) -> Counter[str]:
    """Say how each alert reached a chat, by what stands in the messages that it got.

    It has reached it where a message, an edit or a round-up shows its incident in the alert's
    version or a newer one. "lost" is an alert of its area that didn't; nobody is told that wrong
    was what they never got ("not theirs").
    """
    mine = [one for one in got if one.delivery.chat == settings.chat]
    found: Counter[str] = Counter()
    for alert in alerts.after(connection, 0, 100_000):
        incident = incidents.get(connection, alert.incident_id)
        if alert.held_reason or incident is None:
            continue
        found[_fate(alert, incident, mine, settings)] += 1
    return found


def _fate(alert: Alert, incident: Incident, mine: Sequence[Got], settings: ChatSettings) -> str:
    areas = theatres(incident)
    if areas and not areas & settings.areas:
        return "not theirs"
    for one in mine:
        if one.at >= alert.created_at and _shows(one.message, alert):
            kind = one.delivery.kind
            return "round-up" if kind is DeliveryKind.DIGEST else kind.value
    was_told = any(_shows(one.message, replace(alert, version=1)) for one in mine)
    is_correction = alert.reason is AlertReason.CORRECTION
    return "not theirs" if is_correction and not was_told else "lost"


def _shows(message: Message, alert: Alert) -> bool:
    return any(version >= alert.version for version in _versions(message, alert.incident_id))


def _versions(message: Message, incident_id: int) -> Iterator[int]:
    head = f"#{incident_id}, version "
    for line in message.plain.splitlines():
        if line.startswith(head):
            yield int(line.removeprefix(head).partition(",")[0])
