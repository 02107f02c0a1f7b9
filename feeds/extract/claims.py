"""Who says so, and who denies it: the speakers of a sentence and how far their words reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.extract.classes import Line, Unit
from feeds.extract.groups import side_of
from feeds.model import Side, Span

_SPEECH = ("say", "according", "accuse", "deny")
_STARTERS = (*_SPEECH, "statement", "falsehood")
_NAMERS = ("side", "org", "role", "both", "people", "pronoun", "keeper")
_WALLS = (
    "break", "hurt", "die", "fight", "shelling", "air", "take", "say", "accuse", "deny", "group",
    "attack",
)  # fmt: skip
_BEFORE_SPEECH = ("have", "comma", "be", "not", "adverb")
MAX_ACROSS = 14
MAX_HEADING = 6
"""Words of an office before the colon of a headline."""
MAX_SPEAKER = 12
"""Words that a speaker's name and office may take."""

_OWN_SIDE = {"FSB": "RUS", "NAC": "RUS", "SSG": "GEO", "SBS": "AZE", "MVD": "RUS"}
"""Offices that only one side has."""
_OFFERS = ("truce", "deal", "talk", "urge", "calm")
_PARTS_OF = ("SPOKES", "GOV")
"""Offices too general to name where a better one stands beside them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's words in a sentence. ``codes`` are empty where the speaker is not named.

    ``kind`` is say, claim, according, accuse or deny. The speaker stands at the units ``first`` to
    ``last``; ``unit`` is the word of speech. ``side`` is the speaker's own. ``is_back``: it denies
    "this", which the sentence before told. ``is_stated``: a noun says whose words they are.
    """

    kind: str
    codes: tuple[str, ...]
    side: Side | None
    unit: int
    first: int
    last: int
    span: Span
    line: int
    accused: Side | None = None
    is_after_break: bool = False
    is_back: bool = False
    is_stated: bool = False

    def is_apart(self, unit: int) -> bool:
        """Tell whether it accuses behind a colon or dash: what stands before is told plainly."""
        return self.kind == "accuse" and self.is_after_break and unit < self.unit


def find_claims(lines: Sequence[Line]) -> tuple[tuple[Claim, ...], ...]:
    """Return the claims of every sentence; pronouns stand for the last speaker."""
    result = []
    last: Claim | None = None
    voice: Claim | None = None
    for line in lines:
        claims = [heading] if (heading := _heading(line, last)) else []
        last, voice = (claims[0], claims[0]) if claims else (last, voice)
        for index, unit in enumerate(line.units):
            if unit.name not in _STARTERS:
                continue
            is_quoted = unit.name == "falsehood" and last is not None and last.is_stated
            known = replace(voice, line=line.number) if is_quoted and voice else last
            claim = _claim_at(line, index, known)
            if claim is not None:
                claims.append(claim)
                last = claim if claim.codes else last
                voice = claim if claim.codes and not claim.is_stated else voice
        result.append(tuple(claims))
    return tuple(result)


def _claim_at(line: Line, index: int, previous: Claim | None) -> Claim | None:
    unit = line.units[index]
    if unit.name == "statement":
        return _stated(line, index)
    if unit.name == "falsehood":
        if line.grammar.home_side and (previous is None or previous.kind == "claim"):
            home = Side(line.grammar.home_side)
            speaker = (f"{home.value}_GOV",)
            return Claim("deny", speaker, home, index, index, index + 1, unit.span, line.number)
        is_here = previous is not None and previous.line == line.number
        if previous and is_here:
            return replace(previous, kind="deny", unit=index)
        return Claim("deny", (), None, index, index, index + 1, unit.span, line.number)
    if unit.name == "deny" and any(u.name in _OFFERS for u in line.units[index + 1 : index + 5]):
        return None  # a truce refused is nothing denied
    return _claim(line, index, previous)


def _heading(line: Line, previous: Claim | None) -> Claim | None:
    """Return the claim of a headline that opens with an office: "Defence Ministry: two killed"."""
    if line.sentence.part != "title":
        return None
    names = [unit.name for unit in line.units[: MAX_HEADING + 1]]
    colon = next((i for i, u in enumerate(line.units[: MAX_HEADING + 1]) if u.key == ":"), 0)
    if not {"org", "role"} & set(names[:colon]) or set(names[:colon]) & set(_WALLS):
        return None
    named = [u for u in line.units[:colon] if u.name in _NAMERS]
    codes, side = _codes(named, previous, line.grammar.home_side)
    span = (line.units[0].start, line.units[colon].end)
    return Claim("say", codes, side, colon, 0, colon, span, line.number)


def _stated(line: Line, index: int) -> Claim | None:
    """Return the claim that a noun implies: "the statement from Baku", "claims by Yerevan"."""
    for at in (*range(index + 1, min(index + 4, len(line.units))), *range(index - 2, index)):
        unit = line.units[at] if at >= 0 else line.units[index]
        is_cut = any(u.name in _SPEECH for u in line.units[at + 1 : index])
        if unit.name == "side" and not is_cut:
            side = side_of(unit.value)
            code = f"{side.value}_GOV"
            return Claim(
                "claim", (code,), side, index, index, index + 1, unit.span, line.number,
                is_stated=True,
            )  # fmt: skip
    return None


def _claim(line: Line, index: int, previous: Claim | None) -> Claim | None:
    unit = line.units[index]
    is_passive = index > 0 and line.units[index - 1].name == "be" and unit.name == "say"
    if unit.value == "reported" or is_passive:
        return Claim("reported", (), None, index, index, index + 1, unit.span, line.number)
    is_behind = unit.name == "according" or (line.is_free_order and _is_named_next(line, index))
    first, last = (index, index) if is_behind else _before(line, index)
    if line.grammar.is_verb_last and not is_behind and not _has_office(line, first, last, index):
        first, last = _opening(line, index) or (first, last)
    if first == last:
        first, last = _behind(line, index)
    named = [u for u in line.units[first:last] if u.name in _NAMERS]
    if not named:
        is_shared = previous is not None and line.units[index - 1].name == "and"
        is_shared = is_shared and previous is not None and previous.line == line.number
        return replace(previous, kind=unit.name, unit=index) if previous and is_shared else None
    codes, side = _codes(named, previous, line.grammar.home_side)
    accused = _accused(line, index, side) if unit.name == "accuse" else None
    start, end = line.units[min(first, index)].start, line.units[max(last - 1, index)].end
    kind = unit.value if unit.name == "say" else unit.name
    beside = line.units[max(0, index - 1) : index + 2]
    is_back = unit.name == "deny" and any(u.name == "pronoun" and u.value == "this" for u in beside)
    is_apart = "break" in {unit.name for unit in line.units[:index]}
    span = (start, end)
    return Claim(
        kind, codes, side, index, first, last, span, line.number, accused, is_apart, is_back
    )


def _is_named_next(line: Line, index: int) -> bool:
    """Tell whether a speaker stands right behind the verb: "сообщили в НАК"."""
    behind = [unit.name for unit in line.units[index + 1 : index + 4]]
    while behind and behind[0] in ("in", "dayword", "weekday"):
        behind = behind[1:] if behind[1:2] != ["other"] else behind[2:]
    return bool(behind) and behind[0] in _NAMERS


def _before(line: Line, index: int) -> tuple[int, int]:
    """Return the units of a speaker before the verb, an empty stretch if there is none."""
    last = index
    while last and line.units[last - 1].name in _BEFORE_SPEECH:
        last -= 1
    first = last
    while first and last - first < MAX_SPEAKER and _is_speaker_word(line, first - 1):
        first -= 1
    names = {unit.name for unit in line.units[first:last]}
    is_insertion = last < index and line.units[last].name == "comma"
    if first == last or (is_insertion and not names & {"side", "org", "role", "both"}):
        return _across(line, last)
    return first, last


def _across(line: Line, last: int) -> tuple[int, int]:
    """Return the subject across an insertion: "Yerevan, which had denied it, has confirmed"."""
    for at in range(last - 1, max(-1, last - MAX_ACROSS), -1):
        if line.units[at].name == "break":
            break
        if line.units[at].name in ("side", "org", "role") and line.units[at].key != "it":
            return at, at + 1
    return last, last


def _is_speaker_word(line: Line, at: int) -> bool:
    unit = line.units[at]
    return unit.name not in _WALLS and unit.name not in ("comma", "quote")


def _behind(line: Line, index: int) -> tuple[int, int]:
    """Return the units of a speaker behind the verb or "according to"."""
    first = index + 1
    last = first
    while last < len(line.units) and last - first < MAX_SPEAKER:
        if line.units[last].name in (*_WALLS, "comma", "quote"):
            break
        last += 1
    return first, last


def _has_office(line: Line, first: int, last: int, index: int) -> bool:
    """Tell whether an office or outlet stands right before the verb of its words."""
    is_near = all(unit.name in _BEFORE_SPEECH for unit in line.units[last:index])
    return is_near and any(unit.name in ("org", "role") for unit in line.units[first:last])


def _opening(line: Line, index: int) -> tuple[int, int] | None:
    """Return the speaker who opens a sentence whose verb stands last, None if nobody does."""
    breaks = [at for at in range(index) if line.units[at].name == "break"]
    first = breaks[-1] + 1 if breaks else 0
    while first < index and line.units[first].name in ("other", "dayword", "adverb", "weekday"):
        first += 1
    last = first
    while last < index and line.units[last].name in ("side", "org", "role"):
        if last > first and line.units[last].name == "side":
            break
        last += 1
    is_owner = line.units[last - 1].key.endswith(line.grammar.genitive_endings or "\0")
    return (first, last) if last > first and not is_owner else None


def _accused(line: Line, index: int, speaker: Side | None) -> Side | None:
    """Return the first side named behind a word of accusation, or before it if verbs stand last."""
    if line.grammar.is_verb_last:
        named = (u for u in reversed(line.units[:index]) if u.name in ("side", "people"))
        return next((side_of(u.value) for u in named if side_of(u.value) is not speaker), None)
    for unit in line.units[index + 1 : index + 6]:
        if unit.name in ("side", "people") and unit.value:
            return side_of(unit.value)
        if unit.name == "both":
            return Side.BOTH
    return None


def _codes(
    named: Sequence[Unit], previous: Claim | None, home: str = ""
) -> tuple[tuple[str, ...], Side | None]:
    """Return the codes of a speaker and its side: "Armenian Defence Ministry" is ARM_MOD."""
    orgs = [u.value for u in named if u.name == "org"]
    roles = tuple(dict.fromkeys(u.value for u in named if u.name == "role"))
    org = next((o for o in orgs if o not in _PARTS_OF), "GOV")
    owners = _owners(named, org, home if orgs and not roles else "")
    if owners:
        codes = tuple(f"{owner.value}_{org}" for owner in owners)
        return codes, owners[0] if len(owners) == 1 else None
    if roles:
        return roles, None
    if previous is None or previous.side is None or not (orgs or named[0].name == "pronoun"):
        return (), None
    codes = previous.codes if org == "GOV" else (f"{previous.side.value}_{org}",)
    return codes, previous.side


def _owners(named: Sequence[Unit], org: str, home: str) -> list[Side]:
    """Return whose office speaks: two sides' where they do it with one voice.

    An office that only one side has needs no name of it; ``home`` is whose any other nameless is.
    """
    sides = list(dict.fromkeys(u.value for u in named if u.name in ("side", "people") and u.value))
    owners = sides or [own for own in (_OWN_SIDE.get(org), home) if own]
    return [side_of(side) for side in owners[: 2 if sides and _is_joint(named) else 1]]


def _is_joint(named: Sequence[Unit]) -> bool:
    """Tell whether two sides speak with one voice: their names are all that is named."""
    return (
        len({u.value for u in named if u.name == "side"}) == 2
        and all(u.name in ("side", "org") for u in named)
        and {u.value for u in named if u.name == "side"}
        <= {"ARM", "AZE", "ART", "GEO", "RUS", "OSE", "ABK"}
    )


def claim_for(claims: Sequence[Claim], unit: int) -> Claim | None:
    """Return the claim whose words reach a unit: the last before it, else the first behind it."""
    speaking = [claim for claim in claims if claim.kind != "deny"]
    before = [claim for claim in speaking if min(claim.first, claim.unit) <= unit]
    if before:
        return next((claim for claim in reversed(before) if claim.codes), before[-1])
    return next((claim for claim in speaking if not claim.is_apart(unit)), None)


def is_speakers(line: Line, claims: Sequence[Claim], token: int) -> bool:
    """Tell whether a token belongs to a speaker named behind the verb: "заявили в ... в Баку"."""
    at = line.unit_at(token)
    return line.is_free_order and any(
        claim.kind != "according" and claim.unit < claim.first <= at < claim.last
        for claim in claims
    )


def with_speaker(claim: Claim, code: str) -> Claim:
    """Return the claim with another code in the place of its own."""
    return replace(claim, codes=(code,))
