"""``extract`` and ``replay`` keep their contracts."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.shared import CommandError
from bot.cli.text import report_of
from feeds.entry_json import read_entry
from feeds.workers import WorkerTimeout
from tests.bot.cli.conftest import Run

CLASH = {
    "id": "clash",
    "published": "2031-03-05T02:05:00Z",
    "title": "Two Armenian soldiers killed near Tegh",
    "summary": "Two Armenian soldiers were killed on Wednesday when Azerbaijani units opened fire "
    "near the village of Tegh, the Armenian Defence Ministry said.",
}
COPY = {**CLASH, "id": "copy", "published": "2031-03-05T03:00:00Z"}
RAIN = {"id": "rain", "published": "2031-03-05", "title": "Rain in Yerevan", "mood": "grey"}


def lines(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "items.jsonl"
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_extract_gives_a_line_for_a_line_and_goes_on_after_a_bad_one(
    run: Run, tmp_path: Path
) -> None:
    ended = run("extract", lines(tmp_path, RAIN, "{broken", {"id": "void"}, CLASH))

    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 1
    assert [row["id"] for row in rows] == ["rain", None, "void", "clash"]
    assert [row.get("error") for row in rows] == [None, "not JSON", "published is missing", None]
    assert [row.get("alert") for row in rows] == [False, None, None, True]
    assert rows[3]["events"][0]["places"] == ["Tegh"]


def test_extract_says_which_file_is_missing(run: Run, tmp_path: Path) -> None:
    ended = run("extract", tmp_path / "none.jsonl")

    assert ended.code == 2
    assert ended.err.strip().endswith("none.jsonl: No such file or directory")


def test_replay_applies_by_time_and_answers_in_the_order_of_the_lines(
    run: Run, tmp_path: Path
) -> None:
    ended = run("replay", lines(tmp_path, COPY, RAIN, CLASH, "[]"))

    copy, rain, clash, bad = map(json.loads, ended.out.splitlines())
    assert ended.code == 1
    assert (clash["incident"], clash["alert"]) == ("1", "new")
    assert (copy["incident"], copy["alert"]) == ("1", None)
    assert clash["events"] == [{"event": 0, "incident": "1", "alert": "new"}]
    assert rain == {"id": "rain", "incident": None, "alert": None, "events": []}
    assert bad == {"id": None, "error": "not a JSON object"}


class Pool:
    """Stands for worker processes that fail."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def call(self, function: str, *args: object) -> None:
        assert (function, len(args)) == ("feeds.reading:extract_one", 2)
        raise self._error


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (WorkerTimeout("took more than 30 s"), "took more than 30 s"),
        (RecursionError("too deep"), "our fault: RecursionError: too deep"),
    ],
)
async def test_what_one_entry_breaks_is_said_of_that_entry(error: Exception, problem: str) -> None:
    dated = read_entry(json.dumps(CLASH).encode())

    with pytest.raises(CommandError) as caught:
        await report_of(dated, Pool(error))  # type: ignore[arg-type]  # of Workers, only call

    assert str(caught.value) == problem
