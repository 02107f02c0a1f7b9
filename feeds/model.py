"""The types that pass between the stages of the walk: frozen, fully typed, no I/O.

Terms are the field's: Atom's *entry*; ACLED's and UCDP's *report* of an *event*, and *incident*;
Alertmanager's *alert*. Datetimes are aware and UTC and end in ``_at``, dates end in ``_on``.
The closed lists of ``feeds.vocabulary`` are handed on from here, so that one import serves.
"""

from dataclasses import dataclass
from datetime import date, datetime

from feeds.vocabulary import (
    AlertReason,
    EventType,
    Harm,
    Precision,
    Scope,
    Severity,
    Side,
    Standing,
    Status,
    Theatre,
    Who,
)

__all__ = [
    "Alert",
    "AlertReason",
    "Casualty",
    "Claim",
    "Entry",
    "Event",
    "EventType",
    "Harm",
    "Incident",
    "Place",
    "Precision",
    "Report",
    "Scope",
    "Severity",
    "Side",
    "Source",
    "Span",
    "Standing",
    "Status",
    "Theatre",
    "Who",
]

Span = tuple[int, int]
"""Start and end, in code points of ``Entry.full_text``, of the words that decided something."""


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer row as a report carries it, with what merging needs to compare two of them.

    ``within`` names every place that contains this one, nearest first (village, district, region);
    a border line that the place touches counts as containing it. ``across`` names the districts
    that the other side names for the same stretch of the line. Degrees are WGS 84.
    """

    name: str
    precision: Precision
    theatre: Theatre | None = None
    lat: float | None = None
    lon: float | None = None
    within: tuple[str, ...] = ()
    across: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one feed, as plain text. Made by parse, read by extract.

    ``id`` is the item's identity within its feed: guid, else normalised link, else a text hash.
    ``content_hash`` changes when the publisher edits the item. Absent parts are empty strings.
    """

    id: str
    title: str = ""
    summary: str = ""
    text: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    content_hash: str = ""

    @property
    def full_text(self) -> str:
        """Title, summary and text, joined by newlines: what evidence spans count in."""
        return "\n".join(part for part in (self.title, self.summary, self.text) if part)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a report says happened (or did not, or might, or long ago).

    ``claimed_by`` and ``denied_by`` hold ``SIDE_ORG`` codes (ARM_MOD) or roles (medic, EU).
    ``happened_on`` is the local day where the text gives or implies one, and
    ``is_day_explicit`` tells the two apart; ``local_time`` is "HH:MM". ``rules`` names what
    fired, for ``explain``.
    """

    type: EventType
    status: Status
    places: tuple[Place, ...] = ()
    actor: Side | None = None
    target: Side | None = None
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    happened_on: date | None = None
    is_day_explicit: bool = False
    local_time: str | None = None
    evidence: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    is_overnight: bool = False
    """It lasted from the evening before ``happened_on`` into that day ("overnight to Friday")."""
    is_correction: bool = False
    """Retracted as told before, and told here as it was: it is not withdrawn."""


@dataclass(frozen=True, slots=True)
class Casualty:
    """One figure of people harmed, with whose they are and who says so.

    ``event`` indexes ``Report.events``. ``low`` and ``high`` bound the count (None: open), and
    ``qualifier`` says how the source put it: exact, at_least, at_most, about, almost, more_than,
    none, or ``vague:<word>``.
    """

    event: int
    side: Side
    who: Who
    harm: Harm
    low: int | None
    high: int | None
    qualifier: str = "exact"
    scope: Scope = Scope.INCIDENT
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One source's claims that something happened. Made by extract, read by merge.

    ``alert`` says "news in scope", with its named ``reason`` (docs/reasons.md lists them);
    the events of a silent report are listed too. The first live event is the main one.
    """

    entry_id: str
    alert: bool
    reason: str
    language: str
    severity: Severity
    events: tuple[Event, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    summary: str = ""
    is_draft: bool = False
    """It was read in a language that nobody has signed off: never enough to sound by itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report was read: the outlet, its origin, and the two times of it.

    ``origin`` is the claimant that the outlet speaks for (a state agency: its state), else the
    outlet itself. ``is_linkable`` is False where reading or linking is punishable somewhere.
    """

    outlet: str
    origin: str
    url: str
    published_at: datetime
    first_read_at: datetime
    is_linkable: bool = True
    is_draft: bool = False
    """Its report was read in a draft language (``Report.is_draft``)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claimant now says of one kind of harm to one side's people.

    The newest claim of a claimant wins; claims are never added up or averaged. ``claimant`` is a
    code of ``Event.claimed_by``, or ``outlet:<name>`` where the outlet names no source.
    """

    claimant: str
    side: Side
    who: Who
    harm: Harm
    low: int | None
    high: int | None
    qualifier: str
    said_at: datetime
    outlet: str
    url: str
    before: str = ""
    """The claimant's previous figure as text ("2"), empty where this is the first."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One real event, told by one or more reports: their fold, oldest report first.

    ``id`` is 0 until the store gives one. ``places`` is most precise first. ``version`` counts
    revisions from 1. ``is_told`` is False while no reader could have heard of it (baseline).
    ``time_by`` and ``place_by`` name who gave the day and hour, and the first of ``places``.
    """

    id: int
    family: str
    types: tuple[EventType, ...]
    places: tuple[Place, ...]
    happened_on: date | None
    is_day_explicit: bool
    local_time: str | None
    actors: tuple[Side, ...]
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    standing: Standing
    severity: Severity
    first_reported_at: datetime
    last_reported_at: datetime
    version: int = 1
    is_told: bool = False
    links: tuple[int, ...] = ()
    is_overnight: bool = False
    time_by: tuple[str, ...] = ()
    place_by: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Tell whether only reports in draft languages tell of it: it may not sound yet."""
        return bool(self.sources) and all(source.is_draft for source in self.sources)


@dataclass(frozen=True, slots=True)
class Alert:
    """A change of an incident worth telling: a row of the outbox that ``bot`` reads.

    ``note`` says the change in data terms ("AZE_MOD killed AZE 2 -> 3"), for operators.
    ``held_reason`` is empty, or names why nobody is told: ``baseline``, ``too_old``.
    ``maybe_of`` is the incident of which a new one may tell again, 0 if it surely doesn't.
    ``other_id`` is the other incident of a merge or split, 0 otherwise. ``field`` names what an
    operator has put right besides figures (place, day, time, kind), ``former`` is what it was.
    """

    id: int
    incident_id: int
    version: int
    reason: AlertReason
    created_at: datetime
    note: str = ""
    held_reason: str = ""
    maybe_of: int = 0
    other_id: int = 0
    field: str = ""
    former: str = ""
