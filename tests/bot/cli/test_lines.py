"""Lines come as they arrive, and results in the order of the lines."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.lines import CHUNK_BYTES, in_order, lines_of
from bot.cli.shared import UsageError
from feeds.entry_json import MAX_LINE_BYTES


async def read(path: Path) -> list[bytes]:
    return [line async for line in lines_of(path)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"one\ntwo\n", [b"one", b"two"]),
        (b"one\r\n\n  \ntwo", [b"one\r", b"two"]),
        (b"x" * CHUNK_BYTES + b"y\nz", [b"x" * CHUNK_BYTES + b"y", b"z"]),
    ],
)
async def test_it_gives_lines_without_blank_ones(
    tmp_path: Path, content: bytes, expected: list[bytes]
) -> None:
    path = tmp_path / "lines"
    path.write_bytes(content)

    assert expected == await read(path)


async def test_it_keeps_no_more_of_an_endless_line_than_shows_that_it_is_too_long(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"x" * (3 * MAX_LINE_BYTES) + b"\nshort\n")

    long, short = await read(path)

    assert MAX_LINE_BYTES < len(long) <= MAX_LINE_BYTES + 2 * CHUNK_BYTES
    assert short == b"short"


async def test_it_says_which_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-file: No such file"):
        await read(tmp_path / "no-such-file")


async def numbers(count: int) -> AsyncIterator[int]:
    for number in range(count):
        yield number


async def test_results_come_in_the_order_of_the_items() -> None:
    is_last_begun = asyncio.Event()

    async def work(number: int) -> int:
        if number == 2:
            is_last_begun.set()
        await is_last_begun.wait()
        return number

    assert [number async for number in in_order(numbers(3), work, 3)] == [0, 1, 2]


async def test_a_result_does_not_wait_for_the_next_item() -> None:
    more = asyncio.Event()

    async def slow() -> AsyncIterator[int]:
        yield 1
        await more.wait()
        yield 2

    async def work(number: int) -> int:
        return number

    results = in_order(slow(), work, 4)

    assert await anext(results) == 1
    more.set()
    assert await anext(results) == 2


async def test_no_more_items_are_taken_than_it_may_work_on() -> None:
    taken: list[int] = []

    async def work(number: int) -> int:
        taken.append(number)
        return number

    async for number in in_order(numbers(20), work, 2):
        assert len(taken) <= number + 3


async def test_an_error_of_the_input_ends_the_results() -> None:
    async def broken() -> AsyncIterator[int]:
        yield 1
        raise UsageError("gone")

    async def work(number: int) -> int:
        return number

    with pytest.raises(UsageError, match="gone"):
        assert [number async for number in in_order(broken(), work, 2)] == [1]
