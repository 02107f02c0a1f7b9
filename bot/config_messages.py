"""What became of an edited configuration, for operators. Pure."""

from bot.config_changes import Reload
from bot.escape import clean
from bot.layout import Line, line, write
from bot.model import Message
from bot.words import Words

SHOWN = 12
MAX_CHARS = 200


def write_reload(reload: Reload, words: Words) -> Message:
    """Write what was applied, or why nothing was; no value of a setting stands in it."""
    key = "op.config.refused" if reload.problems else "op.config.applied"
    lines = [line(words.say(key), is_bold=True), *_list(reload.problems or reload.changes, words)]
    if reload.after_restart:
        lines.append(line(words.say("op.config.restart"), is_bold=True))
        lines += _list(reload.after_restart, words)
    if reload.is_nothing:
        lines.append(line(words.say("op.config.nothing")))
    return write(lines)


def _list(texts: tuple[str, ...], words: Words) -> list[Line]:
    lines = [line(clean(text, MAX_CHARS)) for text in texts[:SHOWN]]
    if len(texts) > SHOWN:
        lines.append(line(words.say("more", number=str(len(texts) - SHOWN))))
    return lines
