"""What the commands share behaves the same for all of them."""

from pathlib import Path

import pytest

from bot.cli.shared import (
    PIPED_WIDTH,
    errors,
    opened,
    output,
    progress,
    read_config,
    reason_text,
    utc_now,
)
from feeds.config_problems import ConfigError
from feeds.store.database import DatabaseError


def test_results_are_wide_where_they_go_to_a_file() -> None:
    assert output().width == PIPED_WIDTH


def test_progress_is_not_shown_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading", total=3) as steps:
        steps.advance()
        steps.say("Reading more")

    assert capsys.readouterr() == ("", "")


def test_errors_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    errors().print("wrong")

    assert capsys.readouterr() == ("", "wrong\n")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [("background", "background: what happened long ago"), ("brand_new", "brand_new")],
)
def test_a_reason_is_said_in_words_where_there_are_any(reason: str, expected: str) -> None:
    assert expected == reason_text(reason)


def test_the_time_is_aware_and_utc() -> None:
    assert utc_now().utcoffset() is not None


def test_the_database_is_closed_however_a_command_ends(config: Path) -> None:
    settings = read_config(config)

    with pytest.raises(KeyError), opened(settings) as database:
        raise KeyError("x")

    with pytest.raises(RuntimeError, match="shutdown"):
        database._thread.submit(print)


def test_a_database_that_is_none_is_refused(config: Path) -> None:
    (config.parent / "data").mkdir()
    (config.parent / "data" / "alerts.db").write_text("no database, only text" * 100)

    with pytest.raises(DatabaseError, match="can't open the database"), opened(read_config(config)):
        pass


def test_a_wrong_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_config(tmp_path / "none.toml")
