from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.store.schema import update_seen
from bot.store.updates import KEPT_FOR, is_first
from feeds.store.database import open_database
from tests.bot.made import NOW


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as opened:
        yield opened
    database.close()


def test_an_update_counts_once(connection: Connection) -> None:
    found = [is_first(connection, update_id, NOW) for update_id in (7, 8, 7, 9, 8)]

    assert found == [True, True, False, True, False]


def test_what_telegram_has_forgotten_is_forgotten_here(connection: Connection) -> None:
    for update_id in range(10):
        is_first(connection, update_id, NOW)
    is_first(connection, 10, NOW + KEPT_FOR + timedelta(seconds=1))

    assert connection.scalar(select(func.count()).select_from(update_seen)) == 1
