"""One database for the tests of a file; each test's rows are rolled back at its end."""

from collections.abc import Iterator

import pytest

from feeds.config import Config
from feeds.store.database import MEMORY, Database, open_database
from tests.bot.replies.made import Counter, config_in


@pytest.fixture(scope="module")
def empty_database() -> Iterator[Database]:
    database = open_database(MEMORY)
    yield database
    database.close()


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return config_in(tmp_path_factory.mktemp("config"))


@pytest.fixture
def counter(empty_database: Database, config: Config) -> Iterator[Counter]:
    with empty_database.transaction() as connection:
        kept = connection.begin_nested()
        yield Counter(connection, config)
        kept.rollback()
