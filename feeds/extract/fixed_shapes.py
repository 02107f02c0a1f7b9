"""How people are named where prepositions join words: "two soldiers of the Armenian army".

The shapes of ``groups`` for languages of fixed word order; the most telling comes first.
"""

_INSIDE = "{other|side|org|own|the|place|hurt|operation|role|foe|attack|fight|date|band}"
_HEAD = "(?P<head>{person|people|keeper|corpse})(?!{person|people|keeper|corpse})"
_PAIR = "{side}{and}(?={side})"
_CHAIN_END = "{person|people}(?={side}?{person|people|keeper})"
_CHAIN = "(?P<inside>(?:" + _INSIDE + "|" + _PAIR + "|" + _CHAIN_END + "){0,7}?)"
_TAIL = (
    "(?P<tail>{of}{the|article}?{other|org}{0,2}{side|place|own|both}{person|org|people}?"
    "|{of}{the|article|other}{0,3}{person|band}"
    "|{in}{the}?{both})?"
)
_COUNT = "{bound}?(?P<count>{number|vague|zero})"
_COUNTED = (
    "{bound}?{the|own|article}?{more}?"
    + _COUNT
    + "{more}?(?:{of}(?:{the|own}?{number})?)?"
    + _CHAIN
    + _HEAD
    + _TAIL
)
_BARE = (
    "{bound}?{the|own}?{more}?"
    + _COUNT
    + "{more}?(?:{side|own|org}(?={harm}))?(?P<tail>{of}{own|pronoun|both})?"
)
_SINGLE = "{article|more|own}" + _CHAIN + _HEAD + _TAIL
_AGED = "{article|own}{other|side|place|role}{0,3}?(?P<head>{person}){of}{number}"
"""One person with an age behind: "a girl of nine"."""
_KNOWN = (
    "(?<!{of|in|person}){the}{other|side|place|role}{0,3}?"
    + _HEAD
    + "(?={of|adverb}{0,1}{be|adverb}{0,3}{hurt|die})"
)
_KNOWN_OBJECT = "(?<={hurt}){the}{other|side|place|role}{0,3}?" + _HEAD
"""One whom the text has spoken of or takes as known: "killing the driver"."""
_PLAIN = "(?P<inside>{other|side|org|place|role|band}{0,3}?)" + _HEAD + _TAIL
_SHARED = "(?:" + _COUNT + "|{article}){side}(?={and}{bound}?{number}{side}?(?:{person|people}))"
FIXED_SHAPES = (
    ("counted", _COUNTED),
    ("shared", _SHARED),
    ("bare", _BARE),
    ("crew", "{article|own|the}?{other}?(?P<head>{person}){of}(?P<count>{number})"),
    ("aged", _AGED),
    ("single", _SINGLE),
    ("known", _KNOWN),
    ("known", _KNOWN_OBJECT),
    ("plain", _PLAIN),
    ("bare", "{more}"),
    (
        "counted",
        "{bound}?(?P<count>{number}){more}?(?P<head>{side})(?={by|hurt|die|be|comma|break}|$)",
    ),
    ("single", "{article}(?P<head>{side})(?={by|in|hurt|die|be|comma|break}|$)"),
)
