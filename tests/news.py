"""Invented RSS documents of 2031 for tests that poll."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)


@dataclass(frozen=True)
class News:
    """One item of a feed. Without a date where ``at`` is None."""

    guid: str
    title: str
    summary: str = ""
    at: datetime | None = NOW


CLASH = News(
    "clash",
    "Two Armenian soldiers killed in Azerbaijani shelling of Nerkin Hand",
    "Two Armenian soldiers were killed on Wednesday when Azerbaijani forces shelled the village of "
    "Nerkin Hand in Syunik, the Defense Ministry of Armenia said.",
)
MATCH = News("match", "Football: the national team drew two all with Malta", "A late goal.")


def rss(*items: News) -> bytes:
    """Write a feed with these items, the first one first."""
    written = "".join(
        f"<item><guid isPermaLink='false'>{escape(item.guid)}</guid>"
        f"<link>https://herald.example/{escape(item.guid)}</link>"
        f"<title>{escape(item.title)}</title><description>{escape(item.summary)}</description>"
        + (f"<pubDate>{format_datetime(item.at)}</pubDate>" if item.at else "")
        + "</item>"
        for item in items
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Herald</title>'
    return f"{head}{written}</channel></rss>".encode()


def fillers(count: int) -> list[News]:
    """Make news of nothing that concerns us, each with a text of its own."""
    return [News(f"filler-{n}", f"Grape harvest, report number {n}") for n in range(count)]


VILLAGES = (
    *("Sotk", "Kut", "Norabak", "Azat", "Tretuk", "Kutakan", "Movses", "Tegh", "Khnatsakh"),
    *("Ishkhanasar", "Aravus", "Vorotan", "Shurnukh", "Davit Bek", "Nerkin Hand", "Jermuk"),
    *("Bardzruni", "Herher", "Khachik", "Areni", "Chiva", "Martiros", "Zaritap", "Berkaber"),
    *("Kirants", "Voskepar", "Baghanis", "Koti", "Barekamavan", "Chinari"),
)


def clashes(count: int, first_at_minutes: float = 0) -> list[News]:
    """Make news of fire on so many villages, a minute apart, beginning so long after NOW."""
    return [
        replace(
            CLASH,
            guid=f"clash-{village}",
            title=CLASH.title.replace("Nerkin Hand", village),
            summary=CLASH.summary.replace("Nerkin Hand in Syunik", village),
            at=NOW + (first_at_minutes + number) * timedelta(minutes=1),
        )
        for number, village in enumerate(VILLAGES[:count])
    ]
