"""Check the style budgets that ruff has no rule for: ``python -m scripts.check_style``.

Lengths of files and functions, docstrings on public names, imports inside functions, and how many
``except Exception`` there are. Exit 1 and a line per breach. EXCEPTIONS holds what may be longer,
with a reason that a stranger accepts.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 60
"""Lines of a function from ``def`` to its end, the docstring not counted."""
BROAD_EXCEPTS = 2
"""One around the poll of one feed, one around the delivery of one message."""

FOLDERS = ("bench", "bot", "feeds", "scripts", "tests")
SKIPPED = ("feeds/store/migrations/versions",)
EXCEPTIONS: dict[str, str] = {}
"""Path of a file that may be longer than FILE_LINES -> why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def breaches(root: Path) -> list[str]:
    """List every breach under ``root`` as ``path:line: what``."""
    found: list[str] = []
    broad: list[str] = []
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        length = len(source.splitlines())
        if length > FILE_LINES and name not in EXCEPTIONS:
            found.append(f"{name}:1: {length} lines, at most {FILE_LINES}")
        found += [f"{name}:{text}" for text in (*_functions(tree), *_imports(tree))]
        if not name.startswith("tests/"):
            found += [f"{name}:{text}" for text in _docstrings(tree)]
            broad += [f"{name}:{line}: broad except" for line in _broad_excepts(tree)]
    return found + (broad if len(broad) > BROAD_EXCEPTS else [])


def _files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if not path.relative_to(root).as_posix().startswith(SKIPPED):
                yield path


def deferred_imports(tree: ast.AST) -> list[int]:
    """List the lines of imports that run only when a function does: that is where cycles hide."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    inner = [node for function in functions for node in ast.walk(function)]
    return sorted({n.lineno for n in inner if isinstance(n, ast.Import | ast.ImportFrom)})


def _imports(tree: ast.Module) -> Iterator[str]:
    for line in deferred_imports(tree):
        yield f"{line}: import inside a function"


def _functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, Function):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        skipped = body[0].lineno - node.body[0].lineno if body else 0
        length = (node.end_lineno or node.lineno) - node.lineno + 1 - skipped
        if length > FUNCTION_LINES:
            yield f"{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def _docstrings(tree: ast.Module) -> Iterator[str]:
    if tree.body and not ast.get_docstring(tree):
        yield "1: the module has no docstring"
    yield from _undocumented(tree.body)


def _undocumented(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{node.lineno}: {node.name} has no docstring"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body)


def _broad_excepts(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if node.type is None else list(ast.walk(node.type))
            names = {name.id for name in caught if isinstance(name, ast.Name)}
            if node.type is None or names & {"Exception", "BaseException"}:
                yield node.lineno


def main() -> int:
    """Check the checkout that holds this file; return the exit code."""
    found = breaches(Path(__file__).parents[1])
    for text in found:
        sys.stdout.write(f"{text}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
