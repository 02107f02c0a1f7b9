"""A configuration is made from the commented one, and its comments stay."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config_writing import languages, rewrite

ROOT = Path(__file__).parents[2]
TEMPLATE = """\
# Words at the top.

[telegram]
# mode = "live"          # who is told
# admin_users = []

[web]
# mode = "not this one"

# About feeds:
# [[feeds]]
# language = "xx"

# The whole ---------------

[[feeds]]  # answered
name = "A"
# a note in between
language = "en"

# Armenia -----------------

[[feeds]]
name = "B"
language = "hy"

[[feeds]]
name = "C"
language = "ru"
enabled = false
"""


def test_values_are_set_where_they_stand_and_comments_stay() -> None:
    values = {("telegram", "mode"): '"shadow"', ("telegram", "admin_users"): "[7]"}
    lines = rewrite(TEMPLATE, ("en",), values).splitlines()

    assert lines[:8] == [
        "# Words at the top.",
        "",
        "[telegram]",
        'mode = "shadow"  # who is told',
        "admin_users = [7]",
        "",
        "[web]",
        '# mode = "not this one"',
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("en",), ["# The whole", '"A"']),
        (("hy",), ["# Armenia", '"B"']),
        (("ru", "en"), ["# The whole", '"A"', "# Armenia", '"C"']),
        ((), []),
    ],
)
def test_feeds_of_other_languages_go_with_their_headings(
    chosen: tuple[str, ...], expected: list[str]
) -> None:
    written = rewrite(TEMPLATE, chosen, {})
    parts = ["# The whole", '"A"', "# Armenia", '"B"', '"C"']

    assert expected == [part for part in parts if part in written]
    assert ("a note in between" in written) == ("en" in chosen)


def test_languages_are_those_of_enabled_feeds() -> None:
    assert languages(TEMPLATE) == ("en", "hy")


@pytest.mark.parametrize("key", [("telegram", "nothing"), ("nowhere", "mode")])
def test_a_key_that_the_template_lacks_is_an_error(key: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        rewrite(TEMPLATE, (), {key: "1"})


def test_nothing_changes_where_all_is_wanted() -> None:
    template = (ROOT / "config.toml").read_text(encoding="utf-8")

    assert template == rewrite(template, ("en", "ru", "hy", "az", "ka", "tr"), {})


CONFIG = (ROOT / "config.toml").read_text(encoding="utf-8")
SPOKEN = languages(CONFIG)


@given(st.sets(st.sampled_from(SPOKEN)))
def test_any_choice_of_languages_leaves_exactly_their_feeds(chosen: set[str]) -> None:
    whole, made = tomllib.loads(CONFIG), tomllib.loads(rewrite(CONFIG, chosen, {}))
    wanted = [feed for feed in whole["feeds"] if feed["language"] in chosen]

    assert wanted == made.pop("feeds", [])
    assert {name: part for name, part in whole.items() if name != "feeds"} == made


@given(st.text("abc \\#$1", max_size=12))
def test_any_text_can_be_a_value_and_is_read_back(text: str) -> None:
    written = rewrite(TEMPLATE, ("en",), {("telegram", "mode"): f"'{text}'"})

    assert tomllib.loads(written)["telegram"] == {"mode": text}
    assert "  # who is told" in written


def test_a_value_may_be_set_again() -> None:
    once = rewrite(TEMPLATE, ("en", "hy", "ru"), {("telegram", "mode"): "'live'"})
    twice = rewrite(once, ("en", "hy", "ru"), {("telegram", "mode"): "'shadow'"})

    assert once.replace("'live'", "'shadow'") == twice


@pytest.mark.parametrize("template", ["", "[http]\n", "# words alone\n"])
def test_a_template_without_feeds_has_no_languages(template: str) -> None:
    assert languages(template) == ()
    assert rewrite(template, ("en",), {}).strip() == template.strip()
