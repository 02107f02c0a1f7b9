"""Invented news of 2031, drawn by a seed: a day of war, and a week as weeks are."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from feeds.config import FeedSettings
from feeds.model import (
    Casualty,
    Event,
    EventType,
    Harm,
    Place,
    Precision,
    Report,
    Severity,
    Side,
    Status,
    Theatre,
    Who,
)

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
