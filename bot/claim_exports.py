"""incidents -> the rows of the claim table that is exported: who said how many, and when. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.exports import CREDIT, NOTE, About, status
from feeds.merge.origins import OUTLET, is_inflicted, is_own
from feeds.model import Claim, Incident, Scope
from feeds.store.incidents import Telling


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the claim table: what one claimant said of one harm to one side's people.

    ``relation`` is that of the claimant to these people. ``superseded_by`` is the claimant's next
    figure. ``is_derived``: an increment was added, or an operator put it right.
    """

    claim_id: str
    event_id: int
    claimant: str
    relation: str
    side: str
    who: str
    kind: str
    min: int | None
    max: int | None
    qual: str
    scope: str
    source: str
    url: str
    first_seen_at: str
    last_seen_at: str
    superseded_by: str | None
    is_derived: bool
    credit: str = CREDIT
    note: str = NOTE


def claim_rows(about: About) -> Iterator[ClaimRow]:
    """Give what was claimed of an incident, in the order in which it was first read.

    Of one that was merged or withdrawn nothing: its reports are the surviving one's.
    """
    if status(about) != "current":
        return
    said = sorted(_said(about).values(), key=lambda row: (row.first_seen_at, *_key(row)))
    numbered = [
        replace(row, claim_id=f"{about.incident.id}-{number}") for number, row in enumerate(said, 1)
    ]
    for index, row in enumerate(numbered):
        later = [one.claim_id for one in numbered[index + 1 :] if _subject(one) == _subject(row)]
        yield replace(row, superseded_by=later[0] if later else None)


def _said(about: About) -> dict[tuple[str, ...], ClaimRow]:
    """Collect each figure once, with when it was first and last read, and where first."""
    found: dict[tuple[str, ...], ClaimRow] = {}
    for telling in about.tellings:
        for claim, scope in _claims(telling):
            row = _row(about.incident, claim, scope, telling.first_read_at)
            earlier = found.setdefault(_key(row), row)
            last = max(earlier.last_seen_at, row.last_seen_at)
            found[_key(row)] = replace(earlier, last_seen_at=last)
    known = {key[:-1] for key in found}
    for claim in about.incident.claims:
        row = _row(about.incident, claim, Scope.INCIDENT, claim.said_at)
        if _key(row)[:-1] not in known:
            found[_key(row)] = replace(row, is_derived=True)
    return found


def _claims(telling: Telling) -> Iterator[tuple[Claim, Scope]]:
    """Give the figures of one report about one event, one for each who says it."""
    event = telling.report.events[telling.event]
    for casualty in telling.report.casualties:
        if casualty.event != telling.event or casualty.scope is Scope.BACKGROUND:
            continue
        for claimant in casualty.claimed_by or event.claimed_by or (OUTLET + telling.feed,):
            claim = Claim(
                claimant,
                casualty.side,
                casualty.who,
                casualty.harm,
                casualty.low,
                casualty.high,
                casualty.qualifier,
                telling.published_at,
                telling.feed,
                telling.url,
            )
            yield claim, casualty.scope


def _row(incident: Incident, claim: Claim, scope: Scope, seen_at: datetime) -> ClaimRow:
    return ClaimRow(
        claim_id="",
        event_id=incident.id,
        claimant=claim.claimant,
        relation=_relation(claim),
        side=claim.side.value,
        who=claim.who.value,
        kind=claim.harm.value,
        min=claim.low,
        max=claim.high,
        qual=claim.qualifier,
        scope=scope.value,
        source=claim.outlet,
        url=claim.url,
        first_seen_at=seen_at.isoformat(),
        last_seen_at=seen_at.isoformat(),
        superseded_by=None,
        is_derived=False,
    )


def _relation(claim: Claim) -> str:
    if is_own(claim.claimant, claim.side):
        return "own_side"
    return "opponent" if is_inflicted(claim.claimant, claim.side) else "third_party"


def _subject(row: ClaimRow) -> tuple[str, ...]:
    is_increment = row.scope == Scope.INCREMENT.value
    return row.claimant, row.side, row.who, row.kind, row.claim_id if is_increment else ""


def _key(row: ClaimRow) -> tuple[str, ...]:
    figures = str(row.min), str(row.max)
    return row.claimant, row.side, row.who, row.kind, *figures, row.scope
