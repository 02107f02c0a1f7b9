"""One database for all tests of the stores; each test's rows are rolled back at its end."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from feeds.store.database import MEMORY, Database, open_database


@pytest.fixture(scope="module")
def empty_database() -> Iterator[Database]:
    database = open_database(MEMORY)
    yield database
    database.close()


@pytest.fixture
def connection(empty_database: Database) -> Iterator[Connection]:
    with empty_database.transaction() as connection:
        kept = connection.begin_nested()
        yield connection
        kept.rollback()
