"""One incident that turns out to be two: each folded anew from its own reports. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from feeds.merge.refold import Retold, refold
from feeds.merge.standing import severity
from feeds.model import Claim, Incident, Source


def without(incident: Incident, stay: Sequence[Retold], go: Sequence[Retold]) -> Incident:
    """Return an incident without the reports that go, one version on.

    Reports come in the order in which they were read. What an operator has put right stays right,
    and a page in which nothing was read stays.

    Raises:
        ValueError: The reports that stay tell of nothing by themselves.
    """
    left = _of(incident, stay)
    gone = {_page(told.source) for told in go} - {_page(told.source) for told in stay}
    sources = tuple(source for source in incident.sources if _page(source) not in gone)
    return replace(left, sources=sources)


def made_of(incident: Incident, go: Sequence[Retold]) -> Incident:
    """Return the new incident (id 0, version 1) that these reports of another one make.

    Raises:
        ValueError: They tell of nothing by themselves.
    """
    return replace(_of(incident, go), id=0, version=1, links=())


def _of(incident: Incident, told: Sequence[Retold]) -> Incident:
    """Fold reports, each by the source that the incident knows: a copy speaks for its origin."""
    known = {_page(source): source for source in incident.sources}
    sourced = [replace(one, source=known.get(_page(one.source), one.source)) for one in told]
    folded = refold(sourced, incident)
    righted = replace(folded, claims=_put_right(folded.claims, incident.claims))
    return replace(righted, severity=severity(righted))


def _page(source: Source) -> tuple[str, str]:
    return source.outlet, source.url


def _put_right(folded: Iterable[Claim], known: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims as they were known where they rest on the same page."""
    by_page: Mapping[tuple[object, ...], Claim] = {_rest(claim): claim for claim in known}
    return tuple(by_page.get(_rest(claim), claim) for claim in folded)


def _rest(claim: Claim) -> tuple[object, ...]:
    return claim.claimant, claim.side, claim.who, claim.harm, claim.outlet, claim.url
