"""What an operator's button carries is read back, and nothing else is taken for it."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MAX_BYTES
from bot.operators.buttons import PATTERN, feed_key, press, read, row
from bot.operators.numbers import split
from bot.operators.table import COMMANDS
from bot.words import words
from feeds.store.database import MEMORY, open_database
from tests.bot.replies.made import Counter, config_in


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    database = open_database(MEMORY)
    with database.transaction() as connection:
        yield Counter(connection, config_in(tmp_path_factory.mktemp("config")))
    database.close()


@given(st.sampled_from([act.name for act in COMMANDS]), st.text(max_size=40))
def test_a_press_is_read_as_it_was_written(verb: str, subject: str) -> None:
    assert read(press(verb, subject)) == (verb, subject)
    assert re.match(PATTERN, press(verb, subject))


@pytest.mark.parametrize(
    "data", ["", "o1", "o2:release:1", "O1:release:1", "s1:area:georgia on", ":", "release:1"]
)
def test_what_is_not_an_operators_has_no_verb(data: str) -> None:
    assert not read(data)[0]


@given(st.text(max_size=200))
def test_a_feed_of_any_name_fits_into_a_button(name: str) -> None:
    longest = max((act.name for act in COMMANDS), key=len)

    assert len(press(longest, feed_key(name)).encode()) <= MAX_BYTES


def test_feeds_with_like_names_have_keys_of_their_own() -> None:
    names = ["Herald", "herald", "Herald ", "", "Вестник"]

    assert len({feed_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("verb", ["release", "drop", "stop_feed", "trust_feed", "stop_pushes"])
def test_every_button_has_a_label_and_a_command(verb: str) -> None:
    ((button,),) = row(words("en"), (verb, "1"))

    assert button.label
    assert verb in {act.name for act in COMMANDS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1042", (1042, "")),
        ("#1042  it was wrong ", (1042, "it was wrong")),
        ("  7 8", (7, "8")),
        ("999999999", (999_999_999, "")),
        ("1000000000", (None, "")),
        ("##7", (None, "")),
        ("-7 x", (None, "x")),
        ("٧", (None, "")),
        ("²", (None, "")),
        ("", (None, "")),
    ],
)
def test_a_command_begins_with_a_number_or_with_none(
    counter: Counter, text: str, expected: tuple[int | None, str]
) -> None:
    assert expected == split(counter.desk(text))
