"""/watch: places that a chat watches, each with a radius and how loud it is.

A place is one that the gazetteer knows: a shared location is taken for the nearest settlement, and
the point itself is dropped at once (product.md, section 6).
"""

import re
from dataclasses import replace
from hashlib import sha256

from bot.asking import Button, Desk, Keyboard, Reply
from bot.buttons import press
from bot.layout import line, write
from bot.model import ChatSettings, Level, WatchPoint
from bot.places import place_name, place_near, places_named
from bot.replies.pages import told
from bot.replies.settings import watched
from bot.start import stale
from bot.store import chats
from feeds.model import Place

MOST_POINTS = 10
USUAL_RADIUS_KM = 30
RADII_KM = (10, 30, 60, 100)
LEVELS = {level.value: level for level in Level}
GONE = "gone"
_RADIUS = re.compile(r"^(.*?)\s+([0-9]{1,3})(?:\s*(?:km|км))?$", re.IGNORECASE)


def watch(desk: Desk) -> Reply:
    """/watch: watch a place ("/watch Goris 30"), or show what is watched."""
    wish = desk.ask.arguments
    if not wish:
        return _list(desk, desk.settings)
    found = _RADIUS.match(wish)
    name, radius_km = (found[1], int(found[2])) if found else (wish, USUAL_RADIUS_KM)
    found_places = places_named(name)
    if not found_places:
        return told(desk, "watch.unknown")
    if not RADII_KM[0] <= radius_km <= RADII_KM[-1]:
        return told(desk, "watch.radius", least=str(RADII_KM[0]), most=str(RADII_KM[-1]))
    return _add(desk, found_places[0], radius_km)


def here(desk: Desk) -> Reply:
    """Watch the settlement that is nearest to a shared location. The point is not kept."""
    if desk.ask.location is None:
        return told(desk, "watch.unknown")
    place = place_near(*desk.ask.location)
    if place is None:
        return told(desk, "watch.far")
    return _add(desk, place, USUAL_RADIUS_KM, was_shared=True)


def change(desk: Desk) -> Reply:
    """Change one watched place: its radius, its level, or take it away."""
    key, _, wish = desk.ask.arguments.partition(" ")
    if desk.known is None:
        return stale(desk)
    point = next((one for one in desk.known.points if _key(one.place) == key), None)
    if point is None:
        return _list(desk, desk.known)
    if wish == GONE:
        return _list(desk, _saved(desk, point, None))
    changed = _changed(point, wish)
    return stale(desk) if changed is None else _page(desk, _saved(desk, point, changed), changed)


def _add(desk: Desk, place: Place, radius_km: int, *, was_shared: bool = False) -> Reply:
    known = desk.settings
    kept = [one for one in known.points if one.place != place.name]
    if len(kept) >= MOST_POINTS:
        return told(desk, "watch.most", number=str(MOST_POINTS))
    point = WatchPoint(place.name, place.lat or 0.0, place.lon or 0.0, radius_km)
    return _page(desk, _saved(desk, point, point), point, was_shared=was_shared)


def _saved(desk: Desk, old: WatchPoint, new: WatchPoint | None) -> ChatSettings:
    """Put a point in the place of another, or of nothing."""
    known = desk.settings
    others = (one for one in known.points if one.place != old.place)
    points = sorted((*others, *((new,) if new else ())), key=lambda one: one.place)
    settings = replace(known, points=tuple(points))
    chats.save(desk.connection, settings, desk.now)
    return settings


def _changed(point: WatchPoint, wish: str) -> WatchPoint | None:
    """Take a radius or a level; None where it is neither."""
    if wish in LEVELS:
        return replace(point, level=LEVELS[wish])
    if wish.isascii() and wish.isdigit() and int(wish) in RADII_KM:
        return replace(point, radius_km=int(wish))
    return None


def _page(desk: Desk, known: ChatSettings, point: WatchPoint, *, was_shared: bool = False) -> Reply:
    """Show one watched place with what can be changed."""
    words, key = desk.words, _key(point.place)
    radii = tuple(
        _button(words.say("watch.km", radius=str(one)), key, str(one), one == point.radius_km, desk)
        for one in RADII_KM
    )
    levels: Keyboard = tuple(
        (_button(words.say(f"level.{one}"), key, one, one is point.level, desk),) for one in Level
    )
    lines = [line(watched(point, words), is_bold=True), line(words.say("watch.help"))]
    if was_shared:
        lines.append(line(words.say("watch.dropped")))
    if not known.areas:
        lines.append(line(words.say("watch.no_areas")))
    gone = (Button(words.say("watch.gone"), press("spot", key, GONE)),)
    return Reply(write(lines), (radii, *levels, gone))


def _button(label: str, key: str, value: str, is_chosen: bool, desk: Desk) -> Button:
    shown = desk.words.say("area.chosen", area=label) if is_chosen else label
    return Button(shown, press("spot", key, value))


def _list(desk: Desk, known: ChatSettings) -> Reply:
    """Show every watched place, with a button that leads to it."""
    if not known.points:
        return told(desk, "watch.none")
    rows: Keyboard = tuple(
        (Button(place_name(one.place, desk.words), press("spot", _key(one.place), one.level)),)
        for one in known.points
    )
    lines = [line(watched(one, desk.words)) for one in known.points]
    return Reply(write([line(desk.words.say("watch.title"), is_bold=True), *lines]), rows)


def _key(place: str) -> str:
    """Give a short key of a place: names are longer than a button's data may be."""
    return sha256(place.encode()).hexdigest()[:12]
