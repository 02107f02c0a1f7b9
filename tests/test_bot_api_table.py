"""How the judge's table is made from the schema of the Bot API."""

from typing import Any

import pytest

from scripts.build_bot_api_table import build, expression, main


def _schema(*children: dict[str, Any]) -> dict[str, Any]:
    return {"api": {"version": "10.3"}, "items": [{"children": list(children)}]}


def _method(kind: str, about: str, *, required: bool = False) -> dict[str, Any]:
    field = {"name": "x", "type": kind, "description": about, "required": required}
    return {"name": "doIt", "category": "methods", "annotations": [field], "description": ""}


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("Integer", "Integer"),
        ("Integer or String", "Integer|String"),
        ("Array of Array of Button", "[[Button]]"),
        ("Array of A, B and C", "[A|B|C]"),
    ],
)
def test_types_are_read_from_prose(prose: str, expected: str) -> None:
    assert expression(prose) == expected


@pytest.mark.parametrize(
    ("kind", "about", "expected"),
    [
        ("String", "Text, 1-4096 characters after entities parsing", "String 1-4096e"),
        ("String", "Data to be sent, 1-64 bytes", "String 1-64b"),
        ("String", "Text of the command; 1-32 characters. Lowercase only", "String 1-32c"),
        ("Integer", "Values between 1-100 are accepted. Defaults to 100.", "Integer 1-100n"),
        ("Array of A", "A list. At most 100 commands can be specified.", "[A] 0-100i"),
        ("String", "Scope type, must be all_private_chats", "=all_private_chats"),
        ("Boolean", "Pass True", "Boolean"),
    ],
)
def test_limits_are_read_from_prose(kind: str, about: str, expected: str) -> None:
    table = build(_schema(_method(kind, about)))

    assert table["methods"] == {"doIt": {"x": expected}}


def test_what_is_required_is_marked() -> None:
    table = build(_schema(_method("String", "Text", required=True)))

    assert table["methods"]["doIt"]["x"] == "!String"


def test_a_type_that_is_one_of_others_is_a_union() -> None:
    union = {
        "name": "Scope",
        "category": "types",
        "annotations": [],
        "description": "One of\n - ScopeA\n - ScopeB",
    }

    table = build(_schema(union))

    assert (table["unions"], table["types"]) == ({"Scope": ["ScopeA", "ScopeB"]}, {})


def test_it_says_how_it_is_used() -> None:
    assert main([]) == 2
