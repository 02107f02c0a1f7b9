import ast
from pathlib import Path

import pytest

from scripts.check_style import breaches, complexity

DOCUMENTED = '"""What it is."""\n'


def write(root: Path, text: str, name: str = "feeds/module.py") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DOCUMENTED, []),
        ("x = 1\n", ["feeds/module.py:1: the module has no docstring"]),
        (DOCUMENTED + "x = 1\n" * 300, ["feeds/module.py:1: 301 lines, at most 300"]),
        (
            DOCUMENTED + "def _long():\n" + "    x = 1\n" * 60,
            ["feeds/module.py:2: _long has 61 lines, at most 60"],
        ),
        (DOCUMENTED + 'def _told():\n    """A."""\n' + "    x = 1\n" * 59, []),
        (
            DOCUMENTED + "def _late():\n    import os\n",
            ["feeds/module.py:3: import inside a function"],
        ),
        (DOCUMENTED + "def shown(): pass\n", ["feeds/module.py:2: shown has no docstring"]),
        (
            DOCUMENTED + 'class Shown:\n    """A."""\n    def method(self): pass\n',
            ["feeds/module.py:4: method has no docstring"],
        ),
        (DOCUMENTED + "class _Hidden:\n    def method(self): pass\n", []),
    ],
)
def test_it_names_each_breach_with_its_line(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert expected == breaches(write(tmp_path, text))


@pytest.mark.parametrize(("count", "expected"), [(2, 0), (3, 3)])
def test_it_allows_two_broad_excepts_and_no_third(
    tmp_path: Path, count: int, expected: int
) -> None:
    blocks = "try:\n    x = 1\nexcept (OSError, Exception):\n    x = 2\n" * count

    assert expected == len(breaches(write(tmp_path, DOCUMENTED + blocks)))


def test_it_counts_a_bare_except_as_broad(tmp_path: Path) -> None:
    blocks = "try:\n    x = 1\nexcept:\n    x = 2\n" * 3
    found = breaches(write(tmp_path, DOCUMENTED + blocks))

    expected = [f"feeds/module.py:{line}: broad except" for line in (4, 8, 12)]
    assert expected == found


def test_it_asks_for_no_docstrings_in_tests(tmp_path: Path) -> None:
    assert not breaches(write(tmp_path, "def test_it(): pass\n", "tests/test_module.py"))


def test_it_leaves_generated_migrations_alone(tmp_path: Path) -> None:
    name = "feeds/store/migrations/versions/0001_first.py"

    assert not breaches(write(tmp_path, "x = 1\n" * 400, name))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return 1", 1),
        ("return a if a else b", 2),
        ("return a and b and c", 3),
        ("return [x for x in a for y in x if y]", 3),
        ("try:\n        a()\n    except OSError:\n        b()", 2),
        ("for x in a:\n        if x:\n            b()", 3),
        ("while a:\n        assert b", 3),
        ("match a:\n        case 1: b()\n        case _: c()", 3),
        ("def inner():\n        if a: b()\n    return inner", 1),
    ],
)
def test_it_counts_one_and_each_decision_of_a_function(body: str, expected: int) -> None:
    (function,) = ast.parse(f"def decide():\n    {body}\n").body
    assert isinstance(function, ast.FunctionDef)

    assert expected == complexity(function)


def functions(simple: int, branches: tuple[int, ...]) -> str:
    plain = "".join(f"def _s{n}(): pass\n" for n in range(simple))
    bodies = ("    if x: pass\n" * count for count in branches)
    return plain + "".join(f"def _b{n}(x):\n{body}" for n, body in enumerate(bodies))


@pytest.mark.parametrize(("simple", "branches"), [(19, (8,)), (0, (7, 7)), (38, (8, 20))])
def test_it_allows_few_functions_that_decide_much(
    tmp_path: Path, simple: int, branches: tuple[int, ...]
) -> None:
    assert [] == breaches(write(tmp_path, DOCUMENTED + functions(simple, branches)))


def test_it_names_the_worst_where_too_many_functions_decide_much(tmp_path: Path) -> None:
    found = breaches(write(tmp_path, DOCUMENTED + functions(17, (8, 9))))

    told = "2 of 19 functions have more than 8, at most 5% may"
    assert [
        f"feeds/module.py:28: _b1 has complexity 10; {told}",
        f"feeds/module.py:19: _b0 has complexity 9; {told}",
    ] == found


def test_it_lets_tests_decide_as_much_as_they_like(tmp_path: Path) -> None:
    path = "tests/test_module.py"

    assert [] == breaches(write(tmp_path, functions(0, (8, 9)), path))
