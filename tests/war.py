"""Invented news of 2031, drawn by a seed, and chats that are told of it by the real program.

Reports are merged, stored, fanned out, planned and written as in a running service; only the
clock and the sender, which keeps what it gets, are the caller's.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

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
from feeds.config import FeedSettings
from feeds.model import (
    Alert,
    AlertReason,
    Casualty,
    Entry,
    Event,
    EventType,
    Harm,
    Incident,
    Place,
    Precision,
    Report,
    Severity,
    Side,
    Status,
    Theatre,
    Who,
)
from feeds.record import Batch, record
from feeds.store import Connection, alerts, feeds, incidents
from feeds.store.database import Database
from feeds.store.entries import Item

START = datetime(2031, 3, 4, 20, 0, tzinfo=UTC)
"""Midnight in Yerevan, from Tuesday to Wednesday."""
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
OUTLETS = (
    ("Armenpress", "ARM_GOV"),
    ("Azertac", "AZE_GOV"),
    ("Hetq", ""),
    ("Trend", ""),
    ("OC Media", ""),
    ("JAMnews", ""),
)
FEEDS = tuple(
    FeedSettings(name=name, url=f"https://feed{n}.example/rss", language="en", origin=origin)
    for n, (name, origin) in enumerate(OUTLETS)
)
VILLAGES = tuple(
    Place(name, Precision.VILLAGE, Theatre.ARMENIA_AZERBAIJAN, None, None, (region, "Armenia"))
    for region, names in (
        (
            "Gegharkunik",
            "Sotk Kut Norabak Verin-Shorzha Azat Tretuk Kutakan Shatvan Makenis Karchaghbyur",
        ),
        (
            "Syunik",
            "Tegh Khnatsakh Ishkhanasar Aravus Vorotan Shurnukh Davit-Bek Nerkin-Hand Agarak",
        ),
        ("Vayots Dzor", "Jermuk Gndevaz Herher Khachik Areni Chiva Martiros Zaritap Bardzruni"),
        (
            "Tavush",
            "Berkaber Kirants Voskepar Baghanis Koti Barekamavan Chinari Aygepar Movses",
        ),
    )
    for name in names.split()
)
DAGESTAN = Place("Dagestan", Precision.REGION, Theatre.NORTH_CAUCASUS)
GORI = Place("Gori", Precision.TOWN, Theatre.GEORGIA, None, None, ("Shida Kartli", "Georgia"))
FIRE = (EventType.SHELLING, EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE)


@dataclass(frozen=True, slots=True)
class Told:
    """One report, when it is read, and in which feed."""

    at: datetime
    feed: FeedSettings
    report: Report


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


def war_day(seed: int, reports: int = 300) -> list[Told]:
    """Draw a day of war on one front, in order of time."""
    dice = random.Random(seed)  # noqa: S311 - it draws news, not keys
    hour = 60.0
    # Half of it comes in two assaults of an hour and a half, one by night and one by day.
    assaults = [
        dice.choice((2 * hour, 14 * hour)) + dice.uniform(0, 90) for _ in range(reports // 2)
    ]
    others = [dice.uniform(0, 24 * hour) for _ in range(reports - len(assaults))]
    minutes = sorted(assaults + others)
    return [_at_war(dice, START + minute * MINUTE) for minute in minutes]


def normal_week(seed: int, a_day: int = 8) -> list[Told]:
    """Draw seven days without war: talks, claims of shooting, now and then people hurt."""
    dice = random.Random(seed)  # noqa: S311 - it draws news, not keys
    minutes = sorted(dice.uniform(0, 7 * 24 * 60) for _ in range(7 * a_day))
    return [_in_peace(dice, START + minute * MINUTE) for minute in minutes]


def _at_war(dice: random.Random, at: datetime) -> Told:
    """Draw one report: fire on a village, with or without losses, talks, or something else."""
    feed = dice.choice(FEEDS)
    side, other = dice.choice([(Side.ARM, Side.AZE), (Side.AZE, Side.ARM)])
    speaker = dice.choice([f"{side}_MOD", f"{side}_MOD", f"{other}_MOD", "EU", "outlet"])
    said = () if speaker == "outlet" else (speaker,)
    event = Event(
        dice.choice(FIRE),
        dice.choices((Status.ALLEGED, Status.ASSERTED, Status.RETRACTED), (12, 6, 1))[0],
        (dice.choice(VILLAGES),),
        other,
        side,
        said,
        (f"{other}_MOD",) if dice.random() < 0.1 else (),
        at.date(),
    )
    kind = dice.random()
    if kind < 0.1:
        quiet = dice.choice((EventType.CEASEFIRE_CALL, EventType.TALKS, EventType.CEASEFIRE_AGREED))
        return Told(at, feed, _report(replace(event, type=quiet, status=Status.ASSERTED)))
    if kind < 0.2:
        violated = replace(event, type=EventType.CEASEFIRE_VIOLATED, status=Status.ALLEGED)
        return Told(at, feed, _report(violated))
    if kind < 0.45:
        return Told(at, feed, _report(event))
    killed = dice.choices((1, 2, 4, 12), (6, 4, 2, 1))[0]
    harm = dice.choice((Harm.KILLED, Harm.KILLED, Harm.WOUNDED))
    return Told(at, feed, _report(event, Casualty(0, side, Who.MIL, harm, killed, killed)))


def _in_peace(dice: random.Random, at: datetime) -> Told:
    """Draw one report of a week as weeks are: mostly words."""
    feed = dice.choice(FEEDS)
    village = dice.choice(VILLAGES)
    clash = Event(
        EventType.ARMED_CLASH, Status.ALLEGED, (village,), Side.AZE, Side.ARM, ("ARM_MOD",),
        (), at.date(),
    )  # fmt: skip
    hurt = Casualty(0, Side.ARM, Who.CIV, Harm.WOUNDED, 1, 1)
    police = replace(clash, places=(DAGESTAN,), actor=Side.RUS, target=Side.INS)
    police = replace(police, type=EventType.SECURITY_OPERATION, claimed_by=("RUS_NAC",))
    held = replace(clash, type=EventType.BORDER_DETENTION, places=(GORI,), claimed_by=("GEO_SSG",))
    reports = (
        (_report(replace(clash, type=EventType.TALKS)), 30),
        (_report(replace(clash, type=EventType.CEASEFIRE_VIOLATED)), 30),
        (_report(clash), 10),
        (_report(held), 8),
        (_report(police, Casualty(0, Side.INS, Who.UNK, Harm.KILLED, 2, 2)), 8),
        (_report(replace(clash, type=EventType.EXPLOSIVE), hurt), 8),
        (_report(replace(clash, type=EventType.PRISONER_EXCHANGE)), 2),
    )
    report = dice.choices([one for one, _ in reports], [weight for _, weight in reports])[0]
    return Told(at, feed, report)


def _report(event: Event, *casualties: Casualty) -> Report:
    is_news = event.status.is_live
    claimed = tuple(replace(one, claimed_by=event.claimed_by) for one in casualties)
    severity = Severity.MEDIUM
    return Report("", is_news, "new_event", "en", severity, (event,), claimed)


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
