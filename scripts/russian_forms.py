"""The case forms of Russian place names, by a table of endings: "Шуша" -> "Шуши", "Шуше", ...

Forms serve to find names and are never shown, so a form that no grammar has does no harm, and a
name that does not decline ("Ханкенди") simply has none. A dictionary of words would know few of
these names and mistake some for others ("Сотка" for a hundredth).
"""

import re
from collections.abc import Iterator

Cases = tuple[str, ...]
"""Genitive, dative, accusative, instrumental, prepositional; "" where a form is missing."""

_HARD_ONLY = frozenset("гкхжчшщ")
_HISSING = frozenset("жчшщц")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_ENDINGS: tuple[tuple[str, Cases], ...] = (
    ("ский", ("ского", "скому", "ский", "ским", "ском")),
    ("ный", ("ного", "ному", "ный", "ным", "ном")),
    ("ний", ("него", "нему", "ний", "ним", "нем")),
    ("няя", ("ней", "ней", "нюю", "ней", "ней")),
    ("нее", ("него", "нему", "нее", "ним", "нем")),
    ("ий", ("ия", "ию", "ий", "ием", "ии")),
    ("ской", ("ского", "скому", "ской", "ским", "ском")),
    ("ская", ("ской", "ской", "скую", "ской", "ской")),
    ("ная", ("ной", "ной", "ную", "ной", "ной")),
    ("ское", ("ского", "скому", "ское", "ским", "ском")),
    ("ное", ("ного", "ному", "ное", "ным", "ном")),
    ("ние", ("них", "ним", "ние", "ними", "них")),
    ("ские", ("ских", "ским", "ские", "скими", "ских")),
    ("ные", ("ных", "ным", "ные", "ными", "ных")),
    ("вый", ("вого", "вому", "вый", "вым", "вом")),
    ("ово", ("ова", "ову", "ово", "овом", "ове")),
    ("ево", ("ева", "еву", "ево", "евом", "еве")),
    ("ино", ("ина", "ину", "ино", "ином", "ине")),
    ("ия", ("ии", "ии", "ию", "ией", "ии")),
    ("ье", ("ья", "ью", "ье", "ьем", "ье")),
    ("а", ("ы", "е", "у", "ой", "е")),
    ("я", ("и", "е", "ю", "ей", "е")),
    ("й", ("я", "ю", "й", "ем", "е")),
    ("ь", ("я", "ю", "ь", "ем", "е")),
    ("ь", ("и", "и", "ь", "ью", "и")),
    ("ы", ("ов", "ам", "ы", "ами", "ах")),
)
_PLURAL_IN_I = ("ов", "ам", "и", "ами", "ах")
"""For Russia's own names in -и ("Ачалуки"); further south they do not decline ("Физули")."""
_ADJECTIVE = re.compile("(ск|н|в)(ий|ый|ой|ая|яя|ое|ее|ие|ые)$")
_AREAS: dict[str, tuple[str, ...]] = {
    "district": ("район", "района", "району", "район", "районом", "районе"),
    "province": ("область", "области", "области", "область", "областью", "области"),
}
_GENDERS: dict[str, Cases] = {
    "district": ("ий", "ого", "ому", "ий", "им", "ом"),
    "province": ("ая", "ой", "ой", "ую", "ой", "ой"),
}
_STRETCHES = (
    ("ом", "направлении"), ("ое", "направление"), ("ого", "направления"),
    ("ом", "участке"), ("ого", "участка"), ("ий", "участок"),
)  # fmt: skip


def case_forms(name: str, country: str) -> tuple[str, ...]:
    """Return the other cases of a name: its last word declines, and adjectives before it."""
    words = name.split(" ")
    declined = [_declined(word, country) for word in words[-1:]]
    for word in reversed(words[:-1]):
        is_adjective = _ADJECTIVE.search(word) is not None
        declined.insert(0, _declined(word, country) if is_adjective else ((word,) * 5,))
    forms: dict[str, None] = {}
    for last in declined[-1]:
        rows = [*(paradigms[0] for paradigms in declined[:-1]), last]
        for case in zip(*rows, strict=True):
            if all(case):
                forms[" ".join(case)] = None
    forms.pop(name, None)
    return tuple(forms)


def _declined(word: str, country: str) -> tuple[Cases, ...]:
    """Return the paradigms that a word may follow, at least one (of its own form)."""
    if word[-1:] in _CONSONANTS:
        ins = "ем" if word[-1] in _HISSING else "ом"
        return ((word + "а", word + "у", word, word + ins, word + "е"),)
    if word.endswith("и") and country == "RU":
        return (tuple(word[:-1] + ending for ending in _PLURAL_IN_I),)
    return tuple(_by_ending(word)) or ((word,) * 5,)


def _by_ending(word: str) -> Iterator[Cases]:
    for last, endings in _longest(word):
        yield tuple(_spelt(word[: -len(last)], ending) for ending in endings)
    if word.endswith("а") and word[-2:-1] in _HISSING:
        yield tuple(word[:-1] + ending for ending in ("и", "е", "у", "ой", "е"))


def _longest(word: str) -> Iterator[tuple[str, Cases]]:
    fitting = [row for row in _ENDINGS if word.lower().endswith(row[0]) and len(word) > len(row[0])]
    longest = max((len(last) for last, _ in fitting), default=0)
    return (row for row in fitting if len(row[0]) == longest)


def _spelt(stem: str, ending: str) -> str:
    """Join stem and ending by the rules of spelling: no "ы" behind "г", "к", "х", "ж" ..."""
    if ending[:1] == "ы" and stem[-1:] in _HARD_ONLY:
        ending = "и" + ending[1:]
    if ending == "ой" and stem[-1:] in _HISSING:
        ending = "ей"
    return stem + ending


def area_forms(name: str, kind: str, country: str) -> tuple[str, ...]:
    """Return how the area around a town is called: "Лачинского района", "лачинском участке"."""
    stem = _adjective_stem(name, country)
    if not stem:
        return ()
    area = "province" if kind == "province" else "district"
    named = [
        f"{stem}{ending} {noun}" for ending, noun in zip(_GENDERS[area], _AREAS[area], strict=True)
    ]
    low = stem[0].lower() + stem[1:]
    return tuple(dict.fromkeys((*named, *(f"{low}{ending} {noun}" for ending, noun in _STRETCHES))))


_WORDLIKE = frozenset(
    {"каспийск", "казахск", "черкесск", "армавирск", "георгиевск", "михайловск", "лермонтовск",
     "степновск", "карачаевск", "бердск", "талышск"}
)  # fmt: skip
"""Adjectives that are rather a sea's, a people's, a saint's or another town's."""
_OWN_ADJECTIVES: dict[str, tuple[str, ...]] = {
    "Грозный": ("грозненск",), "Назрань": ("назрановск",), "Прохладный": ("прохладненск",),
    "Сунжа": ("сунженск",), "Минеральные Воды": ("минераловодск",),
    "Тарумовка": ("тарумовск",),
}  # fmt: skip
MIN_ADJECTIVE_NAME = 4
"""A shorter name's adjective is too often another word's."""


def adjective_stems(name: str, country: str) -> tuple[str, ...]:
    """Return the stems of the adjectives that a name may have: "физулинск", "хасавюртовск".

    Grammar has one, we can't tell which; the others do no harm. Words of their own are left out.
    """
    if name in _OWN_ADJECTIVES:
        return _OWN_ADJECTIVES[name]
    is_plain = re.fullmatch("[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)?", name) is not None
    if not is_plain or len(name) < MIN_ADJECTIVE_NAME or _ADJECTIVE.search(name):
        return ()
    stems = dict.fromkeys(_stems(name.lower(), country))
    return tuple(stem for stem in stems if stem not in _WORDLIKE)


def _stems(low: str, country: str) -> Iterator[str]:
    if low.endswith("ск"):
        yield low
    elif low[-1] in _CONSONANTS or low[-1] == "й":
        yield low + "ск"
        if country == "RU":
            yield low + "овск"
    elif low[-1] == "ь":
        yield (low if low[-2] == "л" else low[:-1]) + "ск"
    else:
        yield from _stems_behind_vowel(low)


def _stems_behind_vowel(low: str) -> Iterator[str]:
    bare = re.sub("(ия|[аяыиеоую])$", "", low)
    yield bare + "инск"
    if len(bare) >= MIN_ADJECTIVE_NAME:
        yield bare + "ск"
    if low.endswith("и"):
        yield low + "йск"
    if bare.endswith("л"):
        yield bare + "ьск"


def _adjective_stem(name: str, country: str) -> str:
    """Return the stem of the adjective of a name, "" for one of several words."""
    if not re.fullmatch("[А-ЯЁ][а-яё]{2,}", name):
        return ""
    if _ADJECTIVE.search(name):
        return ""
    if name.endswith("ск"):
        return name
    if name[-1] in _CONSONANTS:
        return name + ("овск" if country == "RU" and name.endswith("юрт") else "ск")
    bare = re.sub("(ия|[аяыиеоуюьй])$", "", name)
    return bare + ("ск" if name[-1] in "ьй" else "инск")
