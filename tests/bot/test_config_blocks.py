import tomllib
from pathlib import Path

import pytest

from bot import config as bot_config
from bot.config_blocks import block, free_name, offer, outline_of, settings_of
from feeds.config import FeedSettings
from feeds.parse.outlines import Outline

DEFAULT = Path(__file__).parents[2] / "config.toml"
HERALD = FeedSettings(name="Herald", url="https://herald.example/rss", language="en")


def test_a_block_has_what_is_needed_and_what_is_unusual() -> None:
    unusual = HERALD.model_copy(update={"name": 'The "H"', "poll_minutes": 60.0, "enabled": False})
    written = tomllib.loads(block(unusual))

    assert written == {
        "feeds": [
            {
                "name": 'The "H"',
                "url": "https://herald.example/rss",
                "language": "en",
                "poll_minutes": 60,
                "enabled": False,
            }
        ]
    }


def test_every_feed_of_the_default_configuration_comes_back_from_a_list() -> None:
    feeds = bot_config.load(DEFAULT, {}).feeds
    offered = offer([outline_of(feed) for feed in feeds], (), "en")

    assert (offered.feeds, offered.left_out) == (feeds, ())


def test_a_block_of_every_feed_is_read_as_that_feed() -> None:
    for feed in bot_config.load(DEFAULT, {}).feeds:
        (written,) = tomllib.loads(block(feed))["feeds"]
        assert FeedSettings.model_validate(written) == feed


def test_what_may_be_secret_is_in_no_list() -> None:
    secret = HERALD.model_copy(update={"auth_env": "HERALD_AUTH", "headers": {"X-Key": "1"}})

    assert "auth_env" in settings_of(secret)
    assert outline_of(secret).settings == {}


@pytest.mark.parametrize(
    ("outline", "reason"),
    [
        (Outline("H", "http://www.herald.example/rss?utm_source=x"), "there already, as Herald"),
        (Outline("F", "file:///etc/passwd"), "an address such as"),
        (
            Outline("B", "https://b.example/", "en", {"poll_minutes": "1; rm"}),
            "not written as TOML",
        ),
        (Outline("B", "https://b.example/", "en", {"poll_minutes": "0"}), "from 0.05 to 1440"),
        (Outline("B", "https://b.example/", "en", {"surprise": "1"}), "unknown setting surprise"),
    ],
)
def test_what_can_not_be_taken_in_is_named(outline: Outline, reason: str) -> None:
    offered = offer([outline], (HERALD,), "en")

    assert offered.feeds == ()
    assert reason in offered.left_out[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Post", "Post"),
        ("herald", "herald 2"),
        ("", "b.example"),
        ("a\nb\x1b", "a b"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_name_is_one_line_and_nobody_elses(name: str, expected: str) -> None:
    assert expected == free_name(name, "https://b.example/rss", {"herald"})


def test_a_language_that_we_do_not_read_becomes_the_one_that_was_asked_for() -> None:
    (feed,) = offer([Outline("B", "https://b.example/", "de")], (), "ru").feeds

    assert feed.language == "ru"
