"""/help, /about, /privacy: what this is, what it can do, and what it keeps."""

from datetime import timedelta

from bot.asking import Button, Desk, Keyboard, Reply, Who
from bot.escape import clean
from bot.layout import Line, line, write
from bot.model import ChatKind
from bot.replies.pages import GAP, told
from bot.store.shown import delay_seconds

MEASURED = timedelta(days=7)
MAX_CONTACT = 200


def help_(desk: Desk) -> Reply:
    """/help: the commands that can be used here, with who may."""
    here = [row for row in desk.commands if desk.ask.kind in row.kinds]
    is_private = desk.ask.kind is ChatKind.PRIVATE
    lines = [line(desk.words.say("help"), is_bold=True)]
    for row in here:
        text = desk.words.say(row.word)
        key = "help.row" if is_private or row.who is Who.ANYBODY else "help.row.admins"
        lines.append(line(desk.words.say(key, command=row.name, text=text)))
    lines += [GAP, line(desk.words.say("help.more")), line(desk.words.say("calm"))]
    return Reply(write(lines), _invitation(desk) if is_private else ())


def _invitation(desk: Desk) -> Keyboard:
    """Offer to take the bot into a group (core.telegram.org/bots/features#deep-linking)."""
    url = f"https://t.me/{desk.user_name}?startgroup=help"
    return ((Button(desk.words.say("help.group"), url=url),),)


def about(desk: Desk) -> Reply:
    """/about: whose words these are, how places are named, how late we are."""
    keys = ("about.what", "about.claims", "about.phrases", "about.names", "about.mistakes")
    seconds = delay_seconds(desk.connection, desk.now - MEASURED)
    delay = desk.words.say("about.delay.unknown")
    if seconds is not None:
        delay = desk.words.count("about.delay", max(1, round(seconds / 60)))
    lines = [line(desk.words.say(key)) for key in keys]
    lines += [line(delay), line(desk.words.say("about.credits")), *_contact(desk)]
    return Reply(write([*lines, GAP, line(desk.words.say("calm"))]))


def privacy(desk: Desk) -> Reply:
    """/privacy: what is kept, for how long, and how to be rid of it."""
    keys = ("privacy.kept", "privacy.not_kept", "privacy.read", "privacy.delete")
    return Reply(write([*(line(desk.words.say(key)) for key in keys), *_contact(desk)]))


def unknown(desk: Desk) -> Reply:
    """Answer a command that there isn't."""
    return told(desk, "unknown")


def _contact(desk: Desk) -> list[Line]:
    """Say how to reach who runs this, where that is configured."""
    contact = clean(desk.config.http.contact, MAX_CONTACT)
    return [line(desk.words.say("contact", contact=contact))] if contact else []
