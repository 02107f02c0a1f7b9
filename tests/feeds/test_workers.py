"""Real worker processes: they hang, crash and lose their parent."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feeds.parse import ParseError, ParseHints
from feeds.workers import WorkerCrashed, Workers, WorkerTimeout, _exit_words

ROOT = Path(__file__).parents[2]

PARENT = """
import asyncio
from feeds.workers import Workers

async def main():
    workers = Workers(2, 60, preload="")
    pids = await asyncio.gather(workers.call("os:getpid"), workers.call("os:getpid"))
    busy = asyncio.create_task(workers.call("time:sleep", 60))
    await workers.call("os:getpid")
    print(*pids, flush=True)
    await busy

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    async with Workers(1, 30, preload="") as pool:
        yield pool


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; a zombie that nobody reaped doesn't."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def alive_after(seconds: float, pids: list[int]) -> list[int]:
    """Give the processes that still run when they all had so much time to end."""
    deadline = time.monotonic() + seconds
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.01)
    return left


async def test_it_runs_a_function_in_another_process(workers: Workers) -> None:
    assert await workers.call("os:getpid") != os.getpid()


async def test_it_raises_what_the_function_raised(workers: Workers) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await workers.call("builtins:int", "x")


async def test_the_main_process_reads_results_without_the_heavy_libraries(
    workers: Workers,
) -> None:
    script = (
        "import sys, feeds.workers, feeds.readings, feeds.parse\n"
        "print([name for name in ('spacy', 'feedparser', 'lxml') if name in sys.modules])"
    )

    loaded = await workers.call("subprocess:check_output", [sys.executable, "-c", script])

    assert loaded == b"[]\n"


async def test_a_problem_of_a_document_arrives_by_its_name(workers: Workers) -> None:
    parse = "feeds.parse.document:parse"

    with pytest.raises(ParseError, match="empty"):
        await workers.call(parse, b"", "", ParseHints(), frozenset(), None)


async def test_a_worker_that_hangs_is_replaced(workers: Workers) -> None:
    before = await workers.call("os:getpid")

    with pytest.raises(WorkerTimeout, match=r"more than 0\.2 s"):
        await workers.call("time:sleep", 60, timeout_seconds=0.2)

    assert await workers.call("os:getpid") != before
    assert not is_alive(before)


async def test_a_worker_that_crashes_is_replaced_and_says_how(workers: Workers) -> None:
    with pytest.raises(WorkerCrashed, match="SIGABRT"):
        await workers.call("os:abort")
    with pytest.raises(WorkerCrashed, match="exit code 7"):
        await workers.call("os:_exit", 7)

    assert await workers.call("os:getpid") > 0


async def test_a_worker_that_dies_idle_costs_no_call(workers: Workers) -> None:
    pid = await workers.call("os:getpid")

    os.kill(pid, signal.SIGKILL)

    assert await workers.call("os:getpid") != pid


async def test_a_call_that_is_cancelled_frees_its_worker(workers: Workers) -> None:
    await workers.warm_up()
    call = asyncio.create_task(workers.call("time:sleep", 60))
    await asyncio.wait([call], timeout=0.2)

    call.cancel()

    assert await asyncio.wait_for(workers.call("os:getpid"), 5) > 0


async def test_workers_are_recycled() -> None:
    async with Workers(1, 30, preload="", max_calls=2) as workers:
        pids = [await workers.call("os:getpid") for _ in range(5)]

    assert len(set(pids)) == 3


async def test_workers_that_cannot_start_are_reported() -> None:
    async with Workers(1, 30, preload="os:no_such_function") as workers:
        with pytest.raises(WorkerCrashed):
            await workers.warm_up()


async def test_closing_ends_the_workers_in_the_middle_of_a_call() -> None:
    workers = Workers(1, 30, preload="")
    pid = await workers.call("os:getpid")
    call = asyncio.create_task(workers.call("time:sleep", 60))
    await asyncio.wait([call], timeout=0.1)

    await workers.close()

    assert not is_alive(pid)
    call.cancel()


async def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = await asyncio.create_subprocess_exec(
        sys.executable, str(script), stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in (await parent.stdout.readline()).split()]

    parent.kill()
    await parent.wait()

    assert pids
    assert alive_after(2, pids) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (None, "exit code None"),
        (0, "exit code 0"),
        (3, "exit code 3"),
        (-9, "killed by SIGKILL"),
        (-11, "killed by SIGSEGV"),
        (-40, "killed by signal 40"),
        (-999, "killed by signal 999"),
    ],
)
def test_the_end_of_a_worker_has_words_whatever_it_was(code: int | None, expected: str) -> None:
    assert expected == _exit_words(code)
