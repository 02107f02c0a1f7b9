"""What an operator's button carries: ``o1:release:1042``. The verb is that of the command.

Feeds are named by a short hash: a name may be longer than the 64 bytes that Telegram takes.
"""

import hashlib

from bot.asking import Button, Keyboard
from bot.words import Words

FORM = "o1"
PATTERN = rf"^{FORM}:"


def press(verb: str, subject: str = "") -> str:
    """Write the data of a button."""
    return f"{FORM}:{verb}:{subject}"


def read(data: str) -> tuple[str, str]:
    """Read verb and subject; an empty verb where it isn't one of ours."""
    form, verb, subject = (*data.split(":", 2), "", "")[:3]
    return (verb, subject) if form == FORM else ("", "")


def feed_key(feed: str) -> str:
    """Give the short name of a feed."""
    return hashlib.blake2b(feed.encode(), digest_size=8).hexdigest()


def row(words: Words, *buttons: tuple[str, str]) -> Keyboard:
    """Make a row of buttons, each a verb and its subject; ``op.button.<verb>`` labels it."""
    made = [Button(words.say(f"op.button.{verb}"), press(verb, to)) for verb, to in buttons]
    return (tuple(made),)
