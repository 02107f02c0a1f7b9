"""The lines that messages are made of: each part of an incident, written once for all forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.claims import claim_lines
from bot.escape import clean, safe_url
from bot.layout import Line, Span, line
from bot.names import claimant_names
from bot.places import MAX_NAME, place_name
from bot.times import clock, happened, moment, offset
from bot.watching import Sighting
from bot.words import Words
from feeds.merge.origins import OUTLET, origin, side_of, speaker
from feeds.model import Claim, EventType, Incident, Side, Source, Theatre

MAX_CLAIM_LINES = 10
MAX_OUTLETS = 8
FAR_KM = 10
"""From here on distances are told to five kilometres: places are no finer."""

_SPEAKING = frozenset({Side.ARM, Side.AZE, Side.GEO, Side.ABK, Side.OSE, Side.RUS})
"""Sides that give statements, so that their silence is worth a line."""


@dataclass(frozen=True, slots=True)
class View:
    """What every part of a message is written from: an incident, its reader's words and clock.

    ``sighting``: how near it is to a place that the reader watches.
    """

    incident: Incident
    words: Words
    zone: ZoneInfo
    now: datetime
    sighting: Sighting | None = None

    @property
    def theatre(self) -> Theatre | None:
        """The area of the incident, where its places tell."""
        return next((place.theatre for place in self.incident.places if place.theatre), None)

    def time(self, at: datetime) -> str:
        """Return ``at`` as the reader's day, hour and offset."""
        return moment(at, self.zone, self.now, self.words)


def claims(
    view: View, claims: Sequence[Claim], key: str = "", *, with_former: bool = False
) -> Iterator[Line]:
    """Write claims, each under the label ``key``, at most ``MAX_CLAIM_LINES``."""
    texts = claim_lines(claims, view.words, view.theatre, with_former=with_former)
    for text in texts[:MAX_CLAIM_LINES]:
        yield line(view.words.say(key, claim=text) if key else text)
    if (left_out := len(texts) - MAX_CLAIM_LINES) > 0:
        yield line(view.words.count("claims.more", left_out))


def near(view: View) -> Iterator[Line]:
    """Write how far it is from the place that the reader watches."""
    seen = view.sighting
    if seen is None:
        return
    place = place_name(seen.point.place, view.words)
    if seen.distance_km is None:
        yield line(view.words.say("near.here", place=place))
        return
    step = 5 if seen.distance_km >= FAR_KM else 1
    distance = str(max(1, step * round(seen.distance_km / step)))
    bearing = view.words.say(f"bearing.{seen.bearing}")
    yield line(view.words.say("near.distance", place=place, distance=distance, bearing=bearing))


def statements(view: View) -> Iterator[Line]:
    """Write who said it without figures, who calls it what, who denies it, who is silent."""
    incident = view.incident
    if others := _without_figures(incident):
        yield line(view.words.say("claim.no_figures", claimants=claimant_names(others, view.words)))
    if EventType.CEASEFIRE_VIOLATED in incident.types and incident.claimed_by:
        accusers = claimant_names(incident.claimed_by, view.words)
        yield line(view.words.say("claim.violation", claimants=accusers))
    if incident.denied_by:
        deniers = claimant_names(incident.denied_by, view.words)
        yield line(view.words.say("denied", claimants=deniers))
    if silent := [view.words.say(f"side.{side}") for side in _silent_sides(view)]:
        yield line(view.words.say("silent", sides=view.words.listed(silent)))


def _without_figures(incident: Incident) -> tuple[str, ...]:
    with_figures = {claim.claimant for claim in incident.claims}
    return tuple(code for code in _sayers(incident) if code not in with_figures)


def _timed_by(incident: Incident) -> tuple[str, ...]:
    """Return who gave the time; it is implied by who tells of it, if that is only one."""
    sayers = _sayers(incident)
    return incident.time_by or (sayers if len(sayers) == 1 else ())


def _sayers(incident: Incident) -> tuple[str, ...]:
    """Return who says it: those named; only where nobody is, the outlets that name no source."""
    claimants = (*incident.claimed_by, *(claim.claimant for claim in incident.claims))
    named = tuple(code for code in dict.fromkeys(claimants) if not code.startswith(OUTLET))
    return named or tuple(dict.fromkeys(speaker(source) for source in incident.sources))


def _silent_sides(view: View) -> list[Side]:
    """Return the sides that took part, could speak, and of which no statement was read."""
    incident = view.incident
    codes = (*incident.claimed_by, *incident.denied_by, *(c.claimant for c in incident.claims))
    heard = {side_of(code) for code in codes}
    # In Russia's republics there is no "Russian side" (product.md, section 2).
    speaking = _SPEAKING - ({Side.RUS} if view.theatre is Theatre.NORTH_CAUCASUS else set())
    return [side for side in incident.actors if side in speaking and side not in heard]


def times(view: View) -> Iterator[Line]:
    """Write when it happened and who says so, and when we first read of it."""
    when = happened(view.incident, view.now, view.words)
    by_whom = _timed_by(view.incident)
    if by_whom and view.incident.happened_on:
        named = tuple(code for code in by_whom if not code.startswith(OUTLET))
        # That an outlet names no source is said where its claims stand.
        outlet = clean(by_whom[0].removeprefix(OUTLET), MAX_NAME)
        said = claimant_names(named, view.words) if named else outlet
        yield line(view.words.say("happened.says", when=when, claimants=said))
    else:
        yield line(view.words.say("happened", when=when))
    if view.incident.sources:
        first = min(source.first_read_at for source in view.incident.sources)
        yield line(view.words.say("first_read", time=view.time(first)))


def linked(view: View) -> Iterator[Line]:
    """Write which incidents belong to this one, as a ceasefire and what broke it."""
    if view.incident.links:
        ids = view.words.listed([f"#{number}" for number in view.incident.links[:5]])
        yield line(view.words.say("linked", ids=ids))


def changed_by(view: View, news: Sequence[Claim]) -> Iterator[Line]:
    """Write whose statement changed the figures, and where it was read."""
    if news:
        values = {
            "claimants": claimant_names(tuple(claim.claimant for claim in news), view.words),
            "time": view.time(news[0].said_at),
            "outlet": clean(news[0].outlet, MAX_NAME),
        }
        yield line(view.words.say("changed_by", **values))


def sources(view: View) -> Line:
    """Write the counts of origins and outlets, and each outlet with its time and link."""
    first_of: dict[str, Source] = {}
    for source in sorted(view.incident.sources, key=lambda source: source.published_at):
        first_of.setdefault(source.outlet, source)
    outlets = list(first_of.values())
    counts = {
        "origins": view.words.count("origins", _origins(view.incident)),
        "outlets": view.words.count("outlets", len(outlets)),
        "offset": offset(view.now, view.zone),
    }
    spans = [Span(view.words.say("sources", **counts))]
    for source in outlets[:MAX_OUTLETS]:
        spans += [_outlet(view, source), Span(view.words.say("list.separator"))]
    if (left_out := len(outlets) - MAX_OUTLETS) > 0:
        return (*spans, Span(view.words.say("more", number=str(left_out))))
    return tuple(spans[:-1])


def _outlet(view: View, source: Source) -> Span:
    text = view.words.say(
        "outlet",
        outlet=clean(source.outlet, MAX_NAME),
        time=clock(source.published_at, view.zone),
    )
    return Span(text, url=safe_url(source.url) if source.is_linkable else "")


def _origins(incident: Incident) -> int:
    """Count the origins: claimants, not outlets. Outlets count where nobody is named."""
    claimants = (*incident.claimed_by, *(claim.claimant for claim in incident.claims))
    outlets = (speaker(source) for source in incident.sources)
    return len({origin(claimant) for claimant in claimants or outlets})


def footer(view: View) -> str:
    """Write what a forwarded copy needs: which incident, which version, as of when."""
    incident = view.incident
    values = {"id": str(incident.id), "version": str(incident.version)}
    return view.words.say("footer", time=view.time(view.now), **values)
