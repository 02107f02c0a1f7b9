"""What waits together is committed together, in its order, and fails together."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, event

from bot.store import switches
from bot.store.grouped import Grouped
from feeds.store.database import MEMORY, Database, open_database
from tests.bot.made import NOW


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = open_database(MEMORY)
    yield opened
    opened.close()


def write(connection: Connection, name: str, *, fails: bool = False) -> bool:
    """Set a switch, and fail afterwards if asked to."""
    changed = switches.put(connection, name, switches.ON, 0, NOW)
    if fails:
        raise LookupError(name)
    return changed


async def test_everybody_gets_an_own_result(database: Database) -> None:
    grouped = Grouped(database)
    names = ["a", "b", "c"]
    changed = [grouped.run(switches.put, name, switches.ON, 0, NOW) for name in names]
    again = grouped.run(switches.put, "b", switches.ON, 0, NOW)

    assert await asyncio.gather(*changed, again) == [True, True, True, False]


async def test_what_waits_at_the_same_time_is_one_transaction(database: Database) -> None:
    grouped = Grouped(database)
    commits: list[object] = []
    event.listen(database._engine, "commit", commits.append)
    await asyncio.gather(*(grouped.run(write, str(number)) for number in range(5)))

    assert len(commits) == 1
    assert await database.run(switches.is_on, "4")


async def test_one_that_fails_undoes_and_fails_those_beside_it(database: Database) -> None:
    grouped = Grouped(database)
    work = [grouped.run(write, "good"), grouped.run(write, "bad", fails=True)]
    ended = await asyncio.gather(*work, return_exceptions=True)
    later = await grouped.run(write, "later")

    assert [type(one) for one in ended] == [LookupError, LookupError]
    assert not await database.run(switches.is_on, "good")
    assert later


async def test_a_caller_that_gives_up_disturbs_nobody(database: Database) -> None:
    grouped = Grouped(database)
    given_up = asyncio.create_task(grouped.run(write, "a"))
    patient = asyncio.create_task(grouped.run(write, "b"))
    await asyncio.sleep(0)
    given_up.cancel()

    assert await patient
