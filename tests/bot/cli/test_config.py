"""``check`` says all that is wrong, and what the feeds answer."""

from pathlib import Path

import pytest

from bot.cli.config import Sight, look_at_all
from bot.config import load
from tests.bot.cli.conftest import Run
from tests.feed_server import FeedServer

RSS = (
    b'<rss version="2.0"><channel><title>x</title><item><title>Rain</title>'
    b"<link>https://x.example/1</link><pubDate>Wed, 05 Mar 2025 06:05:00 GMT</pubDate></item>"
    b"</channel></rss>"
)


def test_a_good_configuration_ends_with_0_and_its_warnings(run: Run, config: Path) -> None:
    ended = run("check", "--config", config)

    assert ended.code == 0
    assert "good, 1 feeds enabled" in ended.out
    assert "warning: theatre georgia hangs on one origin: Herald" in ended.err


def test_a_wrong_one_ends_with_2_and_every_problem(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[http]\ncontakt = "x"\n[[feeds]]\nname = "Herald"\n', encoding="utf-8")

    ended = run("check", "--config", path)

    assert (ended.code, ended.out) == (2, "")
    assert "did you mean contact?" in ended.err
    assert "url is missing" in ended.err


def test_the_environment_may_name_the_file(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCASUS_ALERTS_CONFIG", str(config))

    assert run("check").code == 0


def test_a_missing_file_says_how_to_get_one(run: Run, tmp_path: Path) -> None:
    ended = run("check", "--config", tmp_path / "none.toml")

    assert ended.code == 2
    assert "--config" in ended.err


def test_a_token_that_is_none_is_a_problem(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "not-a-token")

    ended = run("check", "--config", config)

    assert ended.code == 2
    assert "not-a-token" not in ended.err


def test_live_says_which_feed_does_not_answer(run: Run, config: Path) -> None:
    ended = run("check", "--live", "--config", config)

    assert ended.code == 1
    assert "Connect call failed" in ended.out


async def test_live_says_what_a_feed_has(tmp_path: Path) -> None:
    async with FeedServer() as server:
        server.document("/rss", RSS)
        feed = f'[[feeds]]\nname = "Herald"\nurl = "{server.url("/rss")}"\nlanguage = "en"\n'
        path = tmp_path / "config.toml"
        path.write_text("[http]\nallow_private_networks = true\n" + feed, encoding="utf-8")
        settings = load(path, {})

        (sight,) = await look_at_all(settings, list(settings.feeds))

    assert sight == Sight("Herald", True, "answers, and can be read", "1", "2025-03-05 06:05", "0")
