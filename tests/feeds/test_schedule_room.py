"""Who hangs or fails takes no turn from the others: room that is free again is used at once."""

import asyncio
from collections.abc import Sequence

from feeds.schedule import MOST_WAITING, Schedule, work_off


class Numbers:
    """Work that is due: numbers, claimed in order; whoever is in ``hanging`` never ends."""

    def __init__(self, count: int, hanging: Sequence[int] = ()) -> None:
        self.left = list(range(count))
        self.hanging = hanging
        self.ending = count - len(hanging)
        self.claims: list[int] = []
        self.done: list[int] = []
        self.all_done = asyncio.Event()

    async def claim(self, limit: int) -> Sequence[int]:
        taken, self.left = self.left[:limit], self.left[limit:]
        self.claims.append(len(taken))
        return taken

    async def work(self, number: int) -> int:
        if number in self.hanging:
            await asyncio.Event().wait()
        return number

    def note(self, number: int) -> None:
        self.done.append(number)
        if len(self.done) == self.ending:
            self.all_done.set()


async def test_what_is_due_is_taken_up_without_waiting_for_the_next_tick() -> None:
    numbers = Numbers(100)
    schedule = Schedule(numbers, numbers.work, 8, numbers.note)
    await schedule.tick()
    await asyncio.wait_for(numbers.all_done.wait(), 5)
    await schedule.stop(drain_seconds=5)

    assert sorted(numbers.done) == list(range(100))


async def test_a_few_that_hang_leave_the_others_their_turns() -> None:
    numbers = Numbers(100, hanging=(0, 3, 5))
    schedule = Schedule(numbers, numbers.work, 8, numbers.note)
    await schedule.tick()
    await asyncio.wait_for(numbers.all_done.wait(), 5)
    await schedule.stop(drain_seconds=0)

    assert len(numbers.done) == 97


async def test_room_is_filled_by_quarters_and_not_one_by_one() -> None:
    numbers = Numbers(64)
    await (schedule := Schedule(numbers, numbers.work, 16, numbers.note)).tick()
    await asyncio.wait_for(numbers.all_done.wait(), 5)
    await schedule.stop(drain_seconds=5)

    assert min(numbers.claims[:-2]) >= 4


async def test_where_little_is_due_nothing_is_asked_between_two_ticks() -> None:
    numbers = Numbers(3)
    schedule = Schedule(numbers, numbers.work, 8, numbers.note)
    await schedule.tick()
    await schedule.stop(drain_seconds=5)

    assert numbers.claims == [3]


async def test_work_is_done_until_nothing_is_left() -> None:
    numbers = Numbers(10)
    await work_off(numbers, numbers.work, 3, numbers.note)

    assert sorted(numbers.done) == list(range(10))


async def test_those_that_wait_for_a_turn_leave_their_room_to_others() -> None:
    numbers = Numbers(100, hanging=range(20))
    schedule = Schedule(numbers, numbers.work, 8, numbers.note, waiting=lambda: 20)
    await schedule.tick()
    await asyncio.wait_for(numbers.all_done.wait(), 5)
    await schedule.stop(drain_seconds=0)

    assert len(numbers.done) == 80


async def test_not_everything_may_wait() -> None:
    numbers = Numbers(1_000, hanging=range(1_000))
    schedule = Schedule(numbers, numbers.work, 2, numbers.note, waiting=lambda: 1_000)
    for _ in range(3):
        await schedule.tick()
    await schedule.stop(drain_seconds=0)

    assert sum(numbers.claims) == 2 * MOST_WAITING


async def test_what_waits_until_it_is_due_again_is_not_begun_twice() -> None:
    numbers = Numbers(1, hanging=(0,))
    schedule = Schedule(numbers, numbers.work, 8, numbers.note)
    await schedule.tick()
    numbers.left = [0]
    await schedule.tick()

    assert len(schedule._running) == 1
    await schedule.stop(drain_seconds=0)
