from pathlib import Path

import pytest

from scripts.check_style import breaches

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
