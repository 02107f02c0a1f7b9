"""``evaluate`` prints the errors and the figures."""

import json
from pathlib import Path

from tests.bot.cli.conftest import Run
from tests.bot.cli.test_text import CLASH, RAIN, lines

EVENT = {"type": "armed_clash", "status": "alleged", "places": ["Tegh"]}
KILLED = {"side": "ARM", "kind": "killed", "min": 2, "max": 2, "scope": "incident"}


def test_it_prints_each_error_and_a_row_for_each_field_and_language(
    run: Run, tmp_path: Path
) -> None:
    right = {"alert": True, "events": [EVENT], "casualties": [KILLED]}
    wrong = {"alert": True, "events": [], "casualties": []}
    path = lines(
        tmp_path,
        {**CLASH, "language": "en", "expect": right},
        {**RAIN, "language": "ru", "expect": wrong},
    )

    ended = run("evaluate", path)

    assert ended.code == 0
    assert ended.out.startswith("missed: rain Rain in Yerevan")
    rows = [[cell.strip() for cell in line.split("│")] for line in ended.out.splitlines()]
    figures = {(row[1], row[2]): row[3:-1] for row in rows if len(row) > 4}
    assert figures["all", "alert"] == ["1.000", "0.500", "0.667", "1", "0", "1"]
    assert figures["en", "place"] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert figures["en", "casualty"][:3] == ["1.000", "1.000", "1.000"]


def test_a_line_without_labels_is_wrong_use(run: Run, tmp_path: Path) -> None:
    ended = run("evaluate", lines(tmp_path, CLASH))

    assert ended.code == 2
    assert "item clash: label 'alert' is missing" in ended.err


def test_an_empty_file_is_wrong_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_text(json.dumps("")[:0], encoding="utf-8")

    assert run("evaluate", path).code == 2
