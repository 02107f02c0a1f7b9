"""What readers hear of one incident, report by report: each kind of report has its reason.

The kinds are those of a labelled stream: a wire report, its copies and paraphrases, the report in
another language, the other side's, and the toll.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from feeds.merge import Kinship, Known, merge, wording
from feeds.model import (
    AlertReason,
    Casualty,
    Entry,
    EventType,
    Harm,
    Incident,
    Report,
    Side,
    Source,
    Status,
    Who,
)
from tests.feeds.merge.made import (
    DERBENT,
    HOUR,
    KALBAJAR,
    NOON,
    REGION,
    casualty,
    event,
    report,
    source,
    undated,
)

NEW, TOLL, BOTH = AlertReason.NEW, AlertReason.TOLL, AlertReason.BOTH_SIDES
DISPUTED, INDEPENDENT = AlertReason.DISPUTED, AlertReason.INDEPENDENT
CORRECTION, TRANSITION = AlertReason.CORRECTION, AlertReason.TRANSITION
AGREED, BROKEN = EventType.CEASEFIRE_AGREED, EventType.CEASEFIRE_VIOLATED
WIRE = (
    "Two soldiers were wounded near the gold mine of Sotk on Tuesday, the ministry in Yerevan said"
)


@dataclass(frozen=True)
class Step:
    """One report, an hour after the one before, and what readers hear."""

    outlet: str
    told: Report
    heard: AlertReason | None
    is_copy: bool = False


def hurt(number: int, **changes: Any) -> Casualty:
    return replace(casualty(number, Harm.WOUNDED), **changes)


def by_baku(status: Status = Status.ALLEGED, *figures: Casualty) -> Report:
    said = event(
        places=(KALBAJAR,), actor=Side.ARM, target=Side.AZE, claimed_by=("AZE_MOD",), status=status
    )
    denier = ("AZE_MOD",) if status is Status.DISPUTED else ()
    return report(replace(said, denied_by=denier), casualties=figures)


SHOOTING = report(event(), casualties=[hurt(2)])
BORDER_CLASH = [
    Step("Reuters", SHOOTING, NEW),
    Step("Herald", SHOOTING, None, is_copy=True),
    Step("Echo", report(undated()), None),
    Step("Vesti", report(event(EventType.SHELLING), casualties=[hurt(2)]), None),
    Step("Trend", by_baku(), BOTH),
    Step("Reuters", report(event(), casualties=[hurt(4)]), TOLL),
    Step("AFP", report(event(), casualties=[hurt(5)]), None),
]
DENIED = [
    Step("Reuters", SHOOTING, NEW),
    Step("Trend", by_baku(Status.DISPUTED), DISPUTED),
    Step("APA", by_baku(Status.DISPUTED), None),
    Step("EUMA", report(event(claimed_by=("EU",))), INDEPENDENT),
]
INFLICTED = [
    Step("Reuters", SHOOTING, NEW),
    Step("Trend", by_baku(Status.ALLEGED, casualty(40, claimed_by=("AZE_MOD",))), BOTH),
    Step("APA", by_baku(Status.ALLEGED, casualty(60, claimed_by=("AZE_MOD",))), None),
]


def raid(claimant: str, killed: int) -> Report:
    """Georgia and Abkhazia count the same villagers."""
    dead = casualty(killed, side=Side.UNK, who=Who.CIV)
    return report(event(claimed_by=(claimant,), actor=None, target=None), casualties=[dead])


ACCOUNTS_DIFFER = [
    Step("Apsny", raid("ABK_MIA", 3), NEW),
    Step("Civil", raid("GEO_GOV", 4), DISPUTED),
    Step("Imedi", raid("GEO_GOV", 4), None),
]
TRUCE = [
    Step("Reuters", report(event(AGREED, places=(REGION,))), NEW),
    Step("AFP", report(event(AGREED, places=(REGION,))), None),
    Step("OSCE", report(event(AGREED, places=(REGION,), claimed_by=("OSCE",))), INDEPENDENT),
    Step("Trend", report(undated(BROKEN, places=(REGION,), claimed_by=("OSCE",))), TRANSITION),
]
NAC: dict[str, Any] = {
    "actor": Side.INS,
    "target": Side.RUS,
    "claimed_by": ("RUS_NAC",),
    "places": (DERBENT,),
}
POLICE = casualty(2, side=Side.RUS, who=Who.POLICE)
CORRECTED = [
    Step("Tass", report(event(**NAC), casualties=[POLICE]), NEW),
    Step("Ria", report(event(**NAC), casualties=[replace(POLICE, low=3, high=3)]), TOLL),
    Step(
        "Ria",
        report(event(**{**NAC, "status": Status.RETRACTED}), casualties=[POLICE], alert=False),
        CORRECTION,
    ),
]


def source_of(step: Step, number: int) -> Source:
    return source(step.outlet, NOON + number * HOUR)


def heard(steps: list[Step]) -> list[AlertReason | None]:
    """Tell one incident step by step."""
    worded = wording(Entry("x", title=WIRE))
    known: list[Incident] = []
    reasons: list[AlertReason | None] = []
    for number, step in enumerate(steps):
        copied = [Known(1, steps[0].outlet, worded.words, is_proposed=True)]
        kinship = Kinship(worded, copied if step.is_copy else [])
        (merged,) = merge(step.told, source_of(step, number), known, kinship)
        known = [replace(merged.incident, id=1, is_told=True)]
        reasons.append(merged.alert)
    return reasons


@pytest.mark.parametrize(
    "steps",
    [BORDER_CLASH, DENIED, INFLICTED, ACCOUNTS_DIFFER, TRUCE, CORRECTED],
    ids=["border clash", "denied", "inflicted", "accounts differ", "truce", "corrected"],
)
def test_each_report_is_told_for_its_reason_or_not_at_all(steps: list[Step]) -> None:
    assert [step.heard for step in steps] == heard(steps)
