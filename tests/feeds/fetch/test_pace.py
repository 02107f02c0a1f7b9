"""Turns at a host, without waiting: clock and sleep are the test's."""

import asyncio
from dataclasses import dataclass, field

import pytest

from feeds.fetch.pace import FORGET_ABOVE, Pace


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def read(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def pace(time: Time, connections: int = 2, gap_seconds: float = 1.0) -> Pace:
    return Pace(connections, gap_seconds, lambda: 1.25, time.read, time.sleep)


async def test_the_second_turn_at_a_host_waits_for_the_gap_and_its_jitter() -> None:
    time = Time()
    turns = pace(time)

    for _ in range(3):
        async with turns.turn("news.example:443"):
            pass

    assert time.slept == [1.25, 1.25]


async def test_hosts_do_not_wait_for_each_other() -> None:
    time = Time()
    turns = pace(time)

    async with turns.turn("one.example:443"), turns.turn("two.example:443"):
        pass

    assert time.slept == []


async def test_only_so_many_turns_are_held_at_once() -> None:
    turns = pace(Time(), connections=2)

    async def visit() -> None:
        async with turns.turn("news.example:443"):
            pass

    async with turns.turn("news.example:443"), turns.turn("news.example:443"):
        third = asyncio.create_task(visit())
        done, _ = await asyncio.wait([third], timeout=0.01)

    assert not done
    await third


async def test_it_forgets_idle_hosts() -> None:
    turns = pace(Time(), gap_seconds=0.0)

    for number in range(FORGET_ABOVE + 10):
        async with turns.turn(f"{number}.example:80"):
            pass

    assert len(turns._hosts) < FORGET_ABOVE


@pytest.mark.parametrize(
    ("passed", "expected"), [(0.0, [1.25]), (1.0, [0.25]), (1.25, []), (99.0, [])]
)
async def test_time_that_has_passed_is_not_waited_for_again(
    passed: float, expected: list[float]
) -> None:
    time = Time()
    turns = pace(time)
    async with turns.turn("news.example:443"):
        time.now += passed

    async with turns.turn("news.example:443"):
        assert expected == time.slept


async def test_a_visit_that_fails_gives_its_turn_back() -> None:
    turns = pace(Time(), connections=1)
    with pytest.raises(ValueError, match="the visit failed"):
        async with turns.turn("news.example:443"):
            raise ValueError("the visit failed")

    async with asyncio.timeout(1), turns.turn("news.example:443"):
        assert turns._hosts["news.example:443"].users == 1


async def test_it_never_forgets_a_host_that_is_in_use() -> None:
    turns = pace(Time(), gap_seconds=0.0)

    async with turns.turn("busy.example:80"):
        for number in range(FORGET_ABOVE + 10):
            async with turns.turn(f"{number}.example:80"):
                pass

        assert "busy.example:80" in turns._hosts


async def test_it_counts_who_waits_for_a_turn() -> None:
    turns, counts = pace(Time(), connections=1), []

    async def visit() -> None:
        async with turns.turn("news.example:443"):
            counts.append(turns.waiting)

    async with turns.turn("news.example:443"):
        visits = [asyncio.create_task(visit()) for _ in range(3)]
        await asyncio.wait(visits, timeout=0.01)
        counts.append(turns.waiting)
        visits[0].cancel()
        await asyncio.wait(visits[:1])
        counts.append(turns.waiting)
    await asyncio.wait(visits)

    assert counts == [3, 2, 1, 0]
    assert turns.waiting == 0
