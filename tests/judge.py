"""Judges a request to Telegram by a table of the Bot API, as strictly as its documentation reads.

The table (tests/data/bot_api.json) is made by scripts/build_bot_api_table.py, which describes its
rules. What stands only in prose elsewhere is in ``_PROSE`` below.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.telegram_server.entities import EntityError, parse_html

TABLE = Path(__file__).parent / "data" / "bot_api.json"

_RULE = re.compile(r"(!?)(\S+)(?: (\d+)-(\d+)([cebni]))?")
_START = re.compile(r"https?://(?:t|telegram)\.me/\w+\?(?:.*&)?start(?:group)?=([^&#]*)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    size: int


Value = str | Upload
"""A field as it arrives: text of the form, or a file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field must be. ``unit``: c, e (after entities), b, n, i, or "" without a limit."""

    kind: str
    required: bool
    low: int = 0
    high: int = 0
    unit: str = ""


Rules = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Table:
    """The Bot API: its methods' parameters, its types' fields, and which types are choices."""

    version: str
    methods: Mapping[str, Rules]
    types: Mapping[str, Rules]
    unions: Mapping[str, tuple[str, ...]]


@cache
def table() -> Table:
    """Read the table, once."""
    read = json.loads(TABLE.read_text(encoding="utf-8"))
    return Table(
        read["version"],
        {name: _rules(fields) for name, fields in read["methods"].items()},
        {name: _rules(fields) for name, fields in read["types"].items()},
        {name: tuple(kinds) for name, kinds in read["unions"].items()},
    )


@cache
def canonical(method: str) -> str | None:
    """Give the documented spelling of a method, which Telegram takes in any case."""
    return {name.lower(): name for name in table().methods}.get(method.lower())


def judge(method: str, fields: Mapping[str, Value]) -> list[str]:
    """List what is wrong with a request, each as ``method: path: what``; empty is right."""
    name = canonical(method)
    if name is None:
        return [f"{method}: unknown method"]
    rules = table().methods[name]
    found = [f"{key}: unknown parameter" for key in fields if key not in rules]
    absent = [k for k, rule in rules.items() if rule.required and k not in fields]
    found += [f"{key}: required, but missing" for key in absent]
    for key, value in fields.items():
        if key in rules:
            found += _field(key, value, rules[key], fields)
    found += [text for rule in _PROSE.get(name, ()) for text in rule(fields)]
    return [f"{name}: {text}" for text in found]


def decode(method: str, fields: Mapping[str, Value]) -> dict[str, Any]:
    """Give the fields as Python values; what is mistyped stays text."""
    rules = table().methods[canonical(method) or ""]
    return {k: _decoded(v, rules[k].kind) for k, v in fields.items() if k in rules}


def _rules(fields: Mapping[str, str]) -> Rules:
    return {name: _rule(text) for name, text in fields.items()}


def _rule(text: str) -> Rule:
    found = _RULE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a rule: {text}")
    required, kind, low, high, unit = found.groups()
    return Rule(kind, bool(required), int(low or 0), int(high or 0), unit or "")


def _decoded(value: Value, kind: str) -> Any:
    """Read the text of a form field: only strings are raw, all else is JSON."""
    if isinstance(value, Upload) or kind.startswith("=") or kind == "String":
        return value
    try:
        read = json.loads(value)
    except ValueError:
        return value
    kinds = kind.split("|")
    is_text = "String" in kinds and not ("Integer" in kinds and isinstance(read, int))
    return value if is_text else read


def _field(key: str, value: Value, rule: Rule, siblings: Mapping[str, Any]) -> list[str]:
    read = _decoded(value, rule.kind)
    found = _value(key, read, rule.kind)
    return found or _limit(key, read, rule, siblings)


def _value(path: str, value: Any, kind: str) -> list[str]:
    """List what is wrong with a value; of several kinds, what the best fitting one says."""
    kinds = _alternatives(kind)
    judged = [_single(path, value, kind) for kind in kinds]
    return min(judged, key=lambda found: (len(found), "expected" in "".join(found)))


def _alternatives(kind: str) -> Iterable[str]:
    if kind.startswith("["):
        return [kind]
    parts = kind.split("|")
    return [one for part in parts for one in table().unions.get(part, (part,))]


def _single(path: str, value: Any, kind: str) -> list[str]:
    if kind.startswith("["):
        if not isinstance(value, list):
            return [f"{path}: expected an array, got {_shown(value)}"]
        items = enumerate(value)
        return [text for i, item in items for text in _value(f"{path}[{i}]", item, kind[1:-1])]
    if kind.startswith("="):
        is_right = value == kind[1:]
        return [] if is_right else [f"{path}: expected {kind[1:]!r}, got {_shown(value)}"]
    if kind in _SCALARS:
        is_right = _SCALARS[kind](value)
        return [] if is_right else [f"{path}: expected {kind}, got {_shown(value)}"]
    return _object(path, value, kind)


def _object(path: str, value: Any, kind: str) -> list[str]:
    if kind in table().unions:
        return _value(path, value, kind)
    if not isinstance(value, dict):
        return [f"{path}: expected {kind}, got {_shown(value)}"]
    rules = table().types[kind]
    found = [f"{path}.{key}: unknown field of {kind}" for key in value if key not in rules]
    for key, rule in rules.items():
        if key not in value:
            found += [f"{path}.{key}: required, but missing"] if rule.required else []
            continue
        wrong = _value(f"{path}.{key}", value[key], rule.kind)
        found += wrong or _limit(f"{path}.{key}", value[key], rule, value)
    found += [f"{path}: {text}" for rule in _OBJECT_PROSE.get(kind, ()) for text in rule(value)]
    return found + _links(path, value)


def _limit(path: str, value: Any, rule: Rule, siblings: Mapping[str, Any]) -> list[str]:
    if not rule.unit:
        return []
    size = _UNITS[rule.unit](value)
    if rule.unit == "e" and _parse_mode(path, siblings):
        try:
            size = len(parse_html(value)[0])
        except EntityError as error:
            return [f"{path}: can't parse entities: {error}"]
    if rule.low <= size <= rule.high:
        return []
    return [f"{path}: {rule.low}-{rule.high} {_UNIT_NAMES[rule.unit]}, got {size}"]


def _parse_mode(path: str, siblings: Mapping[str, Any]) -> str:
    key = "quote_parse_mode" if path.endswith("quote") else "parse_mode"
    return str(siblings.get(key, ""))


def _links(path: str, value: Mapping[str, Any]) -> list[str]:
    """Check the start parameter of a deep link (core.telegram.org/bots/features#deep-linking)."""
    found = _START.match(str(value.get("url", "")))
    if found is None or re.fullmatch(r"[A-Za-z0-9_-]{1,64}", found[1]):
        return []
    return [f"{path}.url: a start parameter is 1-64 of A-Z a-z 0-9 _ -"]


def _shown(value: Any) -> str:
    return repr(value)[:60]


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _html_only(fields: Mapping[str, Value]) -> list[str]:
    mode = fields.get("parse_mode", "HTML")
    return [] if mode == "HTML" else [f"parse_mode: this bot writes HTML only, got {mode!r}"]


def _command_names(fields: Mapping[str, Value]) -> list[str]:
    commands = _decoded(fields.get("commands", ""), "[BotCommand]")
    rows = [row for row in commands if isinstance(row, dict)] if isinstance(commands, list) else []
    names = [str(row.get("command", "")) for row in rows]
    return [f"commands: {n!r}: a-z, 0-9, _ only" for n in names if re.search("[^a-z0-9_]", n)]


def _one_target(fields: Mapping[str, Value]) -> list[str]:
    if "inline_message_id" in fields or {"chat_id", "message_id"} <= fields.keys():
        return []
    return ["chat_id and message_id, or inline_message_id: required, but missing"]


def _one_action(button: Mapping[str, Any]) -> list[str]:
    actions = button.keys() - {"text", "icon_custom_emoji_id", "style"}
    return [] if len(actions) == 1 else [f"a button does exactly one thing, got {len(actions)}"]


def _one_replied(reply: Mapping[str, Any]) -> list[str]:
    is_there = "message_id" in reply or "ephemeral_message_id" in reply
    return [] if is_there else ["message_id: required, but missing"]


def _secret(fields: Mapping[str, Value]) -> list[str]:
    token = str(fields.get("secret_token", "A"))
    return [] if re.fullmatch("[A-Za-z0-9_-]*", token) else ["secret_token: A-Z a-z 0-9 _ - only"]


_SCALARS: dict[str, Callable[[Any], bool]] = {
    "Integer": _is_integer,
    "Float": lambda value: _is_integer(value) or isinstance(value, float),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, Upload),
}
_UNITS: dict[str, Callable[[Any], int]] = {
    "c": len,
    "e": lambda value: len(value.strip()),
    "b": lambda value: len(value.encode()),
    "n": int,
    "i": len,
}
_UNIT_NAMES = {"c": "characters", "e": "characters", "b": "bytes", "n": "", "i": "items"}
_PROSE: dict[str, tuple[Callable[[Mapping[str, Value]], list[str]], ...]] = {
    "sendMessage": (_html_only,),
    "sendPhoto": (_html_only,),
    "editMessageText": (_html_only, _one_target),
    "editMessageReplyMarkup": (_one_target,),
    "editMessageCaption": (_html_only, _one_target),
    "setMyCommands": (_command_names,),
    "setWebhook": (_secret,),
}
_OBJECT_PROSE: dict[str, tuple[Callable[[Mapping[str, Any]], list[str]], ...]] = {
    "InlineKeyboardButton": (_one_action,),
    "ReplyParameters": (_one_replied,),
}
