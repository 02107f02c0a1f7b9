"""An invented publisher of 2031 whose feed does what real ones do to theirs."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.feed_server import FeedServer
from tests.news import VILLAGES

HOUR = timedelta(hours=1)
WINDOW = 10
SITE = "https://herald.example"


@dataclass(frozen=True)
class Story:
    """One article. ``village`` is what is shelled in it; an empty one is no news."""

    number: int
    at: datetime
    village: str = ""
    edits: int = 0

    @property
    def title(self) -> str:
        if self.village:
            return f"Two Armenian soldiers killed in Azerbaijani shelling of {self.village}"
        return f"Grape harvest, report number {self.number}"

    @property
    def summary(self) -> str:
        updated = " Updated." * self.edits
        if self.village:
            who = "Two Armenian soldiers were killed when Azerbaijani forces shelled the village of"
            said = "the Defense Ministry of Armenia said."
            return f"{who} {self.village}, {said} No. {self.number}.{updated}"
        return f"The cellars of valley {self.number} are full.{updated}"


@dataclass
class Publisher:
    """A feed and its server. ``guid`` and ``link`` name its stories; ``render`` counts them."""

    server: FeedServer
    path: str
    seed: int
    guid: Callable[["Publisher", Story, int], str] = lambda _feed, story, _slot: f"{story.number}"
    link: Callable[["Publisher", Story], str] = lambda _feed, story: f"{SITE}/story/{story.number}"
    window: int = WINDOW
    is_dated: bool = True
    clock_error: timedelta = timedelta()
    issue: int = 1
    footer: str = ""
    etag: str = ""
    stories: list[Story] = field(default_factory=list)
    renders: int = 0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - it draws news, not keys

    @property
    def url(self) -> str:
        return self.server.url(self.path)

    @property
    def visible(self) -> list[Story]:
        """What a document has now, the newest first."""
        return self.stories[: self.window]

    def publish(self, number: int, at: datetime, village: str = "") -> None:
        self.stories.insert(0, Story(number, at, village))

    def edit(self, slot: int) -> None:
        """Rewrite a story that is still in the document."""
        if slot < len(self.visible):
            story = self.stories[slot]
            self.stories[slot] = replace(story, edits=story.edits + 1)

    def serve(self, *, is_shuffled: bool = False) -> None:
        """Put the document as it is now on the server."""
        self.renders += 1
        items = [self._item(story, slot) for slot, story in enumerate(self.visible)]
        if is_shuffled:
            self.dice.shuffle(items)
        head = "<rss version='2.0'><channel><title>Herald</title>"
        body = f"{head}{''.join(items)}</channel></rss>".encode()
        self.server.document(self.path, body, etag=self.etag)

    def fail(self, body: bytes, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Answer something else than the document."""
        self.server.document(self.path, body, status, headers)

    def _item(self, story: Story, slot: int) -> str:
        guid, link = self.guid(self, story, slot), self.link(self, story)
        date = format_datetime(story.at + self.clock_error)
        return (
            "<item>"
            + (f"<guid isPermaLink='false'>{escape(guid)}</guid>" if guid else "")
            + (f"<link>{escape(link)}</link>" if link else "")
            + f"<title>{escape(story.title)}</title>"
            + f"<description>{escape(story.summary + self.footer)}</description>"
            + (f"<pubDate>{date}</pubDate>" if self.is_dated else "")
            + "</item>"
        )


def village(feed: int, day: int) -> str:
    """Choose a village that no other of 30 feeds names on that day."""
    return VILLAGES[(feed + 7 * day) % len(VILLAGES)]
