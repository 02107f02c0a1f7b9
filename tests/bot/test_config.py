from pathlib import Path

import pytest

from bot.config import (
    PolicySettings,
    TelegramSettings,
    WebSettings,
    load,
    section,
    token,
    warnings,
)
from feeds.config_problems import ConfigError

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "data" / "config" / "bot"
MISTAKES = sorted(path.stem for path in FOLDER.glob("*.toml"))

FEED = '[[feeds]]\nname = "OC Media"\nurl = "https://oc-media.org/feed/"\nlanguage = "en"\n'
TOKEN = "123456789:" + "a" * 35


def write(folder: Path, text: str = "") -> Path:
    path = folder / "config.toml"
    path.write_text(FEED + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_names_every_problem_with_its_key(mistake: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(FOLDER / f"{mistake}.toml", {})

    expected = (FOLDER / f"{mistake}.txt").read_text(encoding="utf-8").splitlines()
    assert expected == list(caught.value.problems)


def test_a_section_that_is_left_out_has_its_defaults(tmp_path: Path) -> None:
    config = load(write(tmp_path), {})

    assert TelegramSettings() == section(config, TelegramSettings)
    assert PolicySettings() == section(config, PolicySettings)
    assert WebSettings() == section(config, WebSettings)


def test_it_reads_its_own_sections(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[telegram]\nmode = "shadow"\nadmin_users = [7]\n'), {})

    expected = TelegramSettings(mode="shadow", admin_users=(7,))
    assert expected == section(config, TelegramSettings)


def test_there_need_not_be_a_token(tmp_path: Path) -> None:
    environ: dict[str, str] = {}

    assert token(load(write(tmp_path), environ), environ) is None


def test_the_token_comes_from_the_environment(tmp_path: Path) -> None:
    environ = {"TELEGRAM_TOKEN": f" {TOKEN}\n"}

    secret = token(load(write(tmp_path), environ), environ)

    assert secret is not None
    assert secret.get_secret_value() == TOKEN
    assert TOKEN not in repr(secret)


@pytest.mark.parametrize(
    ("text", "environ"),
    [('[telegram]\ntoken_file = "token"\n', {}), ("", {"TELEGRAM_TOKEN_FILE": "token"})],
)
def test_the_token_comes_from_a_file_beside_the_configuration(
    tmp_path: Path, text: str, environ: dict[str, str]
) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n", encoding="utf-8")

    secret = token(load(write(tmp_path, text), environ), environ)

    assert secret is not None
    assert secret.get_secret_value() == TOKEN


def test_it_says_that_a_token_file_cannot_be_read(tmp_path: Path) -> None:
    environ = {"TELEGRAM_TOKEN_FILE": "token"}
    config = load(write(tmp_path), environ)

    with pytest.raises(ConfigError) as caught:
        token(config, environ)

    problem = f"[telegram] token_file: {tmp_path}/token cannot be read: No such file or directory"
    assert (problem,) == caught.value.problems


@pytest.mark.parametrize("content", [b"", b"hunter2", b"\xff\xfe"])
def test_it_refuses_what_is_no_token_and_does_not_repeat_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    config = load(write(tmp_path, '[telegram]\ntoken_file = "token"\n'), {})

    with pytest.raises(ConfigError) as caught:
        token(config, {})

    wanted = "not a bot token; expected what BotFather gave you, 123456:ABC..."
    assert (f"{tmp_path}/token: {wanted}",) == caught.value.problems


@pytest.mark.parametrize(
    ("text", "is_warned"), [("", True), ("[telegram]\nadmin_chats = [-100]\n", False)]
)
def test_it_warns_where_nobody_hears_of_sick_feeds(
    tmp_path: Path, text: str, is_warned: bool
) -> None:
    warning = "[telegram] admin_chats is empty: nobody hears when a feed is sick"

    assert is_warned == (warning in warnings(load(write(tmp_path, text), {})))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('mode = "shadow"', '[telegram] mode = "shadow", but no admin_chats: nobody is told'),
        (
            'mode = "review"\nadmin_chats = [-7]',
            '[telegram] mode = "review", but no admin_users: nobody can release anything',
        ),
    ],
)
def test_a_mode_that_needs_operators_warns_where_there_are_none(
    tmp_path: Path, text: str, warning: str
) -> None:
    config = load(write(tmp_path, f"[telegram]\n{text}\n"), {})

    assert warning in warnings(config)


def test_the_default_configuration_is_sound_and_balanced() -> None:
    config = load(ROOT / "config.toml", {})

    disabled = sum(not feed.enabled for feed in config.feeds)
    expected = (
        "[http] contact is empty: publishers cannot reach you before they block you",
        f"{disabled} of {len(config.feeds)} feeds are disabled",
        "[telegram] admin_chats is empty: nobody hears when a feed is sick",
    )
    assert expected == warnings(config)


def test_every_default_feed_that_is_disabled_says_why() -> None:
    feeds = load(ROOT / "config.toml", {}).feeds

    assert not [feed.name for feed in feeds if feed.enabled == bool(feed.reason)]
