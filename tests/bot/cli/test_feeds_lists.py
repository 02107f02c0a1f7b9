"""``feeds import`` and ``feeds export``: a list goes out and comes in again."""

from pathlib import Path

import pytest

from bot import config as bot_config
from tests.bot.cli.conftest import Run

LIST = (
    '<opml version="2.0"><body><outline text="Post" xmlUrl="https://post.example/feed"/>'
    '<outline text="Herald" xmlUrl="http://127.0.0.1:9/rss"/></body></opml>'
)


@pytest.fixture
def opml(tmp_path: Path) -> Path:
    path = tmp_path / "list.opml"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_becomes_blocks_of_what_is_new(run: Run, config: Path, opml: Path) -> None:
    before = config.read_text("utf-8")
    ended = run("feeds", "import", opml, "-c", config, "--language", "ru")

    assert ended.out == (
        '[[feeds]]\nname = "Post"\nurl = "https://post.example/feed"\nlanguage = "ru"\n'
    )
    assert "there already, as Herald" in ended.err
    assert config.read_text("utf-8") == before


def test_written_in_they_stand_below_all_that_was_there(run: Run, config: Path, opml: Path) -> None:
    config.write_text("# mine\n" + config.read_text("utf-8") + "# the end", encoding="utf-8")
    config.chmod(0o640)
    before = config.read_text("utf-8")
    ended = run("feeds", "import", opml, "-c", config, "--write")
    again = run("feeds", "import", opml, "-c", config, "--write")

    assert (ended.code, ended.out, again.out) == (0, "", "")
    assert config.read_text("utf-8").startswith(before + "\n\n# From list.opml\n[[feeds]]\n")
    assert [feed.name for feed in bot_config.load(config, {}).feeds][-1] == "Post"
    assert config.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.toml", "list.opml"]


def test_what_is_exported_can_be_imported(run: Run, config: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    run("feeds", "export", "-c", config, "-o", out)
    printed = run("feeds", "export", "-c", config).out
    fresh = tmp_path / "fresh.toml"
    fresh.write_text('[[feeds]]\nname = "A"\nurl = "https://a.example/"\nlanguage = "en"\n')
    run("feeds", "import", out, "-c", fresh, "--write")

    assert printed == out.read_text("utf-8")
    assert bot_config.load(fresh, {}).feeds[1:] == bot_config.load(config, {}).feeds


@pytest.mark.parametrize("text", ["", "<rss/>", "hello"])
def test_what_is_no_list_says_so(run: Run, config: Path, opml: Path, text: str) -> None:
    opml.write_text(text, encoding="utf-8")
    ended = run("feeds", "import", opml, "-c", config)

    assert ended.code == 1
    assert "list.opml: " in ended.err


def test_a_language_that_we_do_not_read_is_wrong_use(run: Run, config: Path, opml: Path) -> None:
    assert run("feeds", "import", opml, "-c", config, "--language", "de").code == 2
