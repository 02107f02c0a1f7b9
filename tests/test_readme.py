import re
from pathlib import Path

import typer

from bot.__main__ import app

ROOT = Path(__file__).parents[1]


def test_the_readme_has_a_row_for_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    command = typer.main.get_command(app)

    assert isinstance(command, typer.core.TyperGroup)
    assert set(command.commands) == set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
