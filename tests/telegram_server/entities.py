"""Telegram's HTML as its server reads it: the text that is left, the entities, or its error.

Facts: core.telegram.org/bots/api#html-style and ``parse_html`` in tdlib's MessageEntity.cpp.
"""

import re
from dataclasses import dataclass, field
from typing import Any

MAX_ENTITIES = 100
"""Further ones are dropped silently (tdlib/telegram-bot-api#820)."""
MAX_ENTITY_BYTES = 9500
"""More is refused (tdlib/telegram-bot-api#165)."""

_TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[^\s>/]*)(?P<rest>[^>]*)(?P<close>>?)|(?P<ref>&#?\w+;)")
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?")

Entity = dict[str, Any]


class EntityError(ValueError):
    """Telegram's description of what it can't parse."""


@dataclass
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int


@dataclass
class _Reader:
    """The state of one reading."""

    source: str
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode())


def units(text: str) -> int:
    """Length in UTF-16 code units: what entity offsets count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read ``source``; the text comes back trimmed, as Telegram trims it.

    Raises:
        EntityError: with the words that the server uses.
    """
    reader = _Reader(source)
    position = 0
    for token in _TOKEN.finditer(source):
        reader.text += source[position : token.start()]
        position = token.end()
        if token["ref"]:
            reader.text += _reference(token["ref"])
        elif not token["close"]:
            raise EntityError(f"Unclosed start tag at byte offset {reader.byte(token.start())}")
        elif token["end"]:
            _close(reader, token)
        else:
            _start(reader, token)
    reader.text += source[position:]
    if reader.open:
        name = reader.open[-1].name
        raise EntityError(f'Can\'t find end tag corresponding to start tag "{name}"')
    if sum(len(e.get("url", "").encode()) for e in reader.entities) > MAX_ENTITY_BYTES:
        raise EntityError("ENTITIES_TOO_LONG")
    return _trimmed(reader)


def commands(text: str) -> list[Entity]:
    """Give the ``bot_command`` entities that a client puts on a person's text."""
    return [
        {
            "type": "bot_command",
            "offset": units(text[: found.start()]),
            "length": units(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]


def _reference(reference: str) -> str:
    number = re.fullmatch(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));", reference)
    if number is None:
        return _NAMED.get(reference, reference)
    code = int(number[1], 16) if number[1] else int(number[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else reference


def _start(reader: _Reader, token: re.Match[str]) -> None:
    name = token["name"].lower()
    attributes = {a[1]: a[2] or a[3] or a[4] or "" for a in _ATTRIBUTE.finditer(token["rest"])}
    is_spoiler = name == "span" and attributes.get("class") == "tg-spoiler"
    if name == "span" and not is_spoiler:
        at = reader.byte(token.start())
        raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name not in _TYPES and not is_spoiler:
        at = reader.byte(token.start())
        raise EntityError(f'Unsupported start tag "{name}" at byte offset {at}')
    reader.open.append(_Open(name, attributes, len(reader.text)))


def _close(reader: _Reader, token: re.Match[str]) -> None:
    at = reader.byte(token.start())
    if not reader.open:
        raise EntityError(f"Unexpected end tag at byte offset {at}")
    opened, name = reader.open.pop(), token["name"].lower()
    if name and name != opened.name:
        raise EntityError(
            f'Unmatched end tag at byte offset {at}, expected "</{opened.name}>", found "</{name}>"'
        )
    inner = reader.text[opened.offset :]
    entity = _entity(opened, inner)
    if inner and entity is not None:
        entity["offset"] = units(reader.text[: opened.offset])
        entity["length"] = units(inner)
        reader.entities.append(entity)


def _entity(opened: _Open, inner: str) -> Entity | None:
    kind = _TYPES.get(opened.name, "spoiler")
    if kind == "text_link":
        url = opened.attributes.get("href", "") or inner
        return {"type": kind, "url": url} if re.match(r"(https?|tg|mailto|tel):", url) else None
    if kind == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    return {"type": kind}


def _trimmed(reader: _Reader) -> tuple[str, list[Entity]]:
    text = reader.text.rstrip()
    cut = units(text) - units(text.lstrip())
    end = units(text)
    kept = []
    for entity in sorted(reader.entities, key=lambda e: (e["offset"], -e["length"])):
        start = max(entity["offset"], cut)
        length = min(entity["offset"] + entity["length"], end) - start
        if length > 0:
            kept.append({**entity, "offset": start - cut, "length": length})
    return text.lstrip(), kept[:MAX_ENTITIES]
