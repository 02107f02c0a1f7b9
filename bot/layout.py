"""A message as lines of spans, written out twice: Telegram's HTML and plain text.

Text becomes markup only here, so nothing that a feed says can ever be markup. Facts: Telegram
escapes only ``< > &`` (and quotes in an attribute) and counts characters after parsing
(core.telegram.org/bots/api#html-style).
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Message

TELEGRAM_CHARACTERS = 4096
"""Of one message, after parsing. Telegram counts code points; we count UTF-16 units to be safe."""
HEAD_CHARACTERS = 96
"""Kept free for the line above a discreet message."""
MAX_CHARACTERS = TELEGRAM_CHARACTERS - HEAD_CHARACTERS


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``url`` makes it a link."""

    text: str
    is_bold: bool = False
    url: str = ""


Line = tuple[Span, ...]


def line(text: str, *, is_bold: bool = False) -> Line:
    """Return a line of one span."""
    return (Span(text, is_bold=is_bold),)


def units(text: str) -> int:
    """Count the UTF-16 units of ``text``: what a message is measured in."""
    return len(text.encode("utf-16-le")) // 2


def write(lines: Sequence[Line]) -> Message:
    """Write ``lines`` as a message, dropping whole lines before the last where they don't fit.

    The last line (id, version, time) always stays: a forwarded copy is worth nothing without it.
    """
    kept = list(lines)
    while len(kept) > 1 and units(_plain(kept)) > MAX_CHARACTERS:
        del kept[-2]
    return Message(html="\n".join(_html(spans) for spans in kept), plain=_plain(kept))


def hidden(head: str, message: Message) -> Message:
    """Write a message of which a lock screen shows only ``head`` (at most ``HEAD_CHARACTERS``).

    Telegram's apps cover a spoiler in notifications and open it at a touch.
    """
    top = head[: HEAD_CHARACTERS // 2 - 1]
    shown = f"<b>{html.escape(top, quote=False)}</b>\n<tg-spoiler>{message.html}</tg-spoiler>"
    return Message(html=shown, plain=f"{top}\n{message.plain}")


def _plain(lines: Sequence[Line]) -> str:
    return "\n".join("".join(span.text for span in spans) for spans in lines)


def _html(spans: Line) -> str:
    return "".join(_span_html(span) for span in spans)


def _span_html(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    if span.url:
        text = f'<a href="{html.escape(span.url, quote=True)}">{text}</a>'
    return f"<b>{text}</b>" if span.is_bold else text
