"""What an operator changes by hand: an incident withdrawn, or a claim put right. Pure."""

from dataclasses import replace

from feeds.merge.figures import as_text
from feeds.merge.standing import severity
from feeds.model import Claim, Incident, Standing


def retract(incident: Incident) -> Incident:
    """Return an incident as withdrawn, one version on; one that is withdrawn stays as it is."""
    if incident.standing is Standing.WITHDRAWN:
        return incident
    return replace(incident, standing=Standing.WITHDRAWN, version=incident.version + 1)


def correct(incident: Incident, right: Claim) -> Incident:
    """Return an incident with the figure of ``right``'s claimant put right, one version on.

    It takes the place of that claimant's figure for the same side, people and harm.

    Raises:
        ValueError: The claimant gave no such figure.
    """
    wrong = [claim for claim in incident.claims if _subject(claim) == _subject(right)]
    if not wrong:
        raise ValueError(f"{right.claimant} says nothing of {right.harm} {right.side}")
    righted = replace(right, before=as_text(wrong[0]))
    claims = tuple(righted if claim is wrong[0] else claim for claim in incident.claims)
    corrected = replace(incident, claims=claims, version=incident.version + 1)
    return replace(corrected, severity=severity(corrected))


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.claimant, claim.side, claim.who, claim.harm
