from datetime import timedelta

import pytest

from bot.patience import BURST, MOST_CHATS, SECONDS_EACH, Patience, Turn
from tests.bot.made import NOW

ANNA, BEN = 1, 2


def turns(patience: Patience, seconds: list[float]) -> list[Turn]:
    """Ask once after each of these times since the start."""
    return [patience.turn(ANNA, NOW + timedelta(seconds=after)) for after in seconds]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([0.0] * BURST, [Turn.ANSWER] * BURST),
        ([0.0] * (BURST + 3), [*[Turn.ANSWER] * BURST, Turn.WARN, Turn.IGNORE, Turn.IGNORE]),
        ([*[0.0] * BURST, SECONDS_EACH], [Turn.ANSWER] * (BURST + 1)),
        (
            [*[0.0] * (BURST + 1), SECONDS_EACH, SECONDS_EACH],
            [*[Turn.ANSWER] * BURST, Turn.WARN, Turn.ANSWER, Turn.IGNORE],
        ),
        (
            [*[0.0] * (BURST + 1), *[60.0] * (BURST + 1)],
            [*[Turn.ANSWER] * BURST, Turn.WARN] * 2,
        ),
        ([60.0, *[0.0] * BURST], [Turn.ANSWER] * BURST + [Turn.WARN]),
    ],
    ids=[
        "a burst",
        "too much",
        "one more after a while",
        "not warned again",
        "warned after a rest",
        "a clock set back",
    ],
)
def test_it_answers_a_burst_and_then_so_many(seconds: list[float], expected: list[Turn]) -> None:
    assert turns(Patience(), seconds) == expected


def test_insisting_gets_no_more_than_a_group_may_hear_in_a_minute() -> None:
    patience = Patience()
    turns(patience, [0.0] * BURST)
    answers = turns(patience, [tenth / 10 for tenth in range(1, 601)])

    assert 19 <= len([turn for turn in answers if turn is not Turn.IGNORE]) <= 20 + 1


def test_one_chat_costs_another_nothing() -> None:
    patience = Patience()
    turns(patience, [0.0] * 100)

    assert patience.turn(BEN, NOW) is Turn.ANSWER


def test_it_forgets_the_chats_that_were_quiet_longest() -> None:
    patience = Patience()
    turns(patience, [0.0] * (BURST + 1))
    for chat_id in range(BEN, BEN + MOST_CHATS):
        patience.turn(chat_id, NOW)

    assert patience.turn(ANNA, NOW) is Turn.ANSWER
