import pytest

from feeds.extract.figurative import is_literal
from tests.feeds.extract.english import line, unit_named


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("Troops launched an assault on Hadrut", "launched an assault", True),
        ("Parties launched an assault on the 2032 spending plan", "launched an assault", False),
        ("A budget battle began", "battle", False),
        ("An attack on our sovereignty", "attack on", False),
        ("The locust invasion goes on", "invasion", False),
        ("He called it a provocation", "provocation", False),
        ("Kadyrov blasts Putin", "blasts", False),
    ],
)
def test_a_word_of_violence_may_be_a_figure(text: str, key: str, expected: bool) -> None:
    read = line(text)

    assert expected == is_literal(read, unit_named(read, key), is_noun=True)
