"""Words of violence that mean none: "budget battle", "an attack on our sovereignty"."""

from feeds.extract.classes import Line, rule

_OF_ABSTRACT = rule(
    ".(?:{article|the|own|side|of|in|against|other|org|fresh|date|number}{0,4}?){abstract}"
    "|.{in|against}{article|the|own|date|number}{0,2}{peaceful}"
)
"""A word of violence whose object is abstract: "an attack on our sovereignty"."""
_BY_ABSTRACT = rule("{abstract}{in|of|other|the|own|place|side}{0,4}$")
"""A verb of violence whose subject is abstract: "prices for fuel exploded"."""
MAX_SUBJECT = 6
_AS_NAME = rule("(?:{dub|about}~6{when}|{dub}~3){article}{other}?$")
"""What is called so is none: "slammed the vote as an attack", "called it a provocation"."""
MAX_NAMED = 10


def is_literal(line: Line, at: int, *, is_noun: bool) -> bool:
    """Tell whether a word is no figure of speech: "budget battle", "Kadyrov blasts Putin"."""
    units = line.units
    before = units[at - 1].name if at else ""
    behind = units[at + 1].name if at + 1 < len(units) else ""
    if units[at].name == "blast" and (
        before == "war" or behind in ("side", "role", "org", "the", "own")
    ):
        return False
    return before not in ("peaceful", "abstract") and not _is_figure(line, at, is_noun=is_noun)


def _is_figure(line: Line, at: int, *, is_noun: bool) -> bool:
    """Tell whether a word of violence has an object no weapon hits, or only names something."""
    letters = line.letters
    if not is_noun and _BY_ABSTRACT.search(letters, max(0, at - MAX_SUBJECT), at):
        return True
    return bool(
        _OF_ABSTRACT.match(letters, at) or _AS_NAME.search(letters, max(0, at - MAX_NAMED), at)
    )
