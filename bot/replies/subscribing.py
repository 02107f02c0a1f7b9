"""/subscribe and /unsubscribe: which areas a chat is told of, by words instead of buttons."""

from dataclasses import replace

from bot.asking import Desk, Reply
from bot.model import ALL_AREAS, ChatState, Preset
from bot.replies.areas import area_names, read_areas
from bot.replies.pages import told
from bot.start import ALL, area_page, done_page
from bot.store import chats
from feeds.model import Theatre

UNSUBSCRIBED = "unsubscribed"
"""Why a chat is paused that asked for it: no return to a group ends that."""


def subscribe(desk: Desk) -> Reply:
    """/subscribe [area, ...]: tell of these areas, too. ``all`` is everything, at once, uncapped.

    Without a word it asks for the areas by buttons.
    """
    wish = desk.ask.arguments.strip().casefold()
    settings = desk.settings
    if not wish:
        if desk.known is None:
            chats.save(desk.connection, settings, desk.now)
        return area_page(desk, settings)
    if wish == ALL:
        settings = replace(settings, areas=ALL_AREAS, preset=Preset.EVERYTHING)
        return done_page(desk, chats.subscribe(desk.connection, settings, desk.now))
    areas = read_areas(wish, desk.words)
    if areas is None:
        return told(desk, "subscribe.example")
    settings = replace(settings, areas=_before(desk) | areas)
    return done_page(desk, chats.subscribe(desk.connection, settings, desk.now))


def unsubscribe(desk: Desk) -> Reply:
    """/unsubscribe [area, ...]: tell no more of these areas, or of nothing at all."""
    if desk.known is None or desk.known.state is not ChatState.ACTIVE:
        return told(desk, "unsubscribe.nothing")
    wish = desk.ask.arguments
    areas = read_areas(wish, desk.words) if wish else ALL_AREAS
    if areas is None:
        return told(desk, "unsubscribe.example")
    left = desk.known.areas - areas
    if left:
        settings = replace(desk.known, areas=left)
        chats.save(desk.connection, settings, desk.now)
        return told(desk, "unsubscribe.left", areas=area_names(left, desk.words))
    chat = desk.known.chat
    chats.pause(desk.connection, chat.id, UNSUBSCRIBED, desk.now, chat.thread_id)
    return told(desk, "unsubscribe.done")


def _before(desk: Desk) -> frozenset[Theatre]:
    """Give the areas that are told of already; what a pause left behind doesn't count."""
    is_told = desk.known is not None and desk.known.state is ChatState.ACTIVE
    return frozenset(desk.settings.areas) if is_told else frozenset()
