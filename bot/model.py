"""What passes between the bot's parts: chats, deliveries and how they end. Frozen, no I/O.

A *delivery* is one alert for one chat, a row of the ledger. A *message* is what a reader gets.
Datetimes are aware and UTC and end in ``_at``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from feeds.model import Severity, Standing, Theatre


@dataclass(frozen=True, slots=True)
class Chat:
    """Where messages go: one Telegram chat, or one topic of it.

    ``thread_id`` is 0 where there is no topic. ``time_zone`` is an IANA name, or empty: then
    times are shown in the zone of the incident's place.
    """

    id: int
    thread_id: int = 0
    language: str = "en"
    time_zone: str = ""


TERMINAL = Chat(id=0)
"""The chat that stands for the terminal: Telegram gives no chat the id 0."""


class ChatKind(StrEnum):
    """What a chat is. In groups and channels only their admins change things."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class ChatState(StrEnum):
    """Whether a chat is told: only while it is ``ACTIVE``.

    ``SETUP``: it is choosing. ``PAUSED``: it asked for silence, or is closed to us for a while.
    ``GONE``: Telegram says that nobody is there any more.
    """

    SETUP = "setup"
    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


class Preset(StrEnum):
    """How much a chat wants to hear, and how loud: the columns of policy.toml.

    ``EVERYTHING`` is all news at once with a sound, without quiet hours and caps.
    """

    SERIOUS = "serious"
    DAY_AND_NIGHT = "day_and_night"
    DIGEST = "digest"
    EVERYTHING = "everything"


ALL_AREAS = frozenset(Theatre)


class Level(StrEnum):
    """How loud a watch point makes news near it at least, whatever its kind is."""

    SOUND = "sound"
    SILENT = "silent"
    USUAL = "usual"


class Rhythm(StrEnum):
    """How often a chat with the preset ``digest`` gets one."""

    DAILY = "daily"
    HOURLY = "hourly"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a chat wants to hear of within its areas; an empty set or tuple asks for nothing.

    ``families`` are merge families of kinds.toml, ``standings`` the phrases by which an incident is
    established, ``outlets_off`` names of feeds whose word alone isn't told. ``keywords`` are as the
    reader wrote them; one that stands in the news is enough.
    """

    families: frozenset[str] = frozenset()
    min_severity: Severity = Severity.LOW
    standings: frozenset[Standing] = frozenset()
    keywords: tuple[str, ...] = ()
    outlets_off: frozenset[str] = frozenset()


ANYTHING = Filter()


@dataclass(frozen=True, slots=True)
class WatchPoint:
    """A place that a chat watches, by the gazetteer's name: news within ``radius_km`` is told."""

    place: str
    lat: float
    lon: float
    radius_km: int
    level: Level = Level.SOUND


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """A chat with what it has chosen: a row of the table ``chat``.

    ``areas`` is empty while none is chosen. ``quiet_from``, ``quiet_to`` and ``digest_at`` are
    "HH:MM" on the chat's own clock; two equal ones are no quiet hours. ``state_reason`` says why
    it is paused or gone. ``is_silent``: nothing rings. ``is_discreet``: a lock screen shows only
    that there is a report.
    """

    chat: Chat
    kind: ChatKind = ChatKind.PRIVATE
    state: ChatState = ChatState.SETUP
    areas: frozenset[Theatre] = frozenset()
    preset: Preset = Preset.SERIOUS
    quiet_from: str = "22:00"
    quiet_to: str = "07:00"
    digest_at: str = "08:00"
    state_reason: str = ""
    rhythm: Rhythm = Rhythm.DAILY
    is_silent: bool = False
    is_discreet: bool = False
    filter: Filter = ANYTHING
    points: tuple[WatchPoint, ...] = ()


OPERATOR_NOTE = "operator: "
"""How ``Alert.note`` begins where an operator changed something by hand; readers see the rest."""
SOURCE_NOTE = "source: "
"""How it begins where an operator changed it because its source has corrected itself."""


class DeliveryKind(StrEnum):
    """How an alert reaches a chat: as its first message of an incident, or as a later one."""

    MESSAGE = "message"
    EDIT = "edit"
    REPLY = "reply"
    DIGEST = "digest"


class Lane(IntEnum):
    """Who goes first when there is more to send than may be sent; answers to people come before."""

    CRITICAL = 0
    ALERT = 1
    DIGEST = 2
    EDIT = 3


class DeliveryState(StrEnum):
    """Where a delivery stands. ``SENDING`` is committed before the call, so that a crash shows."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert for one chat: unique by chat, incident, version and kind.

    ``attempts`` counts the calls begun, this one included. ``told_at`` is when this chat was
    last told of the incident and ``reply_to`` the message that told it first; both are None for
    a ``MESSAGE``. ``is_repeat`` marks the one retry after a call whose end is not known;
    ``is_silent`` is a message without a sound. ``reason`` is why policy tells it as it does.
    """

    id: int
    chat: Chat
    alert_id: int
    incident_id: int
    version: int
    kind: DeliveryKind
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    told_at: datetime | None = None
    reply_to: int | None = None
    is_repeat: bool = False
    is_silent: bool = False
    reason: str = ""


class Ending(StrEnum):
    """How one call to a sender ended; design.md, section 6, says what the ledger makes of it.

    ``NOT_SENT`` is definite (connection refused, 429): it goes back to pending. ``UNCLEAR`` may
    have arrived (read time-out, reset, 5xx, crash). ``REFUSED`` never will.
    """

    SENT = "sent"
    NOT_SENT = "not_sent"
    UNCLEAR = "unclear"
    REFUSED = "refused"


class Trouble(StrEnum):
    """Why a call to Telegram did nothing, or may have: what chats, topics and bot need next.

    ``BLOCKED``: the chat is closed to us, pause it. ``NO_RIGHTS``: we are in it, but may not write.
    ``NOT_MODIFIED`` is a success: the message said so already. ``BAD_REQUEST`` is our own mistake.
    ``UNAUTHORIZED`` (the token is wrong) and ``CONFLICT`` concern the whole bot.
    """

    NOT_SENT = "not_sent"
    AMBIGUOUS = "ambiguous"
    FLOOD = "flood"
    BLOCKED = "blocked"
    MIGRATED = "migrated"
    NO_RIGHTS = "no_rights"
    TOPIC_GONE = "topic_gone"
    NOT_MODIFIED = "not_modified"
    MESSAGE_GONE = "message_gone"
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one call. ``detail`` is for operators and holds no secret.

    ``new_chat_id`` is where a group has moved to, if ``trouble`` is ``MIGRATED``.
    """

    ending: Ending
    message_id: int | None = None
    retry_after_seconds: float | None = None
    detail: str = ""
    trouble: Trouble | None = None
    new_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message, twice: ``html`` for Telegram (<= 4096 characters once parsed) and ``plain``."""

    html: str
    plain: str


class Sender(Protocol):
    """The seam to the outside: what takes a message to a chat."""

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        """Send ``message`` to ``delivery.chat``; every expected failure is an ``Outcome``."""
        ...
