"""How incidents and claimants are called: headlines, short names, and who a code stands for."""

from bot.escape import clean
from bot.places import MAX_NAME, place_name
from bot.words import Words
from feeds.model import Incident, Precision

_OUTLET = "outlet:"

_NEARNESS = {
    Precision.VILLAGE: "what.at",
    Precision.TOWN: "what.at",
    Precision.DISTRICT: "what.in",
    Precision.REGION: "what.in",
    Precision.LINE: "what.on",
}


def headline(incident: Incident, words: Words) -> str:
    """Return what happened, where and how far it is established, as one line."""
    standing = words.say(f"standing.{incident.standing}")
    return words.say("headline", what=what_happened(incident, words), standing=standing)


def what_happened(incident: Incident, words: Words) -> str:
    """Return what happened and where: "Fighting reported near Nerkin Hand"."""
    event = event_name(incident, words)
    if not incident.places:
        return event
    place = incident.places[0]
    return words.say(_NEARNESS[place.precision], event=event, place=place_name(place.name, words))


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
    speaker = f"speaker.{side}" if words.has(f"speaker.{side}") else f"side.{side}"
    return words.say("claimant", side=words.say(speaker), organisation=called)


def claimant_names(codes: tuple[str, ...], words: Words) -> str:
    """Return several claimants as a list, each once."""
    return words.listed(list(dict.fromkeys(claimant_name(code, words) for code in codes)))
