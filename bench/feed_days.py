"""Lets 200 feeds with every bad habit live for days: ``python -m bench.feed_days [FEEDS] [DAYS]``.

Prints what was missed, what was told twice and which states are wrong at the end; exit 1 if
anything was. The feeds are those of tests/feed_days.py: a local server, the real schedule, fetcher,
workers and database, a clock that is set. Eight days are the least in which all states come about.
"""

import asyncio
import resource
import sys
import tempfile
import time

from feeds.store.database import open_database
from feeds.workers import Workers
from tests.feed_days import DAYS, Account, Days
from tests.feed_server import FeedServer
from tests.habits import HABITS

FEEDS = 200


def main(arguments: list[str]) -> int:
    """Let them live; return 1 where the promise was broken."""
    count = int(arguments[0]) if arguments else FEEDS
    days = int(arguments[1]) if len(arguments) > 1 else DAYS
    began = time.monotonic()
    account = asyncio.run(_live(count, days))
    print(f"{count} feeds of {len(HABITS)} habits, {days} days, {account.polls} polls")
    print(f"{account.news} news that polls could see: {len(account.missed)} missed, ", end="")
    print(f"{len(account.twice)} told twice, {len(account.stored_twice)} stored twice; ", end="")
    print(f"{len(account.wrong_states)} wrong states at the end")
    for text in (*account.missed, *account.twice, *account.stored_twice, *account.wrong_states):
        print(f"  {text}")
    seconds = [resource.getrusage(who).ru_utime for who in (0, resource.RUSAGE_CHILDREN)]
    print(f"{sum(seconds):.0f} CPU s, {time.monotonic() - began:.0f} s")
    wrong = (account.missed, account.twice, account.stored_twice, account.wrong_states)
    return 1 if any(wrong) else 0


async def _live(count: int, days: int) -> Account:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/alerts.db")
        async with FeedServer() as server, Workers(2) as workers:
            account = await Days(server, database, workers, count).live(days)
        database.close()
    return account


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
