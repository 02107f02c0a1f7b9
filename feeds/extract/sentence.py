"""One neutral sentence on a report, with its claimant: product.md, section 1."""

from collections.abc import Sequence

from feeds.kinds import kinds
from feeds.model import Casualty, Event, EventType, Harm, Precision, Scope, Side, Status

SIDES = {
    Side.ARM: "Armenian", Side.AZE: "Azerbaijani", Side.ART: "Karabakh Armenian",
    Side.GEO: "Georgian", Side.ABK: "Abkhaz", Side.OSE: "South Ossetian", Side.RUS: "Russian",
    Side.UKR: "Ukrainian", Side.IRN: "Iranian", Side.TUR: "Turkish",
}  # fmt: skip
COUNTRIES = {
    "ARM": "Armenia", "AZE": "Azerbaijan", "ART": "Karabakh Armenians", "GEO": "Georgia",
    "ABK": "Abkhazia", "OSE": "South Ossetia", "RUS": "Russia", "UKR": "Ukraine", "IRN": "Iran",
    "TUR": "Turkey", "OTH": "another side",
}  # fmt: skip
ORGS = {
    "MOD": "defence ministry", "GOV": "authorities", "MFA": "foreign ministry",
    "MIA": "interior ministry", "PM": "prime minister", "PRES": "president",
    "SC": "security council", "NSS": "security service", "SSG": "state security service",
    "SBS": "border service", "FSB": "FSB", "NAC": "anti-terrorism committee",
    "IC": "investigators", "OMBUDS": "ombudsman", "POLICE": "police", "PROS": "prosecutors",
    "SPOKES": "spokesperson",
}  # fmt: skip
_QUALIFIERS = {
    "at_least": "at least ", "more_than": "more than ", "about": "about ", "almost": "almost ",
    "at_most": "up to ",
}  # fmt: skip
MAX_FIGURES = 4


def sentence_of(events: Sequence[Event], casualties: Sequence[Casualty]) -> str:
    """Return the sentence; empty where nothing is live."""
    live = [event for event in events if event.status.is_live]
    if not live:
        return ""
    main = live[0]
    head = f"{kinds()[main.type].noun} reported{_where(main)}"
    if main.type is EventType.TERRITORY_CHANGE:
        head = f"Positions or villages reported to have changed hands{_where(main)}"
    figures = [c for c in casualties if c.scope is not Scope.BACKGROUND][:MAX_FIGURES]
    told = "; ".join(_figure(c) for c in figures)
    claimant = _claimants(main.claimed_by)
    source = f", says {claimant}" if claimant else ", no source named"
    is_denied = main.status is Status.DISPUTED and main.denied_by
    dispute = f"; {_claimants(main.denied_by)} denies it" if is_denied else ""
    return f"{head}{source}{f': {told}' if told else ''}{dispute}."


def _where(event: Event) -> str:
    if not event.places:
        return ""
    place = event.places[0]
    word = "in" if place.precision in (Precision.REGION, Precision.DISTRICT) else "near"
    if place.precision is Precision.LINE:
        word = "along"
    return f" {word} {' and '.join(p.name for p in event.places[:2])}"


def _figure(casualty: Casualty) -> str:
    if casualty.high == 0:
        count = "no"
    elif casualty.low is None and casualty.high is None:
        count = casualty.qualifier.partition(":")[2] or "some"
    else:
        number = casualty.low if casualty.low is not None else casualty.high
        count = f"{_QUALIFIERS.get(casualty.qualifier, '')}{number}"
    side = SIDES.get(casualty.side, "")
    harm = "casualties" if casualty.harm is Harm.CASUALTIES else casualty.harm.value
    claimant = _claimants(casualty.claimed_by)
    tail = f" (says {claimant})" if claimant else ""
    return " ".join(part for part in (count, side, harm) if part) + tail


def _claimants(codes: Sequence[str]) -> str:
    return " and ".join(_claimant(code) for code in codes[:2])


def _claimant(code: str) -> str:
    side, _, org = code.partition("_")
    if not org:
        return {"medic": "a medic", "witness": "a witness", "official": "an official"}.get(
            code, code
        )
    return f"{COUNTRIES.get(side, side)}'s {ORGS.get(org, 'authorities')}"
