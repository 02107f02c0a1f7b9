"""The closed lists that the stages share: what happened, to whom, whose, how sure, and why told.

Names follow ACLED, UCDP and PLOVER where they have one; values are what JSON and the tables hold.
"""

from enum import StrEnum


class EventType(StrEnum):
    """What happened. ``lexicon/kinds.toml`` holds each type's family, expiry and ACLED code."""

    ARMED_CLASH = "armed_clash"
    SHELLING = "shelling"
    AIR_DRONE_STRIKE = "air_drone_strike"
    EXPLOSIVE = "explosive"
    ATTACK_CIVILIANS = "attack_civilians"
    SECURITY_OPERATION = "security_operation"
    TERRITORY_CHANGE = "territory_change"
    CAPTURED = "captured"
    CEASEFIRE_VIOLATED = "ceasefire_violated"
    CASUALTIES_UPDATE = "casualties_update"
    CEASEFIRE_AGREED = "ceasefire_agreed"
    CEASEFIRE_EXTENDED = "ceasefire_extended"
    CEASEFIRE_ENDED = "ceasefire_ended"
    PEACE_AGREEMENT = "peace_agreement"
    PRISONER_EXCHANGE = "prisoner_exchange"
    CEASEFIRE_CALL = "ceasefire_call"
    TALKS = "talks"
    PEACEKEEPERS = "peacekeepers"
    MOBILISATION = "mobilisation"
    BORDER_DETENTION = "border_detention"
    BLOCKADE = "blockade"


class Status(StrEnum):
    """How a report holds an event to be true. Only the first three are live and can alert."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DISPUTED = "disputed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"
    BACKGROUND = "background"
    RETRACTED = "retracted"

    @property
    def is_live(self) -> bool:
        """Tell whether the event is reported as having happened: asserted, alleged, disputed."""
        return self in (Status.ASSERTED, Status.ALLEGED, Status.DISPUTED)


class Side(StrEnum):
    """Whose people, or who acted. ART: Karabakh Armenians. INS: insurgents of North Caucasus."""

    ARM = "ARM"
    AZE = "AZE"
    ART = "ART"
    GEO = "GEO"
    ABK = "ABK"
    OSE = "OSE"
    RUS = "RUS"
    INS = "INS"
    UKR = "UKR"
    IRN = "IRN"
    TUR = "TUR"
    OTH = "OTH"
    BOTH = "BOTH"
    UNK = "UNK"


class Who(StrEnum):
    """What kind of people a casualty figure counts."""

    MIL = "mil"
    CIV = "civ"
    POLICE = "police"
    MIXED = "mixed"
    UNK = "unk"


class Harm(StrEnum):
    """What was done to the people of a casualty figure (``kind`` in JSON)."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    DETAINED = "detained"
    RELEASED = "released"
    CASUALTIES = "casualties"


class Scope(StrEnum):
    """What a casualty figure adds up: one incident, an increment, a running total, or the past."""

    INCIDENT = "incident"
    INCREMENT = "increment"
    TOTAL = "total"
    BACKGROUND = "background"


class Severity(StrEnum):
    """How grave a report is, from what is established and not merely claimed."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Precision(StrEnum):
    """How exactly a place is known. A region has no point; a line is a border or a front."""

    VILLAGE = "village"
    TOWN = "town"
    DISTRICT = "district"
    REGION = "region"
    LINE = "line"


class Theatre(StrEnum):
    """The three areas of product.md, section 2: theatres of conflict, not sovereigns."""

    ARMENIA_AZERBAIJAN = "armenia-azerbaijan"
    GEORGIA = "georgia"
    NORTH_CAUCASUS = "north-caucasus"


class Standing(StrEnum):
    """The five phrases of product.md, section 1: how far an incident is established."""

    ONE_SIDE = "one_side"
    BOTH_SIDES = "both_sides"
    INDEPENDENT = "independent"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class AlertReason(StrEnum):
    """Why a change of an incident is worth telling: the closed list of design.md, section 7.

    ``MERGED`` and ``SPLIT`` are made by operators alone.
    """

    NEW = "new"
    TOLL = "toll"
    BOTH_SIDES = "both_sides"
    INDEPENDENT = "independent"
    DISPUTED = "disputed"
    TRANSITION = "transition"
    CORRECTION = "correction"
    MERGED = "merged"
    """It is told further under the number of another one."""
    SPLIT = "split"
    """What was told as one incident is told as two."""
