"""Every expected error is an exit code, and every command explains itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app, exit_code, main
from bot.cli.shared import CommandError, UsageError
from bot.telegram.application import WrongTokenError
from bot.telegram.polling import OtherPollerError
from feeds.config_problems import ConfigError
from feeds.fetch import FetchError, FetchProblem
from feeds.lock import LockHeldError
from feeds.store.database import DatabaseError
from feeds.workers import WorkerCrashed, WorkerTimeout

ROOT = Path(__file__).parents[2]
COMMANDS = [
    ("run",),
    ("poll",),
    ("init",),
    ("demo",),
    ("check",),
    ("extract",),
    ("replay",),
    ("explain",),
    ("evaluate",),
    ("feeds", "list"),
    ("incidents", "list"),
    ("incidents", "show"),
    ("incidents", "retract"),
    ("incidents", "merge"),
    ("incidents", "split"),
    ("incidents", "correct"),
    ("incidents", "export"),
    ("feeds", "probe"),
    ("feeds", "poll"),
    ("feeds", "import"),
    ("feeds", "export"),
]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UsageError("x"), 2),
        (ConfigError(Path("config.toml"), ["x"]), 2),
        (WrongTokenError(), 2),
        (OtherPollerError(6), 1),
        (CommandError("x"), 1),
        (LockHeldError("x"), 1),
        (DatabaseError("x"), 1),
        (FetchError(FetchProblem.UNREACHABLE, "x"), 1),
        (WorkerTimeout("x"), 1),
        (WorkerCrashed("x"), 1),
        (PermissionError(13, "x"), 1),
    ],
)
def test_every_expected_error_has_its_exit_code(error: Exception, expected: int) -> None:
    assert expected == exit_code(error)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(command: tuple[str, ...]) -> None:
    help_text = CliRunner().invoke(app, [*command, "--help"]).output

    assert re.search(rf"Example:\s+caucasus-alerts {' '.join(command)}", help_text)


def test_the_help_names_every_command() -> None:
    help_text = CliRunner().invoke(app, ["--help"]).output

    assert not [command[0] for command in COMMANDS if f" {command[0]} " not in help_text]


def test_letters_that_the_terminal_lacks_do_not_end_a_command() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "explain", "Дождь в Ереване"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )

    assert ended.returncode == 0
    assert ended.stdout.startswith(b"????? ? ???????")


def test_a_folder_that_cannot_be_made_is_named_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").touch()
    config = tmp_path / "config.toml"
    config.write_text(
        '[database]\nurl = "sqlite:///taken/below/alerts.db"\n'
        '[[feeds]]\nname = "Herald"\nurl = "http://127.0.0.1:9/"\nlanguage = "en"\n'
    )
    with pytest.raises(SystemExit) as ended:
        main(["poll", "--config", str(config)])

    assert ended.value.code == 1
    assert "taken/below: Not a directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["extrct"], ["incidents", "show", "x"], ["incidents", "retract", "1"], ["replay"]]
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "Usage:" in capsys.readouterr().err


def test_an_expected_error_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / ("long-" * 40)

    with pytest.raises(SystemExit):
        main(["extract", str(path)])

    assert capsys.readouterr().err == f"caucasus-alerts: {path}: No such file or directory\n"


def test_workers_of_the_console_command_do_not_load_the_command_line(tmp_path: Path) -> None:
    script = tmp_path / "caucasus-alerts"  # as pip writes it
    script.write_text("from bot.__main__ import main\nif __name__ == '__main__':\n    main()\n")
    line = b'{"id": "1", "published": "2031-03-05", "title": "Calm in Goris"}\n'

    finished = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-X", "importtime", str(script), "extract"],
        input=line,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        check=True,
    )

    imports = [entry.rsplit(b"|", 1)[-1].strip() for entry in finished.stderr.splitlines()]
    assert imports.count(b"feeds.extract") >= 1  # in a worker
    assert imports.count(b"bot.cli.service") == 1  # in the parent alone


def test_it_says_its_version() -> None:
    said = CliRunner().invoke(app, ["--version"])

    assert (0, True) == (said.exit_code, bool(re.fullmatch(r"\d+\.\d+\.\d+\n", said.output)))
