"""The bundled sample feeds: invented outlets of 2031, served as feeds that grow with the clock."""

import html
import tomllib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from feeds.model import Side

SAMPLES = Path(__file__).parent / "demo.toml"
LINK = "https://sample.invalid"


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One invented item. ``published`` is aware UTC."""

    published: datetime
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """One invented outlet. ``slug`` is its path on the server, ``side`` whose press it is."""

    name: str
    slug: str
    items: tuple[SampleItem, ...]
    side: Side | None = None

    def document(self, now: datetime) -> bytes:
        """Write the RSS document that the outlet has at ``now``, the newest item first."""
        published = [item for item in self.items if item.published <= now]
        items = "".join(self._item(item) for item in reversed(published))
        channel = f"<title>{html.escape(self.name)} (SAMPLE, NOT REAL)</title><link>{LINK}</link>"
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<rss version="2.0"><channel>{channel}{items}</channel></rss>\n'
        ).encode()

    def _item(self, item: SampleItem) -> str:
        link = f"{LINK}/{self.slug}/{self.items.index(item) + 1}"
        return (
            f"<item><guid>{link}</guid><link>{link}</link>"
            f"<title>{html.escape(item.title)}</title>"
            f"<description>{html.escape(item.summary)}</description>"
            f"<pubDate>{format_datetime(item.published)}</pubDate></item>"
        )


@dataclass(frozen=True, slots=True)
class Samples:
    """The outlets, and the times at which the demo polls them; the first is the baseline."""

    outlets: tuple[SampleOutlet, ...]
    rounds: tuple[datetime, ...]


def load(path: Path = SAMPLES) -> Samples:
    """Read the samples. Items are in the order of their publication."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    outlets = (
        SampleOutlet(
            name=row["name"],
            slug=row["slug"],
            items=tuple(SampleItem(**item) for item in row["items"]),
            side=Side(row["side"]) if "side" in row else None,
        )
        for row in table["outlets"]
    )
    return Samples(tuple(outlets), tuple(table["rounds"]))
