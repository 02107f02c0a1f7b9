"""Who says what of whose losses, as lines of text. Claims, not facts (product.md, section 1).

Every figure stands with its claimant, and says whose losses they are relative to the claimant:
a side's own, the other side's, or a third party's. The same verb is used for both sides' dead.
"""

from collections.abc import Iterable
from enum import StrEnum

from bot.escape import clean
from bot.figures import former, quantity, vague_word
from bot.names import claimant_name
from bot.words import Words
from feeds.merge.origins import NOBODY, is_inflicted, is_own, origin
from feeds.model import Claim, Harm, Side, Theatre, Who

_MAX_WORD = 40
_HARMS = tuple(Harm)
_MANY = 100  # What no number is given for takes the plural form of many.


class Relation(StrEnum):
    """Whose losses a claim is about, seen from the claimant."""

    OWN_SIDE = "own_side"
    OPPONENT = "opponent"
    THIRD_PARTY = "third_party"


def relation(claimant: str, side: Side) -> Relation:
    """Tell whose losses ``side``'s are for ``claimant``."""
    if is_own(claimant, side):
        return Relation.OWN_SIDE
    return Relation.OPPONENT if is_inflicted(claimant, side) else Relation.THIRD_PARTY


def claim_lines(
    claims: Iterable[Claim], words: Words, theatre: Theatre | None, *, with_former: bool = False
) -> list[str]:
    """Return one line per claimant and people, in the order of the claims.

    ``theatre`` is the incident's. ``with_former`` adds the former figure where there is one.
    """
    groups: dict[tuple[str, Side, Who], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.claimant, claim.side, claim.who), []).append(claim)
    # Two offices of one side that say the same share a line: they are one origin.
    claimants: dict[tuple[str, str, str], list[str]] = {}
    for group in groups.values():
        said = _figures(group, words, theatre, with_former=with_former)
        same = (_line_key(group[0]), said, origin(group[0].claimant))
        claimants.setdefault(same, []).append(claimant_name(group[0].claimant, words))
    return [
        words.say(key, claimant=words.listed(names), figures=said)
        for (key, said, _), names in claimants.items()
    ]


def _figures(
    group: list[Claim], words: Words, theatre: Theatre | None, *, with_former: bool
) -> str:
    """Return what one claimant says of one people: "2 of its soldiers killed, 1 wounded"."""
    people = _people(group[0], theatre)
    figures: list[str] = []
    for claim in sorted(group, key=lambda claim: _HARMS.index(claim.harm)):
        figure = _figure(claim, "more" if figures else people, words)
        figures.append(_with_former(figure, claim, words) if with_former else figure)
    return words.listed(figures)


def _with_former(figure: str, claim: Claim, words: Words) -> str:
    if not claim.before:
        return figure
    earlier = former(claim)
    said = clean(vague_word(earlier), _MAX_WORD) or quantity(earlier, words, is_alone=True)
    return words.say("before", figure=figure, before=said)


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
    if is_north or claim.side in NOBODY or claim.side is Side.INS:
        return "people"
    is_own = relation(claim.claimant, claim.side) is Relation.OWN_SIDE
    return "own" if is_own else "side"


def _figure(claim: Claim, people: str, words: Words) -> str:
    """Return one figure with its people ("2 of its soldiers killed"), or without ("1 wounded")."""
    values = {"harm": words.say(f"harm.{claim.harm}"), **_named(claim, people, words)}
    if word := vague_word(claim):
        return words.say(f"figure.vague.{people}", word=clean(word, _MAX_WORD), **values)
    number = quantity(claim, words, is_alone=people in ("own", "more"))
    return words.say(f"figure.{people}", quantity=number, **values)


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
