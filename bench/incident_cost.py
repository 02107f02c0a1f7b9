"""What one new report costs at a million stored incidents, against ten thousand (SQLite).

``python -m bench.incident_cost [SMALL] [LARGE]`` (10000 and 1000000) builds both databases in a
temporary folder (4 GB for the large one), 200 incidents a day up to now, each with an entry, a
report, an alert that was told and a line of history, the last two weeks with their wordings. Then
it reads new reports, half of them of known incidents, each in a transaction of its own, and plans
what chats are told. It prints medians and exits with 1 if the large one costs over twice as much.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bot.config import PolicySettings
from bot.model import ALL_AREAS, Chat, ChatSettings
from bot.plan import plan
from bot.store import chats
from feeds.config import FeedSettings
from feeds.merge import Block, merge, wording
from feeds.model import Entry, Place, Precision, Theatre
from feeds.record import Batch, record
from feeds.store import Connection, feeds, incidents, wordings
from feeds.store.codec import encode
from feeds.store.database import SQLITE, Database, open_database
from feeds.store.entries import Item
from tests.feeds.merge.made import casualty, event, report, source

NOW = datetime(2031, 3, 4, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
A_DAY = 200
VILLAGES = 97
_FAMILIES = ("talks", *("violence",) * 4)
FEED = FeedSettings(name="Herald", url="https://herald.example/", language="en")
REPORTS = 120
BAR = 2.0

Rows = Iterator[tuple[Any, ...]]
Work = Callable[[Database, int], float]
"""Does something for the nth time and gives the seconds that it took."""


def main() -> int:
    """Build, measure and compare."""
    sizes = [int(argument) for argument in sys.argv[1:3]] or [10_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        databases = []
        for size in sizes:
            path, began = Path(folder) / f"{size}.db", time.perf_counter()
            _build(path, size)
            built, megabytes = time.perf_counter() - began, path.stat().st_size / 1e6
            print(f"{size:,} incidents, SAMPLE, NOT REAL: {built:.0f} s, {megabytes:.0f} MB")
            databases.append(_opened(path))
        ratios = [_compare(name, work, databases) for name, work in WORK.items()]
        for database in databases:
            database.close()
    print(f"worst x{max(ratios):.2f}, bar x{BAR:g}")
    return 1 if max(ratios) > BAR else 0


def _compare(name: str, work: Work, databases: Sequence[Database]) -> float:
    """Do the same in turn on each database, so that what else the machine does slows both."""
    took: list[list[float]] = [[] for _ in databases]
    for number in range(REPORTS):
        for database, times in zip(databases, took, strict=True):
            times.append(work(database, number))
    small, large = (median(times[REPORTS // 10 :]) * 1e6 for times in took)
    print(f"  {name:32} {small:8.0f} us {large:8.0f} us   x{large / small:.2f}")
    return large / small


def village(number: int) -> Place:
    """Give one of the villages, none near another."""
    within = (f"District {number % 23}", "Armenia")
    point = 39.0 + number % 10 / 10, 45.0 + number // 10 / 10
    return Place(f"Village {number}", Precision.VILLAGE, Theatre.ARMENIA_AZERBAIJAN, *point, within)


def _opened(path: Path) -> Database:
    database = open_database(f"sqlite:///{path}")
    with database.transaction() as connection:
        for number in range(1, 6):
            settings = ChatSettings(Chat(number), areas=ALL_AREAS)
            chats.subscribe(connection, settings, NOW)
        plan(connection, NOW, PolicySettings())
    return database


def _timed(function: Callable[[Connection, int], object]) -> Work:
    """Give what takes the seconds of one transaction."""

    def work(database: Database, number: int) -> float:
        began = time.perf_counter()
        with database.transaction() as connection:
            function(connection, number)
        return time.perf_counter() - began

    return work


def _planned(database: Database, number: int) -> float:
    """Take the seconds of planning where one alert is new."""
    with database.transaction() as connection:
        record(connection, _batch(REPORTS + number))
    at = NOW + timedelta(seconds=number)
    return _timed(lambda connection, _: plan(connection, at, PolicySettings()))(database, number)


def _item(number: int) -> Item:
    """Give a report of a village that has an incident today, or of one that has none."""
    kinds = {"places": (village(number % VILLAGES),), "happened_on": NOW.date()}
    told = report(event(**kinds), casualties=[casualty(number % 7 + 1)])
    words = f"Report {number} of fighting near village {number % VILLAGES}, says the ministry of it"
    at = NOW - timedelta(seconds=REPORTS * 2 - number)
    entry = Entry(
        f"new-{number}", words, url=f"https://herald.example/new/{number}", published_at=at
    )
    return Item(entry, f"new-key-{number}", replace(told, entry_id=entry.id))


def _batch(number: int) -> Batch:
    return Batch(FEED, [_item(number)], is_baseline=False, max_age=2 * DAY, now=NOW)


def _blocks(number: int) -> list[Block]:
    first = NOW.date() - timedelta(days=3 + number % 2)
    return [Block("violence", first, NOW.date() + DAY)]


def _build(path: Path, size: int) -> None:
    """Fill a database past the program: rows as it would have written them."""
    database = open_database(f"sqlite:///{path}")
    with database.transaction() as connection:
        feeds.sync(connection, [FEED], NOW)
    database.close()
    raw = SQLITE.connect(str(path))
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA foreign_keys=OFF")
    for statement, rows in _tables(size):
        _insert(raw, statement, rows)
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _insert(raw: sqlite3.Connection, statement: str, rows: Rows) -> None:
    raw.execute("BEGIN")
    raw.executemany(statement, rows)
    raw.execute("COMMIT")


def _tables(size: int) -> Iterator[tuple[str, Rows]]:
    """Give for each table how it is filled, and its rows."""
    profiles, bodies = _texts()
    times = [_time(number, size) for number in range(size)]
    yield (
        "INSERT INTO entry VALUES (?,'Herald',?,?,?,?,'','',?,'en',?,?,'told','new')",
        (
            (n + 1, f"g{n}", f"k{n}", f"h{n}", f"Report {n}", f"https://h.example/{n}", at, at)
            for n, at in enumerate(times)
        ),
    )
    yield (
        "INSERT INTO report VALUES (?,?,1,'clash','high',?)",
        ((n + 1, n + 1, bodies[n % VILLAGES]) for n in range(size)),
    )
    yield (
        "INSERT INTO incident VALUES (?,?,?,?,?,?,'one_side','high',1,1,?)",
        (
            (n + 1, _FAMILIES[n % 5], at[:10], at[:10], at, at, _dated(profiles, n, at))
            for n, at in enumerate(times)
        ),
    )
    yield from _links(times)
    yield from _wordings(times)


def _links(times: Sequence[str]) -> Iterator[tuple[str, Rows]]:
    """Give what says of every incident by what it is told, and that it was told."""
    yield (
        "INSERT INTO incident_report VALUES (?,0,?,'new')",
        ((n, n) for n in range(1, len(times) + 1)),
    )
    for statement in (
        "INSERT INTO incident_history VALUES (?1,?1,1,?2,'feed:Herald','new')",
        "INSERT INTO alert VALUES (?1,?1,1,'new',?2,'','',0,0,'','')",
        "INSERT INTO alert_fan_out VALUES (?1,?2,1)",
    ):
        yield statement, iter(enumerate(times, 1))
    for name in ("edits", "second_word"):
        yield "INSERT INTO revision_cursor VALUES (?,?)", iter([(name, len(times))])


def _wordings(times: Sequence[str]) -> Iterator[tuple[str, Rows]]:
    """Give the wordings of the last two weeks: older ones are forgotten."""
    recent = range(max(0, len(times) - 14 * A_DAY), len(times))
    yield (
        "INSERT INTO wording VALUES (?,?,'Herald',?,?)",
        ((n + 1, n + 1, times[n], f"report fighti near villag {n % VILLAGES}") for n in recent),
    )
    yield (
        "INSERT INTO wording_band VALUES (?,?,?)",
        ((n * 13 + band, n + 1, times[n]) for n in recent for band in range(13)),
    )


def _dated(profiles: list[str], number: int, at: str) -> str:
    return profiles[number % VILLAGES].replace(NOW.date().isoformat(), at[:10])


def _time(number: int, size: int) -> str:
    at = NOW - DAY * ((size - number) / A_DAY)
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _texts() -> tuple[list[str], list[str]]:
    """Give a profile and a report of each village as they are stored."""
    profiles, bodies = [], []
    for number in range(VILLAGES):
        told = report(event(places=(village(number),)), casualties=[casualty(2)])
        (merged,) = merge(told, source("Herald"), [])
        profiles.append(encode(replace(merged.incident, is_told=True)))
        bodies.append(encode(told))
    return profiles, bodies


WORK: dict[str, Work] = {
    "a new report, recorded": _timed(lambda c, n: record(c, _batch(n))),
    "planned for five chats": _planned,
    "candidates": _timed(lambda c, n: incidents.candidates(c, _blocks(n))),
    "wordings like it": _timed(lambda c, n: wordings.known(c, wording(_item(n).entry), NOW)),
    "one incident by its number": _timed(lambda c, n: incidents.get(c, n + 1)),
    "its reports": _timed(lambda c, n: incidents.tellings(c, n + 1)),
    "the newest eight": _timed(lambda c, _: incidents.newest(c, 8)),
}


if __name__ == "__main__":
    sys.exit(main())
