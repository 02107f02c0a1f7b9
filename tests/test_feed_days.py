"""Eight days of feeds with every bad habit; bench/feed_days.py lets 200 of them live."""

import asyncio

from feeds.store.database import open_database
from feeds.workers import Workers
from tests.feed_days import DAYS, Account, Days
from tests.feed_server import FeedServer
from tests.habits import HABITS


def test_nothing_is_missed_or_told_twice_and_every_state_is_right() -> None:
    database = open_database(":memory:")

    async def live() -> Account:
        async with FeedServer() as server, Workers(1) as workers:
            return await Days(server, database, workers, len(HABITS)).live(DAYS)

    account = asyncio.run(live())
    database.close()

    assert account.news > 150
    assert (account.missed, account.twice, account.stored_twice) == ([], [], [])
    assert account.wrong_states == []
