"""The low and the high of what claimants say, derived for each people and harm. Pure.

Nothing is averaged, and there is no best figure while sides disagree. What a side says that it
inflicted bounds nothing; it stands beside, as that side's claim.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from feeds.merge.figures import amount, by_claimant, people
from feeds.merge.origins import is_inflicted
from feeds.model import Claim, Harm, Incident, Side


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most that anybody says; ``high`` None: nobody sets a limit."""

    low: int
    high: int | None

    @property
    def differs(self) -> bool:
        """Tell whether the accounts differ, or are open."""
        return self.low != self.high


def spans(incident: Incident) -> Mapping[tuple[Side, Harm], Span]:
    """Return the span of each people and harm that somebody who didn't inflict it counts."""
    found: dict[tuple[Side, Harm], Span] = {}
    for key, claims in _counted(incident).items():
        side, harm = key
        least = [n for (_, of), n in by_claimant(claims, harm).items() if of is side]
        found[key] = Span(min(least), _most(claims, max(least)))
    return found


def _counted(incident: Incident) -> Mapping[tuple[Side, Harm], list[Claim]]:
    counted: dict[tuple[Side, Harm], list[Claim]] = defaultdict(list)
    for claim in incident.claims:
        if not is_inflicted(claim.claimant, claim.side):
            counted[people(claim)].append(claim)
    return counted


def _most(claims: list[Claim], least: int) -> int | None:
    """Return the highest limit, at least what is surely counted; None where a claim is open."""
    if any(claim.high is None for claim in claims):
        return None
    return max(least, *(max(claim.high or 0, amount(claim)) for claim in claims))
