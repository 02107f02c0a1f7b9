"""What is wrong with a configuration, in words an operator can act on.

pydantic says where and of what kind a mistake is; this file turns that into one line with the
path to the key, the value and what is expected, and a TOML syntax error into a line, a column and
a mend. Nothing here knows a setting by name, so a new one needs no change here.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import annotated_types
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

LONGEST_VALUE = 60
"""Characters of a wrong value that a problem repeats."""

EXPECTATIONS = {
    "bool_type": "true or false",
    "dict_type": 'a table such as { Accept = "*/*" }',
    "int_type": "a whole number",
    "list_type": "a list in square brackets",
    "string_too_short": "text that is not empty",
    "string_type": "text in quotes",
    "tuple_type": "a list in square brackets",
}
"""What a setting should have been, by pydantic's name for the mistake."""

MENDS = (
    ("Invalid value (at end of document)", "something is left open: a list ends with ]"),
    ("Cannot overwrite", "a setting stands twice in one section: keep one of the two"),
    ("twice", "a section stands twice: keep one of the two"),
    ("Invalid value", "text needs straight double quotes; true and false are written small"),
    ("Expected newline", "one setting on a line, text in quotes, and a point in numbers: 0.5"),
    ("Expected '='", 'write a setting as: name = "value"'),
    ("Expected ']", "close a section with ] and a feed with ]]: [http], [[feeds]]"),
    ("Invalid statement", 'write a setting as: name = "value"'),
    ("Illegal character", "text must end with a quote on the line where it begins"),
    ("Unterminated string", "text must end with a quote on the line where it begins"),
    ("Unescaped", "write a backslash twice, or put the text into single quotes"),
    ("Unclosed array", "close the list with ]"),
)
"""Words of tomllib's message, and how the mistake behind it is usually mended."""


class ConfigError(Exception):
    """A configuration that cannot be used. ``problems`` holds every one, a line each."""

    def __init__(self, path: Path, problems: Iterable[str]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__(str(self))

    def __str__(self) -> str:
        """Give the file, the number of problems, and each problem on a line of its own."""
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join([f"{self.path}: {count} {noun}", *(f"  {p}" for p in self.problems)])


def read_document(path: Path) -> dict[str, Any]:
    """Read a TOML file into its raw tables.

    Raises:
        ConfigError: if the file is missing, not readable, not UTF-8 or not TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        advice = "there is no such file: copy the project's config.toml, or name yours: --config"
        raise ConfigError(path, [advice]) from None
    except UnicodeDecodeError as error:
        advice = f"byte {error.start + 1} is not UTF-8: save the file as UTF-8 text"
        raise ConfigError(path, [advice]) from None
    except OSError as error:
        raise ConfigError(path, [f"it cannot be read: {error.strerror}"]) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [_syntax_problem(str(error), text)]) from None


def unknown_name(name: str, known: Iterable[str], elsewhere: Mapping[str, str]) -> str:
    """Say that ``name`` is no setting here, and which one was probably meant.

    ``elsewhere`` maps each setting of the other sections to its section.
    """
    if name in elsewhere:
        return f"unknown setting {name}; it belongs into {elsewhere[name]}"
    near = difflib.get_close_matches(name, tuple(known), n=1)
    return f"unknown setting {name}" + (f"; did you mean {near[0]}?" if near else "")


def unknown_section(name: str, known: Iterable[str]) -> str:
    """Say that the file has a section or top-level setting that nothing reads."""
    near = difflib.get_close_matches(name, tuple(known), n=1)
    shown = {"feeds": "[[feeds]]"}
    meant = f"; did you mean {shown.get(near[0], f'[{near[0]}]')}?" if near else ""
    return f"unknown section [{name}]{meant}"


def model_problems(
    error: ValidationError,
    model: type[BaseModel],
    elsewhere: Mapping[str, str],
    overridden: Mapping[str, str],
) -> list[str]:
    """Turn each error of one section or feed into ``key = value: expected ...``.

    ``overridden`` maps the settings that the environment gave to their variables. The value of a
    field with ``repr=False`` may be secret and is left out.
    """
    texts = []
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0])
        found = model.model_fields.get(name)
        if found is None:
            texts.append(unknown_name(name, model.model_fields, elsewhere))
        elif detail["type"] == "missing":
            texts.append(f"{name} is missing: {found.description}")
        else:
            shown = f" = {show(detail['input'])}" if found.repr else ""
            key = overridden.get(name) or _key(detail["loc"])
            texts.append(f"{key}{shown}: expected {_expectation(detail, found)}")
    return texts


def _key(location: tuple[int | str, ...]) -> str:
    """Write a path the way an operator counts: ``areas[2]`` is the second area."""
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).removeprefix(".").removesuffix(".[key]")


def _expectation(detail: ErrorDetails, field: FieldInfo) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind in ("literal_error", "enum"):
        return "one of " + str(context["expected"]).replace(" or ", ", ").replace("'", '"')
    if kind == "string_too_long":
        return f"at most {context['max_length']} characters"
    number = "a whole number" if field.annotation is int else "a number"
    return EXPECTATIONS.get(kind, number) + _bounds(field)


def _bounds(field: FieldInfo) -> str:
    """Give the bounds of a number as text: `` from 0.05 to 1440``."""
    low = [m.ge for m in field.metadata if isinstance(m, annotated_types.Ge)]
    high = [m.le for m in field.metadata if isinstance(m, annotated_types.Le)]
    return "".join([*(f" from {n}" for n in low), *(f" to {n}" for n in high)])


def show(value: object) -> str:
    """Repeat a value as the file has it, shortened, without a password that stands in it."""
    text = re.sub(r"//[^/@\s]*@", "//***@", value) if isinstance(value, str) else str(value)
    short = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."
    if isinstance(value, bool):
        return text.lower()
    return json.dumps(short, ensure_ascii=False) if isinstance(value, str) else short


def _syntax_problem(message: str, text: str) -> str:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    lines = text.splitlines() or [""]
    line, column = found.groups() if found else (len(lines), len(lines[-1]) + 1)
    what = re.sub(r"\s*\(at [^)]*\)$", "", message)
    mend = next((mend for words, mend in MENDS if words in message), "")
    return f"line {line}, column {column}: {what}" + (f"; {mend}" if mend else "")
