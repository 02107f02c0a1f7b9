"""The log goes to standard error, a line an event, as graved as asked for."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import configure


@pytest.fixture(autouse=True)
def _root() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_lines_for_people_hold_level_and_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "text")

    logging.getLogger("feeds.poll").warning("feed %s is sick", "X")

    out, err = capsys.readouterr()
    assert out == ""
    assert "warning" in err
    assert "feed X is sick" in err


def test_json_has_one_object_a_line_with_the_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")

    try:
        int("bad")
    except ValueError:
        logging.getLogger("bot").exception("delivery %d", 7)

    (line,) = capsys.readouterr().err.splitlines()
    row = json.loads(line)
    assert (row["event"], row["level"], row["logger"]) == ("delivery 7", "error", "bot")
    assert "ValueError: invalid literal" in row["exception"]


def test_what_is_less_grave_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure("warning", "text")

    logging.getLogger("feeds").info("all is well")

    assert capsys.readouterr().err == ""


def test_no_line_holds_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")

    logging.getLogger("telegram").error("POST /bot%s/getMe", "123456:" + "A" * 35)

    assert "POST /bot[token]/getMe" in capsys.readouterr().err


def test_the_talk_with_telegram_is_not_logged_in_debug(capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", "text")

    logging.getLogger("telegram.ext").debug("chat %d: hello", 4711)

    assert capsys.readouterr().err == ""
