"""How people are named where cases and not prepositions join words: "двое военнослужащих Армении".

The shapes of ``groups`` for languages of free word order; the most telling comes first.
"""

_INSIDE = "{other|side|org|own|the|place|role|foe|date|band|fresh|peacekeeping}"
_PEOPLE = "{person|people|keeper|corpse}"
_HEAD = "(?P<head>" + _PEOPLE + ")(?!" + _PEOPLE + ")"
_CHAIN = "(?P<inside>(?:" + _INSIDE + "|{person|people}(?=" + _PEOPLE + ")){0,4}?)"
_TAIL = (
    "(?P<tail>{of}?{other|org}?{side|place|own|both|foe}{person|org|people}?"
    "|{of}{both}|{org}{1,2})?"
)
_COUNT = "{bound}?(?P<count>{number|vague|zero})"
_OWNER = "(?P<owner>{side|people|own|foe}{side|org|other|foe}{0,3}?)"
_COUNT_LAST = "{bound|more|the|own}{0,2}" + _COUNT + "{bound}?{more}?{of}?"
LAST_SHAPES = (
    ("owned", _OWNER + _COUNT_LAST + _CHAIN + _HEAD),
    ("counted", "{corpse}?" + _COUNT_LAST + _CHAIN + _HEAD),
    ("bare", _COUNT_LAST + "(?P<tail>{of}{own|pronoun|both})?"),
    ("single", "{corpse}?{more|own}" + _CHAIN + _HEAD),
    ("plain", "(?P<inside>{other|side|place|role|band}{0,3}?)" + _HEAD),
    ("bare", "{more}"),
)
"""The same where whose they are stands before the number, in the genitive."""
FREE_SHAPES = (
    (
        "counted",
        "{corpse}?{bound}?{the|own}?{more}?" + _COUNT + "{more}?{of}?" + _CHAIN + _HEAD + _TAIL,
    ),
    (
        "bare",
        "(?:{in}{side|foe})?{bound}?{the|own}?{more}?"
        + _COUNT
        + "(?:{side|own}(?={harm|break|comma|and}|$))?(?P<tail>{of}{own|pronoun|both})?",
    ),
    ("single", "{corpse}?{more|own}" + _CHAIN + _HEAD + _TAIL),
    (
        "plain",
        "(?:{corpse}(?={side|person|other}))?(?P<inside>{other|side|place|role|band}{0,3}?)"
        + _HEAD
        + _TAIL,
    ),
    ("bare", "{more}"),
)
