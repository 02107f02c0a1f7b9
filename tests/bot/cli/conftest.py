"""Running a command as an operator does, in this process."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """Give the log back: commands send it to standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs ``caucasus-alerts`` with its arguments."""
    for variable in ("CAUCASUS_ALERTS_CONFIG", "DATABASE_URL", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(variable, raising=False)

    def run_it(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return run_it


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Give a configuration of two feeds; nobody answers at the first, the second is off."""
    path = tmp_path / "config.toml"
    path.write_text(
        '[http]\ncontact = "ops@example.org"\nallow_private_networks = true\n'
        '[[feeds]]\nname = "Herald"\nurl = "http://127.0.0.1:9/rss"\nlanguage = "en"\n'
        '[[feeds]]\nname = "Gazette"\nurl = "http://127.0.0.1:9/atom"\nlanguage = "ru"\n'
        'enabled = false\nreason = "refuses programs"\n',
        encoding="utf-8",
    )
    return path
