"""The file of a language, ``lexicon/<code>.toml``: the one place that says what it knows.

A long part of it (``text``, ``places``, ``gate``) may stand in a file of its own instead, in the
folder of that name, as English and Russian have it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "lexicon"
PARTS = ("text", "places", "gate")
"""The tables that may stand in a file of their own."""

_CODE = re.compile("[a-z]{2,3}")


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in order."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml") if _CODE.fullmatch(p.stem)))


def language_table(language: str, part: str = "") -> Mapping[str, Any] | None:
    """Return a language's whole file or one part of it, None where it has none.

    Raises:
        OSError, tomllib.TOMLDecodeError: A file can't be read.
    """
    if not _CODE.fullmatch(language):
        return None
    own, whole = FOLDER / part / f"{language}.toml", FOLDER / f"{language}.toml"
    if part and own.is_file():
        return _read(own)
    if not whole.is_file():
        return None
    table = _read(whole)
    return table.get(part) if part else table


@lru_cache(maxsize=4)
def _read(path: Path) -> Mapping[str, Any]:
    """Read a file; its parts are asked for one after another, so the last few are kept."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
