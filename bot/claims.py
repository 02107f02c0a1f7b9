"""Who says what of whose losses, as lines of text. Claims, not facts (product.md, section 1).

Every figure stands with its claimant, and says whose losses they are relative to the claimant:
a side's own, the other side's, or a third party's. The same verb is used for both sides' dead.
"""

from collections.abc import Iterable
from enum import StrEnum

from babel.numbers import format_decimal

from bot.escape import clean
from bot.names import claimant_name
from bot.words import Words
from feeds.model import Claim, Harm, Side, Theatre, Who

_MAX_WORD = 40
_NOBODY = frozenset({Side.UNK, Side.BOTH, Side.OTH})
_OPPONENTS = (
    ({Side.ARM, Side.ART}, {Side.AZE}),
    ({Side.GEO}, {Side.ABK, Side.OSE, Side.RUS}),
    ({Side.RUS}, {Side.INS, Side.UKR}),
    ({Side.IRN}, {Side.AZE}),
)
_HARMS = tuple(Harm)
_MANY = 100  # What no number is given for takes the plural form of many.


class Figures(StrEnum):
    """Which of a claim's figures a line shows: the present, the one before it, or both."""

    NOW = "now"
    BEFORE = "before"
    BOTH = "both"


class Relation(StrEnum):
    """Whose losses a claim is about, seen from the claimant."""

    OWN_SIDE = "own_side"
    OPPONENT = "opponent"
    THIRD_PARTY = "third_party"


def side_of(claimant: str) -> Side | None:
    """Return the side that a claimant code speaks for; None for roles and outlets."""
    prefix = claimant.partition("_")[0]
    return Side(prefix) if prefix in Side.__members__ else None


def relation(claimant: str, side: Side) -> Relation:
    """Tell whose losses ``side``'s are for ``claimant``."""
    speaker = side_of(claimant)
    if speaker is side:
        return Relation.OWN_SIDE
    pair = {speaker, side}
    for one, other in _OPPONENTS:
        if pair & one and pair & other:
            return Relation.OPPONENT
    return Relation.THIRD_PARTY


def claim_lines(
    claims: Iterable[Claim], words: Words, theatre: Theatre | None, figures: Figures = Figures.NOW
) -> list[str]:
    """Return one line per claimant and people, in the order of the claims.

    ``theatre`` is the incident's. A claim without a figure before has only its present one.
    """
    groups: dict[tuple[str, Side, Who], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.claimant, claim.side, claim.who), []).append(claim)
    return [_line(group, words, theatre, figures) for group in groups.values()]


def _line(group: list[Claim], words: Words, theatre: Theatre | None, which: Figures) -> str:
    """Return what one claimant says of one people: "Armenia MoD: 2 of its soldiers killed"."""
    people = _people(group[0], theatre)
    figures: list[str] = []
    for claim in sorted(group, key=lambda claim: _HARMS.index(claim.harm)):
        figure = _figure(claim, "more" if figures else people, words, which)
        if which is Figures.BOTH and claim.before:
            figure = words.say("before", figure=figure, before=clean(claim.before, _MAX_WORD))
        figures.append(figure)
    claimant = claimant_name(group[0].claimant, words)
    return words.say(_line_key(group[0]), claimant=claimant, figures=words.listed(figures))


def _line_key(claim: Claim) -> str:
    if claim.side is Side.INS:
        return "claim.described"
    is_about_opponent = relation(claim.claimant, claim.side) is Relation.OPPONENT
    return "claim.opponent" if is_about_opponent else "claim"


def _people(claim: Claim, theatre: Theatre | None) -> str:
    """Return how the people of a claim are named: as ``own``, by their ``side``, or as ``people``.

    In Russia's republics victims are shown by who and place, never as a side.
    """
    is_north = claim.side is Side.RUS and theatre is Theatre.NORTH_CAUCASUS
    if is_north or claim.side in _NOBODY or claim.side is Side.INS:
        return "people"
    is_own = relation(claim.claimant, claim.side) is Relation.OWN_SIDE
    return "own" if is_own else "side"


def _figure(claim: Claim, people: str, words: Words, which: Figures) -> str:
    """Return one figure with its people ("2 of its soldiers killed"), or without ("1 wounded")."""
    values = {"harm": words.say(f"harm.{claim.harm}"), **_named(claim, people, words)}
    if which is Figures.BEFORE and claim.before:
        quantity = clean(claim.before, _MAX_WORD)
        return words.say(f"figure.{people}", quantity=quantity, **values)
    vague, _, word = claim.qualifier.partition(":")
    if vague == "vague" and word:
        return words.say(f"figure.vague.{people}", word=clean(word, _MAX_WORD), **values)
    quantity = _quantity(claim, words, is_alone=people in ("own", "more"))
    return words.say(f"figure.{people}", quantity=quantity, **values)


def _named(claim: Claim, people: str, words: Words) -> dict[str, str]:
    """Return the words for the people of a claim, as far as they are named at all."""
    # Whom a side calls militants it calls so itself: to us they are people.
    who = Who.UNK if claim.side is Side.INS else claim.who
    if people == "more":
        return {}
    if people == "own":
        return {"people": words.say(f"own_people.{who}")}
    number = claim.high if claim.high is not None else claim.low
    named = {"people": words.count(f"people.{who}", _MANY if number is None else number)}
    return named | {"side": words.say(f"whose.{claim.side}")} if people == "side" else named


def _quantity(claim: Claim, words: Words, *, is_alone: bool) -> str:
    """Return a number as its source put it. ``is_alone``: no word for people follows it."""
    key = f"quantity.{_bounds(claim)}"
    if is_alone and words.has(f"{key}.alone"):
        key = f"{key}.alone"
    low, high = (
        "" if number is None else format_decimal(number, locale=words.language)
        for number in (claim.low, claim.high)
    )
    return words.say(key, low=low, high=high)


def _bounds(claim: Claim) -> str:
    """Return the name of a figure's form. The bounds decide; the source's word only colours it."""
    match claim.low, claim.high:
        case None, None:
            return "unstated"
        case None, _:
            return "almost" if claim.qualifier == "almost" else "at_most"
        case _, None:
            return "more_than" if claim.qualifier == "more_than" else "at_least"
        case 0, 0:
            return "none"
        case low, high if low != high:
            return "range"
    return "about" if claim.qualifier == "about" else "exact"
