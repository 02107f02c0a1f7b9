"""How months begin in the languages of our feeds, in small letters, January to December.

To add a language, add a row. A word names a month where it begins with the month's stem; the
stems hold for the nominative, the genitive and the usual abbreviations.
"""

from collections.abc import Mapping

STEMS: Mapping[str, tuple[str, ...]] = {
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "ru": ("янв", "фев", "мар", "апр", "мая|май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "az": ("yan", "fev", "mar", "apr", "may", "iyun", "iyul", "avq", "sen", "okt", "noy", "dek"),
    "tr": ("oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara"),
    "hy": ("հունվ", "փետ", "մար", "ապր", "մայ", "հունի", "հուլ", "օգո", "սեպ", "հոկ", "նոյ", "դեկ"),
    "ka": ("იან", "თებ", "მარ", "აპრ", "მაი", "ივნ", "ივლ", "აგვ", "სექ", "ოქტ", "ნოე", "დეკ"),
}
"""Language -> twelve stems; "|" parts alternatives."""

BY_STEM: Mapping[str, int] = {
    stem: number
    for row in STEMS.values()
    for number, stems in enumerate(row, start=1)
    for stem in stems.split("|")
}


def month_of(word: str) -> int | None:
    """Give the number of the month that ``word`` names, 1 to 12, or None."""
    # A capital dotted I becomes an i and a combining dot in small letters.
    folded = word.casefold().replace("\u0307", "")
    return next((BY_STEM[folded[:n]] for n in (5, 4, 3) if folded[:n] in BY_STEM), None)
