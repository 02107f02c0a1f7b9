"""Makes what a feed, a page or a chat says safe to show: one line, capped, without tricks.

Markup is not escaped here but where it is written (``layout.py``): text stays text until then.
"""

import re
import unicodedata
from urllib.parse import urlsplit

MAX_URL = 512
"""Telegram drops a message whose entities pass about 9,500 bytes (tdlib/telegram-bot-api#165)."""

_MAX_MARKS = 2  # Combining marks on one letter: more is a "zalgo" stack that covers other lines.
_JOINERS = "\u200c\u200d"  # Format characters that emoji and Persian need; all others are dropped.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SPACE = re.compile(r"\s+")


def clean(text: str, limit: int) -> str:
    """Return ``text`` on one line, without control, direction or hidden characters.

    At most ``limit`` characters; what was cut ends in an ellipsis.
    """
    # The cap comes first, with room for what is dropped: a hostile text costs no more than this.
    visible = "".join(_visible(_SPACE.sub(" ", text[: 4 * limit])))
    line = _SPACE.sub(" ", visible).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip(_JOINERS + " ") + "…"


def _visible(text: str) -> list[str]:
    """Return the characters of ``text`` that may be shown."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        hidden = category in _HIDDEN and character not in _JOINERS
        if not hidden and marks <= _MAX_MARKS:
            kept.append(character)
    return kept


def safe_url(url: str) -> str:
    """Return ``url`` if it is a plain web address that a message may link to, else ``""``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    is_plain = len(url) <= MAX_URL and url == "".join(_visible(url)) and not _SPACE.search(url)
    return url if is_web and is_plain else ""
