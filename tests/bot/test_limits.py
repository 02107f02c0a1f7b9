"""The pace: of the bot, of a chat, of a group, and what Telegram says about it."""

from datetime import timedelta

import pytest

from bot import limits
from bot.limits import LIFTED, Budget, Pace, Rates
from tests.bot.made import NOW

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
RATES = Rates()


def test_slots_are_a_gap_apart() -> None:
    first, left = limits.reserve(Budget(), RATES, NOW)
    second, left = limits.reserve(left, RATES, NOW)
    late, _ = limits.reserve(left, RATES, NOW + MINUTE)

    assert [first, second, late] == [NOW, NOW + SECOND / 25, NOW + MINUTE]


def test_no_second_holds_more_than_the_rate() -> None:
    slots, left = [], Budget()
    for tick in range(300):
        now = NOW + tick * SECOND / 100
        while limits.is_free(left, now):
            at, left = limits.reserve(left, RATES, now)
            slots.append(at)

    assert max(sum(at <= other < at + SECOND for other in slots) for at in slots) == 25
    assert len(slots) == 80


def test_a_wait_of_the_bot_moves_every_slot() -> None:
    waiting = Budget(not_before=NOW + MINUTE)

    assert not limits.is_free(waiting, NOW)
    assert limits.reserve(waiting, RATES, NOW)[0] == NOW + MINUTE


@pytest.mark.parametrize(("chat_id", "expected"), [(42, 61), (-42, 20)])
def test_a_chat_gets_its_rate_and_a_group_no_more_than_its_minute(
    chat_id: int, expected: int
) -> None:
    pace, sent = Pace(), 0
    for tick in range(600):
        at = NOW + tick * SECOND / 10
        if limits.opens_at(pace, at) <= at:
            pace = limits.sent(pace, RATES, at, is_group=chat_id < 0)
            sent += 1

    assert expected == sent


def test_any_minute_of_a_group_that_was_quiet_keeps_the_rate() -> None:
    pace, sent = Pace(), []
    for tick in range(1800):
        at = NOW + tick * SECOND / 10
        if limits.opens_at(pace, at) <= at:
            pace = limits.sent(pace, RATES, at, is_group=True)
            sent.append(at)

    assert max(sum(at <= other < at + MINUTE for other in sent) for at in sent) == 20


def test_lifted_limits_never_wait() -> None:
    pace, left = Pace(), Budget()
    for _ in range(1000):
        at, left = limits.reserve(left, LIFTED, NOW)
        pace = limits.sent(pace, LIFTED, NOW, is_group=True)

    assert (at, limits.opens_at(pace, NOW)) == (NOW, NOW)


@pytest.mark.parametrize(
    ("count", "retry_after", "expected"), [(0, 30, 30), (0, 0, 2), (4, 3, 32), (20, 3, 300)]
)
def test_a_flood_wait_is_telegrams_or_longer_if_it_says_so_again(
    count: int, retry_after: float, expected: float
) -> None:
    pace = limits.flooded(Pace(flood_count=count), retry_after, NOW)

    assert limits.opens_at(pace, NOW) == NOW + expected * SECOND
    assert limits.went_through(pace).flood_count == 0


def test_a_wait_is_never_made_shorter() -> None:
    flood = limits.delayed(limits.flooded(Pace(), 3600, NOW), 1, NOW)
    delay = limits.delayed(limits.delayed(Pace(), 60, NOW), 1, NOW)

    assert limits.opens_at(flood, NOW) == NOW + timedelta(hours=1)
    assert limits.opens_at(delay, NOW) == NOW + MINUTE


@pytest.mark.parametrize(
    ("chats", "ago", "is_bot"), [(2, 0, False), (3, 0, True), (3, 10, True), (3, 11, False)]
)
def test_several_chats_that_must_wait_mean_the_bot(chats: int, ago: int, is_bot: bool) -> None:
    flooded = [limits.flooded(Pace(), 30 + n, NOW - ago * SECOND) for n in range(chats)]

    expected = NOW + (30 - ago) * SECOND if is_bot else None
    assert expected == limits.widened(flooded, NOW)


def test_a_clock_that_was_set_back_does_not_stop_us() -> None:
    ahead = NOW + timedelta(hours=3)
    _, budget = limits.reserve(Budget(), RATES, ahead)
    pace = limits.delayed(limits.sent(Pace(), RATES, ahead, is_group=True), 60, ahead)

    assert limits.is_free(budget, NOW)
    assert limits.opens_at(pace, NOW) <= NOW
