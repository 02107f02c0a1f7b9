"""Who speaks for whom. An origin is a claimant, not an outlet (product.md, section 1).

A claimant code is ``SIDE_ORG`` (ARM_MOD), a role (medic, EU), or ``outlet:<name>`` for an outlet
that names no source. Ten outlets that quote one ministry are one origin.
"""

from collections.abc import Iterable

from feeds.model import Side, Source

OUTLET = "outlet:"

INDEPENDENT_ROLES = frozenset(
    {"medic", "witness", "diplomats", "rights", "EU", "UN", "OSCE", "NATO", "USA", "FRA", "ICRC"}
)
"""Roles that speak for no side. "media" and "official" are unnamed sources: anybody."""

NOBODY = frozenset({Side.UNK, Side.BOTH, Side.OTH})
"""Values of ``Side`` that name no people."""

# Reports give the same people to either: a policeman of Karabakh is "Armenian" to most outlets.
_SAME_PEOPLE = {Side.ART: Side.ARM}

_OPPONENTS = (
    ({Side.ARM}, {Side.AZE, Side.TUR}),
    ({Side.GEO}, {Side.ABK, Side.OSE, Side.RUS}),
    ({Side.RUS}, {Side.INS, Side.UKR}),
    ({Side.IRN}, {Side.AZE}),
)

_AT_HOME = frozenset({Side.ARM, Side.AZE, Side.GEO, Side.ABK, Side.OSE})
"""Peoples that are a party to whatever is told of here."""

_ALLIES = (frozenset({Side.AZE, Side.TUR}), frozenset({Side.RUS, Side.ABK, Side.OSE}))


def bloc(side: Side) -> Side:
    """Return the people that ``side`` counts with."""
    return _SAME_PEOPLE.get(side, side)


def blocs(sides: Iterable[Side | None]) -> frozenset[Side]:
    """Return the named peoples among ``sides``."""
    return frozenset(bloc(side) for side in sides if side is not None and side not in NOBODY)


def side_of(claimant: str) -> Side | None:
    """Return the people that a claimant speaks for; None for roles and outlets."""
    prefix = claimant.partition("_")[0]
    return bloc(Side(prefix)) if prefix in Side.__members__ else None


def speaker(source: Source, actors: Iterable[Side] = ()) -> str:
    """Return the claimant of what an outlet says without naming a source.

    An outlet that speaks for a state (``Source.origin``) counts with it. Where that state is no
    party (``actors``), it only passes on what others say and stands for itself, as any outlet.
    """
    side = side_of(source.origin)
    if source.origin in INDEPENDENT_ROLES or side in _AT_HOME or side in with_allies(blocs(actors)):
        return source.origin
    return f"{OUTLET}{source.origin if side is None else source.outlet}"


def origin(claimant: str) -> str:
    """Return what counts as one origin: all offices of a side are one."""
    side = side_of(claimant)
    return claimant if side is None else side.value


def are_opponents(one: Side, other: Side) -> bool:
    """Tell whether two peoples fight each other in this region."""
    return any(
        (one in left and other in right) or (one in right and other in left)
        for left, right in _OPPONENTS
    )


def with_allies(sides: Iterable[Side]) -> frozenset[Side]:
    """Return peoples with those that fight on their side."""
    named = frozenset(sides)
    return named.union(*(allies for allies in _ALLIES if allies & named))


def is_own(claimant: str, side: Side) -> bool:
    """Tell whether a claimant speaks of its own people."""
    return side not in NOBODY and side_of(claimant) is bloc(side)


def is_inflicted(claimant: str, side: Side) -> bool:
    """Tell whether a claimant speaks of what its enemy lost: such a figure establishes nothing."""
    speaks_for = side_of(claimant)
    return speaks_for is not None and are_opponents(speaks_for, bloc(side))


def is_independent(claimant: str, actors: Iterable[Side]) -> bool:
    """Tell whether a claimant is named and stands outside a fight between ``actors``."""
    speaks_for = side_of(claimant)
    if speaks_for is None:
        return claimant in INDEPENDENT_ROLES
    involved = with_allies(blocs(actors))
    has_enemy = any(are_opponents(speaks_for, side) for side in involved)
    return bool(involved) and speaks_for not in involved and not has_enemy


def are_both_sides(claimants: Iterable[str]) -> bool:
    """Tell whether two sides that fight each other are among ``claimants``."""
    sides = [side for side in map(side_of, claimants) if side is not None]
    return any(are_opponents(one, other) for one in sides for other in sides)
