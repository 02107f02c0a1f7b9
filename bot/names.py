"""How places, sides and claimants are called: product.md's rules as data, not as branches."""

import tomllib
from functools import cache
from pathlib import Path

from bot.escape import clean
from bot.words import SOURCE_LANGUAGE, Words
from feeds.model import Incident, Place, Precision

MAX_NAME = 80
"""Characters of a place, an outlet or a claimant that a message shows."""

_DISPLAY_NAMES = Path(__file__).parent / "display_names.toml"
_OUTLET = "outlet:"

_NEARNESS = {
    Precision.VILLAGE: "headline.at",
    Precision.TOWN: "headline.at",
    Precision.DISTRICT: "headline.in",
    Precision.REGION: "headline.in",
    Precision.LINE: "headline.on",
}


@cache
def _display_names() -> dict[str, dict[str, str]]:
    with _DISPLAY_NAMES.open("rb") as file:
        return tomllib.load(file)


def place_name(name: str, words: Words) -> str:
    """Return the name, or the two names, by which a gazetteer place is shown."""
    tables = _display_names()
    fallback = tables[SOURCE_LANGUAGE].get(name, name)
    return clean(tables.get(words.language, {}).get(name, fallback), MAX_NAME)


def where(places: tuple[Place, ...], words: Words) -> str:
    """Return the places of an incident, most precise first, with what contains the first."""
    if not places:
        return words.say("where.unknown")
    names = [places[0].name, *places[0].within[:1], *(place.name for place in places[1:3])]
    return words.listed([place_name(name, words) for name in dict.fromkeys(names)])


def headline(incident: Incident, words: Words) -> str:
    """Return what happened, where and how far it is established, as one line."""
    event, standing = event_name(incident, words), words.say(f"standing.{incident.standing}")
    if not incident.places:
        return words.say("headline.nowhere", event=event, standing=standing)
    place = incident.places[0]
    key = _NEARNESS[place.precision]
    return words.say(key, event=event, place=place_name(place.name, words), standing=standing)


def event_name(incident: Incident, words: Words) -> str:
    """Return what kind of thing happened. A violation or a toll is news *of* something else."""
    about = [
        kind for kind in incident.types if kind not in ("ceasefire_violated", "casualties_update")
    ]
    return words.say(f"event.{(about or list(incident.types))[0]}")


def short_name(incident: Incident, words: Words) -> str:
    """Return how later messages name an incident: "#1042, Nerkin Hand"."""
    number = str(incident.id)
    if not incident.places:
        return words.say("name.nowhere", id=number, event=event_name(incident, words))
    return words.say("name", id=number, place=place_name(incident.places[0].name, words))


def claimant_name(code: str, words: Words) -> str:
    """Return who a claimant code stands for: "ARM_MOD" is "Armenia MoD".

    ``outlet:X`` is the outlet X that names no source, and says so.
    """
    if code.startswith(_OUTLET):
        outlet = clean(code.removeprefix(_OUTLET), MAX_NAME)
        return words.say("claimant.outlet", outlet=outlet)
    if words.has(f"claimant.{code}"):
        return words.say(f"claimant.{code}")
    side, _, organisation = code.partition("_")
    if not words.has(f"side.{side}"):
        return clean(code, MAX_NAME)
    if not organisation:
        return words.say(f"side.{side}")
    key = f"organisation.{organisation}"
    called = words.say(key) if words.has(key) else clean(organisation, MAX_NAME)
    return words.say("claimant", side=words.say(f"side.{side}"), organisation=called)


def claimant_names(codes: tuple[str, ...], words: Words) -> str:
    """Return several claimants as a list, each once."""
    return words.listed(list(dict.fromkeys(claimant_name(code, words) for code in codes)))
