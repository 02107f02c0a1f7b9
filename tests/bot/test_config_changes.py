from pathlib import Path

import pytest

from bot import config as bot_config
from bot.config_changes import AFTER_RESTART, Reload, compare
from feeds.config import Config

FEEDS = (
    '[[feeds]]\nname = "Herald"\nurl = "https://herald.example/rss"\nlanguage = "en"\n'
    '[[feeds]]\nname = "Gazette"\nurl = "https://gazette.example/rss"\nlanguage = "ru"\n'
)


def load(folder: Path, text: str, **environ: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return bot_config.load(path, environ)


def edited(folder: Path, text: str, **environ: str) -> Reload:
    return compare(load(folder, FEEDS), load(folder, text, **environ))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FEEDS + "# a comment\n", ()),
        (FEEDS.replace("herald.example", "herald.test"), ("feed changed: Herald (url)",)),
        (FEEDS.replace("Gazette", "Post"), ("feed added: Post", "feed removed: Gazette")),
        (FEEDS + "poll_minutes = 9\nenabled = false\n", None),
        ("[http]\nmax_redirects = 1\n" + FEEDS, ("[http] max_redirects",)),
        ('[policy]\npreset = "digest"\n' + FEEDS, ("[policy] preset",)),
        ('[telegram]\nmode = "shadow"\nadmin_users = [1]\n' + FEEDS, None),
    ],
)
def test_it_says_what_is_different(
    tmp_path: Path, text: str, expected: tuple[str, ...] | None
) -> None:
    found = edited(tmp_path, text)
    several = {
        ("feed changed: Gazette (poll_minutes, enabled)",),
        ("[telegram] mode", "[telegram] admin_users"),
    }

    assert found.changes == expected or (expected is None and found.changes in several)
    assert found.after_restart == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[service]\nworkers = 4\n", "[service] workers"),
        ('[database]\nurl = "sqlite:///other.db"\n', "[database] url"),
        ('[telegram]\ntoken_file = "t"\n', "[telegram] token_file"),
        ("[web]\nport = 1\n", "[web] port"),
    ],
)
def test_it_says_what_waits_for_a_restart(tmp_path: Path, text: str, expected: str) -> None:
    found = edited(tmp_path, text + FEEDS)

    assert (found.after_restart, found.changes) == ((expected,), ())
    assert found.config is not None
    assert found.config.database == load(tmp_path, FEEDS).database


def test_a_new_secret_changes_its_feed_and_is_not_shown(tmp_path: Path) -> None:
    text = FEEDS + 'auth_env = "GAZETTE_AUTH"\n'
    old = load(tmp_path, text, GAZETTE_AUTH="Bearer one")
    new = load(tmp_path, text, GAZETTE_AUTH="Bearer two")

    assert compare(old, new).changes == ("feed changed: Gazette (its authorization)",)


def test_every_setting_that_waits_for_a_restart_is_one(tmp_path: Path) -> None:
    config = load(tmp_path, FEEDS)
    sections = {"service": config.service, "database": config.database, **config.extra}

    for section, names in AFTER_RESTART.items():
        assert names <= type(sections[section]).model_fields.keys()
