"""Areas as people write them, choose them and read them."""

from collections.abc import Collection

from bot.model import ALL_AREAS
from bot.words import Words
from feeds.model import Theatre


def area_names(areas: Collection[Theatre], words: Words) -> str:
    """Write areas as a list; all of them are one name."""
    if frozenset(areas) >= ALL_AREAS:
        return words.say("area.all")
    return words.say("area.separator").join(
        words.say(f"area.{area}") for area in Theatre if area in areas
    )


def read_areas(text: str, words: Words) -> frozenset[Theatre] | None:
    """Read area names with commas between them; None where one is no area that we know.

    An area goes by its name, its code (``north-caucasus``) and what people call its parts.
    """
    found: set[Theatre] = set()
    for part in text.split(","):
        areas = [area for area in Theatre if _folded(part) in _spellings(area, words)]
        if not areas:
            return None
        found.update(areas)
    return frozenset(found)


def _spellings(area: Theatre, words: Words) -> set[str]:
    names = words.say(f"area.{area}.names").split(",")
    return {_folded(name) for name in (*names, area, words.say(f"area.{area}"))}


def _folded(text: str) -> str:
    """Fold what doesn't tell names apart: case (in Turkish the dot of an i too), dashes, spaces."""
    small = text.replace("-", " ").replace("–", " ").casefold()
    return " ".join(small.replace("\u0307", "").replace("ı", "i").split())
