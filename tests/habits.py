"""What publishers do to their feeds, each a habit with the state that it must end in.

Steps are eight hours long; a habit acts in each, after its publisher has written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from feeds.health import Health
from tests.publisher import SITE, WINDOW, Publisher, Story

DAY = 3
"""Steps a day."""
CHANGES_ITS_MIND = ("http://", "https://", "http://www.", "https://www.")


def serve(publisher: Publisher, _step: int) -> None:
    """Serve the document as it should be."""
    publisher.serve()


@dataclass(frozen=True)
class Habit:
    """How a feed behaves. ``stops_at`` is the step from which nothing is published any more."""

    name: str
    act: Callable[[Publisher, int], None] = serve
    state: Health = Health.OK
    traits: Mapping[str, Any] = field(default_factory=dict)
    stops_at: int = 10_000

    def publishes(self, step: int) -> bool:
        return step < self.stops_at


def _new_guid_each_time(publisher: Publisher, story: Story, _slot: int) -> str:
    return f"{story.number}-{publisher.renders}"


def _flipping_address(publisher: Publisher, story: Story, _slot: int) -> str:
    start = CHANGES_ITS_MIND[publisher.renders % 4]
    return f"{start}herald.example/story/{story.number}?utm_source=rss{publisher.renders}"


def _guid_of_issue(publisher: Publisher, story: Story, _slot: int) -> str:
    return f"{publisher.issue}-{story.number}"


def _link_of_issue(publisher: Publisher, story: Story) -> str:
    return f"{SITE}/{publisher.issue}/story/{story.number}"


def _tag(publisher: Publisher, step: int) -> None:
    publisher.etag = f'"{step}"'
    publisher.serve()


def _shuffle(publisher: Publisher, _step: int) -> None:
    publisher.serve(is_shuffled=True)


def _shrink(publisher: Publisher, step: int) -> None:
    publisher.window = 3 if step // DAY % 2 else WINDOW
    publisher.serve()


def _edit(publisher: Publisher, step: int) -> None:
    publisher.edit(step % 5)
    publisher.serve()


def _move(publisher: Publisher, step: int) -> None:
    old = f"/{publisher.seed}"
    publisher.path = f"{old}/new"
    publisher.server.redirect(old, publisher.url, 301)
    if step > 7.5 * DAY:
        publisher.server.document(old, b"", 404)
    publisher.serve()


def _detour(publisher: Publisher, step: int) -> None:
    old = f"/{publisher.seed}"
    publisher.path = f"{old}/{step % 3}"
    publisher.server.redirect(old, publisher.url, 302)
    publisher.serve()


def _reissue(publisher: Publisher, step: int) -> None:
    publisher.issue = 1 + step // (3 * DAY)
    publisher.serve()


def _reissue_rewritten(publisher: Publisher, step: int) -> None:
    publisher.issue = 1 + step // (4 * DAY)
    publisher.footer = f" Read more, edition {publisher.issue}."
    publisher.serve()


def failing(
    status: int, first: int, last: int = 10_000, body: bytes = b"", **headers: str
) -> Callable[[Publisher, int], None]:
    """Make a habit of answering something else from one step to another."""

    def act(publisher: Publisher, step: int) -> None:
        if first <= step < last:
            publisher.fail(body, status, {k.replace("_", "-"): v for k, v in headers.items()})
        else:
            publisher.serve()

    return act


PAGE = b"<html><title>Welcome</title></html>"
NOTHING = b"<rss version='2.0'><channel><title>Herald</title></channel></rss>"

HABITS = (
    Habit("does all as it should"),
    Habit("tags its documents", _tag),
    Habit("answers unchanged for ever", traits={"etag": '"1"'}),
    Habit("another guid with each fetch", traits={"guid": _new_guid_each_time}),
    Habit("an address for a guid, written four ways", traits={"guid": _flipping_address}),
    Habit("no guid", traits={"guid": lambda *_: ""}),
    Habit("one guid for all", traits={"guid": lambda *_: "77"}),
    Habit("guids used again", traits={"guid": lambda _p, _s, slot: f"item-{slot}"}),
    Habit("no dates", traits={"is_dated": False}),
    Habit("another order each time", _shuffle),
    Habit("a window that shrinks and grows", _shrink),
    Habit("edits", _edit),
    Habit("a detour", _detour),
    Habit("moved for good", _move, Health.MOVED),
    Habit("issued anew", _reissue, traits={"guid": _guid_of_issue, "link": _link_of_issue}),
    Habit(
        "issued anew, rewritten",
        _reissue_rewritten,
        traits={"guid": _guid_of_issue, "link": _link_of_issue},
    ),
    Habit("fails for half a day", failing(500, 2 * DAY, 2 * DAY + 2)),
    Habit("is refused for a day", failing(403, 2 * DAY, 3 * DAY)),
    Habit("unreachable", failing(500, 7 * DAY), Health.UNREACHABLE),
    Habit("gone", failing(410, 6 * DAY), Health.GONE),
    Habit("not found", failing(404, 2), Health.GONE),
    Habit("blocked", failing(403, 7 * DAY), Health.BLOCKED),
    Habit("limited", failing(429, 7 * DAY, Retry_After="7200"), Health.LIMITED),
    Habit("a page instead", failing(200, 7 * DAY, body=PAGE), Health.BROKEN),
    Habit("an empty answer", failing(200, 7 * DAY), Health.EMPTY),
    Habit("an empty feed", failing(200, 7 * DAY, body=NOTHING), Health.EMPTY),
    Habit("falls silent", state=Health.STALE, stops_at=4 * DAY),
)
