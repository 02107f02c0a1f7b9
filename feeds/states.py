"""How a feed is, and how a poll of it went: the words that health decides with. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feeds.window import NO_WINDOW, Turn, Window


class Health(StrEnum):
    """The state of a feed, in the word that operators see."""

    NEW = "new"
    """Not polled yet."""
    OK = "ok"
    SLOW = "slow"
    """It answers, but takes its time."""
    STALE = "stale"
    """It answers, but nothing new has come for long."""
    EMPTY = "empty"
    """It answers with nothing in it."""
    MOVED = "moved"
    """It answers, from another address that config.toml should name."""
    BLOCKED = "blocked"
    """The server refuses us, or shows a challenge page."""
    LIMITED = "limited"
    """The server asks us to come less often."""
    BROKEN = "broken"
    """What it answers can't be read."""
    GONE = "gone"
    """The server says, for long enough, that there is no such feed."""
    UNREACHABLE = "unreachable"
    """No answer."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed is: ``state`` with its ``reason`` in words, and since when.

    ``failures`` counts polls in a row that gave nothing; ``problem`` is the last one's name.
    ``usual_gap_seconds`` lies between two entries of its last document that had three new ones.
    ``moved_to`` is where a permanent redirect leads, since ``moved_since_at``. ``hurry`` says how
    often the interval is halved, changed last at ``hurry_at``; ``possible_missed`` counts the
    documents that had no entry of the one before; ``turn`` is the last one that was out of the
    ordinary, at ``turn_at``, and ``turn_words`` says how.
    """

    state: Health = Health.NEW
    reason: str = "not polled yet"
    since_at: datetime | None = None
    last_good_at: datetime | None = None
    failures: int = 0
    problem: str = ""
    problem_since_at: datetime | None = None
    newest_entry_at: datetime | None = None
    usual_gap_seconds: float | None = None
    moved_to: str = ""
    moved_since_at: datetime | None = None
    next_poll_at: datetime | None = None
    hurry: int = 0
    hurry_at: datetime | None = None
    possible_missed: int = 0
    turn: Turn | None = None
    turn_words: str = ""
    turn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """A poll that gave a document, or the word that it is unchanged (``entries`` None).

    ``entries`` counts all of the document's, and ``dates`` are those of the ones read now.
    ``seconds`` is how long the answer took. ``moved_to`` is the target of a permanent redirect,
    else empty. ``window`` is how its entries meet the ones that are stored.
    """

    seconds: float
    entries: int | None = None
    dates: Sequence[datetime] = ()
    moved_to: str = ""
    max_age_seconds: float | None = None
    window: Window = NO_WINDOW


@dataclass(frozen=True, slots=True)
class Failed:
    """A poll that gave nothing. ``problem`` names it: a ``FetchProblem``, or how it can't be read.

    ``detail`` says it in words for the operator. ``status`` is the HTTP status where it decides.
    ``is_our_network`` says that nearly every feed fails at this time: nothing about this one.
    ``is_at_new_address`` says that where the feed had moved to was asked, not the configured one.
    """

    problem: str
    detail: str
    status: int | None = None
    retry_after_seconds: float | None = None
    is_our_network: bool = False
    is_at_new_address: bool = False

    @property
    def name(self) -> str:
        """What tells this failure from another one that follows it."""
        return self.problem if self.status is None else f"{self.problem} {self.status}"


PollOutcome = Good | Failed
