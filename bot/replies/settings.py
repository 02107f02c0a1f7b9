"""/settings and /keywords: what a chat has chosen, and the buttons by which it chooses otherwise.

A button says what shall be ("pick families ceasefire on"), so that a press that comes twice, late
or after a restart means the same. What is taken is stored at once.
"""

from dataclasses import replace

from bot.asking import Button, Desk, Keyboard, Reply
from bot.buttons import press
from bot.filters import keywords as read_keywords
from bot.layout import Line, line, write
from bot.model import ChatSettings, WatchPoint
from bot.places import place_name
from bot.replies.pages import GAP, choices, told
from bot.replies.setting_pages import PAGES, Option, Page, offered
from bot.start import area_page, stale
from bot.store import chats
from bot.words import Words

ON, OFF = "on", "off"
NONE = "-"
"""What takes all keywords away."""


def settings(desk: Desk) -> Reply:
    """/settings: show what is chosen, with a button for each page."""
    known = desk.settings
    if desk.known is None:
        chats.save(desk.connection, known, desk.now)
    lines = [
        line(desk.words.say("settings.title"), is_bold=True),
        *choices(known, desk.words),
        *(line(_summary(name, known, desk.words)) for name in PAGES),
        *by_words(known, desk.words),
        GAP,
        line(desk.words.say("settings.by_words")),
    ]
    pages = (desk.button(f"settings.{name}", "page", name) for name in PAGES)
    buttons = (desk.button("settings.areas", "areas"), *pages)
    return Reply(write(lines), tuple((button,) for button in buttons))


def areas(desk: Desk) -> Reply:
    """Show the areas."""
    return stale(desk) if desk.known is None else area_page(desk, desk.known)


def page(desk: Desk) -> Reply:
    """Show one page of settings."""
    name = desk.ask.arguments
    if name not in PAGES or desk.known is None:
        return stale(desk)
    return _shown(desk, name, desk.known)


def pick(desk: Desk) -> Reply:
    """Take one option of a page in or out."""
    name, value, wish = (*desk.ask.arguments.split(" "), "", "", "")[:3]
    row, known = PAGES.get(name), desk.known
    if row is None or known is None or wish not in (ON, OFF):
        return stale(desk)
    if not offered(row, known, desk.words, value):
        return stale(desk)
    changed = row.take(known, value, wish == ON)
    chats.save(desk.connection, changed, desk.now)
    return _shown(desk, name, changed)


def keywords(desk: Desk) -> Reply:
    """/keywords: tell only of news in which one of these words stands; "-" takes them away."""
    wish, known = desk.ask.arguments, desk.settings
    if not wish:
        return told(desk, "keywords.example")
    words = () if wish == NONE else read_keywords(wish)
    changed = replace(known, filter=replace(known.filter, keywords=words))
    chats.save(desk.connection, changed, desk.now)
    return told(desk, "keywords.set" if words else "keywords.none", words=", ".join(words))


def by_words(known: ChatSettings, words: Words) -> list[Line]:
    """Write what is set by commands: keywords and watched places."""
    lines = [line(watched(point, words)) for point in known.points]
    if known.filter.keywords:
        lines.append(line(words.say("keywords.set", words=", ".join(known.filter.keywords))))
    return lines


def watched(point: WatchPoint, words: Words) -> str:
    """Write one watched place."""
    return words.say(
        f"watch.{point.level}",
        place=place_name(point.place, words),
        radius=str(point.radius_km),
    )


def _shown(desk: Desk, name: str, known: ChatSettings) -> Reply:
    row = PAGES[name]
    rows: Keyboard = tuple(
        (_button(name, row, option, desk.words),) for option in row.options(known, desk.words)
    )
    lines = [
        line(desk.words.say(f"settings.{name}"), is_bold=True),
        line(desk.words.say(f"settings.{name}.help")),
    ]
    return Reply(write(lines), (*rows, (desk.button("settings.back", "back"),)))


def _button(name: str, row: Page, option: Option, words: Words) -> Button:
    wish = OFF if row.is_many and option.is_chosen else ON
    shown = words.say("area.chosen", area=option.label) if option.is_chosen else option.label
    return Button(shown, press("pick", name, option.value, wish))


def _summary(name: str, known: ChatSettings, words: Words) -> str:
    chosen = [one.label for one in PAGES[name].options(known, words) if one.is_chosen]
    value = words.listed(chosen) if chosen else words.say(f"settings.{name}.any")
    return words.say("settings.line", name=words.say(f"settings.{name}"), value=value)
