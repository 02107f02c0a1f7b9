"""Whether it is our own network that is down, and not the feeds.

Any answer, even a refusal, proves the network. When none has come since a poll began, and five
feeds in a row gave none, the failure is held against no feed, nor against the four before it.
"""

from collections.abc import Mapping
from datetime import datetime

from feeds.states import FeedState

FEEDS_IN_A_ROW = 5


class Outage:
    """Remembers who was silent since the last answer. One for all polls of a process."""

    def __init__(self) -> None:
        self._answered_at: datetime | None = None
        self._silent: set[str] = set()
        self._blamed: dict[str, FeedState] = {}

    def note_answer(self, now: datetime) -> None:
        """Note that some server answered."""
        self._answered_at = now
        self._silent.clear()
        self._blamed.clear()

    def note_silence(self, feed: str, started_at: datetime) -> bool:
        """Note a poll without an answer, begun at ``started_at``; tell whether we are cut off."""
        self._silent.add(feed)
        has_answered = self._answered_at is not None and self._answered_at >= started_at
        return len(self._silent) >= FEEDS_IN_A_ROW and not has_answered

    def note_blamed(self, feed: str, before: FeedState) -> None:
        """Note that a silence was held against a feed, and how it was before that."""
        self._blamed.setdefault(feed, before)

    def forgive(self) -> Mapping[str, FeedState]:
        """Give the feeds that were blamed for what was our network, with how they were."""
        blamed, self._blamed = self._blamed, {}
        return blamed
