import pytest

from bot.config_changes import Reload
from bot.config_messages import SHOWN, write_reload
from bot.words import words


@pytest.mark.parametrize(
    ("reload", "expected"),
    [
        (Reload(None, ("feed added: Herald",)), ["is applied", "feed added: Herald"]),
        (Reload(None, problems=("[http] contact: x",)), ["REFUSED", "[http] contact: x"]),
        (Reload(None, ("a",), ("[database] url",)), ["After a restart only:", "[database] url"]),
        (Reload(None), ["is applied", "Nothing in it changed."]),
        (Reload(None, tuple("abcdefghijklmnop")), ["and 4 more"]),
    ],
)
def test_operators_hear_what_became_of_an_edit(reload: Reload, expected: list[str]) -> None:
    text = write_reload(reload, words("en")).plain

    assert all(part in text for part in expected)
    assert text.count("\n") <= SHOWN + 3


def test_a_problem_is_no_markup() -> None:
    assert "<b>x" not in write_reload(Reload(None, problems=("<b>x",)), words("en")).html
