"""``init`` writes a configuration that the service takes, and checks the token."""

import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import config as bot_config
from bot.__main__ import app
from bot.config import TelegramSettings
from tests.bot.cli.conftest import Run
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import BOT_USERNAME

TEMPLATE = """\
[http]
# contact = ""  # shown
# allow_private_networks = false

[telegram]
# mode = "live"
# api_url = ""
# token_file = ""
# admin_users = []
# admin_chats = []

# Feeds ---

[[feeds]]
name = "Herald"
url = "https://herald.example/rss"
language = "en"

[[feeds]]
name = "Vestnik"
url = "https://vestnik.example/rss"
language = "ru"
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.toml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def asked(target: Path, template: Path, telegram: FakeTelegram, answers: list[str]) -> Result:
    """Run it at a terminal, and give these answers."""
    arguments = ["init", "--config", target, "--template", template, "--api-url", telegram.api_url]
    environ = {"TELEGRAM_TOKEN": None}
    lines = "\n".join(answers) + "\n"
    return CliRunner().invoke(app, list(map(str, arguments)), input=lines, env=environ)


def test_questions_become_a_configuration_with_a_checked_token(
    tmp_path: Path, template: Path, telegram: FakeTelegram
) -> None:
    target = tmp_path / "mine" / "config.toml"
    ended = asked(
        target, template, telegram, ["en", "me@x.org", "review", "77", telegram.token, "n"]
    )
    config = bot_config.load(target, {})
    secret = bot_config.token(config, {})

    assert ended.exit_code == 0, ended.output
    assert f"that of @{BOT_USERNAME}" in ended.output
    assert telegram.token not in ended.output
    assert [feed.name for feed in config.feeds] == ["Herald"]
    assert config.http.contact == "me@x.org"
    settings = bot_config.section(config, TelegramSettings)
    assert (settings.mode, settings.admin_users, settings.admin_chats) == ("review", (77,), (77,))
    assert secret is not None
    assert secret.get_secret_value() == telegram.token
    assert stat.S_IMODE((target.parent / "token").stat().st_mode) == 0o600


def test_defaults_are_a_shadow_week_in_all_languages(
    run: Run, tmp_path: Path, template: Path
) -> None:
    target = tmp_path / "config.toml"
    ended = run("init", "--yes", "--config", target, "--template", template)
    config = bot_config.load(target, {})

    assert ended.code == 0
    assert "2 feeds are on" in ended.out
    assert "admin_chats is empty" in ended.out
    assert bot_config.section(config, TelegramSettings).mode == "shadow"
    assert not (tmp_path / "token").exists()


def test_the_commented_configuration_of_the_repository_can_be_written(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "config.toml"
    ended = run("init", "--yes", "--language", "ru hy", "--config", target)

    assert ended.code == 0
    assert {feed.language for feed in bot_config.load(target, {}).feeds} == {"ru", "hy"}


def test_an_existing_configuration_stays(run: Run, config: Path) -> None:
    before = config.read_text(encoding="utf-8")
    ended = run("init", "--yes", "--config", config)

    assert ended.code == 2
    assert "exists already" in ended.err
    assert before == config.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--language", "xx"), "--language xx: there are feeds in en, ru"),
        (("--language", ","), "--language nothing: there are feeds in en, ru"),
        (("--mode", "loud"), "--mode loud: expected one of shadow, review, live"),
        (("--admin", "anna"), "--admin anna: a user id is a number"),
        (("--template", "/nowhere"), "there is no /nowhere"),
    ],
)
def test_a_wrong_flag_writes_nothing(
    run: Run, tmp_path: Path, template: Path, flags: tuple[str, str], expected: str
) -> None:
    target = tmp_path / "config.toml"
    ended = run("init", "--yes", "--config", target, "--template", template, *flags)

    assert ended.code == 2
    assert expected in " ".join(ended.err.split())
    assert not target.exists()


@pytest.mark.parametrize(
    ("token", "trouble", "expected", "code"),
    [
        ("nonsense", None, "this is not a bot token", 2),
        ("123456:" + "A" * 35, None, "Telegram refuses the bot's token", 2),
        ("", Trouble.BAD_GATEWAY, "The token is not checked", 0),
    ],
)
def test_a_token_from_the_environment_is_checked_and_not_written(
    *,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    template: Path,
    telegram: FakeTelegram,
    token: str,
    trouble: Any,
    expected: str,
    code: int,
) -> None:
    if trouble is not None:
        telegram.fail(trouble, "getMe", times=9)
    monkeypatch.setenv("TELEGRAM_TOKEN", token or telegram.token)
    flags = ("--template", template, "--api-url", telegram.api_url)
    ended = run("init", "--yes", "--config", tmp_path / "config.toml", *flags)

    assert ended.code == code
    assert expected in " ".join((ended.out + ended.err).split())
    assert not (tmp_path / "token").exists()


def test_the_dry_run_reads_the_feeds_and_tells_nobody(run: Run, tmp_path: Path) -> None:
    text = TEMPLATE.replace("# allow_private_networks = false", "allow_private_networks = true")
    template = tmp_path / "template.toml"
    template.write_text(text.replace("herald.example", "127.0.0.1:9"), encoding="utf-8")
    flags = ("--template", template, "--language", "en", "--dry-run")
    ended = run("init", "--yes", "--config", tmp_path / "config.toml", *flags)

    assert ended.code == 1
    assert "Polled feeds" in ended.out
    assert "unreachable" in ended.out
