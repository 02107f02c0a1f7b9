"""Which spellings are spoken for while the gazetteer is built: each names one place alone."""

from collections.abc import Iterable

from feeds.extract.fold import fold
from scripts.gazetteer_sources import GeoName, OwnPlace


class Taken:
    """Which folded spellings are spoken for: by a place of ours, or as another country's name."""

    def __init__(self, own: Iterable[OwnPlace], geonames: Iterable[GeoName]) -> None:
        self.names = {place.name for place in own}
        self._owners: dict[str, set[str]] = {}
        self._countries: dict[str, set[str]] = {}
        for place in own:
            for form in place.spellings:
                self.claim(form, place.name)
        for row in geonames:
            if row.region:
                self._countries.setdefault(key_of(row.name), set()).add(row.country)

    def claim(self, form: str, owner: str) -> None:
        """Note that a place of ours has this spelling."""
        self._owners.setdefault(key_of(form), set()).add(owner)

    def is_free(self, form: str, owner: str, country: str) -> bool:
        """Tell whether nobody else has a spelling, and no other country a place of that name."""
        countries = self._countries.get(key_of(form), set())
        is_foreign = bool(countries) and country not in countries
        return not is_foreign and not self._owners.get(key_of(form), set()) - {owner}


def key_of(form: str) -> str:
    """Return what two spellings share that are told apart by case, marks or hyphens alone."""
    return fold(form.replace("-", " "))
