"""Check the style budgets that ruff has no rule for: ``python -m scripts.check_style``.

Lengths of files and functions, docstrings on public names, imports inside functions, how many
``except Exception`` there are, and how many functions decide much. Exit 1 and a line per breach.
EXCEPTIONS holds what may be longer, with a reason that a stranger accepts.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 60
"""Lines of a function from ``def`` to its end, the docstring not counted."""
BROAD_EXCEPTS = 2
"""One around the poll of one feed, one around the delivery of one message."""
MAX_COMPLEXITY = 8
"""McCabe's complexity of a function: one, and one for each decision in it."""
COMPLEX_SHARE = 0.05
"""The share of functions outside the tests that may have more than MAX_COMPLEXITY."""
WORST = 5

FOLDERS = ("bench", "bot", "feeds", "scripts", "tests")
SKIPPED = ("feeds/store/migrations/versions",)
EXCEPTIONS: dict[str, str] = {}
"""Path of a file that may be longer than FILE_LINES -> why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Decision = (
    ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler
    | ast.comprehension | ast.match_case | ast.Assert
)  # fmt: skip


def breaches(root: Path) -> list[str]:
    """List every breach under ``root`` as ``path:line: what``."""
    found: list[str] = []
    broad: list[str] = []
    complexities: list[tuple[int, str]] = []
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
            complexities += [(decided, f"{name}:{what}") for decided, what in _complexities(tree)]
    if len(broad) > BROAD_EXCEPTS:
        found += broad
    return found + list(_too_complex(complexities))


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


def complexity(function: Function) -> int:
    """Count the decisions of a function, and one; what is defined inside it counts for itself."""
    count, todo = 1, list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        if isinstance(node, Function | ast.ClassDef):
            continue
        count += isinstance(node, Decision)
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        todo.extend(ast.iter_child_nodes(node))
    return count


def _complexities(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield complexity(node), f"{node.lineno}: {node.name}"


def _too_complex(complexities: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Name the worst functions where more of them than allowed decide too much."""
    over = sorted((row for row in complexities if row[0] > MAX_COMPLEXITY), reverse=True)
    if len(over) <= COMPLEX_SHARE * len(complexities):
        return
    for count, what in over[:WORST]:
        yield (
            f"{what} has complexity {count}; {len(over)} of {len(complexities)} functions have more"
            f" than {MAX_COMPLEXITY}, at most {COMPLEX_SHARE:.0%} may"
        )


def main() -> int:
    """Check the checkout that holds this file; return the exit code."""
    found = breaches(Path(__file__).parents[1])
    for text in found:
        sys.stdout.write(f"{text}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
