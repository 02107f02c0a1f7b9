import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.check_style import deferred_imports

ROOT = Path(__file__).parents[1]
WORKER_SIDE = ("feeds.article_text", "feeds.explaining", "feeds.extract", "feeds.reading")
"""What only a worker process imports, because spaCy comes with it."""

ALONE = ("feeds.config", "feeds.extract", "feeds.fetch", "feeds.merge", "feeds.parse")
"""Steps that know the vocabulary and themselves, never each other. A step is a file or folder with
the files whose names continue its name: ``feeds.config_checks`` belongs to ``feeds.config``."""

VOCABULARY = ("feeds.model", "feeds.vocabulary", "feeds.kinds")
"""What every step may import: the types between them, their closed lists, the event types."""

KEPT_IN = {
    "ahocorasick": ("feeds.extract",),
    "aiohttp": ("feeds.fetch", "bot.telegram", "bot.cli.demo"),
    "alembic": ("feeds.store",),
    "apscheduler": ("feeds.schedule",),
    "babel": ("bot",),
    "backports": ("feeds.fetch",),
    "brotli": ("feeds.fetch",),
    "feedparser": ("feeds.parse",),
    "lxml": ("feeds.parse",),
    "pebble": ("feeds.workers",),
    "pydantic": ("feeds.config", "bot.config"),
    "pydantic_core": ("feeds.config",),
    "protego": ("feeds.article",),
    "pysqlite3": ("feeds.store",),
    "rich": ("bot.cli", "bot.push", "bot.__main__"),
    "spacy": ("feeds.extract",),
    "sqlalchemy": ("feeds.store", "bot.store"),
    "sqlite3": ("feeds.store",),
    "telegram": ("bot",),
    "trafilatura": ("feeds.article",),
    "watchfiles": ("bot.reload",),
    "typer": ("bot.cli", "bot.__main__"),
}
"""Library -> the only steps of ours that may import it."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {
    module_name(path): path
    for folder in ("feeds", "bot")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts
}


def belongs(module: str, step: str) -> bool:
    """Tell whether a module is a step: its file, its folder, or a file that continues its name."""
    return module == step or module.startswith((f"{step}.", f"{step}_"))


def imported(module: str) -> Iterator[str]:
    """Give every module that a module of ours imports, ours and others', by its full name."""
    for node in ast.walk(ast.parse(PATHS[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            assert node.level == 0, f"{module}:{node.lineno}: write imports in full"
            yield from (
                name if (name := f"{base}.{alias.name}") in PATHS else base for alias in node.names
            )


IMPORTS = {module: frozenset(imported(module)) for module in PATHS}


def ours(module: str) -> frozenset[str]:
    return frozenset(target for target in IMPORTS[module] if target in PATHS)


@pytest.mark.parametrize("module", [m for m in PATHS if belongs(m, "feeds")])
def test_feeds_never_imports_the_bot(module: str) -> None:
    assert not [target for target in IMPORTS[module] if belongs(target, "bot")]


@pytest.mark.parametrize("step", ALONE)
def test_a_step_imports_the_vocabulary_and_itself_and_no_other_step(step: str) -> None:
    modules = [module for module in PATHS if belongs(module, step)]
    targets = {target for module in modules for target in ours(module)}

    assert not [t for t in sorted(targets) if t not in VOCABULARY and not belongs(t, step)]


@pytest.mark.parametrize("module", VOCABULARY)
def test_the_vocabulary_imports_nothing_but_the_model(module: str) -> None:
    assert ours(module) <= {"feeds.model", "feeds.vocabulary"}


@pytest.mark.parametrize("library", KEPT_IN)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    users = [m for m in PATHS if any(belongs(target, library) for target in IMPORTS[m])]

    assert not [m for m in users if not any(belongs(m, step) for step in KEPT_IN[library])]


@pytest.mark.parametrize("module", PATHS)
def test_no_import_hides_in_a_function(module: str) -> None:
    tree = ast.parse(PATHS[module].read_text(encoding="utf-8"))

    assert not deferred_imports(tree)


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = {module: ours(module) - {module} for module in PATHS}
    while free := [module for module, targets in left.items() if not targets & left.keys()]:
        for module in free:
            del left[module]

    assert not left


def test_each_migration_has_a_number_of_its_own() -> None:
    versions = (ROOT / "feeds" / "store" / "migrations" / "versions").glob("[0-9]*.py")
    numbers = sorted(int(path.name[:4]) for path in versions)

    assert list(range(1, len(numbers) + 1)) == numbers


def test_only_workers_import_what_brings_spacy() -> None:
    main_side = [m for m in PATHS if not any(belongs(m, step) for step in WORKER_SIDE)]
    users = [m for m in main_side if any(belongs(t, s) for t in ours(m) for s in WORKER_SIDE)]

    assert not users


def test_the_main_process_never_loads_spacy() -> None:
    modules = [m for m in PATHS if not any(belongs(m, step) for step in WORKER_SIDE)]
    loaded = "feeds.store.migrations.env"  # Alembic runs it; it is not for importing
    code = "\n".join(f"import {module}" for module in modules if module != loaded)
    code += "\nimport sys; sys.exit('spacy' in sys.modules)"

    finished = subprocess.run(  # noqa: S603 - our own interpreter, names of our own modules
        [sys.executable, "-c", code], cwd=ROOT, check=False
    )

    assert finished.returncode == 0
