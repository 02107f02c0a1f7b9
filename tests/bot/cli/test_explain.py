"""``explain`` shows a person what decided."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.cli.explain import explain_what, words_of
from feeds.fetch import HttpLimits
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW
from tests.feed_server import FeedServer

HEAD = "Two soldiers killed near Tegh"
PAGE = (
    f"<!DOCTYPE html><html><head><title>{HEAD}</title></head><body><nav>Home | Sport</nav>"
    "<p>Two Armenian <b>soldiers</b> were killed.</p><p>End.</body>"
).encode()


def test_it_explains_a_text_with_the_words_that_decided(run: Run) -> None:
    ended = run("explain", "Two Armenian soldiers were killed near Tegh on Wednesday")

    assert ended.code == 0
    assert "alert: new_violence" in ended.out
    assert "Tegh" in ended.out
    assert "killed ARM 2-2" in ended.out


def test_it_explains_a_file_and_why_nothing_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Rain in Yerevan\n\nIt will last until Friday.", encoding="utf-8")

    ended = run("explain", path, "--published", "2031-03-05")

    assert "no alert: gate_no_trigger_word" in ended.out


async def test_it_explains_the_article_behind_an_address() -> None:
    async with FeedServer() as server:
        server.document("/", PAGE, headers={"Content-Type": "text/html"})
        here = HttpLimits(allow_hosts=(f"127.0.0.1:{server.port}",))
        (explained,) = await explain_what(server.url("/"), "", NOW, here)

    assert explained.text.splitlines() == [HEAD, "Two Armenian soldiers were killed.", "End."]


def test_the_configuration_says_how_an_address_is_fetched(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        '[http]\nallow_hosts = ["127.0.0.1:9"]\n'
        '[[feeds]]\nname = "Herald"\nurl = "http://127.0.0.1:9/"\nlanguage = "en"\n'
    )

    ended = run("explain", "http://127.0.0.1:9/", "--config", config)

    assert ended.code == 1
    assert "unreachable" in ended.err


def test_an_address_that_leads_nowhere_is_an_expected_failure(run: Run) -> None:
    ended = run("explain", "http://127.0.0.1:9/")

    assert ended.code == 1
    assert "private" in ended.err


@pytest.mark.parametrize(
    "text", ["Rain. " * 2_000, "Rain", "Rain and/or snow", "Clash 24/7 " * 900]
)
def test_what_names_no_file_is_a_text(text: str) -> None:
    assert text.strip() == words_of(text)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("no/such/file.txt", "No such file"),
        ("/", "Is a directory"),
        ("ftp://news.example/rss", "No such file"),
        ("  ", "nothing to explain"),
    ],
)
def test_what_cannot_be_read_is_no_text(run: Run, what: str, why: str) -> None:
    ended = run("explain", what)

    assert ended.code == 2
    assert why in ended.err


def test_it_explains_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"Clash near Tegh\nOne wounded.\n")))

    assert words_of("-") == "Clash near Tegh\nOne wounded."


def test_a_file_is_read_however_it_is_encoded(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"Head\nCaf\xe9\n")

    assert words_of(str(path)) == "Head\nCaf\ufffd"
