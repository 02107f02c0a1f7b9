from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from feeds.store.database import Database, open_database


@pytest.fixture
def database() -> Iterator[Database]:
    database = open_database(":memory:")
    yield database
    database.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.transaction() as connection:
        yield connection
