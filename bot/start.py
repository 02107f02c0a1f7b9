"""/start: language, area, how, done. At most four presses, and one message that changes.

Every step is stored at once, so a restart between two presses loses nothing, and a button says
what shall be, so that a press that comes twice or late means the same.
"""

from dataclasses import replace

from bot.asking import Button, Desk, Keyboard, Reply
from bot.buttons import press
from bot.layout import Line, line, write
from bot.model import ALL_AREAS, ChatSettings, ChatState, Preset
from bot.replies.areas import area_names
from bot.replies.news import coverage_of, latest_lines
from bot.replies.pages import GAP, as_of, choices, preset_name, told
from bot.store import chats
from bot.words import words
from feeds.model import Theatre

SHOWN_AT_THE_END = 3
ALL = "all"
ON = "on"
OFF = "off"


def start(desk: Desk) -> Reply:
    """/start: say what this is and ask for the language, or at once for the areas."""
    settings = desk.settings
    if settings.state is not ChatState.ACTIVE:
        settings = replace(settings, state=ChatState.SETUP, state_reason="")
    chats.save(desk.connection, settings, desk.now)
    if len(desk.languages) > 1:
        return _language_page(desk)
    return area_page(desk, settings)


def choose_language(desk: Desk) -> Reply:
    """Take the language, go on to the areas."""
    language = desk.ask.arguments
    if desk.known is None or language not in desk.languages:
        return stale(desk)
    chat = replace(desk.known.chat, language=language)
    settings = replace(desk.known, chat=chat)
    chats.save(desk.connection, settings, desk.now)
    return area_page(replace(desk, known=settings, words=words(language)), settings)


def choose_area(desk: Desk) -> Reply:
    """Take one area in or out; ``all`` takes all in and goes on to how."""
    if desk.known is None:
        return stale(desk)
    name, _, wish = desk.ask.arguments.partition(" ")
    if name == ALL:
        return _how_page(desk, _saved(desk, replace(desk.known, areas=ALL_AREAS)))
    if name not in set(Theatre) or wish not in (ON, OFF):
        return stale(desk)
    area = frozenset({Theatre(name)})
    areas = desk.known.areas | area if wish == ON else desk.known.areas - area
    if not areas and desk.known.state is ChatState.ACTIVE:
        return Reply(notice=desk.words.say("start.area.last"))
    return area_page(desk, _saved(desk, replace(desk.known, areas=areas)))


def go_on(desk: Desk) -> Reply:
    """Go on from the areas to how."""
    if desk.known is None:
        return stale(desk)
    if not desk.known.areas:
        return Reply(notice=desk.words.say("start.area.none"))
    return _how_page(desk, desk.known)


def choose_how(desk: Desk) -> Reply:
    """Take how much is told and how loud: from now on the chat is told."""
    if desk.known is None or desk.ask.arguments not in set(Preset):
        return stale(desk)
    if not desk.known.areas:
        return area_page(desk, desk.known)
    settings = replace(desk.known, preset=Preset(desk.ask.arguments))
    return done_page(desk, chats.subscribe(desk.connection, settings, desk.now))


def stale(desk: Desk) -> Reply:
    """Answer a button that leads nowhere any more: its chat or its form is gone."""
    return Reply(notice=desk.words.say("stale"))


def greeting(desk: Desk) -> Reply:
    """Greet a group that has taken the bot in."""
    lines = [*_intro(desk), line(desk.words.say("greeting"))]
    return Reply(write(lines))


def hint(desk: Desk) -> Reply:
    """Answer whatever isn't a command: a stranger is welcome, the others get a hint."""
    return start(desk) if desk.known is None else told(desk, "hint")


def area_page(desk: Desk, settings: ChatSettings) -> Reply:
    """Ask for the areas; those that are chosen have a mark."""
    rows: list[tuple[Button, ...]] = [(_area_button(desk, settings, area),) for area in Theatre]
    rows.append((Button(desk.words.say("area.all"), press("area", ALL)),))
    if settings.areas:
        rows.append((desk.button("start.next", "next"),))
    lines = [*_intro(desk), GAP, line(desk.words.say("start.area"), is_bold=True)]
    return Reply(write(lines), tuple(rows))


def done_page(desk: Desk, settings: ChatSettings) -> Reply:
    """Say what is set, what was reported last, and which sources work now."""
    latest = latest_lines(desk, settings.areas, SHOWN_AT_THE_END)
    lines = [
        line(desk.words.say("start.done"), is_bold=True),
        *choices(settings, desk.words),
        line(desk.words.say("start.change")),
        GAP,
        line(desk.words.say("start.latest" if latest else "start.latest.none")),
        *latest,
        coverage_of(desk, settings.areas),
        line(desk.words.say("calm")),
        as_of(replace(desk, known=settings)),
    ]
    return Reply(write(lines))


def _how_page(desk: Desk, settings: ChatSettings) -> Reply:
    """Ask how much the chat wants to hear."""
    keyboard: Keyboard = tuple(
        (Button(preset_name(replace(settings, preset=preset), desk.words), press("how", preset)),)
        for preset in Preset
    )
    areas = area_names(settings.areas, desk.words)
    lines = [
        line(desk.words.say("chosen.areas", areas=areas)),
        line(desk.words.say("calm")),
        GAP,
        line(desk.words.say("start.how"), is_bold=True),
    ]
    return Reply(write(lines), keyboard)


def _language_page(desk: Desk) -> Reply:
    """Ask for the language, each in its own name."""
    keyboard: Keyboard = tuple(
        (Button(words(language).say("language.name"), press("language", language)),)
        for language in desk.languages
    )
    lines = [*_intro(desk), GAP, line(desk.words.say("start.language"), is_bold=True)]
    return Reply(write(lines), keyboard)


def _intro(desk: Desk) -> list[Line]:
    """Say who we are, what we can't do, and that silence is not safety."""
    return [line(desk.words.say(key)) for key in ("start.what", "start.program", "calm")]


def _area_button(desk: Desk, settings: ChatSettings, area: Theatre) -> Button:
    name = desk.words.say(f"area.{area}")
    if area in settings.areas:
        return Button(desk.words.say("area.chosen", area=name), press("area", area, OFF))
    return Button(name, press("area", area, ON))


def _saved(desk: Desk, settings: ChatSettings) -> ChatSettings:
    chats.save(desk.connection, settings, desk.now)
    return settings
