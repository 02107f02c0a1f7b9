"""Build tests/data/bot_api.json, the table that tests judge every Telegram request by.

``python -m scripts.build_bot_api_table aiogram-3.31.0.tar.gz``: the schema of the Bot API inside
aiogram's source package (``.butcher/schema/schema.json``, MIT) is read, nothing is executed.
docs/telegram.md says where the package comes from and how the table is read.
"""

import json
import re
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "tests" / "data" / "bot_api.json"
MEMBER = "/.butcher/schema/schema.json"

_SPLIT = re.compile(r", | and | or ")
_CONSTANT = re.compile(r"(?:must be|always) [\"“']?([a-z_]+)[\"”']?$")
_CHARACTERS = re.compile(r"\b(\d+)-(\d+) characters( after entit(?:ies|y) parsing)?")
_BYTES = re.compile(r"\b(\d+)-(\d+) bytes")
_BETWEEN = re.compile(r"[Vv]alues between (\d+)-(\d+)")
_AT_MOST = re.compile(r"At most (\d+) ")
_LIMITS: dict[str, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = {
    "String": (
        (_CHARACTERS, lambda found: f" {found[1]}-{found[2]}{'e' if found[3] else 'c'}"),
        (_BYTES, lambda found: f" {found[1]}-{found[2]}b"),
    ),
    "Integer": ((_BETWEEN, lambda found: f" {found[1]}-{found[2]}n"),),
    "[": ((_AT_MOST, lambda found: f" 0-{found[1]}i"),),
}
"""How the prose tells a limit of each type, and how the table writes it; "[" is any list."""
_SUBTYPE = re.compile(r"\n - (\w+)")
_ALSO = {"RichText": ["String", "[RichText]"]}
"""What a union takes besides the types it lists; the schema says it only in prose."""


def main(arguments: list[str]) -> int:
    """Write the table from the source package named in ``arguments``; 2 on wrong use."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m scripts.build_bot_api_table aiogram-<version>.tar.gz\n")
        return 2
    table = build(read_schema(Path(arguments[0])))
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    TABLE.write_text(text + "\n", encoding="utf-8")
    return 0


def read_schema(package: Path) -> dict[str, Any]:
    """Read the schema out of aiogram's source package.

    Raises:
        KeyError: The package holds no schema.
    """
    with tarfile.open(package) as archive:
        name = next((n for n in archive.getnames() if n.endswith(MEMBER)), MEMBER)
        file = archive.extractfile(name)
        if file is None:
            raise KeyError(MEMBER)
        schema: dict[str, Any] = json.load(file)
    return schema


def build(schema: dict[str, Any]) -> dict[str, Any]:
    """Make the table: ``version``, ``methods`` and ``types`` as field -> rule, ``unions``.

    A rule is ``!`` if required, a type expression (``A|B``, ``[A]`` is an array of A, ``=word`` a
    constant) and perhaps a limit: ``low-high`` and its unit, c characters, e characters after
    entities are parsed, b bytes, n the number itself, i items.
    """
    children = [child for item in schema["items"] for child in item["children"]]
    methods = {c["name"]: _fields(c) for c in children if c["category"] == "methods"}
    types = [c for c in children if c["category"] == "types"]
    unions = {c["name"]: _subtypes(c) for c in types if not c["annotations"] and _subtypes(c)}
    return {
        "version": schema["api"]["version"],
        "methods": methods,
        "types": {c["name"]: _fields(c) for c in types if c["name"] not in unions},
        "unions": unions,
    }


def _subtypes(child: dict[str, Any]) -> list[str]:
    listed = _SUBTYPE.findall(child["description"])
    return [*_ALSO.get(child["name"], []), *listed] if listed else []


def _fields(child: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: _rule(field) for field in child["annotations"]}


def _rule(field: dict[str, Any]) -> str:
    kind, about = expression(field["type"]), field["description"]
    constant = _CONSTANT.search(about)
    if kind == "String" and constant:
        kind = f"={constant[1]}"
    return ("!" if field["required"] else "") + kind + _limit(kind, about)


def expression(prose: str) -> str:
    """Turn "Array of A and B" into ``[A|B]``."""
    if prose.startswith("Array of "):
        return f"[{expression(prose.removeprefix('Array of '))}]"
    return "|".join(_SPLIT.split(prose))


def _limit(kind: str, about: str) -> str:
    for pattern, write in _LIMITS.get("[" if kind.startswith("[") else kind, ()):
        if found := pattern.search(about):
            return write(found)
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
